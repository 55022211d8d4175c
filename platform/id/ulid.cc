#include "platform/id/ulid.h"

#include <sys/random.h>

#include <algorithm>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Value of a Crockford character, or -1.
int ValueOf(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const char* found = std::find(kAlphabet, kAlphabet + 32, c);
  return found == kAlphabet + 32 ? -1 : static_cast<int>(found - kAlphabet);
}

}  // namespace

Ulid Ulid::FromParts(int64_t time_ms, const std::array<uint8_t, 10>& random) {
  Ulid id;
  for (size_t i = 0; i < 6; ++i) id.bytes_[i] = static_cast<uint8_t>(time_ms >> (40 - 8 * i));
  std::copy(random.begin(), random.end(), id.bytes_.begin() + 6);
  return id;
}

Ulid Ulid::New(absl::Time now) {
  std::array<uint8_t, 10> random;
  LADDER_INVARIANT(getrandom(random.data(), random.size(), 0) ==
                   static_cast<ssize_t>(random.size()));
  return FromParts(absl::ToUnixMillis(now), random);
}

Ulid Ulid::After(const Ulid& last, absl::Time now) {
  return New(std::max(now, absl::FromUnixMillis(last.time_ms() + 1)));
}

absl::StatusOr<Ulid> Ulid::Parse(absl::string_view text) {
  const absl::Status invalid =
      Refuse(Reason::kNameInvalid,
             {{"field", "id"}, {"format", "26 characters of 0-9 A-Z without I L O U"}});
  if (text.size() != 26 || ValueOf(text[0]) > 7) return invalid;
  Ulid id;
  // 26 characters of 5 bits are 130: the first carries three bits only.
  uint32_t buffer = 0;
  int bits = -2;
  size_t out = 0;
  for (char c : text) {
    const int value = ValueOf(c);
    if (value < 0) return invalid;
    buffer = (buffer << 5) | static_cast<uint32_t>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      id.bytes_[out++] = static_cast<uint8_t>(buffer >> bits);
    }
  }
  return id;
}

Ulid Ulid::FromBytes(absl::string_view bytes) {
  LADDER_INVARIANT(bytes.size() == 16);
  Ulid id;
  std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
  return id;
}

std::string Ulid::ToString() const {
  std::string text;
  text.reserve(26);
  uint32_t buffer = 0;
  int bits = 2;
  for (uint8_t byte : bytes_) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text.push_back(kAlphabet[(buffer >> bits) & 31]);
    }
  }
  return text;
}

std::string Ulid::ToBytes() const { return std::string(bytes_.begin(), bytes_.end()); }

int64_t Ulid::time_ms() const {
  int64_t ms = 0;
  for (size_t i = 0; i < 6; ++i) ms = (ms << 8) | bytes_[i];
  return ms;
}

}  // namespace ladder
