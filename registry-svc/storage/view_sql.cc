#include "registry-svc/storage/view_sql.h"

#include "absl/strings/substitute.h"

namespace ladder::registry {

std::string Holds(absl::string_view alias) {
  return absl::Substitute(
      "$0.valid_from <= at.day AND at.day < $0.valid_to AND $0.rec_from <= at.known AND at.known < "
      "$0.rec_to",
      alias);
}

}  // namespace ladder::registry
