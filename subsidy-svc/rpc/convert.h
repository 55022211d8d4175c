// Border values of subsidy that several resources share: names, parties, days, facts, decisions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ladder/subsidy/v1/decision.pb.h"
#include "platform/id/ulid.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/division_names.h"
#include "platform/rpc/names.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

using rpc::NameOfDivision;
using rpc::ParseDayOr;
using rpc::ParseOptionalId;

inline constexpr char kClaimName[] = "claims/{claim}";
inline constexpr char kItemName[] = "payItems/{pay_item}";
inline constexpr char kBatchName[] = "payBatches/{pay_batch}";
inline constexpr char kAccountName[] = "payeeAccounts/{payee_account}";
inline constexpr char kBudgetName[] = "budgetLines/{budget_line}";
inline constexpr char kPersonName[] = "persons/{person}";

std::string NameOfClaim(const Ulid& id);
std::string NameOfItem(const Ulid& id);
std::string NameOfBatch(const Ulid& id);
std::string NameOfAccount(const Ulid& id);
std::string NameOfBudget(const Ulid& id);
std::string NameOfParty(const Party& party);

// "persons/01H...", "enterprises/...", "schools/...". NAME_INVALID about `field`.
absl::StatusOr<Party> ParseParty(absl::string_view name, absl::string_view field);
// The id of the school with this social credit code, the same for ever: training knows schools by
// their codes alone.
Ulid SchoolOf(absl::string_view uscc);
// "policies/TRANSPORT". NAME_INVALID about `field`, POLICY_UNKNOWN.
absl::StatusOr<Policy> ParsePolicyName(absl::string_view name, absl::string_view field);
// The subtree of "divisions/420625100000". NAME_INVALID about `field`.
absl::StatusOr<DivisionRange> ParseDivisionName(absl::string_view name, absl::string_view field);

// FACT_TYPE for a fact without a value, FACT_VALUE for one that is given twice, and what days and
// money refuse.
absl::StatusOr<FactMap> ParseFactList(const google::protobuf::RepeatedPtrField<v1::Fact>& facts);
v1::Fact ToProto(const std::string& key, const FactValue& value);
// With its reasoning in both languages, and the digest of the facts it was made on.
v1::Decision ToProto(const Decision& decision, const FactMap& facts);

}  // namespace ladder::subsidy
