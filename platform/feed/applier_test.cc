#include "platform/feed/applier.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/wrappers.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/feed/testing/feed_test.h"

namespace ladder::feed {
namespace {

constexpr char kSource[] = "upstream";

// Everything in one partition, so that one cursor tells the story. Event ids are e(1), e(2) and so
// on.
class ApplierTest : public ::testing::Test {
 protected:
  ApplierTest() : applier_(Make()) {
    const auto cursors = applier_.ReadCursors();
    LADDER_INVARIANT(cursors.ok() && cursors->size() == kPartitions);
    cursor_ = (*cursors)[kPartition];
    LADDER_INVARIANT(cursor_.epoch.is_zero());
    LADDER_INVARIANT(*applier_.FinishLoad(cursor_, epoch_, 0));
  }

  Applier Make(ApplierOptions options = {.retry_pause = absl::Milliseconds(1)}) {
    return Applier(db(), clock_, handlers_, kSource, std::move(options));
  }
  mysql::Database& db() { return schema_.database(); }
  Ulid e(int64_t n) const { return Ulid::FromParts(n, {}); }
  Event Tell(const Ulid& thing, int64_t seq, int64_t ordinal) const {
    return ThingEvent(thing, seq, ordinal, e(seq));
  }
  SnapshotItem State(const Ulid& thing, int64_t ordinal, const Ulid& last_event) const {
    google::protobuf::UInt64Value state;
    state.set_value(static_cast<uint64_t>(ordinal));
    return {.aggregate = ThingName(thing),
            .version = ordinal,
            .last_event = last_event,
            .type = state.GetDescriptor()->full_name(),
            .state = state.SerializeAsString()};
  }
  Cursor Stored() {
    const auto cursors = applier_.ReadCursors();
    LADDER_INVARIANT(cursors.ok());
    return (*cursors)[kPartition];
  }
  int64_t Ordinal(const Ulid& thing) {
    for (const auto& [name, ordinal] : KnownOrdinals(db())) {
      if (name == ThingName(thing)) return ordinal;
    }
    return -1;
  }
  int64_t Effects() { return Number(db(), "SELECT COUNT(*) FROM effect"); }
  int64_t Complaints() { return Number(db(), "SELECT COUNT(*) FROM complaint"); }
  int64_t ParkedCount() { return Number(db(), "SELECT COUNT(*) FROM parked_event"); }

  static constexpr int kPartition = 7;
  Schema schema_{"applier"};
  const SystemClock clock_;
  const Ulid epoch_ = Ulid::New(absl::Now());
  const Ulid a_ = ThingIn(kPartition);
  const Ulid b_ = ThingIn(kPartition);
  Handlers handlers_ = ThingHandlers();
  Applier applier_;
  Cursor cursor_;
};

TEST_F(ApplierTest, EffectsAndCursorMoveTogether) {
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(b_, 2, 1), Tell(a_, 3, 2)}, 3), IsOk());
  EXPECT_EQ(Ordinal(a_), 2);
  EXPECT_EQ(Ordinal(b_), 1);
  EXPECT_EQ(cursor_.seq, 3);
  EXPECT_EQ(Stored().seq, 3);
  EXPECT_EQ(Stored().epoch, epoch_);
}

TEST_F(ApplierTest, SeveralChunksAndUnseenNumbersAtTheEnd) {
  Applier small = Make({.chunk_max = 2});
  std::vector<Event> events;
  for (int64_t i = 1; i <= 7; ++i) events.push_back(Tell(a_, i, i));
  LADDER_ASSERT_OK_AND_ASSIGN(bool moved, small.Apply(cursor_, events, 12));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Stored().seq, 12);
  LADDER_ASSERT_OK_AND_ASSIGN(moved, small.Apply(cursor_, {}, 14));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Stored().seq, 14);
  EXPECT_EQ(Ordinal(a_), 7);
}

TEST_F(ApplierTest, ARepeatIsHarmless) {
  const Event first = Tell(a_, 1, 1);
  Event again = first;
  again.seq = 2;
  EXPECT_THAT(applier_.Apply(cursor_, {first, again}, 2), IsOk());
  again.seq = 3;
  EXPECT_THAT(applier_.Apply(cursor_, {again}, 3), IsOk());
  EXPECT_EQ(Effects(), 1);
  EXPECT_EQ(Stored().seq, 3);
  EXPECT_EQ(ParkedCount(), 0);
}

TEST_F(ApplierTest, WhoeverFindsTheCursorMovedStops) {
  Cursor other = cursor_;
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1)}, 1), IsOk());
  Applier second = Make();
  LADDER_ASSERT_OK_AND_ASSIGN(bool moved, second.Apply(other, {Tell(a_, 1, 1)}, 1));
  EXPECT_FALSE(moved);
  EXPECT_EQ(other.seq, 0);
  LADDER_ASSERT_OK_AND_ASSIGN(moved, second.Load(other, epoch_, {State(a_, 9, e(9))}));
  EXPECT_FALSE(moved);
  LADDER_ASSERT_OK_AND_ASSIGN(moved, second.FinishLoad(other, epoch_, 9));
  EXPECT_FALSE(moved);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ApplierTest, UnknownTypesMoveTheCursorAlone) {
  Event unknown = Tell(a_, 1, 1);
  unknown.type = "ladder.events.v1.NobodyKnows";
  EXPECT_THAT(applier_.Apply(cursor_, {unknown}, 1), IsOk());
  EXPECT_EQ(Stored().seq, 1);
  EXPECT_EQ(Number(db(), "SELECT COUNT(*) FROM applied_event"), 0);
  SnapshotItem state = State(a_, 4, e(4));
  state.type = unknown.type;
  EXPECT_THAT(applier_.Load(cursor_, epoch_, {state}), IsOk());
  EXPECT_EQ(Ordinal(a_), -1);
}

TEST_F(ApplierTest, OnlyTheBadEventsAggregateWaits) {
  EXPECT_THAT(
      applier_.Apply(
          cursor_,
          {Tell(a_, 1, 1), Tell(a_, 2, -1), Tell(b_, 3, 1), Tell(a_, 4, 2), Tell(b_, 5, 2)}, 5),
      IsOk());
  EXPECT_EQ(Stored().seq, 5);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), 2);
  EXPECT_EQ(ParkedCount(), 2);
  EXPECT_EQ(Number(db(), "SELECT tries FROM parked_event WHERE seq = 2"), 5);
  EXPECT_EQ(Number(db(), "SELECT tries FROM parked_event WHERE seq = 4"), 0);
  EXPECT_EQ(Number(db(), "SELECT reason = 'INVALID_ARGUMENT' FROM parked_event WHERE seq = 2"), 1);
  // What comes later waits too.
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 6, 3), Tell(b_, 7, 3)}, 7), IsOk());
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), 3);
  EXPECT_EQ(applier_.CountParked().value(), 3);
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ApplierTest, AnUnreadablePayloadIsBad) {
  Event event = Tell(a_, 1, 1);
  event.payload = "\xff";
  EXPECT_THAT(applier_.Apply(cursor_, {event}, 1), IsOk());
  EXPECT_EQ(Number(db(), "SELECT reason = 'DATA_LOSS' FROM parked_event"), 1);
}

TEST_F(ApplierTest, AHandlersReasonIsKept) {
  handlers_.Event<google::protobuf::Int64Value>(
      [](mysql::Transaction&, const Event&, const google::protobuf::Int64Value&) {
        return Refuse(Reason::kNotFound, {{"name", "x"}});
      });
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1)}, 1), IsOk());
  EXPECT_EQ(Number(db(), "SELECT reason = 'NOT_FOUND' FROM parked_event"), 1);
}

TEST_F(ApplierTest, ParkedEventsTakeEffectInOrderOnceTheyCan) {
  handlers_.Event<google::protobuf::Int64Value>(
      [](mysql::Transaction&, const Event&, const google::protobuf::Int64Value&) {
        return absl::FailedPreconditionError("not yet");
      });
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(a_, 2, 2), Tell(a_, 3, 3)}, 3), IsOk());
  EXPECT_EQ(ParkedCount(), 3);
  EXPECT_EQ(applier_.RetryParked().value(), 0);
  EXPECT_EQ(Number(db(), "SELECT tries FROM parked_event WHERE seq = 1"), 6);

  handlers_ = ThingHandlers();
  EXPECT_EQ(applier_.RetryParked().value(), 3);
  EXPECT_EQ(ParkedCount(), 0);
  EXPECT_EQ(Ordinal(a_), 3);
  EXPECT_EQ(Complaints(), 0);
  // The aggregate goes on as before.
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 4, 4)}, 4), IsOk());
  EXPECT_EQ(Ordinal(a_), 4);
}

TEST_F(ApplierTest, PassingTroubleParksNothing) {
  for (const absl::Status& trouble :
       {absl::UnavailableError(""), absl::AbortedError(""), Refuse(Reason::kOverloaded)}) {
    handlers_.Event<google::protobuf::Int64Value>(
        [&](mysql::Transaction&, const Event&, const google::protobuf::Int64Value&) {
          return trouble;
        });
    EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1)}, 1), HasCode(trouble.code()));
  }
  EXPECT_EQ(Stored().seq, 0);
  EXPECT_EQ(ParkedCount(), 0);
}

TEST_F(ApplierTest, ASnapshotLoadsWhatIsNewerThanTheLastEvent) {
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(b_, 2, 1)}, 2), IsOk());
  EXPECT_THAT(applier_.Load(cursor_, epoch_, {State(a_, 77, e(1)), State(b_, 5, e(9))}), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, epoch_, 6));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), 5);
  EXPECT_EQ(Stored().seq, 6);
  // What the snapshot held already is not applied again, what is newer is.
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(b_, 8, 4), Tell(b_, 9, 5), Tell(b_, 10, 6)}, 10),
              IsOk());
  EXPECT_EQ(Ordinal(b_), 6);
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ApplierTest, AnotherEpochsSnapshotOverridesAndForgets) {
  const Ulid c = ThingIn(kPartition);
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(a_, 2, 2), Tell(b_, 3, 1)}, 3), IsOk());
  const Ulid later = Ulid::After(epoch_, absl::Now());
  // The upstream went back to a time before a's second event and before b.
  EXPECT_THAT(applier_.Load(cursor_, later, {State(a_, 1, e(1)), State(c, 4, e(4))}), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, later, 1));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), -1);
  EXPECT_EQ(Ordinal(c), 4);
  EXPECT_EQ(Stored().epoch, later);
  EXPECT_EQ(Stored().seq, 1);
  EXPECT_THAT(applier_.Apply(cursor_, {ThingEvent(a_, 2, 2, e(20))}, 2), IsOk());
  EXPECT_EQ(Ordinal(a_), 2);
}

TEST_F(ApplierTest, ASnapshotFreesWhatIsParked) {
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, -1), Tell(a_, 2, 2)}, 2), IsOk());
  EXPECT_EQ(ParkedCount(), 2);
  EXPECT_THAT(applier_.Load(cursor_, epoch_, {State(a_, 2, e(2))}), IsOk());
  EXPECT_EQ(ParkedCount(), 0);
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, epoch_, 2));
  EXPECT_TRUE(moved);
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 3, 3)}, 3), IsOk());
  EXPECT_EQ(Ordinal(a_), 3);
}

TEST_F(ApplierTest, ABadStateIsParkedAndItsEventsWait) {
  SnapshotItem bad = State(a_, 2, e(2));
  bad.version = -1;
  EXPECT_THAT(applier_.Load(cursor_, epoch_, {bad, State(b_, 3, e(3))}), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, epoch_, 3));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Ordinal(a_), -1);
  EXPECT_EQ(Ordinal(b_), 3);
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 4, 3)}, 4), IsOk());
  EXPECT_EQ(ParkedCount(), 2);

  handlers_.State<google::protobuf::UInt64Value>([](mysql::Transaction& tx,
                                                    const SnapshotItem& item,
                                                    const google::protobuf::UInt64Value& state) {
    return tx
        .Execute("INSERT INTO tally (aggregate, ordinal) VALUES (?, ?)",
                 {item.aggregate, static_cast<int64_t>(state.value())})
        .status();
  });
  EXPECT_EQ(applier_.RetryParked().value(), 2);
  EXPECT_EQ(Ordinal(a_), 3);
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ApplierTest, AFailureToForgetHoldsNobodyUp) {
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(b_, 2, 1)}, 2), IsOk());
  handlers_.Gone([&](mysql::Transaction& tx, const std::string& aggregate) {
    if (aggregate == ThingName(a_)) return absl::FailedPreconditionError("in use");
    return tx.Execute("DELETE FROM tally WHERE aggregate = ?", {aggregate}).status();
  });
  const Ulid later = Ulid::After(epoch_, absl::Now());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, later, 0));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), -1);
  EXPECT_EQ(ParkedCount(), 1);
  handlers_ = ThingHandlers();
  EXPECT_EQ(applier_.RetryParked().value(), 1);
  EXPECT_EQ(Ordinal(a_), -1);
  EXPECT_EQ(Number(db(), "SELECT COUNT(*) FROM applied_event"), 0);
}

TEST_F(ApplierTest, ATombstoneForgets) {
  Event tombstone = Tell(a_, 2, 2);
  tombstone.tombstone = true;
  tombstone.payload.clear();
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), tombstone}, 2), IsOk());
  EXPECT_EQ(Ordinal(a_), -1);
}

TEST_F(ApplierTest, ReloadStartsFromNothing) {
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1), Tell(b_, 2, 1)}, 2), IsOk());
  ASSERT_THAT(applier_.Reload(), IsOk());
  cursor_ = Stored();
  EXPECT_TRUE(cursor_.epoch.is_zero());
  EXPECT_THAT(applier_.Load(cursor_, epoch_, {State(a_, 1, e(1))}), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool moved, applier_.FinishLoad(cursor_, epoch_, 2));
  EXPECT_TRUE(moved);
  EXPECT_EQ(Ordinal(a_), 1);
  EXPECT_EQ(Ordinal(b_), -1);
}

TEST_F(ApplierTest, TwoSourcesDoNotMeet) {
  Applier other(db(), clock_, handlers_, "another", {});
  LADDER_ASSERT_OK_AND_ASSIGN(std::vector<Cursor> cursors, other.ReadCursors());
  LADDER_ASSERT_OK_AND_ASSIGN(const bool ready, other.FinishLoad(cursors[kPartition], epoch_, 0));
  EXPECT_TRUE(ready);
  EXPECT_THAT(applier_.Apply(cursor_, {Tell(a_, 1, 1)}, 1), IsOk());
  EXPECT_THAT(other.Apply(cursors[kPartition], {ThingEvent(a_, 5, 2, e(1))}, 5), IsOk());
  EXPECT_EQ(Stored().seq, 1);
  EXPECT_EQ(ParkedCount(), 1);  // the effect's key was taken by the first source's
}

}  // namespace
}  // namespace ladder::feed
