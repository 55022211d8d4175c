// The body of one request out of the bytes behind its head (RFC 9112 6 and 7.1): by length or in
// chunks. Strict: chunk sizes are bare hexadecimal digits, lines end with CRLF. Extensions and
// trailers are read past and bounded.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/http/message.h"

namespace ladder::gateway {

class BodyDecoder {
 public:
  // Of a request without a body: done at once.
  BodyDecoder() = default;
  explicit BodyDecoder(const HttpRequest& request);

  // Takes bytes as they come, appends what they hold to `body`, and returns how many it used: all
  // of them, unless the body ends before. HTTP_MALFORMED.
  absl::StatusOr<size_t> Feed(absl::string_view bytes, std::string& body);
  bool done() const { return state_ == State::kDone; }

 private:
  enum class State {
    kLength,
    kSize,
    kExtension,
    kSizeEnd,
    kData,
    kDataReturn,
    kDataEnd,
    kTrailer,
    kTrailerEnd,
    kDone
  };

  absl::Status Step(char c);
  absl::Status StepSize(char c);
  absl::Status StepTrailer(char c);

  State state_ = State::kDone;
  uint64_t left_ = 0;       // bytes of the body, or of the chunk, still to come
  size_t digits_ = 0;       // of the chunk size
  size_t overhead_ = 0;     // bytes of extensions and trailers
  bool line_empty_ = true;  // the trailer line so far
};

}  // namespace ladder::gateway
