// History of one group of facts in valid time, and the difference between two histories in record
// time (docs/architecture.md 9.4). A Timeline is what is believed now: periods that never overlap.
// The database keeps what was believed before: a change closes the rows that no longer hold and
// inserts the new ones, and never edits a value.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "platform/calendar/civil_day.h"
#include "platform/status/status.h"

namespace ladder::registry {

// A value over the days `from` <= day < `to`.
template <typename T>
struct Period {
  CivilDay from = {};
  CivilDay to = kForever;
  T value = {};

  bool Holds(CivilDay day) const { return from <= day && day < to; }
  friend bool operator==(const Period&, const Period&) = default;
};

template <typename T>
class Timeline {
 public:
  Timeline() = default;
  Timeline(CivilDay from, T value) : periods_{{.from = from, .value = std::move(value)}} {}
  // `periods` as the database gives them, by day. Overlapping ones are a defect of the caller.
  explicit Timeline(std::vector<Period<T>> periods) : periods_(std::move(periods)) {
    for (size_t i = 1; i < periods_.size(); ++i) {
      LADDER_INVARIANT(periods_[i - 1].to <= periods_[i].from);
    }
  }

  const std::vector<Period<T>>& periods() const { return periods_; }
  bool empty() const { return periods_.empty(); }
  // The first day anything is known. The timeline must not be empty.
  CivilDay first() const { return periods_.front().from; }

  // What holds on `day`, or nullptr.
  const T* At(CivilDay day) const {
    const auto after = Find(day);
    if (after == periods_.begin()) return nullptr;
    const Period<T>& period = *std::prev(after);
    return period.Holds(day) ? &period.value : nullptr;
  }

  // From `from` until before `to` this value holds, whatever was believed of those days.
  void Set(CivilDay from, CivilDay to, T value) {
    if (from >= to) return;
    Clear(from, to);
    periods_.insert(periods_.begin() + (Find(from) - periods_.begin()),
                    {.from = from, .to = to, .value = std::move(value)});
    Join();
  }
  void Set(CivilDay from, T value) { Set(from, kForever, std::move(value)); }

  // From `from` until before `to` nothing holds.
  void Clear(CivilDay from, CivilDay to = kForever) {
    if (from >= to) return;
    std::vector<Period<T>>
        kept;  // a period around the cleared days is kept twice, one inside them not at all
    for (Period<T>& period : periods_) {
      if (period.from < from)
        kept.push_back({period.from, std::min(period.to, from), period.value});
      if (to < period.to) kept.push_back({std::max(period.from, to), period.to, period.value});
    }
    periods_ = std::move(kept);
  }

  // From `from` on one field has this value, up to the day on which another value of that field was
  // stated: a back-dated correction leaves later facts, and the other fields, as they are. Days on
  // which nothing is known stay so.
  template <typename Owner, typename Field>
  void SetField(Field Owner::*field, CivilDay from, const Field& value) {
    const T* now = At(from);
    if (now == nullptr) return;
    const Field stated = now->*field;
    std::vector<Period<T>> changed;
    for (const Period<T>& period : periods_) {
      if (period.to <= from) continue;
      if (!(period.value.*field == stated)) break;
      changed.push_back(period);
      changed.back().from = std::max(period.from, from);
      changed.back().value.*field = value;
    }
    for (Period<T>& period : changed) Set(period.from, period.to, std::move(period.value));
  }

  // The same when there is a value.
  template <typename Owner, typename Field>
  void SetFieldIf(Field Owner::*field, CivilDay from, const std::optional<Field>& value) {
    if (value) SetField(field, from, *value);
  }

  friend bool operator==(const Timeline&, const Timeline&) = default;

 private:
  // The first period that starts after `day`.
  auto Find(CivilDay day) const {
    return std::upper_bound(periods_.begin(), periods_.end(), day,
                            [](CivilDay d, const Period<T>& period) { return d < period.from; });
  }

  // Neighbours that say the same are one.
  void Join() {
    std::vector<Period<T>> joined;
    for (Period<T>& period : periods_) {
      if (!joined.empty() && joined.back().to == period.from &&
          joined.back().value == period.value) {
        joined.back().to = period.to;
      } else {
        joined.push_back(std::move(period));
      }
    }
    periods_ = std::move(joined);
  }

  std::vector<Period<T>> periods_;  // by day, disjoint
};

// What a save does to the rows of a history table: `close` gets a rec_to, `insert` a rec_from, both
// the same instant.
template <typename Row>
struct Edits {
  std::vector<Row> close;
  std::vector<Row> insert;
  bool empty() const { return close.empty() && insert.empty(); }
};

// Rows that are the same before and after stay.
template <typename Row>
Edits<Row> Diff(const std::vector<Row>& before, const std::vector<Row>& after) {
  const auto missing = [](const Row& row, const std::vector<Row>& rows) {
    return std::find(rows.begin(), rows.end(), row) == rows.end();
  };
  Edits<Row> edits;
  for (const Row& row : before) {
    if (missing(row, after)) edits.close.push_back(row);
  }
  for (const Row& row : after) {
    if (missing(row, before)) edits.insert.push_back(row);
  }
  return edits;
}

template <typename T>
Edits<Period<T>> Diff(const Timeline<T>& before, const Timeline<T>& after) {
  return Diff(before.periods(), after.periods());
}

}  // namespace ladder::registry
