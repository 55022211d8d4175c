#include "subsidy-svc/domain/claim_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/calendar/civil_day.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/fact_reader.h"

namespace ladder::subsidy {
namespace {

std::string PeriodOf(Policy policy, FactReader& reader) {
  switch (policy) {
    case Policy::kPwPost:
      return FormatMonth(CivilMonth(reader.RequiredDay("from")));
    case Policy::kSi:
      return FormatMonth(reader.RequiredMonth("month"));
    case Policy::kPension:
    case Policy::kMedical:
      return absl::StrCat(reader.RequiredInteger("year"));
    case Policy::kLoan:
      return absl::StrCat(FormatDay(reader.RequiredDay("from")), "/",
                          FormatDay(reader.RequiredDay("to")));
    case Policy::kTransport:
    case Policy::kStartup:
    case Policy::kAbsorb:
      return "LIFETIME";
    case Policy::kTrain:
    case Policy::kLiving:
      return FormatDay(reader.RequiredDay("class_from"));
  }
  return "";
}

// Whether the object tells lines apart. Where it doesn't, a person has one line a period, whatever
// the claim says that it is about.
bool HasObject(Policy policy) {
  return policy == Policy::kTrain || policy == Policy::kLiving || policy == Policy::kLoan;
}

}  // namespace

std::string LineKey::Text() const {
  return absl::StrJoin({std::string(PolicyName(policy)), beneficiary, period, object, kind}, "|");
}

absl::StatusOr<LineKey> LineKeyOf(Policy policy, absl::string_view beneficiary,
                                  absl::string_view object, const FactMap& facts) {
  FactReader reader(facts);
  LineKey key = {.policy = policy,
                 .beneficiary = std::string(beneficiary),
                 .period = PeriodOf(policy, reader),
                 .object = HasObject(policy) ? std::string(object) : ""};
  // One class may end in several certificates, each a line.
  if (policy == Policy::kTrain) absl::StrAppend(&key.object, "/", reader.Text("cert"));
  LADDER_RETURN_IF_ERROR(reader.status());
  return key;
}

LineKey TopUpOf(const LineKey& original, absl::string_view version) {
  LineKey key = original;
  key.kind = absl::StrCat("TOPUP:", version);
  return key;
}

std::string EndToEndId(const Ulid& line, int64_t attempt) {
  return absl::StrCat(line.ToString(), "-", attempt);
}

}  // namespace ladder::subsidy
