// The form of what a school writes about a class.
#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/standards/uscc.h"
#include "platform/status/status.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {
namespace {

constexpr int kSeatsMax = 200;
constexpr int kHoursMax = 2000;
constexpr int kNameLengthMax = 100;
constexpr int kAddressLengthMax = 200;

// "4-03-02-07"
bool IsOccupation(absl::string_view code) {
  constexpr absl::string_view kForm = "d-dd-dd-dd";
  if (code.size() != kForm.size() || code[0] < '1' || code[0] > '8') return false;
  return std::equal(code.begin(), code.end(), kForm.begin(), [](char c, char form) {
    return form == 'd' ? absl::ascii_isdigit(static_cast<unsigned char>(c)) : c == form;
  });
}

void ParseTexts(ClassDraft& draft, std::vector<absl::Status>& refusals) {
  const auto parse = [&](std::string& text, const TextRule& rule) {
    absl::StatusOr<std::string> parsed = ParseText(text, rule);
    refusals.push_back(parsed.status());
    if (parsed.ok()) text = *std::move(parsed);
  };
  parse(draft.display_name,
        {.field = "display_name", .characters_max = kNameLengthMax, .required = true});
  parse(draft.site_address, {.field = "site_address", .characters_max = kAddressLengthMax});
  parse(draft.school_name, {.field = "school_name", .characters_max = kNameLengthMax});
  parse(draft.school_licence, {.field = "school_licence"});
  for (Module& module : draft.modules) {
    parse(module.title, {.field = "modules.title", .required = true});
  }
  const absl::StatusOr<Uscc> school = ParseUscc(draft.school_uscc, "school_uscc");
  if (school.ok()) draft.school_uscc = std::string(school->value());
  refusals.push_back(school.status());
}

absl::Status RefuseRange(absl::string_view field, int min, int max) {
  return RefuseField(ladder::Reason::kFieldOutOfRange, field,
                     {{"min", absl::StrCat(min)}, {"max", absl::StrCat(max)}});
}

void CheckNumbers(const ClassDraft& draft, std::vector<absl::Status>& refusals) {
  if (draft.seat_min < 1 || draft.seat_min > draft.seat_max || draft.seat_max > kSeatsMax) {
    refusals.push_back(RefuseField(Reason::kClassSeatsInvalid, "seat_max"));
  }
  for (const Module& module : draft.modules) {
    if (module.hours < 1 || module.hours > kHoursMax) {
      refusals.push_back(RefuseRange("modules.hours", 1, kHoursMax));
    }
  }
  for (const JobOrder& order : draft.job_orders) {
    if (order.people < 1 || order.people > kSeatsMax) {
      refusals.push_back(RefuseRange("job_orders.people", 1, kSeatsMax));
    }
  }
  if (draft.fee < Fen() || (draft.fee == Fen()) != (draft.fee_payer == FeePayer::kFree)) {
    refusals.push_back(RefuseField(Reason::kClassFeeInvalid, "fee"));
  }
}

}  // namespace

absl::StatusOr<ClassDraft> ParseClass(const ClassDraft& written) {
  ClassDraft draft = written;
  std::vector<absl::Status> refusals;
  const auto require = [&](bool given, absl::string_view field) {
    if (!given) refusals.push_back(RefuseField(ladder::Reason::kFieldRequired, field));
  };
  ParseTexts(draft, refusals);
  if (!IsOccupation(draft.occupation)) {
    refusals.push_back(RefuseField(Reason::kOccupationInvalid, "occupation"));
  }
  require(!draft.modules.empty(), "modules");
  require(draft.site_division != 0, "site_division");
  require(draft.fee_payer != FeePayer::kUnspecified, "fee_payer");
  require(draft.starts_on != CivilDay(), "start_date");
  if (draft.ends_on < draft.starts_on) {
    refusals.push_back(RefuseField(Reason::kClassDaysInvalid, "end_date"));
  }
  CheckNumbers(draft, refusals);
  LADDER_RETURN_IF_ERROR(JoinFieldRefusals(refusals));
  return draft;
}

}  // namespace ladder::training
