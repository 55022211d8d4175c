#include "training-svc/tasks/lapse_offers.h"

#include <vector>

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

absl::Status LapseAllOffers(mysql::Database& database, const feed::Origin& origin) {
  constexpr int kPage = 100;
  Ulid after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> classes,
                            database.Read([&](mysql::Transaction& tx) {
                              return ClassesWithLapsedOffers(tx, origin.day, after, kPage);
                            }));
    for (const Ulid& class_id : classes) {
      LADDER_RETURN_IF_ERROR(database.Transact(
          mysql::TransactOptions{.repeatable = true},
          [&](mysql::Transaction& tx) { return LapseOffersOf(tx, origin, class_id); }));
      after = class_id;
    }
    if (static_cast<int>(classes.size()) < kPage) return absl::OkStatus();
  }
}

}  // namespace ladder::training
