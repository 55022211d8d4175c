#include "subsidy-svc/tasks/training_events.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "ladder/events/v1/training.pb.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/registry/v1/codes.pb.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {
namespace {

namespace ev = ::ladder::events::v1;

constexpr char kClassName[] = "classes/{class}";

absl::StatusOr<AttendanceFact> AttendanceOf(const ev::LearnerAttendance& learner,
                                            const std::vector<CivilDay>& days) {
  AttendanceFact attendance = {.attended = learner.attended(), .dropped_out = learner.left()};
  LADDER_ASSIGN_OR_RETURN(attendance.person, rpc::ParseId(kPersonName, learner.person(), "person"));
  for (const int place : learner.attended_days()) {
    if (place < 0 || place >= static_cast<int>(days.size())) {
      return RefuseField(::ladder::Reason::kFieldOutOfRange, "attended_days");
    }
    attendance.days.push_back(days[static_cast<size_t>(place)]);
  }
  return attendance;
}

absl::Status KeepAttendance(mysql::Transaction& tx, const ev::AttendanceFrozen& frozen,
                            const Ulid& event) {
  const ev::ClassFacts& facts = frozen.facts();
  ClassFact fact = {.occupation = facts.occupation(),
                    .sessions = frozen.sessions(),
                    .digest = absl::HexStringToBytes(frozen.digest())};
  LADDER_ASSIGN_OR_RETURN(fact.id, rpc::ParseId(kClassName, facts.training_class(), "class"));
  LADDER_ASSIGN_OR_RETURN(fact.from, rpc::ParseDate(facts.starts_on(), "starts_on"));
  LADDER_ASSIGN_OR_RETURN(fact.to, rpc::ParseDate(facts.ends_on(), "ends_on"));
  if (!facts.school_uscc().empty()) fact.school = SchoolOf(facts.school_uscc());
  if (facts.has_fee()) {
    LADDER_ASSIGN_OR_RETURN(fact.fee, rpc::ParseMoney(facts.fee(), "fee"));
  }
  std::vector<CivilDay> days;
  for (const google::type::Date& date : frozen.session_days()) {
    LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(date, "session_days"));
    days.push_back(day);
  }
  for (const ev::LearnerAttendance& learner : frozen.learners()) {
    LADDER_ASSIGN_OR_RETURN(AttendanceFact attendance, AttendanceOf(learner, days));
    fact.learners.push_back(std::move(attendance));
  }
  return SaveClassFact(tx, fact, event);
}

// "L5", as the policies name certificates; the contract names it SKILL_LEVEL_L5.
std::string LevelName(registry::v1::SkillLevel level) {
  constexpr absl::string_view kPrefix = "SKILL_LEVEL_";
  return registry::v1::SkillLevel_Name(level).substr(kPrefix.size());
}

absl::Status KeepCertificate(mysql::Transaction& tx, const ev::CertificateFacts& certificate,
                             bool revoked, const Ulid& event) {
  CertificateFact fact = {.occupation = certificate.occupation(),
                          .level = LevelName(certificate.level()),
                          .revoked = revoked};
  LADDER_ASSIGN_OR_RETURN(fact.id, rpc::ParseId("certificates/{certificate}",
                                                certificate.certificate(), "certificate"));
  LADDER_ASSIGN_OR_RETURN(fact.person, rpc::ParseId(kPersonName, certificate.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(fact.class_id,
                          rpc::ParseId(kClassName, certificate.facts().training_class(), "class"));
  LADDER_ASSIGN_OR_RETURN(fact.issued_on, rpc::ParseDate(certificate.issued_on(), "issued_on"));
  return SaveCertificateFact(tx, fact, event);
}

}  // namespace

feed::Handlers TrainingHandlers() {
  feed::Handlers handlers;
  handlers.Event<ev::AttendanceFrozen>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::AttendanceFrozen& frozen) {
        return KeepAttendance(tx, frozen, event.id);
      });
  handlers.State<ev::AttendanceFrozen>([](mysql::Transaction& tx, const feed::SnapshotItem& item,
                                          const ev::AttendanceFrozen& frozen) {
    return KeepAttendance(tx, frozen, item.last_event);
  });
  handlers.Event<ev::CertificateIssued>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::CertificateIssued& issued) {
        return KeepCertificate(tx, issued.certificate(), false, event.id);
      });
  handlers.State<ev::CertificateIssued>([](mysql::Transaction& tx, const feed::SnapshotItem& item,
                                           const ev::CertificateIssued& issued) {
    return KeepCertificate(tx, issued.certificate(), false, item.last_event);
  });
  handlers.Event<ev::CertificateRevoked>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::CertificateRevoked& revoked) {
        return KeepCertificate(tx, revoked.certificate(), true, event.id);
      });
  handlers.State<ev::CertificateRevoked>([](mysql::Transaction& tx, const feed::SnapshotItem& item,
                                            const ev::CertificateRevoked& revoked) {
    return KeepCertificate(tx, revoked.certificate(), true, item.last_event);
  });
  return handlers;
}

}  // namespace ladder::subsidy
