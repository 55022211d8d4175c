#include "matching-svc/tasks/registry_events.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "matching-svc/domain/hire.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/storage/hires.h"
#include "matching-svc/storage/persons.h"
#include "matching-svc/tasks/person_copy.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

namespace ev = ::ladder::events::v1;

// Keeps what the registry says of the hire; "" that it is recorded. One that isn't ours or whose
// work has not started is none of its business, and an answer told twice changes nothing.
absl::Status KeepAnswer(mysql::Transaction& tx, const Ulid& id, const std::string& reason) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<Hire> before, FindHire(tx, id));
  if (!before || before->dispute_reason == reason) return absl::OkStatus();
  absl::StatusOr<Hire> after = SetDispute(*before, reason);
  if (!after.ok()) return absl::OkStatus();
  ++after->root.version;
  return SaveHire(tx, *after);
}

absl::Status KeepPerson(mysql::Transaction& tx, const ev::PersonChanged& event) {
  LADDER_ASSIGN_OR_RETURN(const PersonRecord record, CopyOf(event));
  LADDER_RETURN_IF_ERROR(SavePerson(tx, record));
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> disputed,
                          DisputedHiresOf(tx, record.profile.person));
  for (const Ulid& hire : disputed) {
    const bool recorded = std::any_of(
        event.spells().begin(), event.spells().end(),
        [&](const ev::PersonSpell& spell) { return spell.source() == NameOfHire(hire); });
    if (recorded) LADDER_RETURN_IF_ERROR(KeepAnswer(tx, hire, ""));
  }
  return absl::OkStatus();
}

absl::Status KeepIntention(mysql::Transaction& tx, const ev::IntentionChanged& event) {
  if (event.kind() != ::ladder::registry::v1::INTENTION_KIND_JOB) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const IntentionRecord record, CopyOf(event));
  return SaveIntention(tx, record);
}

absl::Status KeepRefusal(mysql::Transaction& tx, const ev::SpellRefused& event) {
  if (!absl::StartsWith(event.source(), "hires/")) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const Ulid hire, rpc::ParseId(kHireName, event.source(), "source"));
  return KeepAnswer(tx, hire, event.reason());
}

absl::Status Forget(mysql::Transaction& tx, const std::string& aggregate) {
  if (const absl::StatusOr<Ulid> person = rpc::ParseId(kPersonName, aggregate); person.ok()) {
    return ForgetPerson(tx, *person);
  }
  if (const absl::StatusOr<Ulid> wish = rpc::ParseId(kIntentionName, aggregate); wish.ok()) {
    return ForgetIntention(tx, *wish);
  }
  return absl::OkStatus();
}

}  // namespace

feed::Handlers RegistryHandlers() {
  feed::Handlers handlers;
  handlers.Event<ev::PersonChanged>(
      [](mysql::Transaction& tx, const feed::Event&, const ev::PersonChanged& event) {
        return KeepPerson(tx, event);
      });
  handlers.State<ev::PersonChanged>(
      [](mysql::Transaction& tx, const feed::SnapshotItem&, const ev::PersonChanged& state) {
        return KeepPerson(tx, state);
      });
  handlers.Event<ev::IntentionChanged>(
      [](mysql::Transaction& tx, const feed::Event&, const ev::IntentionChanged& event) {
        return KeepIntention(tx, event);
      });
  handlers.State<ev::IntentionChanged>(
      [](mysql::Transaction& tx, const feed::SnapshotItem&, const ev::IntentionChanged& state) {
        return KeepIntention(tx, state);
      });
  // No state carries a refusal: it stays with the hire until the person's spells show it.
  handlers.Event<ev::SpellRefused>(
      [](mysql::Transaction& tx, const feed::Event&, const ev::SpellRefused& event) {
        return KeepRefusal(tx, event);
      });
  handlers.Gone(Forget);
  return handlers;
}

}  // namespace ladder::matching
