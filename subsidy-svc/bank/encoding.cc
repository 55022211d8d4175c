#include "subsidy-svc/bank/encoding.h"

#include <iconv.h>

#include <memory>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

struct Closer {
  void operator()(void* converter) const { iconv_close(converter); }
};

absl::StatusOr<std::string> Convert(const char* to, const char* from, absl::string_view text) {
  const iconv_t opened = iconv_open(to, from);
  // Both encodings come with the C library.
  LADDER_INVARIANT(opened != reinterpret_cast<iconv_t>(-1));
  const std::unique_ptr<void, Closer> converter(opened);
  std::string input(text);
  // A character of either encoding takes at most four bytes in the other, for each of its own.
  std::string output(input.size() * 4, '\0');
  char* in = input.data();
  char* out = output.data();
  size_t in_left = input.size();
  size_t out_left = output.size();
  const size_t converted = iconv(converter.get(), &in, &in_left, &out, &out_left);
  // A count above zero would be of characters that were replaced by others.
  if (converted != 0 || in_left != 0) return Refuse(Reason::kBankEncoding);
  output.resize(output.size() - out_left);
  return output;
}

}  // namespace

absl::StatusOr<std::string> ToGb18030(absl::string_view utf8) {
  return Convert("GB18030", "UTF-8", utf8);
}

absl::StatusOr<std::string> FromGb18030(absl::string_view bytes) {
  return Convert("UTF-8", "GB18030", bytes);
}

}  // namespace ladder::subsidy
