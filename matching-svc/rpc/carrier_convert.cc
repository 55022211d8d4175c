#include "matching-svc/rpc/carrier_convert.h"

#include <optional>
#include <string>
#include <vector>

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kNameLengthMax = 100;
constexpr int kSiteLengthMax = 200;

}  // namespace

absl::StatusOr<CarrierDraft> ParseDraft(const v1::Carrier& carrier,
                                        const DivisionTable& divisions) {
  const absl::StatusOr<int64_t> division = ParsePlace(carrier.division(), divisions, "division");
  const absl::StatusOr<std::optional<Ulid>> enterprise =
      ParseOptionalId(kEnterpriseName, carrier.enterprise(), "enterprise");
  const absl::StatusOr<std::string> name = ParseText(
      carrier.display_name(), {.field = "display_name", .characters_max = kNameLengthMax});
  const absl::StatusOr<std::string> site =
      ParseText(carrier.site(), {.field = "site", .characters_max = kSiteLengthMax});
  const absl::StatusOr<std::string> relocation_site =
      ParseText(carrier.relocation_site(), {.field = "relocation_site"});
  LADDER_RETURN_IF_ERROR(JoinFieldRefusals({division.status(), enterprise.status(), name.status(),
                                            site.status(), relocation_site.status()}));
  return CarrierDraft{.kind = static_cast<CarrierKind>(carrier.kind()),
                      .display_name = *name,
                      .division = *division,
                      .site = *site,
                      .enterprise = *enterprise,
                      .relocation_site = *relocation_site,
                      .walk_metres = carrier.walk_metres()};
}

v1::Carrier ToProto(const Carrier& carrier) {
  const CarrierDraft& facts = carrier.facts;
  v1::Carrier proto;
  proto.set_name(NameOfCarrier(carrier.root.id));
  proto.set_kind(static_cast<::ladder::registry::v1::CarrierKind>(facts.kind));
  proto.set_display_name(facts.display_name);
  proto.set_division(NameOfDivision(facts.division));
  proto.set_site(facts.site);
  if (facts.enterprise) proto.set_enterprise(NameOfEnterprise(*facts.enterprise));
  proto.set_relocation_site(facts.relocation_site);
  proto.set_walk_metres(facts.walk_metres);
  proto.set_state(static_cast<v1::Carrier::State>(carrier.state));
  if (carrier.recognised_on) *proto.mutable_recognise_date() = rpc::ToDate(*carrier.recognised_on);
  if (carrier.review_on) *proto.mutable_review_date() = rpc::ToDate(*carrier.review_on);
  if (carrier.withdrawn_on) *proto.mutable_withdraw_date() = rpc::ToDate(*carrier.withdrawn_on);
  proto.set_withdraw_reason(carrier.withdraw_reason);
  proto.set_etag(rpc::EtagOf(carrier.root.version));
  return proto;
}

}  // namespace ladder::matching
