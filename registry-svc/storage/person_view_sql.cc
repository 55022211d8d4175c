#include "registry-svc/storage/person_view_sql.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "registry-svc/storage/person_tables.h"
#include "registry-svc/storage/sealed.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

// By the key, said outright: while a table is nearly empty the optimizer would read it whole into a
// join buffer, and a buffered join loses the order of the walk.
std::string Join(absl::string_view kind, absl::string_view table, absl::string_view alias) {
  return absl::Substitute("$0 $1 $2 FORCE INDEX (PRIMARY) ON $2.person_id = p.id AND $3 ", kind,
                          table, alias, Holds(alias));
}

}  // namespace

std::string ViewColumns() {
  return "p.id, p.version, p.last_event, p.merged_into, p.phone_enc, "
         "i.name, i.sex, i.birth, i.book_sex, i.book_birth, i.ethnic_group, "
         "h.register_division, h.residence_division, "
         "f.education, f.capability, f.health_enc, f.needs_support, f.veteran, f.hukou, "
         "f.retirement, "
         "f.left_school_on, f.barriers, "
         "t.presence, t.contact, t.activity, t.wish, t.valid_from, "
         "c.class, c.verified, c.household_class, m.household_id, m.relation, d.number_enc, "
         "k.state ";
}

std::string ViewJoins() {
  // The two that lists filter by come first.
  return absl::StrCat(Join("JOIN", "class_interval", "c"), Join("JOIN", "person_identity", "i"),
                      Join("JOIN", "person_home", "h"), Join("JOIN", "person_profile", "f"),
                      Join("JOIN", "person_standing", "t"),
                      Join("LEFT JOIN", "household_member", "m"),
                      Join("LEFT JOIN", "identity_document", "d"), "AND d.kind = 1 ",
                      "LEFT JOIN identity_claim k ON k.number_index = d.number_index ");
}

PersonView ReadView(const mysql::Row& row, size_t c) {
  PersonView view = {
      .root = {.id = row.Id(c), .version = row.Int(c + 1), .last_event = row.Id(c + 2)},
      .merged_into = row.OptId(c + 3),
      .phones = PhonesFromStored(row.Text(c + 4)),
      .identity = ReadIdentity(row, c + 5),
      .home = ReadHome(row, c + 11),
      .profile = ReadProfile(row, c + 13),
      .standing = ReadStanding(row, c + 22),
      .primary_class = static_cast<PrimaryClass>(row.Int(c + 27)),
      .verified = row.Bool(c + 28),
      .household_class = static_cast<HouseholdClass>(row.Int(c + 29))};
  // Nothing of a standing changes after the death, so its period begins on the day.
  if (view.standing.presence == Presence::kDeceased) view.died_on = row.Day(c + 26);
  if (!row.IsNull(c + 30)) view.membership = ReadMembership(row, c + 30);
  if (!row.IsNull(c + 32)) view.citizen_id = NumberFromStored(row.Text(c + 32));
  view.disputed = row.OptInt(c + 33) == static_cast<int64_t>(ClaimState::kDisputed);
  return view;
}

}  // namespace ladder::registry
