#include "training-svc/rpc/convert.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::training {

std::string NameOfClass(const Ulid& id) { return rpc::NameOf("classes", id); }
std::string NameOfPerson(const Ulid& id) { return rpc::NameOf("persons", id); }
std::string NameOfCertificate(const Ulid& id) { return rpc::NameOf("certificates", id); }
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
                          rpc::ParseIds("classes/{class}/enrolments/{enrolment}", name, field));
  return ItemName{.class_id = ids[0], .id = ids[1]};
}

absl::StatusOr<ItemName> ParseSessionName(absl::string_view name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> ids,
                          rpc::ParseIds("classes/{class}/sessions/{session}", name, field));
  return ItemName{.class_id = ids[0], .id = ids[1]};
}

absl::StatusOr<CorrectionName> ParseCorrectionName(absl::string_view name) {
  LADDER_ASSIGN_OR_RETURN(
      const std::vector<Ulid> ids,
      rpc::ParseIds("classes/{class}/sessions/{session}/corrections/{correction}", name, "name"));
  return CorrectionName{.session = {.class_id = ids[0], .id = ids[1]}, .id = ids[2]};
}

}  // namespace ladder::training
