#include "subsidy-svc/rpc/absorb_results.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/rpc/pay_batch_convert.h"
#include "subsidy-svc/rpc/pay_batch_steps.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/contradictions.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"

namespace ladder::subsidy {
namespace {

std::map<Ulid, ItemRecord> ById(std::vector<ItemRecord> items) {
  std::map<Ulid, ItemRecord> map;
  for (ItemRecord& item : items) map.emplace(item.root.id, std::move(item));
  return map;
}

// What the news did: the items as they became, and the sums of both kinds.
struct Effect {
  std::vector<ItemRecord> items = {};
  Fen paid = Fen();
  Fen returned = Fen();
};

absl::StatusOr<Effect> ApplyNews(mysql::Transaction& tx, const ServiceContext& context,
                                 const rpc::Call& call, const Caller& caller,
                                 const BatchRecord& batch, const Absorption& absorption,
                                 const std::vector<PlaceRecord>& places, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(std::vector<ItemRecord> locked, LockItemsOfBatch(tx, batch.root.id));
  const std::map<Ulid, ItemRecord> items = ById(std::move(locked));
  Effect effect;
  for (const AbsorbedResult& news : absorption.news) {
    const PlaceRecord& place = places[static_cast<size_t>(news.seq - 1)];
    const auto found = items.find(place.item);
    if (found == items.end()) return Refuse(Reason::kBankSeq, {{"seq", absl::StrCat(news.seq)}});
    ItemRecord changed = found->second;
    if (news.paid) changed.paid_on = day;
    LADDER_ASSIGN_OR_RETURN(
        ItemRecord after,
        TakeItemStep(tx, context, call.origin(), caller, found->second, changed,
                     {.event = news.paid ? PayItemEvent::kPay : PayItemEvent::kReturn,
                      .return_action = news.action,
                      .keep_step = false}));
    LADDER_RETURN_IF_ERROR(SetResult(tx, batch.root.id, news.seq, news.code, day));
    (news.paid ? effect.paid : effect.returned) += after.amount;
    effect.items.push_back(std::move(after));
  }
  return effect;
}

absl::Status PostSums(mysql::Transaction& tx, const rpc::Call& call, const BatchRecord& batch,
                      const Effect& effect, const std::string& digest) {
  const std::string subject =
      absl::StrCat(batch.number, "-", absl::BytesToHexString(digest.substr(0, 16)));
  if (effect.paid > Fen()) {
    LADDER_RETURN_IF_ERROR(PostBatch(tx, call, batch, LedgerEvent::kPaid, effect.paid, subject));
  }
  if (effect.returned == Fen()) return absl::OkStatus();
  return PostBatch(tx, call, batch, LedgerEvent::kReturned, effect.returned, subject);
}

int64_t CountPaid(const std::vector<ItemRecord>& items) {
  return std::count_if(items.begin(), items.end(), [](const ItemRecord& item) {
    return item.progress.state == PayItemState::kPaid;
  });
}

// Answers that differ from those that stand change nothing by themselves, and are kept for the
// accountant.
absl::Status KeepContradictions(mysql::Transaction& tx, const rpc::Call& call, const Caller& caller,
                                const BatchRecord& batch, const Absorption& absorption,
                                const std::vector<PlaceRecord>& places, CivilDay day) {
  if (absorption.contradictions.empty()) return absl::OkStatus();
  const auto check = [](const Actor& actor) -> absl::StatusOr<Actor> {
    LADDER_RETURN_IF_ERROR(CheckBringsAnswers(actor));
    return actor;
  };
  LADDER_RETURN_IF_ERROR(AsAnyOffice(caller, check).status());
  for (const ContradictedResult& result : absorption.contradictions) {
    const PlaceRecord& place = places[static_cast<size_t>(result.seq - 1)];
    LADDER_RETURN_IF_ERROR(NoteContradiction(tx, {.id = Ulid::New(call.now()),
                                                  .item = place.item,
                                                  .attempt = place.attempt,
                                                  .batch = batch.root.id,
                                                  .kept = result.kept,
                                                  .told = result.told,
                                                  .told_on = day,
                                                  .importer = caller.name,
                                                  .importer_person = caller.actor.person}));
  }
  return absl::OkStatus();
}

// The batch and its line after the news, SETTLED with the last answer.
absl::StatusOr<BatchRecord> SaveNews(mysql::Transaction& tx, const rpc::Call& call,
                                     const Caller& caller, const BatchRecord& before,
                                     const std::vector<PlaceRecord>& places, const Effect& effect,
                                     CivilDay day, const std::string& digest) {
  BatchRecord after = before;
  if (effect.items.empty()) return after;
  const auto open = std::count_if(places.begin(), places.end(),
                                  [](const PlaceRecord& place) { return !place.result; });
  after.root.version = before.root.version + 1;
  if (static_cast<size_t>(open) == effect.items.size()) {
    LADDER_ASSIGN_OR_RETURN(after, StepBatch(caller, before, BatchEvent::kSettle));
  }
  LADDER_RETURN_IF_ERROR(PostSums(tx, call, after, effect, digest));
  LADDER_RETURN_IF_ERROR(EmitAnswers(tx, call.origin(), after, day, effect.items));
  LADDER_RETURN_IF_ERROR(SaveBatch(tx, before, after));
  server::CrashPoint("subsidy.result.absorbing");
  return after;
}

}  // namespace

absl::StatusOr<v1::AbsorbResultResponse> AbsorbInto(
    mysql::Transaction& tx, const ServiceContext& context, const rpc::Call& call,
    const BatchRecord& before, const ResultFile& file, const std::string& digest) {
  // The line before its payments, as everywhere.
  LADDER_RETURN_IF_ERROR(LockBudget(tx, before.budget_line).status());
  LADDER_ASSIGN_OR_RETURN(const std::vector<PlaceRecord> places, PlacesOf(tx, before.root.id));
  std::vector<AwaitedResult> awaited;
  for (const PlaceRecord& place : places) {
    awaited.push_back({.seq = place.seq, .absorbed_code = place.result});
  }
  LADDER_ASSIGN_OR_RETURN(const Absorption absorption,
                          AbsorbResults(before.number, awaited, file, context.bank_codes));
  LADDER_RETURN_IF_ERROR(CheckAnswerDay(file.date, before.sent_on, call.today()));
  LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
  LADDER_ASSIGN_OR_RETURN(const Effect effect, ApplyNews(tx, context, call, caller, before,
                                                         absorption, places, file.date));
  LADDER_RETURN_IF_ERROR(
      KeepContradictions(tx, call, caller, before, absorption, places, file.date));
  LADDER_ASSIGN_OR_RETURN(const BatchRecord after,
                          SaveNews(tx, call, caller, before, places, effect, file.date, digest));
  v1::AbsorbResultResponse response;
  const int64_t paid = CountPaid(effect.items);
  response.set_paid_count(paid);
  response.set_returned_count(static_cast<int64_t>(effect.items.size()) - paid);
  response.set_repeated_count(absorption.repeated);
  for (const ContradictedResult& result : absorption.contradictions) {
    response.add_contradicted_pay_items(
        NameOfItem(places[static_cast<size_t>(result.seq - 1)].item));
  }
  LADDER_RETURN_IF_ERROR(
      NoteAbsorbed(tx, before.root.id,
                   {.digest = digest,
                    .kind = 2,
                    .paid = paid,
                    .returned = response.returned_count(),
                    .contradicted = static_cast<int64_t>(absorption.contradictions.size()),
                    .actor = caller.name})
          .status());
  *response.mutable_pay_batch() = ToProto(after);
  return response;
}

}  // namespace ladder::subsidy
