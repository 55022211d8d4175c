// Refusals as values. A refusal names its reason, and the reason carries the code and both texts;
// the edge turns it into google.rpc.Status (ErrorInfo, BadRequest, LocalizedMessage). Domain code
// makes refusals, nothing catches.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/status/reason.h"

namespace ladder {

// Facts of a refusal, for the texts' {key} places and for programs. Never a sensitive value.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// One wrong field: where, why, and what would be right.
struct FieldViolation {
  std::string field;   // path from the request: "person.display_name"
  std::string reason;  // name of the reason: "FIELD_REQUIRED"
  std::string zh;
  std::string en;
};

// Everything a refusal says besides its code.
struct Refusal {
  std::string reason;  // "CLAIM_PAID"
  std::string zh;
  std::string en;
  Metadata metadata;
  std::vector<FieldViolation> fields;
  std::optional<absl::Duration> retry_after;
};

// A refusal for a reason given as its table row. Callers use the templates below.
absl::Status MakeRefusal(const ReasonInfo& reason, Metadata metadata = {});
absl::Status MakeFieldRefusal(const ReasonInfo& reason, absl::string_view field,
                              Metadata metadata = {});

// Refuse(Reason::kClaimPaid, {{"claim", name}})
template <typename ReasonEnum>
absl::Status Refuse(ReasonEnum reason, Metadata metadata = {}) {
  return MakeRefusal(InfoOf(reason), std::move(metadata));
}

// The same about one field: RefuseField(Reason::kIdChecksum, "person.citizen_id"). `{field}` in a
// text is the field.
template <typename ReasonEnum>
absl::Status RefuseField(ReasonEnum reason, absl::string_view field, Metadata metadata = {}) {
  return MakeFieldRefusal(InfoOf(reason), field, std::move(metadata));
}

// The same refusal with every field path put below `prefix`: domain code names "display_name", the
// edge knows that it came as "person.display_name". Other statuses pass unchanged.
absl::Status UnderField(const absl::Status& status, absl::string_view prefix);

// Several field refusals as one, in order: FIELDS_INVALID with all violations, or the only one
// itself, or OK.
absl::Status JoinFieldRefusals(const std::vector<absl::Status>& refusals);

// The same status, which a caller may retry after `delay`.
absl::Status WithRetryAfter(absl::Status status, absl::Duration delay);

// What the status says, when it is a refusal.
std::optional<Refusal> RefusalOf(const absl::Status& status);

// Name of the refusal's reason, or "" for OK and for statuses that are no refusals.
std::string ReasonOf(const absl::Status& status);

}  // namespace ladder

#define LADDER_STATUS_CONCAT_INNER(a, b) a##b
#define LADDER_STATUS_CONCAT(a, b) LADDER_STATUS_CONCAT_INNER(a, b)

// Returns from the calling function when `expression` is not OK.
#define LADDER_RETURN_IF_ERROR(expression)                                                    \
  do {                                                                                        \
    if (absl::Status ladder_status = (expression); !ladder_status.ok()) return ladder_status; \
  } while (false)

// LADDER_ASSIGN_OR_RETURN(const Person person, Load(id));
#define LADDER_ASSIGN_OR_RETURN(declaration, expression)                                      \
  LADDER_ASSIGN_OR_RETURN_IMPL(LADDER_STATUS_CONCAT(ladder_statusor_, __LINE__), declaration, \
                               expression)
#define LADDER_ASSIGN_OR_RETURN_IMPL(result, declaration, expression) \
  auto result = (expression);                                         \
  if (!result.ok()) return std::move(result).status();                \
  declaration = *std::move(result)

// Ends the process: for states that only a defect in this code can produce. Input never does.
#define LADDER_INVARIANT(condition)                                              \
  do {                                                                           \
    if (!(condition)) ::ladder::InvariantBroken(#condition, __FILE__, __LINE__); \
  } while (false)

namespace ladder {
[[noreturn]] void InvariantBroken(const char* condition, const char* file, int line);
}  // namespace ladder
