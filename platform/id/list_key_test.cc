#include "platform/id/list_key.h"

#include "platform/status/status.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

const Ulid kId = *Ulid::Parse("01ARYZ6S41TSV4RRFFQ69G5FAV");

TEST(ListKeyTest, ComesBackAsItWas) {
  for (const ListKey& key : {ListKey{}, ListKey{.number = 420625100015, .id = kId},
                             ListKey{.number = -1, .id = kId, .item = kId}}) {
    EXPECT_EQ(*ParseListKey(key.ToString()), key) << key.ToString();
  }
  EXPECT_EQ(*ParseListKey(""), ListKey());
}

TEST(ListKeyTest, RefusesWhatIsNone) {
  const std::string id = kId.ToString();
  for (const std::string& text :
       {std::string("1"), "1:" + id, "x:" + id + ":" + id, "1:" + id + ":short", "1:short:" + id,
        "1:" + id + ":" + id + ":"}) {
    EXPECT_EQ(RefusalOf(ParseListKey(text).status())->reason, "PAGE_TOKEN_INVALID") << text;
  }
}

TEST(ListKeyTest, APageEndsWhereAnotherFollows) {
  const auto key_of = [](int row) { return ListKey{.number = row}; };
  const Listed<int> cut = CutToPage(std::vector<int>{1, 2, 3}, 2, key_of);
  EXPECT_EQ(cut.rows, (std::vector<int>{1, 2}));
  EXPECT_TRUE(cut.more);
  EXPECT_EQ(cut.last.number, 2);
  const Listed<int> whole = CutToPage(std::vector<int>{1, 2}, 2, key_of);
  EXPECT_FALSE(whole.more);
  EXPECT_EQ(CutToPage(std::vector<int>(), 2, key_of).last, ListKey());
}

}  // namespace
}  // namespace ladder
