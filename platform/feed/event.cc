#include "platform/feed/event.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "boost/crc.hpp"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

absl::StatusOr<std::vector<int64_t>> ParseDivisions(absl::string_view text) {
  std::vector<int64_t> divisions;
  for (absl::string_view item : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    int64_t division = 0;
    if (!absl::SimpleAtoi(item, &division)) return absl::DataLossError("a reach is not readable");
    divisions.push_back(division);
  }
  return divisions;
}

}  // namespace

int PartitionOf(const Ulid& aggregate_id) {
  const std::string bytes = aggregate_id.ToBytes();
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return static_cast<int>(crc.checksum() % kPartitions);
}

std::string FormatReach(const Reach& reach) {
  return absl::StrCat(absl::StrJoin(reach.before, ","), "|", absl::StrJoin(reach.after, ","));
}

absl::StatusOr<Reach> ParseReach(absl::string_view text) {
  const std::vector<absl::string_view> sides = absl::StrSplit(text, '|');
  if (sides.size() != 2) return absl::DataLossError("a reach is not readable");
  Reach reach;
  LADDER_ASSIGN_OR_RETURN(reach.before, ParseDivisions(sides[0]));
  LADDER_ASSIGN_OR_RETURN(reach.after, ParseDivisions(sides[1]));
  return reach;
}

}  // namespace ladder::feed
