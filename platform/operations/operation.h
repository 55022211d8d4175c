// A long-running operation as it is stored and shown (docs/architecture.md 4 and 9.10).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "platform/id/ulid.h"

namespace ladder::operations {

inline constexpr int64_t kPartBytesMax = 256 * 1024;            // of one stored part of the input
inline constexpr int64_t kInputBytesMax = 64 * 1024 * 1024;     // of all parts
inline constexpr int64_t kCheckpointBytesMax = 256 * 1024;      // of what a kind keeps of its work
inline constexpr int64_t kResultBytesMax = 1024 * 1024;         // of the answer
inline constexpr absl::Duration kRetention = absl::Hours(168);  // after the end: seven days

// The numbers are those of the table.
enum class State {
  kReceiving = 1,  // the input is not complete: no runner takes it
  kOpen = 2,       // waiting for a runner, or run by one
  kSucceeded = 3,
  kFailed = 4,
  kCancelled = 5,
};
inline bool IsDone(State state) { return state >= State::kSucceeded; }

// How far an operation is, for whoever waits for it. `done` never goes back.
struct Progress {
  int64_t done = 0;
  int64_t total = 0;      // 0: not known yet
  std::string step = "";  // what it does now, a code of the kind: "validate", "write"
};

// Where an operation goes on after its last committed step.
struct Checkpoint {
  std::string data = "";  // the kind's own; empty before the first step
  Progress progress = {};
};

struct Operation {
  Ulid id = {};
  std::string kind = "";       // "registry.persons.import"
  std::string principal = "";  // who started it
  State state = State::kOpen;
  Progress progress = {};
  bool cancel_requested = false;
  int64_t input_bytes = 0;
  absl::Time created = absl::UnixEpoch();
  absl::Time updated = absl::UnixEpoch();
  std::optional<absl::Time> started = std::nullopt;  // by a runner
  std::optional<absl::Time> ended = std::nullopt;
  std::string result = "";  // a serialized google.protobuf.Any, when it succeeded; empty in lists
  std::string error = "";   // a serialized google.rpc.Status, when it failed or was cancelled
};

}  // namespace ladder::operations
