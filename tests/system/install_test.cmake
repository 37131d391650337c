# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the library into an empty prefix, takes the example out of the README, builds it as a project of its own and
# runs it with a plain client as its peer.

function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\n${output}\nended with ${result}")
    endif()
endfunction()

# The fenced block of the README that follows the line "<!-- NAME -->".
function(extract name file)
    file(READ "${README}" text)
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

file(REMOVE_RECURSE "${WORK_DIR}")
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix)
extract(example-source "${WORK_DIR}/consumer/main.cpp")
extract(example-cmake "${WORK_DIR}/consumer/CMakeLists.txt")
set(flags "")
if(SANITIZERS)
    set(flags "-fsanitize=${SANITIZERS}")
endif()
run(${CMAKE_COMMAND} -S ${WORK_DIR}/consumer -B ${WORK_DIR}/build -G Ninja -D CMAKE_CXX_COMPILER=${CXX}
    -D "CMAKE_CXX_FLAGS=${flags}" -D CMAKE_PREFIX_PATH=${WORK_DIR}/prefix)
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)

string(RANDOM LENGTH 12 random)
set(name "/shmlab-example-${random}")
execute_process(
    COMMAND ${WORK_DIR}/build/server ${name}
    COMMAND sh -c "until [ -s /dev/shm${name} ]; do :; done; '${CLIENT}' client ${name} 5 10 >&2; status=$?; cat >/dev/null; exit $status"
    TIMEOUT 60 RESULTS_VARIABLE results ERROR_VARIABLE output OUTPUT_VARIABLE ignored)
if(NOT results STREQUAL "0;0" OR NOT output MATCHES "Quit client: [0-9]+, [1-9]")
    message(FATAL_ERROR "the example and a plain client: ${results}\n${output}")
endif()
if(EXISTS "/dev/shm${name}")
    file(REMOVE "/dev/shm${name}")
    message(FATAL_ERROR "the example left its object behind")
endif()
