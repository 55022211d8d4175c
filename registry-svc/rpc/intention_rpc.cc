#include "registry-svc/rpc/intention_rpc.h"

#include <optional>
#include <utility>
#include <vector>

#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/intention.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/change_person.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/rpc/intention_convert.h"
#include "registry-svc/storage/intentions.h"
#include "registry-svc/storage/person_views.h"

namespace ladder::registry {
namespace {

// A person has few intentions: this many are looked through for one that stays open.
constexpr int kIntentionsMax = 1000;

// NOT_FOUND when the intention's person is out of scope.
absl::Status CheckSeen(mysql::Transaction& tx, const rpc::Call& call, const Ulid& person) {
  return registry::GetPerson(tx, person, call.scope(), Moment::Now(call.today())).status();
}

// The kind of another live intention, which is what the person then still wants.
absl::StatusOr<std::optional<IntentionKind>> OtherLive(mysql::Transaction& tx,
                                                       const Intention& closed) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Intention> all,
                          registry::ListIntentions(tx, closed.person, Ulid(), kIntentionsMax));
  for (const Intention& other : all) {
    if (other.root.id != closed.root.id && IsLive(other.last()))
      return std::optional<IntentionKind>(other.kind);
  }
  return std::optional<IntentionKind>();
}

absl::StatusOr<v1::Intention> Save(mysql::Transaction& tx, const rpc::Call& call,
                                   const Intention& before, Intention after) {
  LADDER_RETURN_IF_ERROR(EmitIntention(tx, call.origin(), after));
  LADDER_RETURN_IF_ERROR(SaveIntention(tx, before, after));
  return ToProto(after);
}

}  // namespace

void IntentionRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.IntentionService")
      .Unary("GetIntention", this, &IntentionRpc::GetIntention)
      .Unary("ListIntentions", this, &IntentionRpc::ListIntentions)
      .Unary("CreateIntention", this, &IntentionRpc::CreateIntention)
      .Unary("MeetIntention", this, &IntentionRpc::MeetIntention)
      .Unary("WithdrawIntention", this, &IntentionRpc::WithdrawIntention);
}

absl::StatusOr<v1::Intention> IntentionRpc::GetIntention(const rpc::Call& call,
                                                         const v1::GetIntentionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kIntentionName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Intention> {
        LADDER_ASSIGN_OR_RETURN(const Intention intention, registry::GetIntention(tx, id));
        LADDER_RETURN_IF_ERROR(CheckSeen(tx, call, intention.person));
        return ToProto(intention);
      });
}

absl::StatusOr<v1::ListIntentionsResponse> IntentionRpc::ListIntentions(
    const rpc::Call& call, const v1::ListIntentionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListIntentionsResponse> {
        LADDER_RETURN_IF_ERROR(CheckSeen(tx, call, person));
        LADDER_ASSIGN_OR_RETURN(std::vector<Intention> intentions,
                                registry::ListIntentions(tx, person, after, page.size + 1));
        v1::ListIntentionsResponse response;
        if (CutToPage(intentions, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, intentions.back().root.id.ToBytes()));
        }
        for (const Intention& intention : intentions)
          *response.add_intentions() = ToProto(intention);
        return response;
      });
}

absl::StatusOr<v1::Intention> IntentionRpc::CreateIntention(
    const rpc::Call& call, const v1::CreateIntentionRequest& request) {
  const v1::Intention& asked = request.intention();
  LADDER_ASSIGN_OR_RETURN(const Ulid person,
                          rpc::ParseId(kPersonName, asked.person(), "intention.person"));
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.intention_id(), call.now(), "intention_id"));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, ParseDayOr(asked.has_opened_on(), asked.opened_on(),
                                                         call.today(), "intention.opened_on"));
  LADDER_ASSIGN_OR_RETURN(const IntentionDetails details, ParseDetails(asked));
  const auto kind = static_cast<IntentionKind>(asked.kind());
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Intention> {
        LADDER_RETURN_IF_ERROR(ChangePerson(tx, call, context_, person, "", [&](Person before) {
                                 return IntentionOpened(std::move(before), kind, day, call.today(),
                                                        context_.rules);
                               }).status());
        LADDER_ASSIGN_OR_RETURN(Intention intention,
                                OpenIntention(id, person, kind, details, day, call.today()));
        LADDER_RETURN_IF_ERROR(EmitIntention(tx, call.origin(), intention));
        LADDER_RETURN_IF_ERROR(InsertIntention(tx, intention));
        return ToProto(intention);
      });
}

absl::StatusOr<v1::Intention> IntentionRpc::MeetIntention(const rpc::Call& call,
                                                          const v1::MeetIntentionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kIntentionName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, ParseDayOr(request.has_met_on(), request.met_on(),
                                                         call.today(), "met_on"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Intention> {
        LADDER_ASSIGN_OR_RETURN(const Ulid person, PersonOfIntention(tx, id));
        LADDER_RETURN_IF_ERROR(CheckSeen(tx, call, person));
        LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(Intention after,
                                Apply(before, IntentionEvent::kMeet, day, call.today()));
        return Save(tx, call, before, std::move(after));
      });
}

absl::StatusOr<v1::Intention> IntentionRpc::WithdrawIntention(
    const rpc::Call& call, const v1::WithdrawIntentionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kIntentionName, request.name()));
  LADDER_ASSIGN_OR_RETURN(
      const CivilDay day,
      ParseDayOr(request.has_withdrawn_on(), request.withdrawn_on(), call.today(), "withdrawn_on"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Intention> {
        LADDER_ASSIGN_OR_RETURN(const Ulid person, PersonOfIntention(tx, id));
        LADDER_RETURN_IF_ERROR(
            ChangePerson(tx, call, context_, person, "",
                         [&](Person wishing) -> absl::StatusOr<Person> {
                           LADDER_ASSIGN_OR_RETURN(const Intention closing,
                                                   registry::GetIntention(tx, id));
                           LADDER_ASSIGN_OR_RETURN(const std::optional<IntentionKind> other,
                                                   OtherLive(tx, closing));
                           return IntentionWithdrawn(std::move(wishing), other, day, call.today(),
                                                     context_.rules);
                         })
                .status());
        LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(Intention after,
                                Apply(before, IntentionEvent::kWithdraw, day, call.today()));
        after.withdrawn_for = static_cast<Barrier>(request.withdrawn_for());
        return Save(tx, call, before, std::move(after));
      });
}

}  // namespace ladder::registry
