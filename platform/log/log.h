// Log lines: one JSON object a line on stderr, for programs first. No line holds a value of a
// sensitive field.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"

namespace ladder::log {

using FieldValue = std::variant<int64_t, double, std::string>;

// One named value of a line.
struct Field {
  Field(const char* key, absl::string_view text) : name(key), value(std::string(text)) {}
  Field(const char* key, const std::string& text) : name(key), value(text) {}
  Field(const char* key, const char* text) : name(key), value(std::string(text)) {}
  Field(const char* key, int64_t number) : name(key), value(number) {}
  Field(const char* key, int number) : name(key), value(int64_t{number}) {}
  Field(const char* key, double number) : name(key), value(number) {}
  const char* name;
  FieldValue value;
};

// Names the process in every line; called once in main before threads start.
void Start(absl::string_view service);

void Info(absl::string_view event, std::initializer_list<Field> fields = {});
void Warning(absl::string_view event, std::initializer_list<Field> fields = {});
void Error(absl::string_view event, std::initializer_list<Field> fields = {});

// The line without its time, as the sink would print it; for tests.
std::string Format(absl::string_view level, absl::string_view event,
                   std::initializer_list<Field> fields);

}  // namespace ladder::log
