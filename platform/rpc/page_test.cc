#include "platform/rpc/page.h"

#include "ladder/rpctest/v1/echo.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

namespace pb = ::ladder::rpctest::v1;

class PageTest : public ::testing::Test {
 protected:
  Call MakeCall(const pb::ListEchoesRequest& request, int64_t division = 420625000000) {
    identity::Principal principal{.name = "users/ann", .permissions = {"*"}};
    principal.scope = *Scope::Of({Scope::Subtree(division)});
    return Call({.method = method_, .request = &request, .principal = principal});
  }

  const google::protobuf::MethodDescriptor* method_ = pb::ListEchoesRequest::descriptor()
                                                          ->file()
                                                          ->FindServiceByName("EchoService")
                                                          ->FindMethodByName("ListEchoes");
  const Pager pager_{{"key"}};
  pb::ListEchoesRequest request_;
};

TEST_F(PageTest, TheFirstPageHasTheAskedSizeWithinBounds) {
  EXPECT_EQ(pager_.Open(MakeCall(request_))->size, 50);
  request_.set_page_size(7);
  EXPECT_EQ(pager_.Open(MakeCall(request_))->size, 7);
  request_.set_page_size(100'000);
  EXPECT_EQ(pager_.Open(MakeCall(request_))->size, 1000);
  request_.set_page_size(-1);
  EXPECT_THAT(pager_.Open(MakeCall(request_)), Refused("FIELD_OUT_OF_RANGE"));
}

TEST_F(PageTest, ATokenCarriesKeyDayAndKnownAt) {
  Page page = *pager_.Open(MakeCall(request_));
  EXPECT_TRUE(page.first);
  page.as_of = CivilDay(2020, 9, 27);
  page.known_at = absl::FromUnixMicros(1'600'000'000'123'456);
  const std::string key("a|\0b", 4);
  request_.set_page_token(pager_.Next(MakeCall(request_), page, key));
  request_.set_page_size(3);  // the size may change between pages
  LADDER_ASSERT_OK_AND_ASSIGN(const Page next, pager_.Open(MakeCall(request_)));
  EXPECT_FALSE(next.first);
  EXPECT_EQ(next.after, key);
  EXPECT_EQ(next.as_of, page.as_of);
  EXPECT_EQ(next.known_at, page.known_at);
  EXPECT_EQ(next.size, 3);
}

TEST_F(PageTest, ATokenOfAnotherFilterScopeKeyOrMakerIsRefused) {
  const Page page = *pager_.Open(MakeCall(request_));
  const std::string token = pager_.Next(MakeCall(request_), page, "key");
  request_.set_page_token(token);
  EXPECT_THAT(pager_.Open(MakeCall(request_)), IsOk());
  EXPECT_THAT(pager_.Open(MakeCall(request_, 420600000000)), Refused("PAGE_TOKEN_INVALID"));
  EXPECT_THAT(Pager({"new"}).Open(MakeCall(request_)), Refused("PAGE_TOKEN_INVALID"));
  EXPECT_THAT(Pager({"new", "key"}).Open(MakeCall(request_)),
              IsOk());  // the key before, after a rotation
  request_.set_colour("red");
  EXPECT_THAT(pager_.Open(MakeCall(request_)), Refused("PAGE_TOKEN_INVALID"));
  request_.clear_colour();
  for (const std::string& forged :
       {std::string("x"), token.substr(1), token + "AAAA", std::string(400, 'A')}) {
    request_.set_page_token(forged);
    EXPECT_THAT(pager_.Open(MakeCall(request_)), Refused("PAGE_TOKEN_INVALID"));
  }
}

}  // namespace
}  // namespace ladder::rpc
