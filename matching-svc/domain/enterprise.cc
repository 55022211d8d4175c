#include "matching-svc/domain/enterprise.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "ladder/matching/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/mobile.h"
#include "platform/standards/text.h"
#include "platform/standards/uscc.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kNameLengthMax = 100;
constexpr int kAddressLengthMax = 200;

bool IsIndustry(absl::string_view code) {
  if (code.empty() || code.size() > 5 || code[0] < 'A' || code[0] > 'T') return false;
  return std::all_of(code.begin() + 1, code.end(), absl::ascii_isdigit);
}

struct Move {
  EnterpriseState from;
  EnterpriseEvent event;
  EnterpriseState to;
};

constexpr Move kMoves[] = {
    {EnterpriseState::kRegistered, EnterpriseEvent::kVerify, EnterpriseState::kVerified},
    {EnterpriseState::kRegistered, EnterpriseEvent::kBlock, EnterpriseState::kBlocked},
    {EnterpriseState::kRegistered, EnterpriseEvent::kClose, EnterpriseState::kClosed},
    {EnterpriseState::kVerified, EnterpriseEvent::kBlock, EnterpriseState::kBlocked},
    {EnterpriseState::kVerified, EnterpriseEvent::kClose, EnterpriseState::kClosed},
    // Whoever was blocked is looked at again before it may hire.
    {EnterpriseState::kBlocked, EnterpriseEvent::kUnblock, EnterpriseState::kRegistered},
    {EnterpriseState::kBlocked, EnterpriseEvent::kClose, EnterpriseState::kClosed},
};

absl::Status RefuseState(EnterpriseState state, absl::string_view event) {
  return Refuse(Reason::kEnterpriseState,
                {{"state", std::string(NameOf(state))}, {"event", std::string(event)}});
}

}  // namespace

absl::string_view NameOf(EnterpriseState state) {
  switch (state) {
    case EnterpriseState::kRegistered:
      return "REGISTERED";
    case EnterpriseState::kVerified:
      return "VERIFIED";
    case EnterpriseState::kBlocked:
      return "BLOCKED";
    case EnterpriseState::kClosed:
      return "CLOSED";
  }
  return "UNKNOWN";
}

absl::string_view NameOf(EnterpriseEvent event) {
  switch (event) {
    case EnterpriseEvent::kVerify:
      return "VERIFY";
    case EnterpriseEvent::kBlock:
      return "BLOCK";
    case EnterpriseEvent::kUnblock:
      return "UNBLOCK";
    case EnterpriseEvent::kClose:
      return "CLOSE";
  }
  return "UNKNOWN";
}

absl::StatusOr<EnterpriseDraft> ParseEnterprise(const EnterpriseDraft& written) {
  EnterpriseDraft draft = written;
  std::vector<absl::Status> refusals;
  const absl::StatusOr<Uscc> uscc =
      written.pilot_uscc ? ParsePilotUscc(written.uscc) : ParseUscc(written.uscc);
  if (uscc.ok()) draft.uscc = std::string(uscc->value());
  refusals.push_back(uscc.status());
  const auto parse_text = [&](std::string& text, const TextRule& rule) {
    absl::StatusOr<std::string> parsed = ParseText(text, rule);
    refusals.push_back(parsed.status());
    if (parsed.ok()) text = *std::move(parsed);
  };
  parse_text(draft.display_name,
             {.field = "display_name", .characters_max = kNameLengthMax, .required = true});
  parse_text(draft.address, {.field = "address", .characters_max = kAddressLengthMax});
  parse_text(draft.contact_name, {.field = "contact_name"});
  if (!written.contact_phone.empty()) {
    const absl::StatusOr<Mobile> phone = ParseMobile(written.contact_phone, "contact_phone");
    if (phone.ok()) draft.contact_phone = std::string(phone->value());
    refusals.push_back(phone.status());
  }
  if (draft.division == 0) {
    refusals.push_back(RefuseField(ladder::Reason::kFieldRequired, "division"));
  }
  if (!IsIndustry(draft.industry)) {
    refusals.push_back(RefuseField(Reason::kIndustryInvalid, "industry"));
  }
  LADDER_RETURN_IF_ERROR(JoinFieldRefusals(refusals));
  return draft;
}

absl::StatusOr<Enterprise> RegisterEnterprise(const EnterpriseDraft& draft, CivilDay today) {
  Enterprise enterprise;
  LADDER_ASSIGN_OR_RETURN(enterprise.facts, ParseEnterprise(draft));
  enterprise.registered_on = today;
  return enterprise;
}

absl::StatusOr<Enterprise> EditEnterprise(Enterprise enterprise, const EnterpriseDraft& draft) {
  if (enterprise.state == EnterpriseState::kClosed) return RefuseState(enterprise.state, "EDIT");
  LADDER_ASSIGN_OR_RETURN(EnterpriseDraft facts, ParseEnterprise(draft));
  const bool identity_changed = facts.uscc != enterprise.facts.uscc ||
                                facts.display_name != enterprise.facts.display_name ||
                                facts.division != enterprise.facts.division;
  if (identity_changed && enterprise.state == EnterpriseState::kVerified) {
    enterprise.state = EnterpriseState::kRegistered;
  }
  enterprise.facts = std::move(facts);
  return enterprise;
}

absl::StatusOr<Enterprise> ApplyEvent(Enterprise enterprise, EnterpriseEvent event,
                                      absl::string_view reason) {
  const Move* move = std::find_if(std::begin(kMoves), std::end(kMoves), [&](const Move& each) {
    return each.from == enterprise.state && each.event == event;
  });
  if (move == std::end(kMoves)) return RefuseState(enterprise.state, NameOf(event));
  if (event == EnterpriseEvent::kBlock && reason.empty()) {
    return RefuseField(ladder::Reason::kFieldRequired, "reason");
  }
  enterprise.state = move->to;
  enterprise.block_reason = event == EnterpriseEvent::kBlock ? std::string(reason) : "";
  return enterprise;
}

absl::Status CheckMayHire(EnterpriseState state) {
  if (state == EnterpriseState::kVerified) return absl::OkStatus();
  if (state == EnterpriseState::kRegistered) return Refuse(Reason::kEnterpriseNotVerified);
  return Refuse(Reason::kEmployerBlocked);
}

}  // namespace ladder::matching
