# SPDX-License-Identifier: GPL-3.0-or-later
# Copies into an AppDir the listed plugins and every library that they and the program need, except those that every host has.
#
#   cmake -D APPDIR=… -D PROGRAM=… -D WINDOWS=… -D PLUGIN_DIR=… -P collect.cmake
cmake_minimum_required(VERSION 3.25)

# The lines of a file without comments.
function(read_list variable file)
    file(STRINGS "${file}" lines REGEX "^[^#]")
    set(${variable} ${lines} PARENT_SCOPE)
endfunction()

read_list(host "${CMAKE_CURRENT_LIST_DIR}/host-libs.txt")
read_list(plugins "${CMAKE_CURRENT_LIST_DIR}/plugins.txt")

set(excluded)
foreach(soname IN LISTS host)
    string(REGEX REPLACE "([.+])" "\\\\\\1" soname "${soname}")
    list(APPEND excluded "^${soname}$")
endforeach()

set(modules)
foreach(plugin IN LISTS plugins)
    if(NOT EXISTS "${PLUGIN_DIR}/${plugin}")
        message(FATAL_ERROR "no such plugin: ${PLUGIN_DIR}/${plugin}")
    endif()
    cmake_path(GET plugin PARENT_PATH folder)
    file(COPY "${PLUGIN_DIR}/${plugin}" DESTINATION "${APPDIR}/usr/plugins/${folder}")
    list(APPEND modules "${PLUGIN_DIR}/${plugin}")
endforeach()

file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${PROGRAM}" MODULES "${WINDOWS}" ${modules}
    RESOLVED_DEPENDENCIES_VAR libraries UNRESOLVED_DEPENDENCIES_VAR missing
    CONFLICTING_DEPENDENCIES_PREFIX conflict PRE_EXCLUDE_REGEXES ${excluded})
if(missing)
    message(FATAL_ERROR "not found: ${missing}")
endif()
if(conflict_FILENAMES)
    message(FATAL_ERROR "found in more than one place: ${conflict_FILENAMES}")
endif()
file(MAKE_DIRECTORY "${APPDIR}/usr/lib")
foreach(library IN LISTS libraries)
    file(REAL_PATH "${library}" file)
    cmake_path(GET library FILENAME soname)
    file(COPY_FILE "${file}" "${APPDIR}/usr/lib/${soname}")
endforeach()
list(LENGTH libraries count)
message(STATUS "${count} libraries bundled")
