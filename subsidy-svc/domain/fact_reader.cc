#include "subsidy-svc/domain/fact_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

FactReader::FactReader(const FactMap& facts) : facts_(facts), status_(CheckFacts(facts)) {}

template <typename T>
const T* FactReader::Find(absl::string_view key) const {
  const auto fact = facts_.find(std::string(key));
  return fact == facts_.end() ? nullptr : std::get_if<T>(&fact->second);
}

void FactReader::Keep(absl::Status status) {
  if (status_.ok()) status_ = std::move(status);
}

void FactReader::Missing(absl::string_view key) {
  Keep(ladder::Refuse(Reason::kFactRequired, {{"fact", std::string(key)}}));
}

void FactReader::Refuse(absl::string_view key) {
  Keep(ladder::Refuse(Reason::kFactValue, {{"fact", std::string(key)}}));
}

bool FactReader::Flag(absl::string_view key, bool fallback) const {
  const bool* flag = Find<bool>(key);
  return flag == nullptr ? fallback : *flag;
}

int64_t FactReader::Integer(absl::string_view key, int64_t fallback) const {
  return OptInteger(key).value_or(fallback);
}

std::optional<int64_t> FactReader::OptInteger(absl::string_view key) const {
  const int64_t* integer = Find<int64_t>(key);
  return integer == nullptr ? std::nullopt : std::optional<int64_t>(*integer);
}

int64_t FactReader::RequiredInteger(absl::string_view key) {
  const std::optional<int64_t> integer = OptInteger(key);
  if (!integer) Missing(key);
  return integer.value_or(0);
}

std::optional<Fen> FactReader::OptMoney(absl::string_view key) const {
  const std::optional<int64_t> fen = OptInteger(key);
  return fen ? std::optional<Fen>(Fen(*fen)) : std::nullopt;
}

bool FactReader::Mark(absl::string_view key) const {
  return Flag(key) || Integer(key) != 0 || !Text(key).empty();
}

std::string FactReader::Text(absl::string_view key) const {
  const std::string* text = Find<std::string>(key);
  return text == nullptr ? "" : *text;
}

std::string FactReader::RequiredText(absl::string_view key) {
  std::string text = Text(key);
  if (text.empty()) Missing(key);
  return text;
}

std::optional<CivilDay> FactReader::OptDay(absl::string_view key) const {
  const std::string* text = Find<std::string>(key);
  if (text == nullptr) return std::nullopt;
  const absl::StatusOr<CivilDay> day = ParseDay(*text);
  return day.ok() ? std::optional<CivilDay>(*day) : std::nullopt;
}

CivilDay FactReader::RequiredDay(absl::string_view key) {
  const std::optional<CivilDay> day = OptDay(key);
  if (!day) Missing(key);
  return day.value_or(CivilDay());
}

CivilMonth FactReader::RequiredMonth(absl::string_view key) {
  const std::string* text = Find<std::string>(key);
  if (text == nullptr) Missing(key);
  return text == nullptr || !status_.ok() ? CivilMonth() : MonthOf(*text);
}

std::set<CivilMonth> FactReader::Months(absl::string_view key) const {
  std::set<CivilMonth> months;
  const FactTexts* texts = Find<FactTexts>(key);
  if (texts == nullptr || !status_.ok()) return months;
  for (const std::string& text : *texts) months.insert(MonthOf(text));
  return months;
}

FactPairs FactReader::Pairs(absl::string_view key) const {
  const FactPairs* pairs = Find<FactPairs>(key);
  return pairs == nullptr ? FactPairs() : *pairs;
}

FactCounts FactReader::Counts(absl::string_view key) const {
  const FactCounts* counts = Find<FactCounts>(key);
  return counts == nullptr ? FactCounts() : *counts;
}

HouseholdClass FactReader::Household() {
  const std::string* name = Find<std::string>("household_class");
  if (name == nullptr) return HouseholdClass::kNone;
  const absl::StatusOr<HouseholdClass> household_class = ParseHouseholdClass(*name);
  if (!household_class.ok()) Keep(household_class.status());
  return household_class.value_or(HouseholdClass::kNone);
}

CivilMonth MonthOf(absl::string_view text) {
  const absl::StatusOr<CivilDay> first = ParseDay(absl::StrCat(text, "-01"));
  LADDER_INVARIANT(first.ok());
  return CivilMonth(*first);
}

std::string FormatMonth(CivilMonth month) {
  return absl::StrFormat("%04d-%02d", month.year(), month.month());
}

}  // namespace ladder::subsidy
