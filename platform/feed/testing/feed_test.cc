#include "platform/feed/testing/feed_test.h"

#include <map>
#include <set>
#include <string>

namespace ladder::feed {

void ExpectSound(mysql::Database& database) {
  std::map<int, int64_t> last_seq;
  std::map<std::string, Ulid> last_event;
  std::map<std::string, int64_t> last_version;
  std::set<Ulid> seen;
  for (const Event& event : ReadAll(database)) {
    EXPECT_EQ(event.seq, ++last_seq[event.partition]) << "partition " << event.partition;
    EXPECT_TRUE(seen.insert(event.id).second) << "twice: " << event.id.ToString();
    EXPECT_GT(event.id, last_event[event.aggregate]) << event.aggregate;
    EXPECT_GE(event.version, last_version[event.aggregate]) << event.aggregate;
    EXPECT_LE(event.version, last_version[event.aggregate] + 1) << event.aggregate;
    last_event[event.aggregate] = event.id;
    last_version[event.aggregate] = event.version;
  }
  const absl::StatusOr<LogBounds> bounds = database.Read(ReadBounds);
  ASSERT_TRUE(bounds.ok()) << bounds.status();
  for (int partition = 0; partition < kPartitions; ++partition) {
    EXPECT_EQ(bounds->heads.last_seq[static_cast<size_t>(partition)], last_seq[partition]);
  }
  EXPECT_EQ(
      Number(database, "SELECT COUNT(*) FROM event"),
      Number(database,
             "SELECT (SELECT COUNT(*) FROM event_log) + (SELECT COUNT(*) FROM event_pending)"));
  EXPECT_EQ(
      Number(database,
             "SELECT COUNT(*) FROM event_pending p JOIN event_log l ON l.event_id = p.event_id"),
      0);
}

}  // namespace ladder::feed
