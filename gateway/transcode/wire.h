// The protobuf wire format (https://protobuf.dev/programming-guides/encoding/), written and read
// without message objects: transcoding knows a message only by its descriptor, and a DynamicMessage
// would cost more than the JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ladder::gateway {

enum class WireType : uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

// Appends fields. Nested messages and packed lists are opened and closed; their lengths are put in
// place by one pass at the end, so that deep nesting never moves the same bytes twice.
class WireWriter {
 public:
  void Tag(int number, WireType type);
  void Varint(uint64_t value);
  void Fixed32(uint32_t value);
  void Fixed64(uint64_t value);
  // Bytes that are whole fields already.
  void Raw(absl::string_view bytes) { buffer_.append(bytes.data(), bytes.size()); }
  // A length and the bytes.
  void Bytes(absl::string_view bytes);

  // What stands between Open and Close gets its length in front. Closed in the reverse order of
  // opening.
  size_t Open();
  void Close(size_t token);

  // Bytes written so far, without the lengths of what Open began.
  size_t size() const { return buffer_.size(); }
  // What was written since `size()` was `from`. Only for stretches without Open.
  absl::string_view Since(size_t from) const { return absl::string_view(buffer_).substr(from); }
  // Takes back everything since `from`. Only for stretches without Open.
  void Rewind(size_t from) { buffer_.resize(from); }

  // The finished message; the writer is empty afterwards.
  std::string Finish();

 private:
  struct Length {
    size_t position = 0;      // where in buffer_ the length belongs
    size_t size = 0;          // the length, once closed
    size_t extra_before = 0;  // bytes of lengths already known when it was opened
  };
  std::string buffer_;
  std::vector<Length> lengths_;  // in order of position
  size_t extra_ = 0;
};

// One field as it stands on the wire.
struct WireField {
  int number = 0;
  WireType type = WireType::kVarint;
  uint64_t scalar = 0;           // of varints and fixed numbers
  absl::string_view bytes = {};  // of kBytes
};

// Reads fields in order. Never reads past its bytes; groups are refused.
class WireReader {
 public:
  explicit WireReader(absl::string_view bytes) : rest_(bytes) {}

  bool done() const { return rest_.empty(); }
  // False when the bytes are malformed.
  bool Next(WireField& field);
  // One element of a packed list.
  bool NextVarint(uint64_t& value);
  bool NextFixed32(uint32_t& value);
  bool NextFixed64(uint64_t& value);

 private:
  absl::string_view rest_;
};

inline uint32_t ZigZag32(int32_t value) {
  return (static_cast<uint32_t>(value) << 1) ^ static_cast<uint32_t>(value >> 31);
}
inline uint64_t ZigZag64(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
inline int32_t UnZigZag32(uint32_t value) {
  return static_cast<int32_t>((value >> 1) ^ (~(value & 1) + 1));
}
inline int64_t UnZigZag64(uint64_t value) {
  return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

}  // namespace ladder::gateway
