#include "matching-svc/tasks/snapshot.h"

#include <string>

#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/hire_facts.h"
#include "matching-svc/storage/enterprises.h"
#include "matching-svc/storage/hires.h"
#include "matching-svc/storage/jobs.h"
#include "matching-svc/storage/persons.h"
#include "matching-svc/storage/referrals.h"
#include "platform/feed/snapshot_pages.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

using Item = absl::StatusOr<feed::SnapshotItem>;

// Rows of a person go to those who see the person; one that the registry took back has no reader.
Item Placed(mysql::Transaction& tx, const Ulid& person, feed::SnapshotItem item) {
  static const Scope& everyone =
      *new Scope(Scope::System("a snapshot holds every person's rows and says who may see them"));
  const absl::StatusOr<PersonBasics> basics = GetPersonBasics(tx, person, everyone);
  if (absl::IsNotFound(basics.status())) return item;
  LADDER_RETURN_IF_ERROR(basics.status());
  item.divisions = basics->places.divisions();
  return item;
}

Item EnterpriseItem(mysql::Transaction&, const Enterprise& enterprise) {
  return feed::ItemOf(enterprise.root, NameOfEnterprise(enterprise.root.id), ToEvent(enterprise));
}

Item JobItem(mysql::Transaction&, const Job& job) {
  return feed::ItemOf(job.root, NameOfJob(job.root.id), ToEvent(job));
}

Item ReferralItem(mysql::Transaction& tx, const Referral& referral) {
  const std::string name = NameOfReferral(referral.person, referral.root.id);
  return Placed(tx, referral.person, feed::ItemOf(referral.root, name, ToEvent(referral)));
}

Item HireItem(mysql::Transaction& tx, const Hire& hire) {
  LADDER_ASSIGN_OR_RETURN(const HireFacts facts, FactsOf(tx, hire));
  const std::string name = NameOfHire(hire.root.id);
  return Placed(tx, hire.person,
                hire.state == HireState::kEnded ? feed::ItemOf(hire.root, name, ToEnded(facts))
                                                : feed::ItemOf(hire.root, name, ToStarted(facts)));
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() {
  return {feed::PagerOf(SnapshotEnterprises, EnterpriseItem), feed::PagerOf(SnapshotJobs, JobItem),
          feed::PagerOf(SnapshotReferrals, ReferralItem), feed::PagerOf(SnapshotHires, HireItem)};
}

}  // namespace ladder::matching
