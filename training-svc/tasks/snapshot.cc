#include "training-svc/tasks/snapshot.h"

#include <map>
#include <string>
#include <utility>

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

using Items = std::vector<std::pair<Ulid, feed::SnapshotItem>>;

void Add(const Root& root, const std::string& name, const TrainingClass& training_class,
         const google::protobuf::Message& event, Items& items) {
  items.emplace_back(root.id,
                     feed::SnapshotItem{.aggregate = name,
                                        .version = root.version,
                                        .last_event = root.last_event,
                                        .type = event.GetDescriptor()->full_name(),
                                        .state = event.SerializeAsString(),
                                        .divisions = {training_class.facts.site_division}});
}

// The classes that the aggregates of a page belong to, each read once.
class Classes {
 public:
  explicit Classes(mysql::Transaction& tx) : tx_(tx) {}

  absl::StatusOr<TrainingClass> Get(const Ulid& id) {
    const auto found = read_.find(id);
    if (found != read_.end()) return found->second;
    LADDER_ASSIGN_OR_RETURN(TrainingClass training_class, GetClassOf(tx_, id));
    read_.emplace(id, training_class);
    return training_class;
  }

 private:
  mysql::Transaction& tx_;
  std::map<Ulid, TrainingClass> read_;
};

absl::StatusOr<Items> PageClasses(mysql::Transaction& tx, int partition, const Ulid& after,
                                  int limit) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<TrainingClass> rows,
                          SnapshotClasses(tx, partition, after, limit));
  Items items;
  for (const TrainingClass& row : rows) {
    Add(row.root, NameOfClass(row.root.id), row, ToEvent(row), items);
  }
  return items;
}

absl::StatusOr<Items> PageEnrolments(mysql::Transaction& tx, int partition, const Ulid& after,
                                     int limit) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Enrolment> rows,
                          SnapshotEnrolments(tx, partition, after, limit));
  Classes classes(tx);
  Items items;
  for (const Enrolment& row : rows) {
    LADDER_ASSIGN_OR_RETURN(const TrainingClass of, classes.Get(row.training_class));
    Add(row.root, NameOfEnrolment(of.root.id, row.root.id), of, ToEvent(row, of), items);
  }
  return items;
}

absl::StatusOr<Items> PageFrozen(mysql::Transaction& tx, int partition, const Ulid& after,
                                 int limit) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<FrozenAttendance> rows,
                          SnapshotFrozenAttendance(tx, partition, after, limit));
  Items items;
  for (const FrozenAttendance& row : rows) {
    LADDER_ASSIGN_OR_RETURN(const TrainingClass of, GetClassOf(tx, row.training_class));
    // Nothing of the record has changed since it was frozen.
    LADDER_ASSIGN_OR_RETURN(const Record record, LoadRecord(tx, row.training_class, row.frozen_on));
    Add(row.root, NameOfFrozenAttendance(of.root.id), of, ToEvent(row, of, record), items);
  }
  return items;
}

absl::StatusOr<Items> PageCertificates(mysql::Transaction& tx, int partition, const Ulid& after,
                                       int limit) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<IssuedCertificate> rows,
                          SnapshotCertificates(tx, partition, after, limit));
  Classes classes(tx);
  Items items;
  for (const IssuedCertificate& row : rows) {
    LADDER_ASSIGN_OR_RETURN(const TrainingClass of, classes.Get(row.training_class));
    const std::string name = NameOfCertificate(row.root.id);
    if (row.state == CertificateState::kIssued) {
      Add(row.root, name, of, IssuedEvent(row, of), items);
    } else {
      Add(row.root, name, of, RevokedEvent(row, of), items);
    }
  }
  return items;
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() {
  return {PageClasses, PageEnrolments, PageFrozen, PageCertificates};
}

}  // namespace ladder::training
