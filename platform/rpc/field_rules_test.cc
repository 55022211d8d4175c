#include "platform/rpc/field_rules.h"

#include <functional>

#include "ladder/rpctest/v1/echo.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

namespace pb = ::ladder::rpctest::v1;

pb::CreateEchoRequest Valid() {
  pb::CreateEchoRequest request;
  request.set_request_id("r1");
  request.mutable_echo()->set_text("ok");
  request.mutable_echo()->set_number(1);
  request.mutable_echo()->set_colour(pb::COLOUR_RED);
  return request;
}

TEST(FieldRulesTest, EveryRuleRefusesWithItsReasonAndField) {
  struct Case {
    const char* reason;
    const char* field;
    std::function<void(pb::CreateEchoRequest&)> change;
  };
  const Case kCases[] = {
      {"", "", [](auto&) {}},
      {"FIELD_REQUIRED", "request_id", [](auto& r) { r.clear_request_id(); }},
      {"FIELD_REQUIRED", "echo", [](auto& r) { r.clear_echo(); }},
      {"FIELD_REQUIRED", "echo.text", [](auto& r) { r.mutable_echo()->clear_text(); }},
      {"FIELD_REQUIRED", "echo.colour", [](auto& r) { r.mutable_echo()->clear_colour(); }},
      {"FIELD_TOO_LONG", "echo.text", [](auto& r) { r.mutable_echo()->set_text("六个汉字太长"); }},
      {"", "", [](auto& r) { r.mutable_echo()->set_text("五个汉字好"); }},
      {"FIELD_TEXT", "echo.text", [](auto& r) { r.mutable_echo()->set_text("a\x01"); }},
      {"FIELD_PATTERN", "echo.code", [](auto& r) { r.mutable_echo()->set_code("ABC"); }},
      {"FIELD_OUT_OF_RANGE", "echo.number", [](auto& r) { r.mutable_echo()->set_number(10); }},
      {"FIELD_OUT_OF_RANGE", "echo.number", [](auto& r) { r.mutable_echo()->set_number(0); }},
      {"FIELD_ENUM", "echo.colour",
       [](auto& r) { r.mutable_echo()->set_colour(static_cast<pb::Colour>(7)); }},
      {"FIELD_TOO_MANY", "echo.texts",
       [](auto& r) {
         for (int i = 0; i < 3; ++i) r.mutable_echo()->add_texts("x");
       }},
      {"FIELD_TOO_LONG", "echo.texts[1]",
       [](auto& r) {
         r.mutable_echo()->add_texts("x");
         r.mutable_echo()->add_texts("xxxx");
       }},
      {"FIELD_REQUIRED", "echo.echoes[0].text",
       [](auto& r) {
         auto* inner = r.mutable_echo()->add_echoes();
         inner->set_number(1);
         inner->set_colour(pb::COLOUR_RED);
       }},
      {"FIELD_TOO_LONG", "echo.data", [](auto& r) { r.mutable_echo()->set_data("12345"); }},
      {"", "", [](auto& r) { r.mutable_echo()->set_output("anything at all, it is not read"); }},
  };
  const FieldRules rules;
  for (const Case& c : kCases) {
    pb::CreateEchoRequest request = Valid();
    c.change(request);
    const absl::Status status = rules.Check(request);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.field;
    if (*c.reason == '\0') continue;
    ASSERT_EQ(RefusalOf(status)->fields.size(), 1u);
    EXPECT_EQ(RefusalOf(status)->fields[0].field, c.field);
  }
}

TEST(FieldRulesTest, AllWrongFieldsAreNamedUpToABound) {
  pb::CreateEchoRequest request;
  request.mutable_echo()->set_number(10);
  const absl::Status status = FieldRules().Check(request);
  EXPECT_THAT(status, Refused("FIELDS_INVALID"));
  EXPECT_EQ(RefusalOf(status)->fields.size(), 4u);
}

TEST(FieldRulesTest, AMaskedUpdateNeedsNoRequiredFieldsButKeepsBounds) {
  pb::UpdateEchoRequest request;
  request.mutable_echo()->set_number(5);
  EXPECT_THAT(FieldRules().Check(request), Refused("FIELDS_INVALID"));
  request.mutable_update_mask()->add_paths("number");
  EXPECT_THAT(FieldRules().Check(request), IsOk());
  request.mutable_echo()->set_number(50);
  EXPECT_THAT(FieldRules().Check(request), Refused("FIELD_OUT_OF_RANGE"));
}

}  // namespace
}  // namespace ladder::rpc
