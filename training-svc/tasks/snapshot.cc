#include "training-svc/tasks/snapshot.h"

#include <string>

#include "platform/feed/snapshot_pages.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/events.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/storage/certificates.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/frozen_attendance.h"

namespace ladder::training {
namespace {

using Item = absl::StatusOr<feed::SnapshotItem>;

// What belongs to a class is seen where the class is held.
feed::SnapshotItem ItemOf(const Root& root, const std::string& name,
                          const TrainingClass& training_class,
                          const google::protobuf::Message& event) {
  return feed::ItemOf(root, name, event, {training_class.facts.site_division});
}

Item ClassItem(mysql::Transaction&, const TrainingClass& row) {
  return ItemOf(row.root, NameOfClass(row.root.id), row, ToEvent(row));
}

Item EnrolmentItem(mysql::Transaction& tx, const Enrolment& row) {
  LADDER_ASSIGN_OR_RETURN(const TrainingClass of, GetClassOf(tx, row.training_class));
  return ItemOf(row.root, NameOfEnrolment(of.root.id, row.root.id), of, ToEvent(row, of));
}

Item FrozenItem(mysql::Transaction& tx, const FrozenAttendance& row) {
  LADDER_ASSIGN_OR_RETURN(const TrainingClass of, GetClassOf(tx, row.training_class));
  // Nothing of the record has changed since it was frozen.
  LADDER_ASSIGN_OR_RETURN(const Record record, LoadRecord(tx, row.training_class, row.frozen_on));
  return ItemOf(row.root, NameOfFrozenAttendance(of.root.id), of, ToEvent(row, of, record));
}

Item CertificateItem(mysql::Transaction& tx, const IssuedCertificate& row) {
  LADDER_ASSIGN_OR_RETURN(const TrainingClass of, GetClassOf(tx, row.training_class));
  const std::string name = NameOfCertificate(row.root.id);
  return row.state == CertificateState::kIssued ? ItemOf(row.root, name, of, IssuedEvent(row, of))
                                                : ItemOf(row.root, name, of, RevokedEvent(row, of));
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() {
  return {feed::PagerOf(SnapshotClasses, ClassItem),
          feed::PagerOf(SnapshotEnrolments, EnrolmentItem),
          feed::PagerOf(SnapshotFrozenAttendance, FrozenItem),
          feed::PagerOf(SnapshotCertificates, CertificateItem)};
}

}  // namespace ladder::training
