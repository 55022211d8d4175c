// How enumerations without numbers of their own are stored: from 1, in their order. Values are only
// ever added at an enumeration's end.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/value.h"
#include "platform/scope/scope.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

template <typename E>
int Stored(E value) {
  return static_cast<int>(value) + 1;
}

template <typename E>
E FromStored(const mysql::Row& row, size_t column) {
  return static_cast<E>(row.Int(column) - 1);
}

// Whether the scope shows a record of these divisions, which is about the person.
inline bool Shows(const Scope& scope, const Divisions& divisions, const Ulid& person) {
  return scope.is_system() || scope.Covers(divisions.registered) ||
         scope.Covers(divisions.residence) || scope.CoversPerson(person);
}

// Whether the scope shows the claim: as its beneficiary's, or as the firm's or school's that is
// paid.
inline bool ShowsClaim(const Scope& scope, const ClaimRecord& claim) {
  return Shows(scope, claim.divisions, claim.person()) || scope.CoversPerson(claim.payee.id);
}

// From the first to the last division that the scope may show: what a list's index is walked by
// before each row is tested.
inline DivisionRange HullOf(const Scope& scope) {
  if (scope.is_system() || scope.ranges().empty()) return {0, scope.is_system() ? INT64_MAX : -1};
  return {scope.ranges().front().first, scope.ranges().back().last};
}

inline absl::Status NoSuch(absl::string_view collection, const Ulid& id) {
  return Refuse(::ladder::Reason::kNotFound,
                {{"name", absl::StrCat(collection, "/", id.ToString())}});
}

// Keeps the rows that the scope shows, walking pages of `read(after)` in the order of ids until
// `limit` are found or the rows end. A page that is shorter than `step` is the last.
template <typename T, typename Read, typename Seen>
absl::StatusOr<std::vector<T>> WalkShown(Ulid after, int limit, int step, Read read, Seen seen) {
  std::vector<T> shown;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(std::vector<T> page, read(after, step));
    for (T& row : page) {
      after = row.root.id;
      if (!seen(row)) continue;
      shown.push_back(std::move(row));
      if (shown.size() == static_cast<size_t>(limit)) return shown;
    }
    if (page.size() < static_cast<size_t>(step)) return shown;
  }
}

}  // namespace ladder::subsidy
