// The tables of a person's facts, and what turns their rows into domain values.
#pragma once

#include "platform/mysql/value.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/storage/record_table.h"

namespace ladder::registry {

// Columns in the order of the tables, from `c` on; the views read them too.
Identity ReadIdentity(const mysql::Row& row, size_t c);        // 6 columns
Home ReadHome(const mysql::Row& row, size_t c);                // 2
Profile ReadProfile(const mysql::Row& row, size_t c);          // 9
Standing ReadStanding(const mysql::Row& row, size_t c);        // 4
Membership ReadMembership(const mysql::Row& row, size_t c);    // 2
RosterFacts ReadRosterFacts(const mysql::Row& row, size_t c);  // 9
Skill ReadSkill(const mysql::Row& row, size_t c);              // 5

const RecordTable<Period<Identity>>& IdentityTable();
const RecordTable<Period<Home>>& HomeTable();
const RecordTable<Period<Profile>>& ProfileTable();
const RecordTable<Period<Standing>>& StandingTable();
const RecordTable<Period<Membership>>& MembershipTable();
const RecordTable<Period<RosterFacts>>& ClassTable();

const RecordTable<EmploymentSpell>& SpellTable();
const RecordTable<Skill>& SkillTable();
const RecordTable<IdentityDocument>& DocumentTable();

}  // namespace ladder::registry
