// What training tells the others of its aggregates, whole (docs/domain.md 3.6a).
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "ladder/events/v1/training.pb.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/certificate.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/training_class.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/storage/frozen_attendance.h"

namespace ladder::training {

events::v1::TrainingClassChanged ToEvent(const TrainingClass& training_class);
events::v1::EnrolmentChanged ToEvent(const Enrolment& enrolment,
                                     const TrainingClass& training_class);
events::v1::AttendanceFrozen ToEvent(const FrozenAttendance& frozen,
                                     const TrainingClass& training_class, const Record& record);
events::v1::CertificateIssued IssuedEvent(const IssuedCertificate& certificate,
                                          const TrainingClass& training_class);
events::v1::CertificateRevoked RevokedEvent(const IssuedCertificate& certificate,
                                            const TrainingClass& training_class);

// Emit before the root row is saved.
absl::Status EmitClass(mysql::Transaction& tx, const feed::Origin& origin, TrainingClass& after);
absl::Status EmitEnrolment(mysql::Transaction& tx, const feed::Origin& origin,
                           const TrainingClass& training_class, Enrolment& after);
absl::Status EmitFrozen(mysql::Transaction& tx, const feed::Origin& origin,
                        const TrainingClass& training_class, const Record& record,
                        FrozenAttendance& frozen);
// Issued or revoked, by its state.
absl::Status EmitCertificate(mysql::Transaction& tx, const feed::Origin& origin,
                             const TrainingClass& training_class, IssuedCertificate& after);

}  // namespace ladder::training
