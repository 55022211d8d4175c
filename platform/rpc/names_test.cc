#include "platform/rpc/names.h"

#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

TEST(NamesTest, ParsesByPattern) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const auto parts, ParseName("persons/{person}/spells/{spell}", "persons/a1/spells/b-2"));
  EXPECT_EQ(parts, (std::vector<std::string>{"a1", "b-2"}));
  for (const char* name :
       {"", "persons", "persons/", "persons/a/spells", "person/a/spells/b", "persons/a/spells/b/",
        "persons/a b/spells/c", "persons/a/spells/中", "/persons/a/spells/b"}) {
    EXPECT_THAT(ParseName("persons/{person}/spells/{spell}", name), Refused("NAME_INVALID"))
        << name;
  }
}

TEST(NamesTest, IdsAreUlidsAndTheFieldIsNamed) {
  EXPECT_THAT(ParseId("persons/{person}", "persons/01ARYZ6S41TSV4RRFFQ69G5FAV"), IsOk());
  const absl::Status status = ParseId("persons/{person}", "persons/42", "spell.person").status();
  EXPECT_THAT(status, Refused("NAME_INVALID"));
  EXPECT_EQ(RefusalOf(status)->fields[0].field, "spell.person");
  EXPECT_THAT(IdForCreate("", absl::Now(), "person_id"), IsOk());
  EXPECT_THAT(IdForCreate("00000000000000000000000000", absl::Now(), "person_id"),
              Refused("NAME_INVALID"));
}

}  // namespace
}  // namespace ladder::rpc
