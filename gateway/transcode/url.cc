#include "gateway/transcode/url.h"

#include <simdjson.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

absl::Status UrlInvalid() { return Refuse(Reason::kUrlInvalid); }

}  // namespace

bool IsUtf8(absl::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

size_t Utf8CharacterSize(absl::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  size_t size = 0;
  if ((lead & 0xe0) == 0xc0) size = 2;
  if ((lead & 0xf0) == 0xe0) size = 3;
  if ((lead & 0xf8) == 0xf0) size = 4;
  return size > 0 && size <= text.size() && IsUtf8(text.substr(0, size)) ? size : 0;
}

absl::StatusOr<std::string> PercentDecode(absl::string_view text, Decode decode) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '+' && decode == Decode::kPlusIsSpace) {
      out.push_back(' ');
      continue;
    }
    if (c != '%') {
      out.push_back(c);
      continue;
    }
    const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return UrlInvalid();
    const char decoded = static_cast<char>(high * 16 + low);
    if (decoded == '/' && decode == Decode::kKeepSlash) {
      out.append(text.data() + i, 3);
    } else {
      out.push_back(decoded);
    }
    i += 2;
  }
  if (out.find('\0') != std::string::npos || !IsUtf8(out)) return UrlInvalid();
  return out;
}

absl::StatusOr<Target> SplitTarget(absl::string_view target) {
  for (const char c : target) {
    if (c <= ' ' || c == 0x7f || c == '#') return UrlInvalid();
  }
  for (const absl::string_view scheme : {"http://", "https://"}) {
    if (!absl::StartsWithIgnoreCase(target, scheme)) continue;
    const size_t slash = target.find_first_of("/?", scheme.size());
    target = slash == absl::string_view::npos ? absl::string_view("/") : target.substr(slash);
    break;
  }
  if (!absl::StartsWith(target, "/")) return UrlInvalid();
  const size_t mark = target.find('?');
  if (mark == absl::string_view::npos) return Target{.path = target, .query = {}};
  return Target{.path = target.substr(0, mark), .query = target.substr(mark + 1)};
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseQuery(
    absl::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const absl::string_view part : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> split =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    LADDER_ASSIGN_OR_RETURN(std::string name, PercentDecode(split.first, Decode::kPlusIsSpace));
    LADDER_ASSIGN_OR_RETURN(std::string value, PercentDecode(split.second, Decode::kPlusIsSpace));
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

}  // namespace ladder::gateway
