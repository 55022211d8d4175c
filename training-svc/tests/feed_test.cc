// What the registry tells, and what training tells to who starts anew.
#include "ladder/events/v1/training.pb.h"
#include "training-svc/tasks/snapshot.h"
#include "training-svc/tests/training_test.h"

namespace ladder::training {
namespace {

class FeedTest : public TrainingTest {
 protected:
  int64_t Rows() {
    return fixture_.Count("SELECT COUNT(*) FROM person_profile") * 100 +
           fixture_.Count("SELECT COUNT(*) FROM person_scope") * 10 +
           fixture_.Count("SELECT COUNT(*) FROM person_period");
  }
  absl::Status Forget(const std::string& aggregate) {
    return fixture_.database().Transact(
        [&](mysql::Transaction& tx) { return RegistryHandlers().Forget(tx, aggregate); });
  }
};

TEST_F(FeedTest, APersonToldTwiceIsKeptOnce) {
  events::v1::PersonChanged event = PersonEvent(kGuodihu);
  event.set_residence_division(kHujiajing);
  ASSERT_THAT(Tell(event), IsOk());
  EXPECT_EQ(Rows(), 121);
  ASSERT_THAT(Tell(event), IsOk());
  EXPECT_EQ(Rows(), 121);
  event.set_residence_division(kGuodihu);
  ASSERT_THAT(Tell(event), IsOk());
  EXPECT_EQ(Rows(), 111);
}

TEST_F(FeedTest, ASnapshotsStateIsKeptLikeAnEvent) {
  const events::v1::PersonChanged state = PersonEvent(kGuodihu);
  const auto load = [&] {
    return fixture_.database().Transact([&](mysql::Transaction& tx) {
      return RegistryHandlers().Load(tx,
                                     {.aggregate = state.person(),
                                      .type = events::v1::PersonChanged::descriptor()->full_name(),
                                      .state = state.SerializeAsString()});
    });
  };
  ASSERT_THAT(load(), IsOk());
  ASSERT_THAT(load(), IsOk());
  EXPECT_EQ(Rows(), 111);
  ASSERT_THAT(Forget("households/01HZZZZZZZZZZZZZZZZZZZZZZZ"), IsOk());
  EXPECT_EQ(Rows(), 111);
  ASSERT_THAT(Forget(state.person()), IsOk());
  EXPECT_EQ(Rows(), 0);
}

TEST_F(FeedTest, ASnapshotHoldsEveryClassAndEnrolmentOnceAsTheirEventsToldThem) {
  const std::string name = OpenedClass(58);
  const std::string enrolment = Apply(name, MakePerson()).value.name();
  std::vector<feed::SnapshotItem> items;
  for (const feed::SnapshotPager& pager : SnapshotPagers()) {
    for (int partition = 0; partition < feed::kPartitions; ++partition) {
      const auto page = fixture_.database().Read(
          [&](mysql::Transaction& tx) { return pager(tx, partition, Ulid(), 100); });
      ASSERT_THAT(page, IsOk());
      for (const auto& [id, item] : *page) {
        EXPECT_EQ(feed::PartitionOf(id), partition);
        items.push_back(item);
      }
    }
  }
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].aggregate, name);
  EXPECT_EQ(items[1].aggregate, enrolment);
  events::v1::TrainingClassChanged of_class;
  ASSERT_TRUE(of_class.ParseFromString(items[0].state));
  EXPECT_EQ(of_class.seats_held(), 1);
  EXPECT_EQ(of_class.progress(), events::v1::CLASS_PROGRESS_OPEN);
  events::v1::EnrolmentChanged of_enrolment;
  ASSERT_TRUE(of_enrolment.ParseFromString(items[1].state));
  EXPECT_EQ(of_enrolment.progress(), events::v1::ENROLMENT_PROGRESS_OFFERED);
  EXPECT_EQ(of_enrolment.facts().training_class(), name);
  EXPECT_FALSE(items[1].last_event.is_zero());
}

}  // namespace
}  // namespace ladder::training
