#include "subsidy-svc/domain/pay_batch.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

using S = BatchState;
using E = BatchEvent;

struct Row {
  BatchState from;
  BatchEvent event;
  Roles roles;
  BatchState to;
};

constexpr Roles kSigners = {Role::kTreasurer, Role::kBatchChecker};
constexpr Roles kTreasurer = {Role::kTreasurer};
constexpr Roles kBankFile = {Role::kBank, Role::kSystem};

constexpr Row kRows[] = {
    {S::kOpen, E::kSign, kSigners, S::kSignedOnce},
    {S::kOpen, E::kChange, kTreasurer, S::kOpen},
    {S::kOpen, E::kVoid, kTreasurer, S::kVoided},
    {S::kSignedOnce, E::kSign, kSigners, S::kSigned},
    {S::kSignedOnce, E::kChange, kTreasurer, S::kOpen},
    {S::kSignedOnce, E::kVoid, kTreasurer, S::kVoided},
    {S::kSigned, E::kSend, {Role::kTreasurer, Role::kBatchChecker, Role::kSystem}, S::kSent},
    {S::kSigned, E::kChange, kTreasurer, S::kOpen},
    {S::kSigned, E::kVoid, kTreasurer, S::kVoided},
    {S::kSent, E::kAccept, kBankFile, S::kAccepted},
    {S::kSent, E::kReject, kBankFile, S::kRejected},
    // Never to the bank again: an old receipt would say that the second file was refused too.
    {S::kRejected, E::kVoid, kTreasurer, S::kVoided},
    // Its receipt never came, and the bank was asked about every payment.
    {S::kSent, E::kSettle, kBankFile, S::kSettled},
    {S::kAccepted, E::kSettle, kBankFile, S::kSettled},
};

const Row* FindRow(BatchState state, BatchEvent event) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& candidate) {
    return candidate.from == state && candidate.event == event;
  });
  return row == std::end(kRows) ? nullptr : row;
}

absl::Status CheckSignature(const BatchProgress& batch, const BatchStep& step) {
  bool known = step.actor.person.is_zero() || step.actor.person == batch.creator;
  for (const BatchSignature& signature : batch.signatures) {
    known = known || signature.person == step.actor.person;
  }
  if (known) return Refuse(Reason::kBatchSigner);
  const bool same_file = !batch.digest.empty() && step.digest == batch.digest;
  return same_file ? absl::OkStatus() : Refuse(Reason::kBatchDigest);
}

}  // namespace

absl::Status CheckBatchItems(const std::vector<BatchItem>& items) {
  if (items.empty()) return Refuse(Reason::kBatchEmpty);
  if (items.size() > kBatchItemsMax) {
    return Refuse(Reason::kBatchTooLarge, {{"max", absl::StrCat(kBatchItemsMax)}});
  }
  std::set<Ulid> seen;
  int64_t seq = 0;
  for (const BatchItem& item : items) {
    ++seq;
    if (item.amount <= Fen()) return Refuse(Reason::kBatchAmount, {{"seq", absl::StrCat(seq)}});
    if (!seen.insert(item.item).second) {
      return Refuse(Reason::kBatchItemTwice, {{"seq", absl::StrCat(seq)}});
    }
    if (item.budget_line.fund != items.front().budget_line.fund) {
      return Refuse(Reason::kBatchFundMixed);
    }
  }
  return absl::OkStatus();
}

absl::string_view BatchStateName(BatchState state) {
  constexpr absl::string_view kNames[] = {"OPEN",     "SIGNED_ONCE", "SIGNED", "SENT",
                                          "ACCEPTED", "SETTLED",     "VOIDED", "REJECTED"};
  static_assert(std::size(kNames) == std::size(kBatchStates));
  return kNames[static_cast<size_t>(state)];
}

absl::string_view BatchEventName(BatchEvent event) {
  constexpr absl::string_view kNames[] = {"SIGN",   "CHANGE", "SEND", "ACCEPT",
                                          "REJECT", "SETTLE", "VOID"};
  static_assert(std::size(kNames) == std::size(kBatchEvents));
  return kNames[static_cast<size_t>(event)];
}

absl::Status CheckDownload(const BatchProgress& batch) {
  const bool ready =
      batch.state == S::kSent || batch.state == S::kAccepted || batch.state == S::kSettled;
  if (ready) return absl::OkStatus();
  return Refuse(Reason::kBatchState,
                {{"state", std::string(BatchStateName(batch.state))}, {"event", "DOWNLOAD"}});
}

bool WasAccepted(const BatchProgress& batch) {
  return batch.state == S::kAccepted || batch.state == S::kSettled;
}

bool IsRepeated(const BatchProgress& batch, bool accepted) {
  return accepted ? WasAccepted(batch) : batch.state == S::kRejected;
}

absl::StatusOr<BatchProgress> ApplyBatchStep(const BatchProgress& batch, const BatchStep& step) {
  const std::string event(BatchEventName(step.event));
  const Row* row = FindRow(batch.state, step.event);
  if (row == nullptr) {
    return Refuse(Reason::kBatchState,
                  {{"state", std::string(BatchStateName(batch.state))}, {"event", event}});
  }
  if (!row->roles.Has(step.actor.role)) {
    return Refuse(Reason::kPayItemActor,
                  {{"event", event}, {"role", std::string(RoleName(step.actor.role))}});
  }
  if (step.event == E::kSign) LADDER_RETURN_IF_ERROR(CheckSignature(batch, step));

  BatchProgress after = batch;
  after.state = row->to;
  if (step.event == E::kSign) {
    after.signatures.push_back({.person = step.actor.person, .digest = step.digest});
  }
  if (row->to == S::kOpen) after.signatures.clear();
  if (step.event == E::kChange) after.digest = step.digest;
  return after;
}

}  // namespace ladder::subsidy
