#include "gateway/http/body_decoder.h"

#include <algorithm>

#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr size_t kSizeDigitsMax = 15;  // sixty bits
constexpr size_t kOverheadMax = 8 * 1024;

absl::Status Malformed() { return Refuse(Reason::kHttpMalformed, {{"problem", "chunked body"}}); }

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

}  // namespace

BodyDecoder::BodyDecoder(const HttpRequest& request) {
  if (request.chunked) {
    state_ = State::kSize;
  } else if (request.content_length.value_or(0) > 0) {
    state_ = State::kLength;
    left_ = *request.content_length;
  }
}

absl::StatusOr<size_t> BodyDecoder::Feed(absl::string_view bytes, std::string& body) {
  size_t used = 0;
  while (used < bytes.size() && state_ != State::kDone) {
    if (state_ != State::kLength && state_ != State::kData) {
      LADDER_RETURN_IF_ERROR(Step(bytes[used++]));
      continue;
    }
    const size_t size = static_cast<size_t>(std::min<uint64_t>(left_, bytes.size() - used));
    body.append(bytes.data() + used, size);
    used += size;
    left_ -= size;
    if (left_ == 0) state_ = state_ == State::kLength ? State::kDone : State::kDataReturn;
  }
  return used;
}

// chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF ; last-chunk = 1*"0" [ chunk-ext ] CRLF,
// then trailers, CRLF.
absl::Status BodyDecoder::Step(char c) {
  switch (state_) {
    case State::kSize:
      return StepSize(c);
    case State::kExtension:
      if (c == '\r') {
        state_ = State::kSizeEnd;
        return absl::OkStatus();
      }
      return IsControl(c) || ++overhead_ > kOverheadMax ? Malformed() : absl::OkStatus();
    case State::kSizeEnd:
      if (c != '\n') return Malformed();
      state_ = left_ > 0 ? State::kData : State::kTrailer;
      return absl::OkStatus();
    case State::kDataReturn:
      if (c != '\r') return Malformed();
      state_ = State::kDataEnd;
      return absl::OkStatus();
    case State::kDataEnd:
      if (c != '\n') return Malformed();
      state_ = State::kSize;
      digits_ = 0;
      return absl::OkStatus();
    case State::kTrailer:
    case State::kTrailerEnd:
      return StepTrailer(c);
    case State::kLength:
    case State::kData:
    case State::kDone:
      break;
  }
  return Malformed();
}

absl::Status BodyDecoder::StepSize(char c) {
  if (const int digit = HexDigit(c); digit >= 0) {
    if (++digits_ > kSizeDigitsMax) return Malformed();
    left_ = left_ * 16 + static_cast<uint64_t>(digit);
    return absl::OkStatus();
  }
  if (digits_ == 0 || (c != ';' && c != '\r')) return Malformed();
  state_ = c == ';' ? State::kExtension : State::kSizeEnd;
  return absl::OkStatus();
}

// Trailers are not merged into the headers (RFC 9110 6.5.1): they are read past.
absl::Status BodyDecoder::StepTrailer(char c) {
  if (state_ == State::kTrailerEnd) {
    if (c != '\n') return Malformed();
    state_ = line_empty_ ? State::kDone : State::kTrailer;
    line_empty_ = true;
    return absl::OkStatus();
  }
  if (c == '\r') {
    state_ = State::kTrailerEnd;
    return absl::OkStatus();
  }
  line_empty_ = false;
  return IsControl(c) || ++overhead_ > kOverheadMax ? Malformed() : absl::OkStatus();
}

}  // namespace ladder::gateway
