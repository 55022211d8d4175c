#include "registry-svc/storage/persons.h"

#include <algorithm>
#include <utility>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/storage/household_tables.h"
#include "registry-svc/storage/person_tables.h"
#include "registry-svc/storage/record_table.h"
#include "registry-svc/storage/scope_rows.h"
#include "registry-svc/storage/sealed.h"

namespace ladder::registry {
namespace {

constexpr char kLock[] =
    "SELECT version, last_event, recorded_at, merged_into, phone_enc FROM person WHERE id = ? FOR "
    "UPDATE";
constexpr char kSnapshot[] =
    "SELECT version, last_event, recorded_at, merged_into, phone_enc, id FROM person "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";
constexpr char kInsert[] =
    "INSERT INTO person (id, version, last_event, recorded_at, merged_into, phone_enc) VALUES ";
constexpr char kUpdate[] =
    "UPDATE person SET version = ?, last_event = ?, recorded_at = ?, merged_into = ?, phone_enc = "
    "? "
    "WHERE id = ? AND version = ?";
constexpr char kMembersEver[] =
    "SELECT DISTINCT person_id FROM household_member WHERE household_id = ? AND rec_to = ? "
    "ORDER BY person_id";

absl::Status NotFound(const Ulid& id) {
  return Refuse(::ladder::Reason::kNotFound, {{"name", "persons/" + id.ToString()}});
}

absl::Status LoadFacts(mysql::Transaction& tx, Person& person) {
  const Ulid& id = person.root.id;
  LADDER_ASSIGN_OR_RETURN(person.identity, LoadTimeline(tx, IdentityTable(), id));
  LADDER_ASSIGN_OR_RETURN(person.home, LoadTimeline(tx, HomeTable(), id));
  LADDER_ASSIGN_OR_RETURN(person.profile, LoadTimeline(tx, ProfileTable(), id));
  LADDER_ASSIGN_OR_RETURN(person.standing, LoadTimeline(tx, StandingTable(), id));
  LADDER_ASSIGN_OR_RETURN(person.membership, LoadTimeline(tx, MembershipTable(), id));
  LADDER_ASSIGN_OR_RETURN(person.spells, SpellTable().Load(tx, id));
  LADDER_ASSIGN_OR_RETURN(person.skills, SkillTable().Load(tx, id));
  LADDER_ASSIGN_OR_RETURN(person.documents, DocumentTable().Load(tx, id));
  for (const Period<Membership>& period : person.membership.periods()) {
    const Ulid& household = period.value.household;
    if (person.households.contains(household)) continue;
    LADDER_ASSIGN_OR_RETURN(person.households[household],
                            LoadTimeline(tx, HouseholdStatusTable(), household));
  }
  return absl::OkStatus();
}

// The person whose root `row` is, with everything now believed.
absl::StatusOr<Person> Load(mysql::Transaction& tx, const Ulid& id, const mysql::Row& row) {
  Person person = {.root = {.id = id, .version = row.Int(0), .last_event = row.Id(1)},
                   .recorded = row.Time(2),
                   .merged_into = row.OptId(3),
                   .phones = PhonesFromStored(row.Text(4))};
  LADDER_RETURN_IF_ERROR(LoadFacts(tx, person));
  return person;
}

absl::StatusOr<Person> Lock(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {id}));
  if (!row) return NotFound(id);
  return Load(tx, id, *row);
}

absl::Status SaveFacts(mysql::Transaction& tx, const Person& before, const Person& after,
                       absl::Time now) {
  const Ulid& id = after.root.id;
  LADDER_RETURN_IF_ERROR(IdentityTable().Save(tx, id, Diff(before.identity, after.identity), now));
  LADDER_RETURN_IF_ERROR(HomeTable().Save(tx, id, Diff(before.home, after.home), now));
  LADDER_RETURN_IF_ERROR(ProfileTable().Save(tx, id, Diff(before.profile, after.profile), now));
  LADDER_RETURN_IF_ERROR(StandingTable().Save(tx, id, Diff(before.standing, after.standing), now));
  LADDER_RETURN_IF_ERROR(
      MembershipTable().Save(tx, id, Diff(before.membership, after.membership), now));
  LADDER_RETURN_IF_ERROR(SpellTable().Save(tx, id, Diff(before.spells, after.spells), now));
  LADDER_RETURN_IF_ERROR(SkillTable().Save(tx, id, Diff(before.skills, after.skills), now));
  LADDER_RETURN_IF_ERROR(
      DocumentTable().Save(tx, id, Diff(before.documents, after.documents), now));
  return PersonScopeTable().Save(tx, id, Diff(ScopeRowsOf(before.home), ScopeRowsOf(after.home)),
                                 now);
}

// Compared with what is stored rather than with what `before` would give: the rules may have
// changed since.
absl::Status SaveProjection(mysql::Transaction& tx, const Person& person, const ClassRules& rules,
                            absl::Time now) {
  LADDER_ASSIGN_OR_RETURN(const Timeline<RosterFacts> stored,
                          LoadTimeline(tx, ClassTable(), person.root.id));
  return ClassTable().Save(tx, person.root.id, Diff(stored, Project(person, rules)), now);
}

absl::Status SaveRoot(mysql::Transaction& tx, const Person& before, const Person& after,
                      absl::Time now) {
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate, {after.root.version, after.root.last_event, now, after.merged_into,
                           StoredPhones(after.phones), after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

// The rows of one table for all persons, in one or a few statements.
template <typename T, typename RowsOf>
absl::Status InsertAll(mysql::Transaction& tx, const RecordTable<T>& table,
                       absl::Span<const Person> persons, absl::Time now, RowsOf rows_of) {
  std::vector<mysql::Values> rows;
  for (const Person& person : persons) {
    for (const T& row : rows_of(person)) table.Append(rows, person.root.id, row, now);
  }
  return table.Insert(tx, rows);
}

}  // namespace

absl::StatusOr<Person> LockPerson(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                  CivilDay today) {
  LADDER_ASSIGN_OR_RETURN(Person person, Lock(tx, id));
  const Home* home = person.home.At(today);
  const bool seen =
      scope.CoversPerson(id) || (home != nullptr && (scope.Covers(home->registered.number()) ||
                                                     scope.Covers(home->residence.number())));
  if (!seen) return NotFound(id);
  return person;
}

absl::Status InsertPersons(mysql::Transaction& tx, absl::Span<const Person> persons,
                           const ClassRules& rules) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.RecordNow());
  std::vector<mysql::Values> roots;
  for (const Person& person : persons) {
    roots.push_back({person.root.id, person.root.version, person.root.last_event, now,
                     person.merged_into, StoredPhones(person.phones)});
  }
  LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsert, roots).status());
  const auto insert = [&](const auto& table, auto rows_of) {
    return InsertAll(tx, table, persons, now, rows_of);
  };
  LADDER_RETURN_IF_ERROR(
      insert(IdentityTable(), [](const Person& p) { return p.identity.periods(); }));
  LADDER_RETURN_IF_ERROR(insert(HomeTable(), [](const Person& p) { return p.home.periods(); }));
  LADDER_RETURN_IF_ERROR(
      insert(ProfileTable(), [](const Person& p) { return p.profile.periods(); }));
  LADDER_RETURN_IF_ERROR(
      insert(StandingTable(), [](const Person& p) { return p.standing.periods(); }));
  LADDER_RETURN_IF_ERROR(
      insert(MembershipTable(), [](const Person& p) { return p.membership.periods(); }));
  LADDER_RETURN_IF_ERROR(insert(SpellTable(), [](const Person& p) { return p.spells; }));
  LADDER_RETURN_IF_ERROR(insert(SkillTable(), [](const Person& p) { return p.skills; }));
  LADDER_RETURN_IF_ERROR(insert(DocumentTable(), [](const Person& p) { return p.documents; }));
  LADDER_RETURN_IF_ERROR(
      insert(PersonScopeTable(), [](const Person& p) { return ScopeRowsOf(p.home); }));
  return insert(ClassTable(), [&](const Person& p) { return Project(p, rules).periods(); });
}

absl::Status SavePerson(mysql::Transaction& tx, const Person& before, const Person& after,
                        const ClassRules& rules) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, RecordTime(tx, before.recorded));
  LADDER_RETURN_IF_ERROR(SaveFacts(tx, before, after, now));
  LADDER_RETURN_IF_ERROR(SaveProjection(tx, after, rules, now));
  return SaveRoot(tx, before, after, now);
}

absl::StatusOr<std::vector<Person>> SnapshotPersons(mysql::Transaction& tx, int partition,
                                                    const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  std::vector<Person> persons;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Person person, Load(tx, row.Id(5), row));
    persons.push_back(std::move(person));
  }
  return persons;
}

absl::StatusOr<std::vector<Person>> LockMembers(mysql::Transaction& tx, const Ulid& household) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kMembersEver, {household, mysql::RecordForever()}));
  std::vector<Person> members;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Person member, Lock(tx, row.Id(0)));
    members.push_back(std::move(member));
  }
  return members;
}

}  // namespace ladder::registry
