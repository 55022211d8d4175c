// How what an operation keeps (request, input, checkpoint, result) is sealed at rest
// (docs/architecture.md 5 and 9.10).
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder::operations {

// Made by main from the process's keys. Thread-safe. `context` names the row and column a text
// belongs to; a text that was moved to another place does not open.
struct Seal {
  std::function<std::string(absl::string_view plain, absl::string_view context)> close;
  std::function<absl::StatusOr<std::string>(absl::string_view sealed, absl::string_view context)>
      open;
};

// "operation/01H.../checkpoint"
inline std::string SealContext(const Ulid& id, absl::string_view what) {
  return absl::StrCat("operation/", id.ToString(), "/", what);
}
inline std::string PartContext(const Ulid& id, int part) {
  return absl::StrCat("operation/", id.ToString(), "/part/", part);
}

}  // namespace ladder::operations
