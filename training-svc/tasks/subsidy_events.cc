#include "training-svc/tasks/subsidy_events.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "ladder/events/v1/subsidy.pb.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/storage/class_claims.h"
#include "training-svc/storage/classes.h"

namespace ladder::training {
namespace {

namespace ev = ::ladder::events::v1;

constexpr char kClaimName[] = "claims/{claim}";

ClaimStanding StandingOf(ev::ClaimProgress progress) {
  switch (progress) {
    case ev::CLAIM_PROGRESS_DRAFT:
    case ev::CLAIM_PROGRESS_PROPOSED:
    case ev::CLAIM_PROGRESS_RETURNED:
      return ClaimStanding::kOpen;
    case ev::CLAIM_PROGRESS_REJECTED:
    case ev::CLAIM_PROGRESS_WITHDRAWN:
      return ClaimStanding::kOver;
    default:
      return ClaimStanding::kHandedIn;
  }
}

// Takes the class as far as its claims let it. A class that is not there is none of ours.
absl::Status Advance(mysql::Transaction& tx, const feed::Origin& origin, const Ulid& class_id) {
  absl::StatusOr<TrainingClass> locked = LockClassOf(tx, class_id);
  if (absl::IsNotFound(locked.status())) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(locked.status());
  LADDER_ASSIGN_OR_RETURN(const std::vector<ClaimStanding> claims, ClaimsOfClass(tx, class_id));
  TrainingClass before = *std::move(locked);
  while (const auto event = EventOfClaims(before.state, claims)) {
    LADDER_ASSIGN_OR_RETURN(TrainingClass after,
                            ApplyStep(before, {.event = *event}, {}, origin.day));
    after.root.version = before.root.version + 1;
    LADDER_RETURN_IF_ERROR(EmitClass(tx, origin, after));
    LADDER_RETURN_IF_ERROR(SaveClass(tx, before, after));
    before = std::move(after);
  }
  return absl::OkStatus();
}

// Keeps what the claim says, and gives the class that it is about, if any.
absl::StatusOr<std::optional<Ulid>> Save(mysql::Transaction& tx, const ev::ClaimChanged& changed,
                                         const Ulid& event) {
  if (!absl::StartsWith(changed.subject(), "classes/")) return std::optional<Ulid>();
  LADDER_ASSIGN_OR_RETURN(const Ulid claim, rpc::ParseId(kClaimName, changed.claim(), "claim"));
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId("classes/{class}", changed.subject(), "subject"));
  LADDER_RETURN_IF_ERROR(
      SaveClaimProgress(tx, claim, class_id, StandingOf(changed.progress()), event));
  if (changed.paid()) LADDER_RETURN_IF_ERROR(SaveClaimPaid(tx, claim));
  return std::optional<Ulid>(class_id);
}

absl::Status Keep(mysql::Transaction& tx, const feed::Origin& origin,
                  const ev::ClaimChanged& changed, const Ulid& event) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<Ulid> class_id, Save(tx, changed, event));
  return class_id ? Advance(tx, origin, *class_id) : absl::OkStatus();
}

absl::Status Keep(mysql::Transaction& tx, const feed::Origin& origin,
                  const ev::PaymentsAnswered& answered) {
  std::set<Ulid> classes;  // locked in this order
  for (const ev::PaymentAnswer& answer : answered.answers()) {
    if (!answer.paid()) continue;
    LADDER_ASSIGN_OR_RETURN(const Ulid claim, rpc::ParseId(kClaimName, answer.claim(), "claim"));
    LADDER_RETURN_IF_ERROR(SaveClaimPaid(tx, claim));
    LADDER_ASSIGN_OR_RETURN(const std::optional<Ulid> class_id, ClassOfClaim(tx, claim));
    if (class_id) classes.insert(*class_id);
  }
  for (const Ulid& class_id : classes) {
    LADDER_RETURN_IF_ERROR(Advance(tx, origin, class_id));
  }
  return absl::OkStatus();
}

}  // namespace

feed::Handlers SubsidyHandlers(std::function<feed::Origin()> origin) {
  feed::Handlers handlers;
  handlers.Event<ev::ClaimChanged>(
      [origin](mysql::Transaction& tx, const feed::Event& event, const ev::ClaimChanged& changed) {
        return Keep(tx, origin(), changed, event.id);
      });
  // Of a snapshot the class's other claims may still be to come: only the next event moves it.
  handlers.State<ev::ClaimChanged>(
      [](mysql::Transaction& tx, const feed::SnapshotItem& item, const ev::ClaimChanged& changed) {
        return Save(tx, changed, item.last_event).status();
      });
  handlers.Event<ev::PaymentsAnswered>(
      [origin](mysql::Transaction& tx, const feed::Event&, const ev::PaymentsAnswered& answered) {
        return Keep(tx, origin(), answered);
      });
  return handlers;
}

}  // namespace ladder::training
