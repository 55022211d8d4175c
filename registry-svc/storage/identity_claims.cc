#include "registry-svc/storage/identity_claims.h"

#include <map>
#include <optional>
#include <string>

#include "platform/status/status.h"

namespace ladder::registry {
namespace {

// Waits for whoever inserts the same number and then finds it taken; a second row can't be.
constexpr char kInsert[] =
    "INSERT IGNORE INTO identity_claim (number_index, person_id, state) VALUES (?, ?, ?)";
constexpr char kLock[] =
    "SELECT person_id, state FROM identity_claim WHERE number_index = ? FOR UPDATE";
constexpr char kUpdate[] = "UPDATE identity_claim SET state = ? WHERE number_index = ?";

std::string Bytes(const NumberIndex& index) { return {index.begin(), index.end()}; }

IdentityClaim Read(const mysql::Row& row) {
  return {.person = row.Id(0), .state = static_cast<ClaimState>(row.Int(1))};
}

}  // namespace

absl::Status ClaimNumber(mysql::Transaction& tx, const NumberIndex& index, const Ulid& person,
                         bool as_dispute) {
  LADDER_ASSIGN_OR_RETURN(const IdentityClaim free, Claim(std::nullopt, person, as_dispute));
  LADDER_ASSIGN_OR_RETURN(
      const int64_t inserted,
      tx.Execute(kInsert, {Bytes(index), person, static_cast<int>(free.state)}));
  if (inserted == 1) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {Bytes(index)}));
  LADDER_INVARIANT(row.has_value());
  const IdentityClaim current = Read(*row);
  LADDER_ASSIGN_OR_RETURN(const IdentityClaim after, Claim(current, person, as_dispute));
  if (after == current) return absl::OkStatus();
  return tx.Execute(kUpdate, {static_cast<int>(after.state), Bytes(index)}).status();
}

absl::Status ClaimNumbers(mysql::Transaction& tx, absl::Span<const Person> persons) {
  std::multimap<NumberIndex, Ulid> numbers;
  for (const Person& person : persons) {
    for (const IdentityDocument& document : person.documents)
      numbers.emplace(document.index, person.root.id);
  }
  for (const auto& [index, person] : numbers) {
    LADDER_RETURN_IF_ERROR(ClaimNumber(tx, index, person, /*as_dispute=*/false));
  }
  return absl::OkStatus();
}

}  // namespace ladder::registry
