#include "platform/migrate/history.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace ladder::migrate {
namespace {

absl::Status Differs(absl::string_view component, absl::string_view name, absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat("the schema's migration ", component, "/", name, " ", what));
}

}  // namespace

absl::Status CheckHistory(absl::Span<const Migration> series, const std::vector<Applied>& applied) {
  if (series.empty()) return absl::OkStatus();
  const int version = series.back().version;
  size_t next = 0;
  for (const Applied& row : applied) {
    if (row.min_compatible > version) {
      return Differs(series[0].component, row.name,
                     absl::StrCat("needs version ", row.min_compatible,
                                  " or later of this program, which has ", version));
    }
    if (row.version > version) continue;  // A later program's; it said that this one still works.
    if (next < series.size() && series[next].version < row.version) {
      return Differs(series[0].component, series[next].name, "was put before one already applied");
    }
    if (next >= series.size() || series[next].version != row.version) {
      return Differs(series[0].component, row.name, "is unknown to this program");
    }
    if (ChecksumOf(series[next].sql) != row.checksum) {
      return Differs(series[0].component, row.name, "was changed after it was applied");
    }
    ++next;
  }
  const bool overtaken =
      next < series.size() && !applied.empty() && applied.back().version > version;
  if (overtaken) {
    return Differs(series[0].component, series[next].name, "was put before one already applied");
  }
  return absl::OkStatus();
}

absl::Span<const Migration> Pending(absl::Span<const Migration> series,
                                    const std::vector<Applied>& applied) {
  const int last = applied.empty() ? 0 : applied.back().version;
  const auto first = std::find_if(series.begin(), series.end(),
                                  [&](const Migration& row) { return row.version > last; });
  return series.subspan(static_cast<size_t>(first - series.begin()));
}

}  // namespace ladder::migrate
