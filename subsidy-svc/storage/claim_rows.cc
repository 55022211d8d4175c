#include "subsidy-svc/storage/claim_rows.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kLine[] =
    "SELECT l.id, l.period, l.object, l.kind, l.decision, l.amount_fen, l.reason, l.due_reason, "
    "l.failing, l.decided_on, v.code FROM claim_line l "
    "JOIN policy_version v ON v.id = l.policy_version_id WHERE l.claim_id = ? "
    "ORDER BY l.id LIMIT 1";
constexpr char kNotice[] =
    "SELECT until_on FROM publicity WHERE claim_id = ? ORDER BY started_on DESC LIMIT 1";
constexpr char kDuties[] =
    "SELECT duty, actor_person FROM claim_review WHERE claim_id = ? AND duty > 1 "
    "AND actor_person IS NOT NULL ORDER BY id LIMIT 1000";

std::vector<Reason> ReasonsOf(const std::string& numbers) {
  std::vector<Reason> reasons;
  for (const absl::string_view text : absl::StrSplit(numbers, ',', absl::SkipEmpty())) {
    int number = 0;
    LADDER_INVARIANT(absl::SimpleAtoi(text, &number));
    reasons.push_back(static_cast<Reason>(number));
  }
  return reasons;
}

absl::Status LoadLine(mysql::Transaction& tx, ClaimRecord& claim) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLine, {claim.root.id}));
  LADDER_INVARIANT(row.has_value());
  claim.line = {.id = row->Id(0),
                .key = {.policy = claim.policy,
                        .beneficiary = absl::StrCat("persons/", claim.person().ToString()),
                        .period = row->Text(1),
                        .object = row->Text(2),
                        .kind = row->Text(3)},
                .decision = {.kind = FromStored<DecisionKind>(*row, 4),
                             .amount = row->Money(5),
                             .reason = static_cast<Reason>(row->Int(6)),
                             .due_reason = static_cast<Reason>(row->Int(7)),
                             .failing = ReasonsOf(row->Text(8)),
                             .version = row->Text(10)},
                .decided_on = row->Day(9)};
  return absl::OkStatus();
}

absl::Status LoadHistory(mysql::Transaction& tx, ClaimProgress& progress, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto notice, tx.QueryOne(kNotice, {id}));
  if (notice) progress.publicity_until = notice->Day(0);
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows duties, tx.Query(kDuties, {id}));
  for (const mysql::Row& row : duties) {
    progress.held.push_back({.duty = FromStored<Duty>(row, 0), .person = row.Id(1)});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ClaimRecord> LoadClaim(mysql::Transaction& tx, const mysql::Row& row) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(row.Text(4)));
  ClaimRecord claim = {
      .root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
      .policy = policy,
      .progress = {.chain = FromStored<Chain>(row, 5),
                   .state = FromStored<ClaimState>(row, 6),
                   .beneficiary = {.person = row.Id(8), .household = row.OptId(9).value_or(Ulid())},
                   .decision = FromStored<DecisionKind>(row, 16),
                   .conflict_hold = row.Bool(18),
                   .confirmed = row.Bool(27),
                   .returned_once = row.Bool(17),
                   .released = row.Bool(19),
                   .proposed_on = row.OptDay(21).value_or(CivilDay())},
      .state_since = row.Day(7),
      .payee = {.kind = static_cast<PartyKind>(row.Int(10)), .id = row.Id(11)},
      .subject = row.Text(12),
      .divisions = {.registered = row.Int(13), .residence = row.Int(14)},
      .missing_items = absl::StrSplit(row.Text(20), '\n', absl::SkipEmpty()),
      .deadline = row.OptDay(22),
      .deadline_provisional = row.Bool(23),
      .budget_line = row.OptId(24),
      .approved_at = row.OptTime(25),
      .created_at = row.Time(26),
      .updated_at = row.Time(3)};
  LADDER_ASSIGN_OR_RETURN(claim.facts, ParseFacts(row.Text(15)));
  LADDER_RETURN_IF_ERROR(LoadLine(tx, claim));
  LADDER_RETURN_IF_ERROR(LoadHistory(tx, claim.progress, claim.root.id));
  return claim;
}

}  // namespace ladder::subsidy
