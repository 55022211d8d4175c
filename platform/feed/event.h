// An event as both ends of the feed see it (docs/architecture.md 9.1), and the partition it belongs
// to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"

namespace ladder::feed {

inline constexpr int kPartitions = 64;

// The most bytes of one payload or of one aggregate's state in a snapshot.
inline constexpr size_t kPayloadBytesMax = 256 * 1024;

// crc32 of the 16 bytes, mod 64: in SQL, `CRC32(id) MOD 64`, so that a snapshot can select a
// partition's roots.
int PartitionOf(const Ulid& aggregate_id);

// The divisions an aggregate belonged to before and after the change, for scoped subscribers.
// Empty: county-wide.
struct Reach {
  std::vector<int64_t> before = {};
  std::vector<int64_t> after = {};
  friend bool operator==(const Reach&, const Reach&) = default;
};

// The form in which a reach is stored: "420625100001,420625100002|420625100003".
std::string FormatReach(const Reach& reach);
// DATA_LOSS for a text that FormatReach did not make.
absl::StatusOr<Reach> ParseReach(absl::string_view text);

struct Event {
  int partition = 0;
  int64_t seq = 0;             // the partition's number for it; grows without gaps
  Ulid id = {};                // ids of one aggregate grow
  std::string aggregate = "";  // resource name
  int64_t version = 0;         // of the aggregate; one change may be told by several events
  std::string type = "";       // full name of the payload's message
  std::string payload = "";    // serialized; empty in a tombstone
  CivilDay day = {};           // the writer's
  Reach reach = {};
  std::string trace = "";  // W3C traceparent
  bool tombstone = false;  // the aggregate left what this reader may see
};

// One aggregate as it is now.
struct SnapshotItem {
  std::string aggregate = "";
  int64_t version = 0;
  Ulid last_event = {};    // the state is at least as new as this event
  std::string type = "";   // full name of the state's message
  std::string state = "";  // serialized; ids and codes, never clear personal data
  bool deleted = false;    // the root row is marked
  std::vector<int64_t> divisions = {};
};

}  // namespace ladder::feed
