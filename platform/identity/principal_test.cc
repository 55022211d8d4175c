#include "platform/identity/principal.h"

#include "platform/testing/status_matchers.h"

namespace ladder::identity {
namespace {

TEST(PrincipalTest, HoldsExactPermissionsAndPatterns) {
  const Principal ann{.name = "users/ann", .permissions = {"registry.*", "matching.jobs.get"}};
  EXPECT_TRUE(ann.Holds("registry.persons.get"));
  EXPECT_TRUE(ann.Holds("matching.jobs.get"));
  EXPECT_FALSE(ann.Holds("matching.jobs.create"));
  EXPECT_FALSE(ann.Holds("registryx.persons.get"));
  EXPECT_FALSE(Principal{}.Holds("registry.persons.get"));
  EXPECT_TRUE(Principal{.permissions = {"*"}}.Holds("anything.at.all"));
}

TEST(PrincipalTest, DevelopmentHeader) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Principal ann,
      ParseDevelopmentHeader(
          "principal=users/ann; permissions=registry.*,matching.jobs.get; divisions=420625100000"));
  EXPECT_EQ(ann.name, "users/ann");
  EXPECT_EQ(ann.permissions.size(), 2u);
  EXPECT_TRUE(ann.scope.Covers(420625100015));
  EXPECT_FALSE(ann.scope.Covers(420625200001));
  for (const char* header :
       {"", "permissions=*", "principal=", "principal=users/a; role=x",
        "principal=users/a; divisions=42", "principal=users/a; divisions=42062510000x",
        "principal=users/a; persons=xyz"}) {
    EXPECT_THAT(ParseDevelopmentHeader(header), Refused("UNAUTHENTICATED")) << header;
  }
}

}  // namespace
}  // namespace ladder::identity
