#include "training-svc/rpc/convert.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

absl::StatusOr<std::vector<Ulid>> ParseIds(absl::string_view pattern, absl::string_view name,
                                           absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<std::string> texts,
                          rpc::ParseName(pattern, name, field));
  std::vector<Ulid> ids;
  for (const std::string& text : texts) {
    const absl::StatusOr<Ulid> id = Ulid::Parse(text);
    if (!id.ok()) {
      return RefuseField(ladder::Reason::kNameInvalid, field, {{"format", std::string(pattern)}});
    }
    ids.push_back(*id);
  }
  return ids;
}

}  // namespace

std::string NameOfClass(const Ulid& id) { return absl::StrCat("classes/", id.ToString()); }
std::string NameOfPerson(const Ulid& id) { return absl::StrCat("persons/", id.ToString()); }
std::string NameOfCertificate(const Ulid& id) {
  return absl::StrCat("certificates/", id.ToString());
}
std::string NameOfEnrolment(const Ulid& class_id, const Ulid& id) {
  return absl::StrCat(NameOfClass(class_id), "/enrolments/", id.ToString());
}
std::string NameOfSession(const Ulid& class_id, const Ulid& id) {
  return absl::StrCat(NameOfClass(class_id), "/sessions/", id.ToString());
}
std::string NameOfCorrection(const Ulid& class_id, const Ulid& session, const Ulid& id) {
  return absl::StrCat(NameOfSession(class_id, session), "/corrections/", id.ToString());
}
std::string NameOfFrozenAttendance(const Ulid& class_id) {
  return absl::StrCat(NameOfClass(class_id), "/attendance");
}

absl::StatusOr<ItemName> ParseEnrolmentName(absl::string_view name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> ids,
                          ParseIds("classes/{class}/enrolments/{enrolment}", name, field));
  return ItemName{.class_id = ids[0], .id = ids[1]};
}

absl::StatusOr<ItemName> ParseSessionName(absl::string_view name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> ids,
                          ParseIds("classes/{class}/sessions/{session}", name, field));
  return ItemName{.class_id = ids[0], .id = ids[1]};
}

absl::StatusOr<CorrectionName> ParseCorrectionName(absl::string_view name) {
  LADDER_ASSIGN_OR_RETURN(
      const std::vector<Ulid> ids,
      ParseIds("classes/{class}/sessions/{session}/corrections/{correction}", name, "name"));
  return CorrectionName{.session = {.class_id = ids[0], .id = ids[1]}, .id = ids[2]};
}

absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field) {
  if (!has) return std::optional<CivilDay>();
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(date, field));
  return std::optional<CivilDay>(day);
}

}  // namespace ladder::training
