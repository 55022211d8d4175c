// What a claim says, as plain values: the facts an entitlement is decided on (docs/domain.md 4.4).
// A claim keeps its facts as such a map in canonical form, so that years later the same facts and
// version give the same decision (docs/domain.md 4.1 G11). Every key that any policy reads is
// declared once, with its type, bounds and names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace ladder::subsidy {

using FactTexts = std::vector<std::string>;
using FactPairs = std::vector<std::pair<std::string, std::string>>;
using FactCounts = std::map<std::string, int64_t>;
// Days are texts "2020-06-01" and months texts "2020-06".
using FactValue = std::variant<bool, int64_t, std::string, FactTexts, FactPairs, FactCounts>;
// A fact that is absent has its default, which the policy states.
using FactMap = std::map<std::string, FactValue>;

enum class FactKind {
  kFlag,         // bool
  kInteger,      // int64_t within the row's bounds
  kText,         // std::string
  kDay,          // std::string, a civil day
  kMonth,        // std::string, a civil month
  kMark,         // bool, or the text or number that names the other payment
  kMonths,       // FactTexts of months
  kPairs,        // FactPairs (occupation, certificate)
  kCounts,       // FactCounts by name, each from 0 to the row's greatest
  kMonthCounts,  // FactCounts by month
};

// One key of the vocabulary.
struct FactKey {
  const char* key;
  FactKind kind;
  int64_t min;
  int64_t max;
  const char* zh;  // its name for people
  const char* en;
};

// The vocabulary, in order of keys.
absl::Span<const FactKey> FactVocabulary();

// Refuses the first key that is unknown (FACT_UNKNOWN), of another type (FACT_TYPE) or out of
// bounds (FACT_VALUE); each refusal names the key as {fact}.
absl::Status CheckFacts(const FactMap& facts);

// One line a fact, in order of keys, so that equal facts have equal bytes: "attended:i:25". Texts
// are escaped.
std::string FormatFacts(const FactMap& facts);
// Reads what FormatFacts wrote, and nothing else. FACT_SNAPSHOT with the line otherwise.
absl::StatusOr<FactMap> ParseFacts(absl::string_view text);

}  // namespace ladder::subsidy
