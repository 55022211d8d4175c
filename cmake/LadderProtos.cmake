# ladder_protos(NAME DIR root PROTOS a/v1/a.proto ... DEPS other_pb ... [GRPC] [REASONS a/v1/reasons.proto]):
# the C++ of one proto package as library NAME. The archive is linked whole, because a linker drops
# unreferenced generated code and its descriptors with it, and the gateway and the harness work from descriptors.
# REASONS also generates a/v1/reasons.h, the plain C++ enum that domain code may include.

set(LADDER_GEN ${CMAKE_BINARY_DIR}/gen)
set(GOOGLEAPIS_DIR ${LADDER_CACHE}/google-protos)
if(NOT EXISTS ${GOOGLEAPIS_DIR}/google/api/annotations.proto)
  message(FATAL_ERROR "The google protos are missing in ${GOOGLEAPIS_DIR}: run `./ladder setup` once.")
endif()
file(MAKE_DIRECTORY ${LADDER_GEN})

function(ladder_protos name)
  cmake_parse_arguments(A "GRPC" "DIR;REASONS" "PROTOS;DEPS" ${ARGN})
  set(includes -I ${A_DIR} -I ${CMAKE_SOURCE_DIR}/protos -I ${GOOGLEAPIS_DIR})
  set(sources)
  foreach(proto ${A_PROTOS})
    string(REGEX REPLACE "\\.proto$" "" base ${proto})
    set(outputs ${LADDER_GEN}/${base}.pb.cc ${LADDER_GEN}/${base}.pb.h)
    set(args --cpp_out=${LADDER_GEN} --dependency_out=${LADDER_GEN}/${base}.d)
    if(A_GRPC)
      # First in the list: Ninja wants OUTPUT[0] to be the first target of the depfile.
      list(PREPEND outputs ${LADDER_GEN}/${base}.grpc.pb.cc ${LADDER_GEN}/${base}.grpc.pb.h)
      list(APPEND args --grpc_out=${LADDER_GEN} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    get_filename_component(folder ${LADDER_GEN}/${base} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${outputs}
      COMMAND $<TARGET_FILE:protobuf::protoc> ${args} ${includes} ${proto}
      DEPENDS ${A_DIR}/${proto} DEPFILE ${LADDER_GEN}/${base}.d VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()

  add_library(${name}_archive STATIC ${sources})
  target_include_directories(${name}_archive SYSTEM PUBLIC ${LADDER_GEN})
  target_link_libraries(${name}_archive PUBLIC protobuf::libprotobuf ${A_DEPS})
  if(A_GRPC)
    target_link_libraries(${name}_archive PUBLIC gRPC::grpc++)
  endif()
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE $<LINK_LIBRARY:WHOLE_ARCHIVE,${name}_archive>)
  target_include_directories(${name} SYSTEM INTERFACE ${LADDER_GEN})
  add_dependencies(${name} ${name}_archive)
  if(A_REASONS)
    ladder_reasons(${name}_reasons DIR ${A_DIR} PROTO ${A_REASONS})
    add_dependencies(${name}_archive ${name}_reasons_files)
  endif()
endfunction()

# The header of a package's reasons as library NAME: no protobuf in it, so domain code may include it.
function(ladder_reasons name)
  cmake_parse_arguments(A "" "DIR;PROTO" "" ${ARGN})
  get_filename_component(folder ${A_PROTO} DIRECTORY)
  set(header ${LADDER_GEN}/${folder}/reasons.h)
  add_custom_command(OUTPUT ${header}
    COMMAND $<TARGET_FILE:protobuf::protoc> --reasons_out=${LADDER_GEN} --plugin=protoc-gen-reasons=$<TARGET_FILE:protoc-gen-reasons>
            -I ${A_DIR} -I ${CMAKE_SOURCE_DIR}/protos -I ${GOOGLEAPIS_DIR} ${A_PROTO}
    DEPENDS ${A_DIR}/${A_PROTO} ${CMAKE_SOURCE_DIR}/protos/ladder/options/v1/options.proto protoc-gen-reasons VERBATIM)
  add_custom_target(${name}_files DEPENDS ${header})
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${LADDER_GEN})
  add_dependencies(${name} ${name}_files)
endfunction()
