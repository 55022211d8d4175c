// EnterpriseService and CarrierService on the wire.
#include <atomic>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include "matching-svc/tests/matching_test.h"

namespace ladder::matching {
namespace {

using Enterprises = v1::EnterpriseService::Stub;
using Carriers = v1::CarrierService::Stub;

class EnterpriseServiceTest : public MatchingTest {
 protected:
  Answer<v1::Enterprise> Create(const v1::CreateEnterpriseRequest& request) {
    return fixture_.Call(*enterprises_, &Enterprises::CreateEnterprise, request);
  }
  Answer<v1::Enterprise> Get(const std::string& name) {
    v1::GetEnterpriseRequest request;
    request.set_name(name);
    return fixture_.Call(*enterprises_, &Enterprises::GetEnterprise, request);
  }
  v1::UpdateEnterpriseRequest AddressUpdate(const v1::Enterprise& enterprise,
                                            const std::string& address) {
    v1::UpdateEnterpriseRequest request;
    request.mutable_enterprise()->set_name(enterprise.name());
    request.mutable_enterprise()->set_etag(enterprise.etag());
    request.mutable_enterprise()->set_address(address);
    request.mutable_update_mask()->add_paths("address");
    request.set_request_id(NextRequestId());
    return request;
  }
};

TEST_F(EnterpriseServiceTest, IsRegisteredVerifiedBlockedAndClosed) {
  const v1::Enterprise verified = MakeEnterprise();
  EXPECT_EQ(verified.state(), v1::Enterprise::VERIFIED);
  EXPECT_EQ(BlockEnterprise(verified.name()), "");
  EXPECT_EQ(BlockEnterprise(verified.name()), "ENTERPRISE_STATE");
  EXPECT_EQ(Get(verified.name()).value.block_reason(), "欠薪");
  v1::UnblockEnterpriseRequest unblock;
  unblock.set_name(verified.name());
  unblock.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::UnblockEnterprise, unblock).value.state(),
            v1::Enterprise::REGISTERED);
  v1::CloseEnterpriseRequest close;
  close.set_name(verified.name());
  close.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::CloseEnterprise, close).value.state(),
            v1::Enterprise::CLOSED);
  close.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::CloseEnterprise, close).reason,
            "ENTERPRISE_STATE");
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.EnterpriseChanged"), 5);
  EXPECT_EQ(Get(absl::StrCat("enterprises/", kNobody)).reason, "NOT_FOUND");
}

TEST_F(EnterpriseServiceTest, CreateRefusesWhatIsWrong) {
  struct Case {
    const char* reason;
    std::function<void(v1::CreateEnterpriseRequest&)> change;
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", [](auto& r) { r.clear_request_id(); }},
      {"FIELD_REQUIRED", [](auto& r) { r.mutable_enterprise()->clear_display_name(); }},
      {"USCC_LENGTH", [](auto& r) { r.mutable_enterprise()->set_uscc("91420625"); }},
      {"INDUSTRY_INVALID", [](auto& r) { r.mutable_enterprise()->set_industry("Z1"); }},
      {"MOBILE_FORMAT", [](auto& r) { r.mutable_enterprise()->set_contact_phone("12345"); }},
      {"DIV_UNKNOWN",
       [](auto& r) { r.mutable_enterprise()->set_division("divisions/420625100999"); }},
      {"NAME_INVALID", [](auto& r) { r.set_enterprise_id("1"); }},
  };
  for (const Case& c : kCases) {
    v1::CreateEnterpriseRequest request = EnterpriseRequest();
    c.change(request);
    EXPECT_EQ(Create(request).reason, c.reason);
  }
  const v1::CreateEnterpriseRequest first = EnterpriseRequest();
  EXPECT_EQ(Create(first).reason, "");
  v1::CreateEnterpriseRequest second = EnterpriseRequest();
  second.mutable_enterprise()->set_uscc(first.enterprise().uscc());
  EXPECT_EQ(Create(second).reason, "ENTERPRISE_EXISTS");
}

TEST_F(EnterpriseServiceTest, UpdateChangesWhatTheMaskNames) {
  const v1::Enterprise made = MakeEnterprise();
  const auto moved =
      fixture_.Call(*enterprises_, &Enterprises::UpdateEnterprise, AddressUpdate(made, "城关镇"));
  EXPECT_EQ(moved.value.address(), "城关镇");
  EXPECT_EQ(moved.value.state(), v1::Enterprise::VERIFIED);
  EXPECT_EQ(moved.value.uscc(), made.uscc());
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM enterprise WHERE contact_phone_enc = "
                           "'13800001234'"),
            1);

  v1::UpdateEnterpriseRequest renamed = AddressUpdate(moved.value, "");
  renamed.mutable_enterprise()->set_display_name("谷城第二制衣厂");
  renamed.mutable_update_mask()->add_paths("display_name");
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::UpdateEnterprise, renamed).value.state(),
            v1::Enterprise::REGISTERED);

  for (const char* path : {"state", "name", "etag", "contact.phone", "nothing"}) {
    v1::UpdateEnterpriseRequest wrong = AddressUpdate(made, "");
    wrong.mutable_update_mask()->add_paths(path);
    wrong.mutable_enterprise()->clear_etag();
    EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::UpdateEnterprise, wrong).reason,
              "UPDATE_MASK_INVALID")
        << path;
  }
}

TEST_F(EnterpriseServiceTest, OneOfTwoWritersWithOneEtagWins) {
  const v1::Enterprise made = MakeEnterprise();
  std::atomic<int> won{0}, lost{0};
  std::vector<v1::UpdateEnterpriseRequest> requests;
  for (int i = 0; i < 4; ++i) requests.push_back(AddressUpdate(made, absl::StrCat("路", i, "号")));
  std::vector<std::thread> writers;
  for (const auto& request : requests) {
    writers.emplace_back([&, request] {
      const std::string reason =
          fixture_.Call(*enterprises_, &Enterprises::UpdateEnterprise, request).reason;
      won += reason.empty();
      lost += reason == "ETAG_MISMATCH";
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 3);
}

TEST_F(EnterpriseServiceTest, ARequestInParallelWithItselfIsDoneOnce) {
  const v1::CreateEnterpriseRequest request = EnterpriseRequest();
  std::vector<std::thread> callers;
  std::vector<Answer<v1::Enterprise>> answers(4);
  for (auto& answer : answers) callers.emplace_back([&] { answer = Create(request); });
  for (std::thread& caller : callers) caller.join();
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.reason, "");
    EXPECT_EQ(answer.value.name(), answers[0].value.name());
  }
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM enterprise"), 1);
  v1::CreateEnterpriseRequest other = EnterpriseRequest();
  other.set_request_id(request.request_id());
  EXPECT_EQ(Create(other).reason, "REQUEST_ID_REUSED");
}

TEST_F(EnterpriseServiceTest, AWalkUnderInsertsShowsEachOnce) {
  std::set<std::string> made, seen;
  for (int i = 0; i < 5; ++i) made.insert(MakeEnterprise(false).name());
  v1::ListEnterprisesRequest request;
  request.set_page_size(2);
  request.set_division("divisions/420625100000");
  do {
    const auto page = fixture_.Call(*enterprises_, &Enterprises::ListEnterprises, request);
    ASSERT_EQ(page.reason, "");
    for (const v1::Enterprise& each : page.value.enterprises()) {
      EXPECT_TRUE(seen.insert(each.name()).second);
    }
    if (seen.size() < 4) made.insert(MakeEnterprise(false).name());
    request.set_page_token(page.value.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, made);

  v1::ListEnterprisesRequest by_code;
  by_code.set_uscc(Get(*made.begin()).value.uscc());
  EXPECT_EQ(
      fixture_.Call(*enterprises_, &Enterprises::ListEnterprises, by_code).value.enterprises_size(),
      1);
  v1::ListEnterprisesRequest verified;
  verified.set_state(v1::Enterprise::VERIFIED);
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::ListEnterprises, verified)
                .value.enterprises_size(),
            0);
  verified.set_page_token("x");
  EXPECT_EQ(fixture_.Call(*enterprises_, &Enterprises::ListEnterprises, verified).reason,
            "PAGE_TOKEN_INVALID");
}

class CarrierServiceTest : public MatchingTest {
 protected:
  v1::CreateCarrierRequest CarrierRequest() {
    v1::CreateCarrierRequest request;
    request.set_request_id(NextRequestId());
    auto& carrier = *request.mutable_carrier();
    carrier.set_kind(codes::CARRIER_KIND_WORKSHOP);
    carrier.set_display_name("锅底湖扶贫车间");
    carrier.set_division("divisions/420625100015");
    carrier.set_relocation_site("MOJIAHE");
    carrier.set_enterprise(enterprise_);
    return request;
  }
  Answer<v1::Carrier> Create(const v1::CreateCarrierRequest& request) {
    return fixture_.Call(*carriers_, &Carriers::CreateCarrier, request);
  }
  Answer<v1::Carrier> Recognise(const std::string& name, CivilDay day) {
    v1::RecogniseCarrierRequest request;
    request.set_name(name);
    *request.mutable_day() = rpc::ToDate(day);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*carriers_, &Carriers::RecogniseCarrier, request);
  }
  Answer<v1::Carrier> Review(const std::string& name, CivilDay day) {
    v1::ReviewCarrierRequest request;
    request.set_name(name);
    *request.mutable_day() = rpc::ToDate(day);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*carriers_, &Carriers::ReviewCarrier, request);
  }
  Answer<v1::Carrier> Withdraw(const std::string& name, CivilDay day) {
    v1::WithdrawCarrierRequest request;
    request.set_name(name);
    *request.mutable_day() = rpc::ToDate(day);
    request.set_reason("停产");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*carriers_, &Carriers::WithdrawCarrier, request);
  }

  const std::string enterprise_ = MakeEnterprise().name();
};

TEST_F(CarrierServiceTest, IsRecognisedReviewedAndWithdrawn) {
  const std::string name = Create(CarrierRequest()).value.name();
  EXPECT_EQ(Review(name, kStart).reason, "CARRIER_STATE");
  EXPECT_EQ(Recognise(name, kStart + 1).reason, "DAY_IN_FUTURE");
  const auto recognised = Recognise(name, kStart);
  EXPECT_EQ(recognised.value.state(), v1::Carrier::RECOGNISED);
  EXPECT_EQ(recognised.value.review_date().year(), 2021);
  EXPECT_EQ(Review(name, kStart - 1).reason, "DAY_OUT_OF_ORDER");
  EXPECT_EQ(Review(name, kStart).reason, "");
  EXPECT_EQ(Withdraw(name, kStart).value.state(), v1::Carrier::WITHDRAWN);
  EXPECT_EQ(Withdraw(name, kStart).reason, "CARRIER_STATE");
  v1::GetCarrierRequest get;
  get.set_name(name);
  EXPECT_EQ(fixture_.Call(*carriers_, &Carriers::GetCarrier, get).value.withdraw_reason(), "停产");
  get.set_name(absl::StrCat("carriers/", kNobody));
  EXPECT_EQ(fixture_.Call(*carriers_, &Carriers::GetCarrier, get).reason, "NOT_FOUND");
}

TEST_F(CarrierServiceTest, CreateAndUpdateRefuseWhatIsWrong) {
  v1::CreateCarrierRequest alone = CarrierRequest();
  alone.mutable_carrier()->clear_enterprise();
  EXPECT_EQ(Create(alone).reason, "CARRIER_ENTERPRISE_REQUIRED");
  v1::CreateCarrierRequest unknown = CarrierRequest();
  unknown.mutable_carrier()->set_enterprise(absl::StrCat("enterprises/", kNobody));
  EXPECT_EQ(Create(unknown).reason, "NOT_FOUND");

  const v1::Carrier made = Create(CarrierRequest()).value;
  v1::UpdateCarrierRequest update;
  *update.mutable_carrier() = made;
  update.mutable_carrier()->set_walk_metres(800);
  update.mutable_update_mask()->add_paths("walk_metres");
  update.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*carriers_, &Carriers::UpdateCarrier, update).value.walk_metres(), 800);
  update.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*carriers_, &Carriers::UpdateCarrier, update).reason, "ETAG_MISMATCH");
  update.mutable_carrier()->clear_etag();
  update.mutable_update_mask()->add_paths("heads");
  update.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*carriers_, &Carriers::UpdateCarrier, update).reason,
            "UPDATE_MASK_INVALID");
}

TEST_F(CarrierServiceTest, ListsByWhatIsAsked) {
  const std::string due = Create(CarrierRequest()).value.name();
  EXPECT_EQ(Recognise(due, kStart).reason, "");
  EXPECT_EQ(Create(CarrierRequest()).reason, "");
  const auto count = [&](const std::function<void(v1::ListCarriersRequest&)>& ask) {
    v1::ListCarriersRequest request;
    ask(request);
    const auto page = fixture_.Call(*carriers_, &Carriers::ListCarriers, request);
    EXPECT_EQ(page.reason, "");
    return page.value.carriers_size();
  };
  EXPECT_EQ(count([](auto&) {}), 2);
  EXPECT_EQ(count([](auto& r) { r.set_state(v1::Carrier::RECOGNISED); }), 1);
  EXPECT_EQ(count([](auto& r) { r.set_kind(codes::CARRIER_KIND_FACTORY); }), 0);
  EXPECT_EQ(count([](auto& r) { r.set_division("divisions/420625100000"); }), 2);
  EXPECT_EQ(count([](auto& r) { r.set_relocation_site("MOJIAHE"); }), 2);
  EXPECT_EQ(
      count([](auto& r) { *r.mutable_review_due_date() = rpc::ToDate(CivilDay(2021, 6, 1)); }), 1);
  EXPECT_EQ(count([](auto& r) { r.set_page_size(1); }), 1);
}

}  // namespace
}  // namespace ladder::matching
