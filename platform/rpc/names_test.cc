#include "platform/rpc/names.h"

#include "platform/rpc/division_names.h"
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

TEST(NamesTest, SeveralIdsAndIdsThatMayBeLeftOut) {
  constexpr char kPattern[] = "classes/{class}/sessions/{session}";
  const Ulid a = *Ulid::Parse("01ARYZ6S41TSV4RRFFQ69G5FAV"), b = Ulid::New(absl::Now());
  const std::string name = NameOf("classes", a) + "/" + NameOf("sessions", b);
  EXPECT_EQ(*ParseIds(kPattern, name), (std::vector<Ulid>{a, b}));
  EXPECT_THAT(ParseIds(kPattern, NameOf("classes", a) + "/sessions/2"), Refused("NAME_INVALID"));
  EXPECT_EQ(*ParseOptionalId("classes/{class}", "", "class"), std::nullopt);
  EXPECT_EQ(*ParseOptionalId("classes/{class}", NameOf("classes", a), "class"), a);
  EXPECT_THAT(ParseOptionalId("classes/{class}", name, "class"), Refused("NAME_INVALID"));
}

TEST(NamesTest, DivisionsAreNamesOfTwelveDigits) {
  const DivisionTable table = *DivisionTable::Parse("420625100000\t石花镇\n420625100015\t锅底湖\n");
  EXPECT_EQ(NameOfDivision(420625100015), "divisions/420625100015");
  EXPECT_EQ(ParseDivisionName("divisions/420625100015", table, "place")->number(), 420625100015);
  struct Case {
    const char* name;
    const char* reason;
  };
  for (const Case& c :
       {Case{"", "NAME_INVALID"}, Case{"420625100015", "NAME_INVALID"},
        Case{"divisions/42", "DIV_LENGTH"}, Case{"divisions/42062510001x", "DIV_CHARSET"},
        Case{"divisions/420625100016", "DIV_UNKNOWN"}}) {
    EXPECT_THAT(ParseDivisionName(c.name, table, "place"), Refused(c.reason)) << c.name;
  }
  EXPECT_EQ(*ParseAskedDivision("", table), std::nullopt);
  EXPECT_EQ(**ParseAskedDivision("divisions/420625100000", table),
            (DivisionRange{420625100000, 420625100999}));
  google::protobuf::RepeatedPtrField<std::string> names;
  EXPECT_EQ(*ParseAskedDivisions(names, table), std::nullopt);
  names.Add("divisions/420625100015");
  EXPECT_EQ((*ParseAskedDivisions(names, table))->size(), 1u);
  names.Add("divisions/1");
  const absl::Status status = ParseAskedDivisions(names, table).status();
  EXPECT_EQ(RefusalOf(status)->fields[0].field, "divisions[1]");
}

}  // namespace
}  // namespace ladder::rpc
