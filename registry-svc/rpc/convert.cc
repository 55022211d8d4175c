#include "registry-svc/rpc/convert.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/status/status.h"

namespace ladder::registry {

std::string NameOfPerson(const Ulid& id) { return absl::StrCat("persons/", id.ToString()); }
std::string NameOfHousehold(const Ulid& id) { return absl::StrCat("households/", id.ToString()); }
std::string NameOfIntention(const Ulid& id) { return absl::StrCat("intentions/", id.ToString()); }
std::string NameOfZone(const Ulid& id) { return absl::StrCat("zones/", id.ToString()); }
std::string NameOfDivision(int64_t code) { return absl::StrCat("divisions/", code); }

absl::StatusOr<DivisionCode> ParseDivisionName(absl::string_view name, const DivisionTable& table,
                                               absl::string_view field) {
  absl::string_view code = name;
  if (!absl::ConsumePrefix(&code, "divisions/")) {
    return RefuseField(ladder::Reason::kNameInvalid, field, {{"format", "divisions/{division}"}});
  }
  return ParseDivision(code, table, field);
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

absl::StatusOr<CivilDay> ParseDayOr(bool has, const google::type::Date& date, CivilDay otherwise,
                                    absl::string_view field) {
  if (!has) return otherwise;
  return rpc::ParseDate(date, field);
}

absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field) {
  if (!has) return std::optional<CivilDay>();
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(date, field));
  return std::optional<CivilDay>(day);
}

std::string MaskedCitizenId(absl::string_view number) {
  if (number.size() != 18) return "";
  return absl::StrCat(number.substr(0, 6), "********", number.substr(14));
}

std::string MaskedPhone(absl::string_view number) {
  if (number.size() <= 4) return "";
  return absl::StrCat(std::string(number.size() - 4, '*'), number.substr(number.size() - 4));
}

}  // namespace ladder::registry
