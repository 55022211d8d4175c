// DivisionService, ZoneService and HouseholdService on the wire.
#include "registry-svc/tests/registry_test.h"

namespace ladder::registry {
namespace {

class PlaceTest : public RegistryTest {
 protected:
  Answer<v1::Zone> CreateZone(const std::vector<std::string>& members) {
    v1::CreateZoneRequest request;
    request.set_request_id(NextRequestId());
    request.mutable_zone()->set_display_name("经济开发区");
    for (const std::string& member : members) request.mutable_zone()->add_members(member);
    *request.mutable_zone()->mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return fixture_.Call(*zones_, &v1::ZoneService::Stub::CreateZone, request);
  }
};

TEST_F(PlaceTest, DivisionsComeFromTheNationalTable) {
  v1::GetDivisionRequest get;
  get.set_name(kGuodihu);
  const auto division = fixture_.Call(*divisions_, &v1::DivisionService::Stub::GetDivision, get);
  EXPECT_EQ(division.value.display_name(), "锅底湖社区居委会");
  EXPECT_EQ(division.value.parent(), "divisions/420625100000");
  get.set_name("divisions/420625100212");
  EXPECT_EQ(fixture_.Call(*divisions_, &v1::DivisionService::Stub::GetDivision, get).reason,
            "NOT_FOUND");

  v1::ListDivisionsRequest list;
  list.set_parent("divisions/420625000000");
  list.set_page_size(7);
  const auto first = fixture_.Call(*divisions_, &v1::DivisionService::Stub::ListDivisions, list);
  EXPECT_EQ(first.value.divisions_size(), 7);
  list.set_page_token(first.value.next_page_token());
  const auto second = fixture_.Call(*divisions_, &v1::DivisionService::Stub::ListDivisions, list);
  EXPECT_EQ(second.value.divisions_size(), 4);  // the county has 11 townships
  EXPECT_EQ(second.value.next_page_token(), "");
  // Without a parent: the provinces.
  const auto provinces = fixture_.Call(*divisions_, &v1::DivisionService::Stub::ListDivisions,
                                       v1::ListDivisionsRequest());
  ASSERT_GT(provinces.value.divisions_size(), 30);
  EXPECT_EQ(provinces.value.divisions(0).display_name(), "北京市");
  EXPECT_EQ(provinces.value.divisions(0).parent(), "");
}

TEST_F(PlaceTest, ZonesAreFoundedListedAndAsked) {
  EXPECT_EQ(CreateZone({"divisions/420625100000"}).reason, "DIVISION_NOT_COMMUNITY");
  EXPECT_EQ(CreateZone({kGuodihu, kGuodihu}).reason, "ZONE_MEMBERS_INVALID");
  const auto zone = CreateZone({kGuodihu, kHujiajing});
  ASSERT_EQ(zone.reason, "");
  EXPECT_EQ(zone.value.members(0), kHujiajing);  // in the order of codes
  v1::GetZoneRequest get;
  get.set_name(zone.value.name());
  EXPECT_EQ(fixture_.Call(*zones_, &v1::ZoneService::Stub::GetZone, get).value.members_size(), 2);
  EXPECT_EQ(fixture_.Call(*zones_, &v1::ZoneService::Stub::ListZones, v1::ListZonesRequest())
                .value.zones_size(),
            1);

  MakeLabourer(kGuodihu);
  v1::CountPersonsRequest count;
  count.set_zone(zone.value.name());
  EXPECT_EQ(fixture_.Call(*persons_, &v1::PersonService::Stub::CountPersons, count).value.people(),
            1);
  count.set_zone("zones/01ARYZ6S41TSV4RRFFQ69G5FAV");
  EXPECT_EQ(fixture_.Call(*persons_, &v1::PersonService::Stub::CountPersons, count).reason,
            "NOT_FOUND");
}

TEST_F(PlaceTest, HouseholdsAreRegisteredOncePerNumber) {
  v1::CreateHouseholdRequest request = HouseholdRequest();
  ASSERT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request).reason,
      "");
  request.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request).reason,
      "HOUSEHOLD_NO_TAKEN");
  request = HouseholdRequest();
  request.mutable_household()->set_household_class(v1::HOUSEHOLD_CLASS_MARGINAL);
  EXPECT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request).reason,
      "RISK_DAY_REQUIRED");
}

TEST_F(PlaceTest, ABatchOfHouseholdsIsAllOrNothingListedAndCounted) {
  v1::BatchCreateHouseholdsRequest batch;
  batch.set_request_id(NextRequestId());
  for (int i = 0; i < 3; ++i) {
    const v1::CreateHouseholdRequest one = HouseholdRequest(i == 0 ? kHujiajing : kGuodihu);
    v1::NewHousehold& household = *batch.add_households();
    *household.mutable_household() = one.household();
    *household.mutable_valid_from() = one.valid_from();
  }
  const auto created =
      fixture_.Call(*households_, &v1::HouseholdService::Stub::BatchCreateHouseholds, batch);
  ASSERT_EQ(created.reason, "");
  EXPECT_EQ(created.value.households_size(), 3);
  v1::ListHouseholdsRequest list;
  list.set_page_size(2);
  const auto first = fixture_.Call(*households_, &v1::HouseholdService::Stub::ListHouseholds, list);
  EXPECT_EQ(first.value.households_size(), 2);
  list.set_page_token(first.value.next_page_token());
  EXPECT_EQ(fixture_.Call(*households_, &v1::HouseholdService::Stub::ListHouseholds, list)
                .value.households_size(),
            1);
  const auto counts = fixture_.Call(*households_, &v1::HouseholdService::Stub::CountHouseholds,
                                    v1::CountHouseholdsRequest(), kOfficer);
  ASSERT_EQ(counts.value.counts_size(), 1);
  EXPECT_EQ(counts.value.counts(0).households(), 2);
}

TEST_F(PlaceTest, TheOfficesDecisionReachesTheMembers) {
  const v1::Person person = MakeLabourer();
  v1::SetHouseholdClassRequest request;
  request.set_name(person.household());
  request.set_household_class(v1::HOUSEHOLD_CLASS_OUT_OF_POVERTY);
  *request.mutable_valid_from() = rpc::ToDate(kStart);
  request.set_request_id(NextRequestId());
  ASSERT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::SetHouseholdClass, request).reason,
      "");
  EXPECT_EQ(GetPerson(person.name()).household_class(), v1::HOUSEHOLD_CLASS_OUT_OF_POVERTY);
  v1::ClearHouseholdRiskRequest clear;
  clear.set_name(person.household());
  *clear.mutable_cleared_on() = rpc::ToDate(kStart);
  clear.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::ClearHouseholdRisk, clear).reason,
      "RISK_NOT_OPEN");
}

TEST_F(PlaceTest, MembersComeAndGo) {
  const v1::Person person = MakeLabourer();
  const v1::Household other = MakeHousehold();
  v1::AddHouseholdMemberRequest add;
  add.set_name(other.name());
  add.set_person(person.name());
  *add.mutable_valid_from() = rpc::ToDate(kStart);
  add.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*households_, &v1::HouseholdService::Stub::AddHouseholdMember, add).reason,
      "MEMBER_ELSEWHERE");
  v1::RemoveHouseholdMemberRequest remove;
  remove.set_name(person.household());
  remove.set_person(person.name());
  *remove.mutable_valid_from() = rpc::ToDate(kStart);
  remove.set_request_id(NextRequestId());
  ASSERT_EQ(fixture_.Call(*households_, &v1::HouseholdService::Stub::RemoveHouseholdMember, remove)
                .reason,
            "");
  add.set_request_id(NextRequestId());
  const auto added =
      fixture_.Call(*households_, &v1::HouseholdService::Stub::AddHouseholdMember, add);
  ASSERT_EQ(added.reason, "");
  EXPECT_EQ(added.value.members(0), person.name());
  v1::GetHouseholdRequest get;
  get.set_name(other.name());
  EXPECT_EQ(fixture_.Call(*households_, &v1::HouseholdService::Stub::GetHousehold, get)
                .value.members_size(),
            1);
  EXPECT_EQ(GetPerson(person.name()).household(), other.name());
}

}  // namespace
}  // namespace ladder::registry
