# SPDX-License-Identifier: GPL-3.0-or-later
# If a package is missing, CMake names it and says what to install.
#
#   cmake -D SOURCE_DIR=… -D WORK_DIR=… -P missing_packages_test.cmake

# Arguments after `debian` hide the package, where Qt's own search breaks on the usual one.
function(expect_message package words debian)
    set(hiding ${ARGN})
    if(NOT hiding)
        set(hiding -D CMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
    endif()
    file(REMOVE_RECURSE "${WORK_DIR}")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${SOURCE_DIR}" -B "${WORK_DIR}" -G Ninja ${hiding}
        RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE error)
    file(REMOVE_RECURSE "${WORK_DIR}")
    if(status EQUAL 0 OR NOT error MATCHES "Shmlab needs ${words}," OR NOT error MATCHES "apt install ${debian}\n")
        message(FATAL_ERROR "without ${package} (status ${status}):\n${error}")
    endif()
endfunction()

expect_message(Qt6 "Qt 6.4 with Widgets and Linguist" "qt6-base-dev qt6-tools-dev qt6-l10n-tools")
expect_message(Qt6LinguistTools "Qt 6.4 with Widgets and Linguist" "qt6-base-dev qt6-tools-dev qt6-l10n-tools")
expect_message(QCustomPlotQt6 "QCustomPlot for Qt 6" "libqcustomplot-dev")
expect_message(Boost "Boost" "libboost-dev")
expect_message(Python3 "Python 3.9" "python3")
expect_message(PkgConfig "pkg-config" "pkgconf" -D PKG_CONFIG_EXECUTABLE=/nonexistent)
