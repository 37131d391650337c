# SPDX-License-Identifier: GPL-3.0-or-later
# Another project uses the installed library. The README's example is built against the static and against the shared
# libraries, by CMake and by pkg-config, each in a prefix that was moved after the installation, and runs with a plain client
# as its peer.

function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\n${output}\nended with ${result}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

# The fenced block of the README that follows the line "<!-- NAME -->".
function(extract name file)
    file(READ "${SOURCE_DIR}/README.md" text)
    string(FIND "${text}" "<!-- ${name} -->" begin)
    if(begin EQUAL -1)
        message(FATAL_ERROR "the README has no block ${name}")
    endif()
    string(SUBSTRING "${text}" ${begin} -1 text)
    string(FIND "${text}" "```" begin)
    string(SUBSTRING "${text}" ${begin} -1 text)
    string(FIND "${text}" "\n" begin)
    string(SUBSTRING "${text}" ${begin} -1 text)
    string(FIND "${text}" "\n```" end)
    string(SUBSTRING "${text}" 0 ${end} text)
    file(WRITE "${file}" "${text}\n")
endfunction()

# The server exchanges counters with a plain client and removes its object.
function(run_example server)
    string(RANDOM LENGTH 12 random)
    set(name "/shmlab-example-${random}")
    execute_process(
        COMMAND ${server} ${name}
        COMMAND sh -c "until [ -s /dev/shm${name} ]; do :; done; '${CLIENT}' client ${name} 5 10 >&2; status=$?; cat >/dev/null; exit $status"
        TIMEOUT 60 RESULTS_VARIABLE results ERROR_VARIABLE output OUTPUT_VARIABLE ignored)
    if(NOT results STREQUAL "0;0" OR NOT output MATCHES "Quit client: [0-9]+, [1-9]")
        message(FATAL_ERROR "${server} and a plain client: ${results}\n${output}")
    endif()
    if(EXISTS "/dev/shm${name}")
        file(REMOVE "/dev/shm${name}")
        message(FATAL_ERROR "${server} left its object behind")
    endif()
endfunction()

# Builds and runs the example with what is installed below `prefix`, where the libraries are of `kind`.
function(try_prefix prefix kind)
    set(flags -std=c++23 ${SANITIZER_FLAGS})
    run(${CMAKE_COMMAND} -S ${WORK_DIR}/consumer -B ${prefix}/cmake -G Ninja -D CMAKE_CXX_COMPILER=${CXX}
        -D "CMAKE_CXX_FLAGS=${SANITIZER_FLAGS}" -D CMAKE_PREFIX_PATH=${prefix})
    run(${CMAKE_COMMAND} --build ${prefix}/cmake)
    run_example(${prefix}/cmake/server)

    file(GLOB_RECURSE pkg_config_file ${prefix}/shmlab-exchange.pc)
    get_filename_component(pkg_config_folder "${pkg_config_file}" DIRECTORY)
    get_filename_component(library_folder "${pkg_config_folder}" DIRECTORY)
    run(${CMAKE_COMMAND} -E env PKG_CONFIG_LIBDIR=${pkg_config_folder}
        ${PKG_CONFIG} --cflags --libs shmlab-exchange)
    separate_arguments(output UNIX_COMMAND "${output}")
    run(${CXX} ${flags} ${WORK_DIR}/consumer/main.cpp ${output} -o ${prefix}/server)
    set(ENV{LD_LIBRARY_PATH} ${library_folder})
    run_example(${prefix}/server)
    unset(ENV{LD_LIBRARY_PATH})

    run(${READELF} --dynamic ${prefix}/server)
    if(kind STREQUAL "shared")
        if(NOT output MATCHES "NEEDED[^\n]*libshmlab-exchange\\.so\\.[0-9]+\\.[0-9]+\\]")
            message(FATAL_ERROR "the example does not load libshmlab-exchange:\n${output}")
        endif()
        file(GLOB libraries ${library_folder}/libshmlab-*.so)
        run(${PYTHON} ${SOURCE_DIR}/tests/support/public_symbols.py ${READELF} ${SOURCE_DIR}/core/include ${libraries})
    elseif(output MATCHES "libshmlab")
        message(FATAL_ERROR "the example loads a library that should be part of it:\n${output}")
    endif()
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
set(SANITIZER_FLAGS "")
if(SANITIZERS)
    set(SANITIZER_FLAGS "-fsanitize=${SANITIZERS}")
endif()
extract(example-source "${WORK_DIR}/consumer/main.cpp")
extract(example-cmake "${WORK_DIR}/consumer/CMakeLists.txt")
foreach(kind static shared)
    set(build ${BUILD_DIR})
    if(NOT kind STREQUAL BUILD_KIND)
        set(build ${WORK_DIR}/build)
        set(is_shared ON)
        if(kind STREQUAL "static")
            set(is_shared OFF)
        endif()
        run(${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${build} -G Ninja -D BUILD_SHARED_LIBS=${is_shared}
            -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -D SHMLAB_SANITIZERS=${SANITIZERS}
            -D SHMLAB_BUILD_APP=OFF -D SHMLAB_BUILD_TESTS=OFF)
        run(${CMAKE_COMMAND} --build ${build} --parallel 2)
    endif()
    run(${CMAKE_COMMAND} --install ${build} --prefix ${WORK_DIR}/before-move)
    file(RENAME ${WORK_DIR}/before-move ${WORK_DIR}/${kind})
    try_prefix(${WORK_DIR}/${kind} ${kind})
endforeach()
