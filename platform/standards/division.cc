#include "platform/standards/division.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/short_code.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

// How many codes the subtree of a division of each level spans, from the province down.
constexpr std::array<int64_t, 5> kSpans = {10'000'000'000, 100'000'000, 1'000'000, 1'000, 1};
constexpr int64_t kNumberMin = 100'000'000'000;
constexpr int64_t kNumberMax = 999'999'999'999;

int64_t SpanOf(DivisionLevel level) { return kSpans[static_cast<size_t>(level) - 1]; }

}  // namespace

DivisionCode DivisionCode::FromNumber(int64_t number) {
  LADDER_INVARIANT(number >= kNumberMin && number <= kNumberMax);
  return DivisionCode(number);
}

DivisionLevel DivisionCode::level() const {
  int level = 1;
  for (const int64_t span : kSpans) {
    if (number_ % span == 0) break;
    ++level;
  }
  return static_cast<DivisionLevel>(level);
}

DivisionCode DivisionCode::Above(DivisionLevel level) const {
  return DivisionCode(number_ - number_ % SpanOf(level));
}

DivisionCode DivisionCode::Parent() const {
  for (int above = static_cast<int>(level()) - 1; above > 0; --above) {
    const DivisionCode parent = Above(static_cast<DivisionLevel>(above));
    if (parent != *this) return parent;
  }
  return DivisionCode();
}

int64_t DivisionCode::last_number() const { return number_ + SpanOf(level()) - 1; }

std::string DivisionCode::ToString() const {
  return absl::StrCat(absl::Dec(number_, absl::kZeroPad12));
}

absl::StatusOr<DivisionCode> ParseDivisionCode(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  if (code.size() != 12) return RefuseField(Reason::kDivLength, field);
  if (!AllDigits(code.text())) return RefuseField(Reason::kDivCharset, field);
  const int64_t number = DigitsValue(code.text());
  if (number < kNumberMin) return RefuseField(Reason::kDivUnknown, field);
  return DivisionCode::FromNumber(number);
}

}  // namespace ladder
