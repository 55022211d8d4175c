#include "registry-svc/storage/intentions.h"

#include "registry-svc/storage/builders.h"

namespace ladder::registry {
namespace {

class IntentionsTest : public StorageTest {};

TEST_F(IntentionsTest, LivesUnderItsOwnRoot) {
  const Intention opened = *OpenIntention(Id(801), Id(1), IntentionKind::kTraining,
                                          {.occupations = {"6-02-01-03", "4-03-02-01"},
                                           .place = PlaceLevel::kTownship,
                                           .wage_min = Fen::Yuan(2500),
                                           .no_shifts = true,
                                           .care_duty = true,
                                           .course = "BAKING",
                                           .source = "visits/1"},
                                          CivilDay(2020, 1, 1), kToday);
  const auto insert = [&] {
    return Run([&](mysql::Transaction& tx) { return InsertIntention(tx, opened); });
  };
  ASSERT_THAT(insert(), IsOk());
  EXPECT_THAT(insert(), Refused("ALREADY_EXISTS"));
  ASSERT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, Id(801)));
                LADDER_ASSIGN_OR_RETURN(Intention after, Apply(before, IntentionEvent::kWithdraw,
                                                               CivilDay(2020, 5, 1), kToday));
                after.withdrawn_for = Barrier::kDistance;
                return SaveIntention(tx, before, after);
              }),
              IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Intention read, Run([&](mysql::Transaction& tx) { return GetIntention(tx, Id(801)); }));
  EXPECT_EQ(read.root.version, 2);
  EXPECT_EQ(read.person, Id(1));
  EXPECT_EQ(read.kind, IntentionKind::kTraining);
  EXPECT_EQ(read.details, opened.details);
  EXPECT_EQ(read.withdrawn_for, Barrier::kDistance);
  EXPECT_EQ(read.last(), IntentionState::kWithdrawn);
  EXPECT_EQ(*read.state.At(CivilDay(2020, 4, 30)), IntentionState::kOpen);
  EXPECT_EQ(*Run([&](mysql::Transaction& tx) { return PersonOfIntention(tx, Id(801)); }), Id(1));
  for (const auto& status :
       {Run([](mysql::Transaction& tx) { return GetIntention(tx, Id(9)).status(); }),
        Run([](mysql::Transaction& tx) { return LockIntention(tx, Id(9)).status(); }),
        Run([](mysql::Transaction& tx) { return PersonOfIntention(tx, Id(9)).status(); })}) {
    EXPECT_THAT(status, Refused("NOT_FOUND"));
  }
  EXPECT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, Id(801)));
                return SaveIntention(tx, opened, before);
              }),
              Refused("ETAG_MISMATCH"));
}

TEST_F(IntentionsTest, AreListedByPersonAndId) {
  for (const int id : {813, 811, 812}) {
    const Intention intention =
        *OpenIntention(Id(id), Id(810), IntentionKind::kJob, {}, kToday, kToday);
    ASSERT_THAT(Run([&](mysql::Transaction& tx) { return InsertIntention(tx, intention); }),
                IsOk());
  }
  const auto list = [&](const Ulid& after, int limit) {
    std::vector<int64_t> ids;
    const auto page =
        *Run([&](mysql::Transaction& tx) { return ListIntentions(tx, Id(810), after, limit); });
    for (const Intention& intention : page) {
      ids.push_back(intention.root.id.time_ms());
    }
    return ids;
  };
  EXPECT_EQ(list({}, 2), (std::vector<int64_t>{811, 812}));
  EXPECT_EQ(list(Id(812), 2), (std::vector<int64_t>{813}));
}

}  // namespace
}  // namespace ladder::registry
