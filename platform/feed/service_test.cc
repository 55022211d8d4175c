#include "platform/feed/service.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ladder/options/v1/reasons.h"
#include "platform/feed/client_stream.h"
#include "platform/feed/numberer.h"
#include "platform/feed/testing/feed_server.h"
#include "platform/feed/testing/feed_test.h"
#include "platform/rpc/status_proto.h"

namespace ladder::feed {
namespace {

using events::v1::EventBatch;
using events::v1::SnapshotPage;

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() { Serve({.heartbeat = absl::Milliseconds(50), .batch_events_max = 10}); }
  void Serve(EventFeedOptions options) {
    server_.reset();
    server_ = std::make_unique<FeedServer>(db(), std::move(options));
    stub_ = events::v1::EventFeed::NewStub(server_->channel());
  }
  mysql::Database& db() { return schema_.database(); }

  events::v1::GetHeadsResponse Heads() {
    grpc::ClientContext context;
    events::v1::GetHeadsResponse response;
    const grpc::Status status = stub_->GetHeads(&context, {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  events::v1::ReadEventsRequest From(int partition, int64_t after) {
    events::v1::ReadEventsRequest request;
    auto& cursor = *request.add_cursors();
    cursor.set_partition(partition);
    cursor.set_epoch(Heads().epoch());
    cursor.set_after_seq(after);
    return request;
  }
  // The reason for which the stream ends.
  std::string EventsRefusal(const events::v1::ReadEventsRequest& request) {
    grpc::ClientContext context;
    const auto reader = stub_->ReadEvents(&context, request);
    EventBatch batch;
    while (reader->Read(&batch)) {
    }
    return rpc::ReasonOfDetails(reader->Finish().error_details());
  }
  // Events until there are `count`.
  std::vector<events::v1::Event> Read(const events::v1::ReadEventsRequest& request, size_t count) {
    grpc::ClientContext context;
    const auto reader = stub_->ReadEvents(&context, request);
    std::vector<events::v1::Event> events;
    EventBatch batch;
    while (events.size() < count && reader->Read(&batch)) {
      if (batch.heartbeat()) continue;
      EXPECT_EQ(batch.last_seq(), batch.after_seq() + 10 < batch.head_seq() ? batch.after_seq() + 10
                                                                            : batch.head_seq());
      events.insert(events.end(), batch.events().begin(), batch.events().end());
    }
    context.TryCancel();
    (void)reader->Finish();
    return events;
  }
  std::vector<SnapshotPage> Snapshot(int partition) {
    grpc::ClientContext context;
    events::v1::ReadSnapshotRequest request;
    request.set_partition(partition);
    request.set_epoch(Heads().epoch());
    const auto reader = stub_->ReadSnapshot(&context, request);
    std::vector<SnapshotPage> pages;
    SnapshotPage page;
    while (reader->Read(&page)) pages.push_back(page);
    EXPECT_TRUE(reader->Finish().ok());
    return pages;
  }

  Schema schema_{"service"};
  std::unique_ptr<FeedServer> server_;
  std::unique_ptr<events::v1::EventFeed::Stub> stub_;
};

TEST_F(ServiceTest, HeadsTellWhatIsNumberedAndKept) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(ChangeThing(db(), ThingIn(4)), IsOk());
  ASSERT_TRUE(Eventually([&] { return Heads().heads(4).last_seq() == 3; }));
  EXPECT_EQ(Heads().heads_size(), kPartitions);
  EXPECT_EQ(Heads().heads(4).first_seq(), 1);
  EXPECT_EQ(Heads().heads(5).last_seq(), 0);
  EXPECT_EQ(Heads().heads(5).first_seq(), 1);
}

TEST_F(ServiceTest, EventsComeInOrderOldAndNew) {
  const Ulid id = ThingIn(4);
  for (int i = 0; i < 25; ++i) ASSERT_THAT(ChangeThing(db(), id), IsOk());
  ASSERT_TRUE(Eventually([&] { return Heads().heads(4).last_seq() == 25; }));
  const std::vector<events::v1::Event> events = Read(From(4, 3), 22);
  ASSERT_EQ(events.size(), 22u);
  for (size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].seq(), static_cast<int64_t>(i) + 4);
    EXPECT_EQ(events[i].version(), static_cast<int64_t>(i) + 4);
    EXPECT_EQ(events[i].aggregate(), ThingName(id));
    EXPECT_EQ(events[i].day().year(), 2026);
  }
}

TEST_F(ServiceTest, AnOpenStreamIsWokenByAWriter) {
  const events::v1::ReadEventsRequest request = From(4, 0);
  ClientStream<EventBatch> stream([&](auto* context, auto* reactor) {
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  EventBatch batch;
  ASSERT_EQ(stream.Next(absl::Seconds(10), batch), NextResult::kMessage);
  EXPECT_TRUE(batch.heartbeat());
  ASSERT_EQ(batch.heads_size(), 1);
  EXPECT_EQ(batch.heads(0).last_seq(), 0);

  ASSERT_THAT(ChangeThing(db(), ThingIn(4), {.wakeup = &server_->wakeup()}), IsOk());
  ASSERT_TRUE(Eventually([&] {
    return stream.Next(absl::Seconds(10), batch) == NextResult::kMessage && !batch.heartbeat();
  }));
  EXPECT_EQ(batch.events(0).seq(), 1);
  EXPECT_EQ(batch.head_seq(), 1);
  // And heartbeats again, with the new head.
  ASSERT_TRUE(Eventually([&] {
    return stream.Next(absl::Seconds(10), batch) == NextResult::kMessage && batch.heartbeat() &&
           batch.heads(0).last_seq() == 1;
  }));
}

TEST_F(ServiceTest, CursorsThatAreNone) {
  struct Case {
    const char* what = "";
    int partition = 0;
    const char* epoch = nullptr;  // the feed's own
    int64_t after = 0;
    const char* reason = "";
  };
  const Case kCases[] = {
      {.what = "below", .partition = -1, .reason = "FIELD_OUT_OF_RANGE"},
      {.what = "above", .partition = 64, .reason = "FIELD_OUT_OF_RANGE"},
      {.what = "negative", .after = -1, .reason = "FIELD_OUT_OF_RANGE"},
      {.what = "no epoch", .epoch = "", .reason = "NAME_INVALID"},
      {.what = "other epoch", .epoch = "01ARZ3NDEKTSV4RRFFQ69G5FAV", .reason = "FEED_RESET"},
      {.what = "past the head", .after = 1, .reason = "FEED_RESET"},
  };
  for (const Case& c : kCases) {
    events::v1::ReadEventsRequest request = From(c.partition, c.after);
    if (c.epoch != nullptr) request.mutable_cursors(0)->set_epoch(c.epoch);
    EXPECT_EQ(EventsRefusal(request), c.reason) << c.what;
  }
  EXPECT_EQ(EventsRefusal({}), "FIELD_REQUIRED");
  events::v1::ReadEventsRequest twice = From(4, 0);
  *twice.add_cursors() = twice.cursors(0);
  EXPECT_EQ(EventsRefusal(twice), "FIELD_OUT_OF_RANGE");
}

TEST_F(ServiceTest, ACursorOlderThanWhatIsKeptIsReset) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(ChangeThing(db(), ThingIn(4)), IsOk());
  ASSERT_TRUE(Eventually([&] { return Heads().heads(4).last_seq() == 3; }));
  ASSERT_THAT(Prune(db(), absl::Now() + absl::Hours(24 * 91)), IsOk());
  EXPECT_EQ(EventsRefusal(From(4, 2)), "FEED_RESET");
  ASSERT_THAT(ChangeThing(db(), ThingIn(4)), IsOk());
  EXPECT_EQ(Read(From(4, 3), 1).size(), 1u);
}

TEST_F(ServiceTest, ANewEpochEndsOpenStreams) {
  const events::v1::ReadEventsRequest request = From(4, 0);
  ClientStream<EventBatch> stream([&](auto* context, auto* reactor) {
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  EventBatch batch;
  ASSERT_EQ(stream.Next(absl::Seconds(10), batch), NextResult::kMessage);
  ASSERT_THAT(RenewEpoch(db(), absl::Now()), IsOk());
  ASSERT_TRUE(
      Eventually([&] { return stream.Next(absl::Seconds(10), batch) == NextResult::kEnded; }));
  EXPECT_EQ(rpc::ReasonOfDetails(stream.status().error_details()), "FEED_RESET");
}

TEST_F(ServiceTest, SnapshotsHoldThePartitionsAggregatesMarkedOnesToo) {
  Serve({.snapshot_page = 3});
  std::vector<Ulid> things;
  for (int i = 0; i < 8; ++i) {
    things.push_back(ThingIn(4));
    ASSERT_THAT(ChangeThing(db(), things.back(), {.events = 2, .deleted = i == 7}), IsOk());
  }
  ASSERT_THAT(ChangeThing(db(), ThingIn(5)), IsOk());
  const std::vector<SnapshotPage> pages = Snapshot(4);
  ASSERT_EQ(pages.size(), 3u);
  std::vector<std::string> names;
  for (const SnapshotPage& page : pages) {
    for (const auto& item : page.items()) {
      names.push_back(item.aggregate());
      EXPECT_EQ(item.deleted(), item.aggregate() == ThingName(things[7]));
      EXPECT_FALSE(item.last_event().empty());
    }
  }
  ASSERT_EQ(names.size(), 8u);
  EXPECT_TRUE(Snapshot(6).empty());
}

TEST_F(ServiceTest, SnapshotRequestsThatAreNone) {
  const auto refusal = [&](int partition, const std::string& epoch) {
    grpc::ClientContext context;
    events::v1::ReadSnapshotRequest request;
    request.set_partition(partition);
    request.set_epoch(epoch);
    const auto reader = stub_->ReadSnapshot(&context, request);
    SnapshotPage page;
    while (reader->Read(&page)) {
    }
    return rpc::ReasonOfDetails(reader->Finish().error_details());
  };
  EXPECT_EQ(refusal(64, Heads().epoch()), "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(refusal(4, "x"), "NAME_INVALID");
  EXPECT_EQ(refusal(4, "01ARZ3NDEKTSV4RRFFQ69G5FAV"), "FEED_RESET");
}

TEST_F(ServiceTest, AReaderSeesWhatItsFilterLetsThrough) {
  const auto serve_with = [&](Sight sight) {
    Serve({.admit = [sight](const grpc::CallbackServerContext&) -> absl::StatusOr<EventFilter> {
      return EventFilter([sight](const Reach&) { return sight; });
    }});
  };
  ASSERT_THAT(ChangeThing(db(), ThingIn(4)), IsOk());
  ASSERT_TRUE(Eventually([&] { return Heads().heads(4).last_seq() == 1; }));

  serve_with(Sight::kTombstone);
  const std::vector<events::v1::Event> tombstones = Read(From(4, 0), 1);
  ASSERT_EQ(tombstones.size(), 1u);
  EXPECT_TRUE(tombstones[0].tombstone());
  EXPECT_TRUE(tombstones[0].payload().empty());
  EXPECT_TRUE(Snapshot(4).empty());

  serve_with(Sight::kNothing);
  const events::v1::ReadEventsRequest request = From(4, 0);
  ClientStream<EventBatch> stream([&](auto* context, auto* reactor) {
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  EventBatch batch;
  ASSERT_TRUE(Eventually([&] {
    return stream.Next(absl::Seconds(10), batch) == NextResult::kMessage && !batch.heartbeat();
  }));
  EXPECT_EQ(batch.events_size(), 0);
  EXPECT_EQ(batch.last_seq(), 1);
}

TEST_F(ServiceTest, WhoIsNotAdmittedGetsNothing) {
  Serve({.admit = [](const grpc::CallbackServerContext&) -> absl::StatusOr<EventFilter> {
    return Refuse(Reason::kPermissionDenied, {{"permission", "feed"}});
  }});
  grpc::ClientContext context;
  events::v1::GetHeadsResponse response;
  EXPECT_EQ(stub_->GetHeads(&context, {}, &response).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(EventsRefusal({}), "PERMISSION_DENIED");
}

TEST_F(ServiceTest, StopEndsStreamsAlsoOfReadersThatDoNotRead) {
  const Ulid id = ThingIn(4);
  for (int i = 0; i < 20; ++i) ASSERT_THAT(ChangeThing(db(), id, {.events = 20}), IsOk());
  const events::v1::ReadEventsRequest request = From(4, 0);
  ClientStream<EventBatch> reading([&](auto* context, auto* reactor) {
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  ClientStream<EventBatch> lazy([&](auto* context, auto* reactor) {
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  EventBatch batch;
  ASSERT_EQ(reading.Next(absl::Seconds(10), batch), NextResult::kMessage);
  ASSERT_TRUE(Eventually([&] { return server_->service().open_calls() == 2; }));
  server_->service().Stop();
  EXPECT_EQ(server_->service().open_calls(), 0);
  ASSERT_TRUE(
      Eventually([&] { return reading.Next(absl::Seconds(10), batch) == NextResult::kEnded; }));
  EXPECT_EQ(EventsRefusal(request), "SHUTTING_DOWN");
}

TEST_F(ServiceTest, AReaderThatGoesAwayLeavesNothingOpen) {
  const events::v1::ReadEventsRequest request = From(4, 0);
  {
    ClientStream<EventBatch> stream([&](auto* context, auto* reactor) {
      stub_->async()->ReadEvents(context, &request, reactor);
    });
    ASSERT_TRUE(Eventually([&] { return server_->service().open_calls() == 1; }));
  }
  EXPECT_TRUE(Eventually([&] { return server_->service().open_calls() == 0; }));
}

}  // namespace
}  // namespace ladder::feed
