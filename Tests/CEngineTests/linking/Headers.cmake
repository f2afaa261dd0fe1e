# Compiles each public header alone with CXX (and CC, if it is for C): included twice, nothing before it, no path but INCLUDE, no warning let pass.
set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
file(GLOB_RECURSE headers RELATIVE ${INCLUDE} ${INCLUDE}/*.hpp ${INCLUDE}/*.h)
file(MAKE_DIRECTORY ${OUT})

function(compile header suffix)
    string(MAKE_C_IDENTIFIER ${header} name)
    file(WRITE ${OUT}/${name}${suffix} "#include \"${header}\"\n#include \"${header}\"\nint ${name};\n")
    execute_process(COMMAND ${ARGN} ${warnings} -fsyntax-only -I${INCLUDE} ${OUT}/${name}${suffix}
                    RESULT_VARIABLE status ERROR_VARIABLE error)
    if(NOT status EQUAL 0)
        message(SEND_ERROR "${header} does not stand alone with ${ARGN}:\n${error}")
    endif()
endfunction()

foreach(header ${headers})
    compile(${header} .cpp ${CXX} -std=c++20)
    # What is for C must be C11, and C++ of before this library's own standard.
    if(header MATCHES "\\.h$")
        compile(${header} .c ${CC} -std=c11)
        compile(${header} .cpp ${CXX} -std=c++11)
    endif()
endforeach()
list(LENGTH headers count)
message(STATUS "${count} headers stand alone with ${CXX}")
