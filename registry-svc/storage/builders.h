// What storage tests start from: a schema of the suite's own on a real MariaDB, and persons in it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "platform/migrate/migrator.h"
#include "platform/mysql/database.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"
#include "registry-svc/migrations/migrations.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/persons.h"

namespace ladder::registry {

inline const ClassRules kRules;
inline const Scope kEveryone = *Scope::Of({{0, 999999999999}});

inline Scope ScopeOf(std::vector<DivisionCode> divisions) {
  std::vector<DivisionRange> ranges;
  for (const DivisionCode division : divisions) ranges.push_back(Scope::Subtree(division.number()));
  return *Scope::Of(ranges);
}

class StorageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const mysql::Options options = SharedMariaDb().CreateSchema("registry");
    LADDER_INVARIANT(migrate::Migrate(options, Migrations()).ok());
    database_ = mysql::Database::Open(options)->release();
  }
  static void TearDownTestSuite() {
    delete database_;
    database_ = nullptr;
  }

  static mysql::Database& database() { return *database_; }

  template <typename F>
  auto Run(F&& body) {
    return database_->Transact(std::forward<F>(body));
  }

  // A person of this spec in a household of their own, when the spec has one. The id is unlike all
  // before.
  Person Insert(PersonSpec spec = {}) {
    spec.id = ++last_id_;
    Person person = MakePerson(spec);
    LADDER_INVARIANT(
        Run([&](mysql::Transaction& tx) -> absl::Status {
          if (spec.household) {
            Household household = MakeHousehold(*spec.household, spec.from, ++last_id_);
            household.number = *ParseHouseholdNo(absl::StrCat(4206250000 + last_id_));
            household.home = {
                spec.from, {.registered = spec.home.registered, .residence = spec.home.residence}};
            person.membership = {spec.from, {.household = household.root.id, .relation = 2}};
            person.households = {{household.root.id, household.status}};
            LADDER_RETURN_IF_ERROR(InsertHousehold(tx, household));
          }
          return InsertPersons(tx, {person}, kRules);
        }).ok());
    return person;
  }

  // Locks, changes and saves, as a handler does.
  template <typename Change>
  absl::StatusOr<Person> Alter(const Ulid& id, Change change) {
    return Run([&](mysql::Transaction& tx) -> absl::StatusOr<Person> {
      LADDER_ASSIGN_OR_RETURN(const Person before, LockPerson(tx, id, kEveryone, kToday));
      LADDER_ASSIGN_OR_RETURN(const Person after, change(before));
      LADDER_RETURN_IF_ERROR(SavePerson(tx, before, after, kRules));
      return after;
    });
  }

  absl::Time Now() {
    return *Run([](mysql::Transaction& tx) { return tx.DatabaseNow(); });
  }

 private:
  static inline mysql::Database* database_ = nullptr;
  static inline int last_id_ = 0;
};

}  // namespace ladder::registry
