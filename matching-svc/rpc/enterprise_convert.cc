#include "matching-svc/rpc/enterprise_convert.h"

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/status/status.h"

namespace ladder::matching {

absl::StatusOr<EnterpriseDraft> ParseDraft(const v1::Enterprise& enterprise,
                                           const DivisionTable& divisions) {
  LADDER_ASSIGN_OR_RETURN(const int64_t division,
                          ParsePlace(enterprise.division(), divisions, "division"));
  return EnterpriseDraft{.uscc = enterprise.uscc(),
                         .pilot_uscc = enterprise.pilot_uscc(),
                         .display_name = enterprise.display_name(),
                         .industry = enterprise.industry(),
                         .division = division,
                         .address = enterprise.address(),
                         .contact_name = enterprise.contact_name(),
                         .contact_phone = enterprise.contact_phone(),
                         .dishonest = enterprise.dishonest(),
                         .wage_arrears = enterprise.wage_arrears()};
}

v1::Enterprise ToProto(const Enterprise& enterprise) {
  const EnterpriseDraft& facts = enterprise.facts;
  v1::Enterprise proto;
  proto.set_name(NameOfEnterprise(enterprise.root.id));
  proto.set_uscc(facts.uscc);
  proto.set_pilot_uscc(facts.pilot_uscc);
  proto.set_display_name(facts.display_name);
  proto.set_industry(facts.industry);
  proto.set_division(NameOfDivision(facts.division));
  proto.set_address(facts.address);
  proto.set_contact_name(facts.contact_name);
  proto.set_contact_phone(facts.contact_phone);
  proto.set_dishonest(facts.dishonest);
  proto.set_wage_arrears(facts.wage_arrears);
  proto.set_state(static_cast<v1::Enterprise::State>(enterprise.state));
  proto.set_block_reason(enterprise.block_reason);
  *proto.mutable_register_date() = rpc::ToDate(enterprise.registered_on);
  proto.set_etag(rpc::EtagOf(enterprise.root.version));
  proto.set_retention_basis_points(enterprise.retention_bp);
  *proto.mutable_create_time() = rpc::ToTimestamp(enterprise.created_at);
  return proto;
}

}  // namespace ladder::matching
