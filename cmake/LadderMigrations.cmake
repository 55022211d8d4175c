# ladder_migrations(TARGET NAME namespace COMPONENT component FILES migrations/0001_a.sql ...): the SQL files of one
# series as library TARGET. `namespace` registry gives `ladder::registry::Migrations()`, declared in migrations.h beside
# the first file's path: files in registry-svc/migrations give `#include "registry-svc/migrations/migrations.h"`.
# A file is named NNNN_noun.sql and its first line is `-- min_compatible: N`. Numbers grow; gaps are allowed.
# The same file is the generator, run by `cmake -P` with OUT, HEADER, INCLUDE, NAMESPACE, COMPONENT and FILES (a|b|c).

if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "|" ";" files "${FILES}")
  set(rows "")
  foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME_WE)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
      message(FATAL_ERROR "${file}: a migration is named NNNN_noun.sql")
    endif()
    string(REGEX REPLACE "^0+" "" version "${CMAKE_MATCH_1}")
    file(READ "${file}" sql)
    if(NOT sql MATCHES "^-- min_compatible: ([0-9]+)\n")
      message(FATAL_ERROR "${file}: the first line is `-- min_compatible: N`")
    endif()
    string(APPEND rows "    {.component = \"${COMPONENT}\",\n     .version = ${version},\n     .name = \"${name}\",\n"
                       "     .sql = R\"ladder(${sql})ladder\",\n     .min_compatible = ${CMAKE_MATCH_1}},\n")
  endforeach()
  file(WRITE "${HEADER}" "#pragma once\n\n#include \"absl/types/span.h\"\n#include \"platform/migrate/migration.h\"\n\n"
       "namespace ladder::${NAMESPACE} {\n\nabsl::Span<const migrate::Migration> Migrations();\n\n}\n")
  file(WRITE "${OUT}" "#include \"${INCLUDE}\"\n\nnamespace ladder::${NAMESPACE} {\n\n"
       "absl::Span<const migrate::Migration> Migrations() {\n  static constexpr migrate::Migration kMigrations[] = {\n"
       "${rows}  };\n  return kMigrations;\n}\n\n}\n")
  return()
endif()

set(LADDER_MIGRATIONS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(ladder_migrations target)
  cmake_parse_arguments(A "" "NAME;COMPONENT" "FILES" ${ARGN})
  list(TRANSFORM A_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  list(GET A_FILES 0 first)
  get_filename_component(folder ${first} DIRECTORY)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
  set(header ${LADDER_GEN}/${folder}/migrations.h)
  set(source ${LADDER_GEN}/${folder}/migrations.cc)
  string(REPLACE ";" "|" joined "${A_FILES}")
  add_custom_command(OUTPUT ${source} ${header}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DHEADER=${header} -DINCLUDE=${folder}/migrations.h
            -DNAMESPACE=${A_NAME} -DCOMPONENT=${A_COMPONENT} "-DFILES=${joined}" -P ${LADDER_MIGRATIONS_SCRIPT}
    DEPENDS ${A_FILES} ${LADDER_MIGRATIONS_SCRIPT} VERBATIM)
  ladder_library(${target} SRCS ${source} ${header} DEPS platform_migration absl::span)
  target_include_directories(${target} SYSTEM PUBLIC ${LADDER_GEN})
endfunction()
