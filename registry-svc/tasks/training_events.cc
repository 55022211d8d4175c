#include "registry-svc/tasks/training_events.h"

#include <functional>
#include <optional>
#include <utility>

#include "ladder/events/v1/training.pb.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/persons.h"
#include "registry-svc/tasks/event_scope.h"

namespace ladder::registry {
namespace {

namespace ev = ::ladder::events::v1;

absl::StatusOr<Skill> SkillOf(const ev::CertificateFacts& certificate) {
  Skill skill{.code = certificate.occupation()};
  if (certificate.level() != v1::SKILL_LEVEL_UNSPECIFIED)
    skill.level = static_cast<Certificate>(certificate.level());
  LADDER_ASSIGN_OR_RETURN(
      skill.certificate,
      rpc::ParseId("certificates/{certificate}", certificate.certificate(), "certificate"));
  LADDER_ASSIGN_OR_RETURN(skill.from, rpc::ParseDate(certificate.issued_on(), "issued_on"));
  return skill;
}

absl::Status Change(mysql::Transaction& tx, const ServiceContext& context,
                    const server::Process& process, const std::string& person,
                    const std::function<Person(Person)>& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, person, "person"));
  const feed::Origin origin = process.origin();
  LADDER_ASSIGN_OR_RETURN(const Person before, LockPerson(tx, id, EventScope(), origin.day));
  Person after = rule(before);
  if (after.root.version == before.root.version) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(EmitPerson(tx, origin, &before, after, context.rules));
  return SavePerson(tx, before, after, context.rules);
}

}  // namespace

feed::Handlers TrainingHandlers(const ServiceContext& context, const server::Process& process) {
  const auto gain = [&](mysql::Transaction& tx,
                        const ev::CertificateFacts& certificate) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const Skill skill, SkillOf(certificate));
    return Change(tx, context, process, certificate.person(),
                  [&](Person person) { return GainSkill(std::move(person), skill); });
  };
  feed::Handlers handlers;
  handlers.Event<ev::CertificateIssued>(
      [gain](mysql::Transaction& tx, const feed::Event&, const ev::CertificateIssued& issued) {
        return gain(tx, issued.certificate());
      });
  handlers.State<ev::CertificateIssued>(
      [gain](mysql::Transaction& tx, const feed::SnapshotItem&,
             const ev::CertificateIssued& issued) { return gain(tx, issued.certificate()); });
  handlers.Event<ev::CertificateRevoked>(
      [&](mysql::Transaction& tx, const feed::Event&,
          const ev::CertificateRevoked& revoked) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Skill skill, SkillOf(revoked.certificate()));
        LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                                rpc::ParseDate(revoked.revoked_on(), "revoked_on"));
        return Change(tx, context, process, revoked.certificate().person(), [&](Person person) {
          return LoseSkill(std::move(person), skill.certificate, day);
        });
      });
  return handlers;
}

}  // namespace ladder::registry
