// The canonical form of facts. Letters, digits and "._-" stand for themselves, every other byte is
// %XX, so that the marks of the form (":", ",", "/", "=", line end) never occur inside a text.
#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/facts.h"

namespace ladder::subsidy {
namespace {

std::string Escape(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '.' || c == '_' || c == '-') {
      out.push_back(c);
    } else {
      absl::StrAppend(&out, "%", absl::BytesToHexString(absl::string_view(&c, 1)));
    }
  }
  return out;
}

// nullopt for anything that Escape does not write.
std::optional<std::string> Unescape(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size() || !absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 1])) ||
        !absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 2]))) {
      return std::nullopt;
    }
    out += absl::HexStringToBytes(text.substr(i + 1, 2));
    i += 2;
  }
  if (Escape(out) != text) return std::nullopt;
  return out;
}

struct Formatter {
  std::string operator()(bool flag) const { return flag ? "b:1" : "b:0"; }
  std::string operator()(int64_t integer) const { return absl::StrCat("i:", integer); }
  std::string operator()(const std::string& text) const { return absl::StrCat("t:", Escape(text)); }
  std::string operator()(const FactTexts& texts) const {
    return absl::StrCat("l:", absl::StrJoin(texts, ",", [](std::string* out, const auto& text) {
                          absl::StrAppend(out, "=", Escape(text));
                        }));
  }
  std::string operator()(const FactPairs& pairs) const {
    return absl::StrCat("p:", absl::StrJoin(pairs, ",", [](std::string* out, const auto& pair) {
                          absl::StrAppend(out, Escape(pair.first), "/", Escape(pair.second));
                        }));
  }
  std::string operator()(const FactCounts& counts) const {
    return absl::StrCat("c:", absl::StrJoin(counts, ",", [](std::string* out, const auto& count) {
                          absl::StrAppend(out, Escape(count.first), "=", count.second);
                        }));
  }
};

std::vector<absl::string_view> Items(absl::string_view body) {
  if (body.empty()) return {};
  return absl::StrSplit(body, ',');
}

std::optional<FactValue> ParseTexts(absl::string_view body) {
  FactTexts texts;
  for (absl::string_view item : Items(body)) {
    if (item.empty() || item[0] != '=') return std::nullopt;
    const std::optional<std::string> text = Unescape(item.substr(1));
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  return texts;
}

std::optional<FactValue> ParsePairs(absl::string_view body) {
  FactPairs pairs;
  for (absl::string_view item : Items(body)) {
    const std::vector<absl::string_view> sides = absl::StrSplit(item, '/');
    if (sides.size() != 2) return std::nullopt;
    const std::optional<std::string> first = Unescape(sides[0]);
    const std::optional<std::string> second = Unescape(sides[1]);
    if (!first || !second) return std::nullopt;
    pairs.emplace_back(*first, *second);
  }
  return pairs;
}

std::optional<FactValue> ParseCounts(absl::string_view body) {
  FactCounts counts;
  for (absl::string_view item : Items(body)) {
    const std::vector<absl::string_view> sides = absl::StrSplit(item, '=');
    int64_t count = 0;
    if (sides.size() != 2 || !absl::SimpleAtoi(sides[1], &count)) return std::nullopt;
    const std::optional<std::string> name = Unescape(sides[0]);
    if (!name) return std::nullopt;
    counts[*name] = count;
  }
  return counts;
}

std::optional<FactValue> ParseValue(absl::string_view kind, absl::string_view body) {
  if (kind == "b") return FactValue(body == "1");
  if (kind == "l") return ParseTexts(body);
  if (kind == "p") return ParsePairs(body);
  if (kind == "c") return ParseCounts(body);
  if (kind == "i") {
    int64_t integer = 0;
    if (!absl::SimpleAtoi(body, &integer)) return std::nullopt;
    return FactValue(integer);
  }
  if (kind != "t") return std::nullopt;
  const std::optional<std::string> text = Unescape(body);
  if (!text) return std::nullopt;
  return FactValue(*text);
}

}  // namespace

std::string FormatFacts(const FactMap& facts) {
  std::string out;
  for (const auto& [key, value] : facts) {
    absl::StrAppend(&out, Escape(key), ":", std::visit(Formatter(), value), "\n");
  }
  return out;
}

absl::StatusOr<FactMap> ParseFacts(absl::string_view text) {
  FactMap facts;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    ++line_number;
    const std::vector<absl::string_view> parts = absl::StrSplit(line, ':');
    std::optional<std::string> key;
    std::optional<FactValue> value;
    if (parts.size() == 3) {
      key = Unescape(parts[0]);
      value = ParseValue(parts[1], parts[2]);
    }
    if (!key || !value) {
      return Refuse(Reason::kFactSnapshot, {{"line", absl::StrCat(line_number)}});
    }
    facts[*key] = *value;
  }
  // Only the canonical form is read, or two snapshots of the same facts could have different
  // digests.
  if (FormatFacts(facts) != text) return Refuse(Reason::kFactSnapshot, {{"line", "0"}});
  return facts;
}

}  // namespace ladder::subsidy
