#include "training-svc/rpc/events.h"

#include <algorithm>

#include "platform/rpc/convert.h"
#include "training-svc/rpc/convert.h"

namespace ladder::training {
namespace {

namespace ev = ::ladder::events::v1;

ev::ClassFacts FactsOf(const TrainingClass& training_class) {
  const ClassDraft& facts = training_class.facts;
  ev::ClassFacts out;
  out.set_training_class(NameOfClass(training_class.root.id));
  out.set_occupation(facts.occupation);
  out.set_certificate_level(static_cast<ladder::registry::v1::SkillLevel>(facts.certificate));
  *out.mutable_starts_on() = rpc::ToDate(facts.starts_on);
  *out.mutable_ends_on() = rpc::ToDate(facts.ends_on);
  out.set_site_division(facts.site_division);
  out.set_school_uscc(facts.school_uscc);
  *out.mutable_fee() = rpc::ToMoney(facts.fee);
  out.set_learner_paid(facts.fee_payer == FeePayer::kLearner);
  return out;
}

ev::CertificateFacts FactsOf(const IssuedCertificate& certificate,
                             const TrainingClass& training_class) {
  ev::CertificateFacts out;
  out.set_certificate(NameOfCertificate(certificate.root.id));
  out.set_number(certificate.number.ToString());
  out.set_person(NameOfPerson(certificate.person));
  out.set_enrolment(NameOfEnrolment(certificate.training_class, certificate.enrolment));
  out.set_level(static_cast<ladder::registry::v1::SkillLevel>(certificate.kind));
  out.set_occupation(certificate.occupation);
  out.set_issuer_uscc(certificate.issuer_uscc);
  *out.mutable_issued_on() = rpc::ToDate(certificate.issued_on);
  *out.mutable_facts() = FactsOf(training_class);
  return out;
}

// Places of `days` in `session_days`, which holds each of them once.
void AddPlaces(const std::vector<CivilDay>& days, const std::vector<CivilDay>& session_days,
               ev::LearnerAttendance& out) {
  for (const CivilDay day : days) {
    const auto place = std::lower_bound(session_days.begin(), session_days.end(), day);
    out.add_attended_days(static_cast<int>(place - session_days.begin()));
  }
}

feed::Reach ReachOf(const TrainingClass& training_class) {
  const int64_t site = training_class.facts.site_division;
  return {.before = {site}, .after = {site}};
}

}  // namespace

ev::TrainingClassChanged ToEvent(const TrainingClass& training_class) {
  ev::TrainingClassChanged event;
  *event.mutable_facts() = FactsOf(training_class);
  event.set_progress(static_cast<ev::ClassProgress>(training_class.state));
  for (const Ulid& need : training_class.facts.needs) {
    event.add_needs("intentions/" + need.ToString());
  }
  event.set_seat_max(training_class.facts.seat_max);
  event.set_seats_held(training_class.seats.held());
  return event;
}

ev::EnrolmentChanged ToEvent(const Enrolment& enrolment, const TrainingClass& training_class) {
  ev::EnrolmentChanged event;
  event.set_enrolment(NameOfEnrolment(enrolment.training_class, enrolment.root.id));
  event.set_person(NameOfPerson(enrolment.person));
  *event.mutable_facts() = FactsOf(training_class);
  event.set_progress(static_cast<ev::EnrolmentProgress>(enrolment.state));
  event.set_subsidised(enrolment.subsidised);
  if (enrolment.completed_on) {
    *event.mutable_completed_on() = rpc::ToDate(*enrolment.completed_on);
  }
  if (enrolment.exited_on) *event.mutable_exited_on() = rpc::ToDate(*enrolment.exited_on);
  return event;
}

ev::AttendanceFrozen ToEvent(const FrozenAttendance& frozen, const TrainingClass& training_class,
                             const Record& record) {
  ev::AttendanceFrozen event;
  *event.mutable_facts() = FactsOf(training_class);
  *event.mutable_frozen_on() = rpc::ToDate(frozen.frozen_on);
  event.set_digest(frozen.digest);
  event.set_sessions(static_cast<int>(record.sessions.size()));
  const std::vector<CivilDay> session_days = DaysOf(record.sessions);
  for (const CivilDay day : session_days) *event.add_session_days() = rpc::ToDate(day);
  for (const Learner& learner : record.learners) {
    ev::LearnerAttendance& out = *event.add_learners();
    out.set_enrolment(NameOfEnrolment(training_class.root.id, learner.enrolment.root.id));
    out.set_person(NameOfPerson(learner.enrolment.person));
    out.set_attended(learner.tally.attended);
    AddPlaces(learner.tally.days, session_days, out);
    out.set_subsidised(learner.enrolment.subsidised);
    out.set_left(HasLeftBy(learner.enrolment, frozen.frozen_on));
  }
  return event;
}

ev::CertificateIssued IssuedEvent(const IssuedCertificate& certificate,
                                  const TrainingClass& training_class) {
  ev::CertificateIssued event;
  *event.mutable_certificate() = FactsOf(certificate, training_class);
  return event;
}

ev::CertificateRevoked RevokedEvent(const IssuedCertificate& certificate,
                                    const TrainingClass& training_class) {
  ev::CertificateRevoked event;
  *event.mutable_certificate() = FactsOf(certificate, training_class);
  *event.mutable_revoked_on() = rpc::ToDate(certificate.revoked_on.value_or(CivilDay()));
  return event;
}

absl::Status EmitClass(mysql::Transaction& tx, const feed::Origin& origin, TrainingClass& after) {
  return feed::Emit(tx, origin, after.root, NameOfClass(after.root.id), ToEvent(after),
                    ReachOf(after));
}

absl::Status EmitEnrolment(mysql::Transaction& tx, const feed::Origin& origin,
                           const TrainingClass& training_class, Enrolment& after) {
  return feed::Emit(tx, origin, after.root, NameOfEnrolment(training_class.root.id, after.root.id),
                    ToEvent(after, training_class), ReachOf(training_class));
}

absl::Status EmitFrozen(mysql::Transaction& tx, const feed::Origin& origin,
                        const TrainingClass& training_class, const Record& record,
                        FrozenAttendance& frozen) {
  return feed::Emit(tx, origin, frozen.root, NameOfFrozenAttendance(training_class.root.id),
                    ToEvent(frozen, training_class, record), ReachOf(training_class));
}

absl::Status EmitCertificate(mysql::Transaction& tx, const feed::Origin& origin,
                             const TrainingClass& training_class, IssuedCertificate& after) {
  const std::string name = NameOfCertificate(after.root.id);
  return after.state == CertificateState::kIssued
             ? feed::Emit(tx, origin, after.root, name, IssuedEvent(after, training_class),
                          ReachOf(training_class))
             : feed::Emit(tx, origin, after.root, name, RevokedEvent(after, training_class),
                          ReachOf(training_class));
}

}  // namespace ladder::training
