#include "platform/standards/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr UChar32 kHyphen = 0x2010;  // NFKC also makes the non-breaking hyphen this one.

// Steps through UTF-8 by characters; an ill-formed sequence is one character below zero.
class Characters {
 public:
  explicit Characters(absl::string_view utf8)
      : data_(utf8.data()), size_(static_cast<int32_t>(utf8.size())) {
    LADDER_INVARIANT(utf8.size() < size_t{std::numeric_limits<int32_t>::max()});
  }
  bool done() const { return next_ >= size_; }
  int32_t offset() const { return next_; }
// The macro's own arithmetic narrows, which only its authors could change.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
  UChar32 Next() {
    UChar32 c = 0;
    U8_NEXT(data_, next_, size_, c);
    return c;
  }
#pragma GCC diagnostic pop

 private:
  const char* data_;
  const int32_t size_;
  int32_t next_ = 0;
};

std::string Normalise(const icu::Normalizer2& form, absl::string_view utf8) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode error = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())), sink,
                     nullptr, error);
  LADDER_INVARIANT(U_SUCCESS(error));
  return out;
}

const icu::Normalizer2& Nfc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(error);
  LADDER_INVARIANT(form != nullptr);
  return *form;
}

const icu::Normalizer2& Nfkc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(error);
  LADDER_INVARIANT(form != nullptr);
  return *form;
}

// Characters that draw nothing and change how the rest reads: controls, and the marks that turn the
// direction.
bool IsControl(UChar32 c) {
  return u_charType(c) == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

absl::string_view Trim(absl::string_view utf8) {
  int32_t first = -1, last = 0;
  for (Characters in(utf8); !in.done();) {
    const int32_t offset = in.offset();
    if (u_isUWhiteSpace(in.Next())) continue;
    if (first < 0) first = offset;
    last = in.offset();
  }
  if (first < 0) return {};
  return utf8.substr(static_cast<size_t>(first), static_cast<size_t>(last - first));
}

bool IsCleanText(absl::string_view utf8, bool lines) {
  for (Characters in(utf8); !in.done();) {
    const UChar32 c = in.Next();
    if (c < 0) return false;
    const bool is_line = c == '\n' || c == '\t';
    if (IsControl(c) && !(lines && is_line)) return false;
  }
  return true;
}

}  // namespace

CodeText::CodeText(absl::string_view written) {
  for (const char c : written) {
    if (!absl::ascii_isascii(static_cast<unsigned char>(c))) {
      chars_.clear();
      AppendNormalised(written);
      return;
    }
    Append(c);
  }
}

void CodeText::Append(char c) {
  const unsigned char byte = static_cast<unsigned char>(c);
  if (c == '-' || absl::ascii_isspace(byte)) return;
  chars_.push_back(absl::ascii_toupper(byte));
}

void CodeText::AppendNormalised(absl::string_view written) {
  const std::string normal = Normalise(Nfkc(), written);
  for (Characters in(normal); !in.done();) {
    const UChar32 c = in.Next();
    if (c >= 0 && c < 0x80) {
      Append(static_cast<char>(c));
    } else if (c != kHyphen && (c < 0 || !u_isUWhiteSpace(c))) {
      chars_.push_back(kForeign);
    }
  }
}

absl::StatusOr<std::string> ParseText(absl::string_view written, const TextRule& rule) {
  const absl::string_view trimmed = Trim(written);
  if (!IsCleanText(trimmed, rule.lines)) return RefuseField(Reason::kFieldText, rule.field);
  if (trimmed.empty() && rule.required) return RefuseField(Reason::kFieldRequired, rule.field);
  std::string text = Normalise(Nfc(), trimmed);
  if (CountCharacters(text) > rule.characters_max) {
    return RefuseField(Reason::kFieldTooLong, rule.field,
                       {{"max", absl::StrCat(rule.characters_max)}});
  }
  return text;
}

int CountCharacters(absl::string_view utf8) {
  int count = 0;
  for (Characters in(utf8); !in.done(); in.Next()) ++count;
  return count;
}

}  // namespace ladder
