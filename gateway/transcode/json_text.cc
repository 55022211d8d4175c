#include "gateway/transcode/json_text.h"

#include <charconv>
#include <cmath>

#include "gateway/transcode/url.h"

namespace ladder::gateway {
namespace {

constexpr float kTwoTo63 = 9223372036854775808.0f;
constexpr char kHexDigits[] = "0123456789abcdef";
constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

void AppendEscape(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default: {
      const auto byte = static_cast<unsigned char>(c);
      out += "\\u00";
      out.push_back(kHexDigits[byte >> 4]);
      out.push_back(kHexDigits[byte & 15]);
    }
  }
}

bool NeedsEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

std::string Repair(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t size = Utf8CharacterSize(text);
    if (size == 0) out.append(kReplacement.data(), kReplacement.size());
    out.append(text.data(), size);
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

template <typename Float>
void AppendFloating(Float value, std::string& out) {
  if (std::isnan(value)) {
    out += "\"NaN\"";
  } else if (std::isinf(value)) {
    out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  } else if (value == 0 && std::signbit(value)) {
    out += "-0.0";  // "-0" would be read back as an integer
  } else {
    char buffer[32];
    const std::to_chars_result result = std::to_chars(buffer, buffer + sizeof(buffer), value);
    out.append(buffer, result.ptr);
    // Many readers, ours among them, take digits alone for an integer, which must fit 64 bits.
    const absl::string_view digits(buffer, static_cast<size_t>(result.ptr - buffer));
    if (std::abs(value) >= kTwoTo63 && digits.find_first_of(".e") == absl::string_view::npos)
      out += ".0";
  }
}

}  // namespace

void AppendJsonString(absl::string_view text, std::string& out) {
  std::string repaired;
  if (!IsUtf8(text)) {
    repaired = Repair(text);
    text = repaired;
  }
  out.push_back('"');
  size_t plain = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!NeedsEscape(text[i])) continue;
    out.append(text.data() + plain, i - plain);
    AppendEscape(text[i], out);
    plain = i + 1;
  }
  out.append(text.data() + plain, text.size() - plain);
  out.push_back('"');
}

std::string JsonString(absl::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

void AppendJsonDouble(double value, std::string& out) { AppendFloating(value, out); }
void AppendJsonFloat(float value, std::string& out) { AppendFloating(value, out); }

}  // namespace ladder::gateway
