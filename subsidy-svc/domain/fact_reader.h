// Takes typed values out of facts for the builders of each policy's Facts. Every getter gives a
// usable value; what was missing or wrong is kept, and the builder asks status() once at its end.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

class FactReader {
 public:
  // `facts` must outlive the reader. They are checked against the whole vocabulary first.
  explicit FactReader(const FactMap& facts);

  bool Flag(absl::string_view key, bool fallback = false) const;
  int64_t Integer(absl::string_view key, int64_t fallback = 0) const;
  std::optional<int64_t> OptInteger(absl::string_view key) const;
  int64_t RequiredInteger(absl::string_view key);
  std::optional<Fen> OptMoney(absl::string_view key) const;
  // True unless the fact is absent, false, 0 or an empty text.
  bool Mark(absl::string_view key) const;
  std::string Text(absl::string_view key) const;
  std::string RequiredText(absl::string_view key);
  std::optional<CivilDay> OptDay(absl::string_view key) const;
  CivilDay RequiredDay(absl::string_view key);
  CivilMonth RequiredMonth(absl::string_view key);
  std::set<CivilMonth> Months(absl::string_view key) const;
  FactPairs Pairs(absl::string_view key) const;
  FactCounts Counts(absl::string_view key) const;
  // household_class, NONE when absent.
  HouseholdClass Household();

  // Adds a refusal of FACT_VALUE for `key`, for rules over several facts.
  void Refuse(absl::string_view key);

  // OK, or everything that was missing or wrong: the first problem, in the order in which the
  // builder asked.
  absl::Status status() const { return status_; }

 private:
  template <typename T>
  const T* Find(absl::string_view key) const;
  void Missing(absl::string_view key);
  void Keep(absl::Status status);

  const FactMap& facts_;
  absl::Status status_;
};

// The civil month that a checked text "2020-06" names.
CivilMonth MonthOf(absl::string_view text);
// "2020-06"
std::string FormatMonth(CivilMonth month);

}  // namespace ladder::subsidy
