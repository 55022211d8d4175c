#include "training-svc/tasks/lapse_offers.h"

#include "platform/status/status.h"
#include "training-svc/rpc/enrolment_steps.h"
#include "training-svc/rpc/seating.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"

namespace ladder::training {
namespace {

absl::Status LapseOffersOf(mysql::Transaction& tx, const feed::Origin& origin,
                           const Ulid& class_id) {
  LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class, LockClassOf(tx, class_id));
  Seating seating = BeginSeating(tx, origin, training_class);
  LADDER_RETURN_IF_ERROR(LapseOffers(seating).status());
  LADDER_RETURN_IF_ERROR(OfferSeats(seating).status());
  return Finish(seating).status();
}

}  // namespace

absl::Status LapseAllOffers(const operations::DailyWalk& walk, const feed::Origin& origin) {
  return walk.ForEach(
      "training.lapse_offers",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return ClassesWithLapsedOffers(tx, origin.day, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return LapseOffersOf(tx, origin, id); });
}

}  // namespace ladder::training
