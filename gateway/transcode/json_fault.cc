#include "gateway/transcode/json_fault.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "gateway/transcode/url.h"

namespace ladder::gateway {
namespace {

class Scanner {
 public:
  Scanner(absl::string_view text, int depth_max) : text_(text), depth_max_(depth_max) {}

  JsonFault Run() {
    Blanks();
    if (Value(0)) {
      Blanks();
      if (at_ != text_.size()) Fail("more after the value");
    }
    return fault_;
  }

 private:
  bool Value(int depth) {
    if (depth > depth_max_) return Fail("nested too deeply");
    if (at_ == text_.size()) return Fail("unexpected end");
    switch (text_[at_]) {
      case '{':
        return Object(depth);
      case '[':
        return Array(depth);
      case '"':
        return String();
      case 't':
        return Word("true");
      case 'f':
        return Word("false");
      case 'n':
        return Word("null");
      default:
        return Number();
    }
  }

  bool Object(int depth) {
    ++at_;
    Blanks();
    if (Take('}')) return true;
    do {
      Blanks();
      if (at_ == text_.size() || text_[at_] != '"') return Fail("expected a name in quotes");
      if (!String()) return false;
      Blanks();
      if (!Take(':')) return Fail("expected \":\"");
      Blanks();
      if (!Value(depth + 1)) return false;
      Blanks();
    } while (Take(','));
    return Take('}') || Fail("expected \",\" or \"}\"");
  }

  bool Array(int depth) {
    ++at_;
    Blanks();
    if (Take(']')) return true;
    do {
      Blanks();
      if (!Value(depth + 1)) return false;
      Blanks();
    } while (Take(','));
    return Take(']') || Fail("expected \",\" or \"]\"");
  }

  bool String() {
    const size_t start = ++at_;
    for (; at_ < text_.size(); ++at_) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c < 0x20) return Fail("control character in a string");
      if (c == '\\' && !Escape()) return false;
      if (c != '"') continue;
      if (!IsUtf8(text_.substr(start, at_ - start))) return Utf8Fault(start);
      ++at_;
      return true;
    }
    return Fail("unclosed string");
  }

  // Leaves at_ on the escape's last character.
  bool Escape() {
    if (++at_ == text_.size()) return Fail("unclosed string");
    if (text_[at_] != 'u')
      return absl::string_view("\"\\/bfnrt").find(text_[at_]) != absl::string_view::npos ||
             Fail("bad escape");
    uint32_t unit = 0;
    if (!HexUnit(unit)) return false;
    if (unit >= 0xdc00 && unit <= 0xdfff) return Fail("half of a surrogate pair");
    if (unit < 0xd800 || unit > 0xdbff) return true;
    if (text_.substr(at_ + 1, 2) != "\\u") return Fail("half of a surrogate pair");
    at_ += 2;
    if (!HexUnit(unit)) return false;
    return (unit >= 0xdc00 && unit <= 0xdfff) || Fail("half of a surrogate pair");
  }

  // Four hexadecimal digits after the "u" at at_.
  bool HexUnit(uint32_t& unit) {
    const absl::string_view digits = text_.substr(std::min(at_ + 1, text_.size()), 4);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() != 4 || result.ptr != digits.data() + 4) return Fail("bad escape");
    at_ += 4;
    return true;
  }

  bool Utf8Fault(size_t start) {
    at_ = start;
    while (const size_t size = Utf8CharacterSize(text_.substr(at_))) at_ += size;
    return Fail("invalid UTF-8");
  }

  bool Number() {
    const size_t start = at_;
    Take('-');
    if (Take('0')) {
      if (at_ < text_.size() && absl::ascii_isdigit(static_cast<unsigned char>(text_[at_]))) {
        return FailAt(start, "a number with a leading zero");
      }
    } else if (!Digits()) {
      return FailAt(start, "expected a value");
    }
    bool integral = true;
    if (Take('.')) {
      integral = false;
      if (!Digits()) return Fail("expected a digit");
    }
    if (Take('e') || Take('E')) {
      integral = false;
      if (!Take('+')) Take('-');
      if (!Digits()) return Fail("expected a digit");
    }
    return NumberFits(text_.substr(start, at_ - start), integral) ||
           FailAt(start, "a number that is too large");
  }

  static bool NumberFits(absl::string_view number, bool integral) {
    const char* const end = number.data() + number.size();
    if (integral) {
      int64_t value = 0;
      uint64_t unsigned_value = 0;
      return std::from_chars(number.data(), end, value).ec == std::errc() ||
             std::from_chars(number.data(), end, unsigned_value).ec == std::errc();
    }
    double value = 0;
    const auto result = std::from_chars(number.data(), end, value);
    // Underflow is reported like overflow, but gives a small number rather than infinity elsewhere.
    return result.ec == std::errc() || number.find("e-") != absl::string_view::npos ||
           number.find("E-") != absl::string_view::npos;
  }

  bool Digits() {
    const size_t start = at_;
    while (at_ < text_.size() && absl::ascii_isdigit(static_cast<unsigned char>(text_[at_]))) ++at_;
    return at_ > start;
  }

  bool Word(absl::string_view word) {
    if (text_.substr(at_, word.size()) != word) return Fail("expected a value");
    at_ += word.size();
    return true;
  }

  void Blanks() {
    while (at_ < text_.size() &&
           absl::string_view(" \t\r\n").find(text_[at_]) != absl::string_view::npos)
      ++at_;
  }

  bool Take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool Fail(const char* problem) { return FailAt(at_, problem); }
  bool FailAt(size_t offset, const char* problem) {
    if (fault_.problem == nullptr)
      fault_ = {.problem = problem, .offset = std::min(offset, text_.size())};
    return false;
  }

  absl::string_view text_;
  int depth_max_;
  size_t at_ = 0;
  JsonFault fault_;
};

}  // namespace

JsonFault FindJsonFault(absl::string_view text, int depth_max) {
  return Scanner(text, depth_max).Run();
}

LineAndColumn Locate(absl::string_view text, size_t offset) {
  LineAndColumn place;
  for (const char c : text.substr(0, offset)) {
    place.line += c == '\n' ? 1 : 0;
    place.column = c == '\n' ? 1 : place.column + 1;
  }
  return place;
}

}  // namespace ladder::gateway
