// Text as people type it, made one text: Unicode normal forms, case, width and spaces
// (docs/domain.md 2.1, 2.2). Codes and numbers go through CodeText before any test; names and
// remarks through ParseText before they are stored.
#pragma once

#include <cstddef>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

// A code after normalising: NFKC (full-width becomes ASCII), no spaces or hyphens anywhere, ASCII
// letters in upper case. Plain ASCII of up to 40 characters, which is all but the odd one,
// allocates nothing.
class CodeText {
 public:
  // Stands for any one character outside ASCII, so that sizes are in characters; in no code's
  // alphabet.
  static constexpr char kForeign = '\x1a';

  explicit CodeText(absl::string_view written);

  absl::string_view text() const { return {chars_.data(), chars_.size()}; }
  size_t size() const { return chars_.size(); }

 private:
  void Append(char c);
  void AppendNormalised(absl::string_view written);

  absl::InlinedVector<char, 40> chars_;
};

// Bounds of one text field.
struct TextRule {
  absl::string_view field;  // named by the refusal
  int characters_max = 50;  // in characters, not bytes: a name has up to 50 (docs/domain.md 2.1)
  bool required = false;    // an empty text, or one of spaces alone, is refused
  bool lines = false;       // line feeds and tabs may stand in it
};

// The text to store: trimmed, NFC. Refuses FIELD_TEXT (not UTF-8, or with control or direction
// characters), FIELD_REQUIRED, FIELD_TOO_LONG, in this order. Rare characters outside the BMP,
// U+3007 and U+00B7 pass.
absl::StatusOr<std::string> ParseText(absl::string_view written, const TextRule& rule);

// Number of Unicode characters of valid UTF-8; an ill-formed sequence counts as one.
int CountCharacters(absl::string_view utf8);

}  // namespace ladder
