#include "platform/rpc/division_names.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::rpc {

std::string NameOfDivision(int64_t code) { return absl::StrFormat("divisions/%012d", code); }

absl::StatusOr<DivisionCode> ParseDivisionName(absl::string_view name, const DivisionTable& table,
                                               absl::string_view field) {
  absl::string_view code = name;
  if (!absl::ConsumePrefix(&code, "divisions/")) {
    return RefuseField(Reason::kNameInvalid, field, {{"format", "divisions/{division}"}});
  }
  return ParseDivision(code, table, field);
}

absl::StatusOr<std::optional<DivisionRange>> ParseAskedDivision(absl::string_view name,
                                                                const DivisionTable& table,
                                                                absl::string_view field) {
  if (name.empty()) return std::optional<DivisionRange>();
  LADDER_ASSIGN_OR_RETURN(const DivisionCode code, ParseDivisionName(name, table, field));
  return std::optional<DivisionRange>({code.number(), code.last_number()});
}

absl::StatusOr<std::optional<std::vector<DivisionRange>>> ParseAskedDivisions(
    const google::protobuf::RepeatedPtrField<std::string>& names, const DivisionTable& table) {
  if (names.empty()) return std::optional<std::vector<DivisionRange>>();
  std::vector<DivisionRange> ranges;
  for (int i = 0; i < names.size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(const DivisionCode code,
                            ParseDivisionName(names[i], table, absl::StrCat("divisions[", i, "]")));
    ranges.push_back({code.number(), code.last_number()});
  }
  return std::optional<std::vector<DivisionRange>>(std::move(ranges));
}

}  // namespace ladder::rpc
