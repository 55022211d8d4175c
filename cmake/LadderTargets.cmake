# ladder_library, ladder_binary and ladder_test: the three shapes of target in this tree.

add_library(ladder_flags INTERFACE)
target_compile_options(ladder_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
# At -O3 GCC's flow analysis loses track of variants and sees strings as uninitialised.
target_compile_options(ladder_flags INTERFACE $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
target_include_directories(ladder_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_link_libraries(ladder_flags INTERFACE Threads::Threads)
if(LADDER_SANITIZE)
  # GCC's flow analysis loses track in instrumented code and sees variants as uninitialised.
  add_compile_options(-fsanitize=${LADDER_SANITIZE} -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=${LADDER_SANITIZE})
endif()

# ladder_library(NAME SRCS a.cc b.cc DEPS x y): a static library, or an interface one without SRCS.
function(ladder_library name)
  cmake_parse_arguments(A "" "" "SRCS;DEPS" ${ARGN})
  if(A_SRCS)
    add_library(${name} STATIC ${A_SRCS})
    target_link_libraries(${name} PUBLIC ladder_flags ${A_DEPS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ladder_flags ${A_DEPS})
  endif()
endfunction()

# ladder_binary(NAME SRCS main.cc DEPS x y)
function(ladder_binary name)
  cmake_parse_arguments(A "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${A_SRCS})
  target_link_libraries(${name} PRIVATE ladder_flags ${A_DEPS})
endfunction()

# ladder_test(NAME LABEL unit|service|e2e|tidy SRCS a_test.cc DEPS x y [TIMEOUT seconds]): one GoogleTest binary, one CTest entry.
function(ladder_test name)
  cmake_parse_arguments(A "" "LABEL;TIMEOUT" "SRCS;DEPS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  add_executable(${name} ${A_SRCS})
  target_link_libraries(${name} PRIVATE ladder_flags ${A_DEPS} GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT})
endfunction()
