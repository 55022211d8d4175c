#include "training-svc/rpc/issue.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/standards/division.h"
#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/storage/certificates.h"
#include "training-svc/storage/enrolments.h"

namespace ladder::training {
namespace {

// From the random part of an id, which the operating system drew; nobody sees the id itself.
std::array<uint8_t, 5> RandomBytes(absl::Time now) {
  const std::string id = Ulid::New(now).ToBytes();
  std::array<uint8_t, 5> random = {};
  std::copy(id.end() - 5, id.end(), random.begin());
  return random;
}

}  // namespace

absl::StatusOr<std::vector<IssuedCertificate>> IssueAll(Seating& seating) {
  constexpr EnrolmentState kCompleted[] = {EnrolmentState::kCompleted};
  const TrainingClass& before = seating.before;
  const feed::Origin& origin = seating.origin;
  LADDER_ASSIGN_OR_RETURN(seating.training_class, ApplyStep(before, {.event = ClassEvent::kCertify},
                                                            ClassFacts(), origin.day));
  LADDER_ASSIGN_OR_RETURN(const std::vector<Enrolment> completed,
                          EnrolmentsOf(seating.tx, before.root.id, kCompleted));
  std::vector<IssuedCertificate> issued;
  if (completed.empty()) return issued;
  const int32_t county = DivisionCode::FromNumber(before.facts.site_division).county();
  LADDER_ASSIGN_OR_RETURN(int serial,
                          TakeSerials(seating.tx, county, static_cast<int>(origin.day.year()),
                                      static_cast<int>(completed.size())));
  for (const Enrolment& enrolment : completed) {
    const CertificateDraw draw = {.serial = serial++, .random = RandomBytes(origin.now)};
    LADDER_ASSIGN_OR_RETURN(IssuedCertificate certificate,
                            Issue(before, enrolment, draw, origin.day));
    certificate.root = {.id = Ulid::New(origin.now), .version = 1, .last_event = Ulid()};
    LADDER_RETURN_IF_ERROR(
        EmitCertificate(seating.tx, origin, seating.training_class, certificate));
    issued.push_back(std::move(certificate));
  }
  LADDER_RETURN_IF_ERROR(InsertCertificates(seating.tx, issued));
  return issued;
}

}  // namespace ladder::training
