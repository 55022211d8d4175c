#include "registry-svc/domain/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace ladder::registry {
namespace {

struct Home {
  std::string village = "";
  std::string phone = "";
  friend bool operator==(const Home&, const Home&) = default;
};

constexpr CivilDay Day(int n) { return CivilDay(2020, 1, 1) + n; }

using Line = Timeline<std::string>;

Line Of(std::vector<Period<std::string>> periods) { return Line(std::move(periods)); }

// The rows of a history table as storage keeps them: valid time, record time, value.
struct Row {
  Period<std::string> period;
  int rec_from = 0;
  int rec_to = 1 << 30;
};

class Table {
 public:
  void Save(const Line& before, const Line& after) {
    ++now_;
    const auto edits = Diff(before, after);
    for (const auto& period : edits.close) {
      for (Row& row : rows_) {
        if (row.period.from == period.from && row.rec_to == 1 << 30) row.rec_to = now_;
      }
    }
    for (const auto& period : edits.insert) rows_.push_back({.period = period, .rec_from = now_});
  }
  // What was believed at record time `known_at`.
  Line Believed(int known_at) const {
    std::vector<Period<std::string>> periods;
    for (const Row& row : rows_) {
      if (row.rec_from <= known_at && known_at < row.rec_to) periods.push_back(row.period);
    }
    std::sort(periods.begin(), periods.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    return Line(periods);
  }
  int now() const { return now_; }
  size_t size() const { return rows_.size(); }

 private:
  int now_ = 0;
  std::vector<Row> rows_;
};

TEST(TimelineTest, SetClosesAndSplitsWhatIsThere) {
  struct Case {
    const char* what;
    Line before;
    CivilDay from;
    CivilDay to;
    std::string value;
    Line after;
  };
  const Line ab = Of({{Day(0), Day(10), "a"}, {Day(10), kForever, "b"}});
  const Case kCases[] = {
      {"first fact", {}, Day(3), kForever, "a", Of({{Day(3), kForever, "a"}})},
      {"a change ends what held", Of({{Day(0), kForever, "a"}}), Day(5), kForever, "b",
       Of({{Day(0), Day(5), "a"}, {Day(5), kForever, "b"}})},
      {"back-dated and open: overrides what came later", ab, Day(4), kForever, "c",
       Of({{Day(0), Day(4), "a"}, {Day(4), kForever, "c"}})},
      {"back-dated with an end: splits", ab, Day(4), Day(6), "c",
       Of({{Day(0), Day(4), "a"},
           {Day(4), Day(6), "c"},
           {Day(6), Day(10), "a"},
           {Day(10), kForever, "b"}})},
      {"across a border", ab, Day(8), Day(12), "c",
       Of({{Day(0), Day(8), "a"}, {Day(8), Day(12), "c"}, {Day(12), kForever, "b"}})},
      {"the same day again replaces", ab, Day(10), kForever, "c",
       Of({{Day(0), Day(10), "a"}, {Day(10), kForever, "c"}})},
      {"the same value joins", ab, Day(10), kForever, "a", Of({{Day(0), kForever, "a"}})},
      {"future-dated", Of({{Day(0), kForever, "a"}}), Day(400), kForever, "b",
       Of({{Day(0), Day(400), "a"}, {Day(400), kForever, "b"}})},
      {"before everything known", ab, Day(-5), Day(-2), "c",
       Of({{Day(-5), Day(-2), "c"}, {Day(0), Day(10), "a"}, {Day(10), kForever, "b"}})},
      {"an empty period changes nothing", ab, Day(5), Day(5), "c", ab},
  };
  for (const Case& c : kCases) {
    Line line = c.before;
    line.Set(c.from, c.to, c.value);
    EXPECT_EQ(line, c.after) << c.what;
  }
}

TEST(TimelineTest, ClearLeavesAGap) {
  Line line = Of({{Day(0), Day(10), "a"}, {Day(10), kForever, "b"}});
  line.Clear(Day(5), Day(12));
  EXPECT_EQ(line, Of({{Day(0), Day(5), "a"}, {Day(12), kForever, "b"}}));
  EXPECT_EQ(line.At(Day(7)), nullptr);
  EXPECT_EQ(*line.At(Day(4)), "a");
  EXPECT_EQ(line.At(Day(-1)), nullptr);
  line.Clear(Day(0));
  EXPECT_TRUE(line.empty());
}

TEST(TimelineTest, AFieldChangesUntilItWasStatedAnew) {
  Timeline<Home> home(
      std::vector<Period<Home>>{{Day(0), Day(10), {.village = "a", .phone = "1"}},
                                {Day(10), Day(20), {.village = "a", .phone = "2"}},
                                {Day(20), kForever, {.village = "b", .phone = "2"}}});
  home.SetField(&Home::village, Day(5), std::string("c"));
  EXPECT_EQ(home, Timeline<Home>(std::vector<Period<Home>>{
                      {Day(0), Day(5), {.village = "a", .phone = "1"}},
                      {Day(5), Day(10), {.village = "c", .phone = "1"}},
                      {Day(10), Day(20), {.village = "c", .phone = "2"}},
                      {Day(20), kForever, {.village = "b", .phone = "2"}}}));
  const Timeline<Home> before = home;
  home.SetField(&Home::village, Day(-3), std::string("d"));
  EXPECT_EQ(home, before) << "nothing is known of that day";
}

TEST(DiffTest, ACorrectionKeepsTheOldRowAndUndoRestoresTheOldBelief) {
  Table table;
  const Line first(Day(0), "a");
  table.Save({}, first);
  Line corrected = first;
  corrected.Set(Day(-30), Day(5), "b");  // back-dated
  table.Save(first, corrected);
  table.Save(corrected, first);  // undone
  EXPECT_EQ(table.Believed(1), first);
  EXPECT_EQ(table.Believed(2), corrected);
  EXPECT_EQ(table.Believed(3), first);
  EXPECT_TRUE(Diff(first, first).empty());
}

TEST(DiffTest, TouchesOnlyTheRowsThatDiffer) {
  const Line before =
      Of({{Day(0), Day(10), "a"}, {Day(10), Day(20), "b"}, {Day(20), kForever, "c"}});
  Line after = before;
  after.Set(Day(12), Day(15), "d");
  const auto edits = Diff(before, after);
  EXPECT_EQ(edits.close, (std::vector<Period<std::string>>{{Day(10), Day(20), "b"}}));
  EXPECT_EQ(edits.insert,
            (std::vector<Period<std::string>>{
                {Day(10), Day(12), "b"}, {Day(12), Day(15), "d"}, {Day(15), Day(20), "b"}}));
}

// Random edits against a plain array of days: the timeline says the same of every day, never
// overlaps, and the table still answers every earlier belief.
TEST(TimelineTest, AgreesWithAnArrayOfDaysUnderRandomEdits) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    Line line;
    Table table;
    std::vector<std::string> days(40);
    std::vector<Line> beliefs = {line};
    for (int edit = 0; edit < 20; ++edit) {
      const int from = static_cast<int>(random() % 40), to = from + static_cast<int>(random() % 15);
      const std::string value(1, static_cast<char>('a' + random() % 3));
      Line next = line;
      const bool clear = random() % 5 == 0;
      if (clear) {
        next.Clear(Day(from), Day(to));
      } else {
        next.Set(Day(from), Day(to), value);
      }
      for (int day = from; day < std::min(to, 40); ++day)
        days[static_cast<size_t>(day)] = clear ? "" : value;
      for (int day = 0; day < 40; ++day) {
        const std::string* said = next.At(Day(day));
        EXPECT_EQ(said == nullptr ? "" : *said, days[static_cast<size_t>(day)]) << "day " << day;
      }
      table.Save(line, next);
      line = next;
      beliefs.push_back(line);
    }
    for (int t = 0; t <= table.now(); ++t)
      EXPECT_EQ(table.Believed(t), beliefs[static_cast<size_t>(t)]);
  }
}

}  // namespace
}  // namespace ladder::registry
