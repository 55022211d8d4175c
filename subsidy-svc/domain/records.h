// What subsidy keeps of its aggregates, as values: what the rules need of each, and what is told of
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/claim.h"
#include "subsidy-svc/domain/claim_line.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/ledger.h"
#include "subsidy-svc/domain/pay_batch.h"
#include "subsidy-svc/domain/pay_item.h"
#include "subsidy-svc/domain/payee_account.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

// The root of an aggregate at its first save.
inline Root NewRoot(const Ulid& id) { return {.id = id, .version = 1, .last_event = Ulid()}; }

// Who gets money. The numbers are stored.
enum class PartyKind { kPerson = 1, kEnterprise = 2, kSchool = 3 };

struct Party {
  PartyKind kind = PartyKind::kPerson;
  Ulid id = {};
  friend bool operator==(const Party&, const Party&) = default;
};

// The two divisions by which officers see a record (docs/domain.md 8.5).
struct Divisions {
  int64_t registered = 0;
  int64_t residence = 0;
};

struct VersionRecord {
  Root root = {};
  PolicyVersion version = {};
  std::string drafter = "";  // principals
  std::string approver = "";
};

// What a claim asks for, decided.
struct LineRecord {
  Ulid id = {};
  LineKey key = {};
  Decision decision = {};
  CivilDay decided_on = {};
  std::vector<CivilDay> paid_days = {};  // of LIVING, with a decision made just now
};

struct ClaimRecord {
  Root root = {};
  Policy policy = Policy::kTransport;
  ClaimProgress progress = {};
  CivilDay state_since = {};
  Party payee = {};
  std::string subject = "";  // the class or spell that it is about; or empty
  Divisions divisions = {};
  FactMap facts = {};
  LineRecord line = {};
  std::vector<std::string> missing_items = {};
  std::optional<CivilDay> deadline = std::nullopt;
  bool deadline_provisional = false;
  std::optional<Ulid> budget_line = std::nullopt;
  std::optional<absl::Time> approved_at = std::nullopt;
  absl::Time created_at = {};
  absl::Time updated_at = {};

  const Ulid& person() const { return progress.beneficiary.person; }
  // Whose claim it is to make: the firm's or school's that is paid, else the beneficiary's.
  const Ulid& claimant() const { return payee.kind == PartyKind::kPerson ? person() : payee.id; }
};

// One step of a claim, as it is kept.
struct ReviewRecord {
  Ulid id = {};
  ClaimEvent event = ClaimEvent::kSubmit;
  ClaimState before = ClaimState::kDraft;
  ClaimState after = ClaimState::kDraft;
  std::string actor = "";  // the principal
  Role role = Role::kSystem;
  Ulid person = {};  // zero for the service and the anonymous
  Duty duty = Duty::kNone;
  std::string reason = "";  // of a rejection
  std::string remark = "";  // may name people
  CivilDay day = {};
  absl::Time recorded = {};
};

struct BudgetRecord {
  Root root = {};
  BudgetLine line = {};
  Fen appropriated = Fen();
  Balances balances = {};

  Fen BalanceOf(AccountKind kind) const {
    const auto found = balances.find(kind);
    return found == balances.end() ? Fen() : found->second;
  }
};

struct EntryRecord {
  Ulid id = {};
  Posting posting = {};
  Ulid budget_line = {};
  std::string subject = "";
  CivilDay day = {};
  absl::Time recorded = {};
};

// Number and holder are never logged.
struct AccountRecord {
  Root root = {};
  Party payee = {};
  Divisions divisions = {};
  AccountNumberKind number_kind = AccountNumberKind::kCard;
  std::string number = "";
  std::string holder = "";
  std::string cnaps = "";
  AccountStatus status = {};
};

struct ItemRecord {
  Root root = {};
  PayItemProgress progress = {};
  CivilDay state_since = {};
  Ulid claim = {};
  Ulid line = {};
  Party payee = {};
  Divisions divisions = {};
  std::optional<Ulid> account = std::nullopt;
  Ulid budget_line = {};
  Fen amount = Fen();
  std::optional<Ulid> batch = std::nullopt;
  std::optional<CivilDay> paid_on = std::nullopt;
  std::optional<CivilDay> deadline = std::nullopt;

  std::string end_to_end() const { return EndToEndId(line, progress.attempt); }
};

struct BatchRecord {
  Root root = {};
  std::string number = "";
  Ulid budget_line = {};
  BatchProgress progress = {};
  std::string creator = "";  // principals
  std::vector<std::string> signers = {};
  int64_t item_count = 0;
  Fen total = Fen();
  CivilDay file_date = {};
  std::optional<CivilDay> sent_on = std::nullopt;
  std::optional<CivilDay> answer_until = std::nullopt;
  absl::Time created_at = {};
};

}  // namespace ladder::subsidy
