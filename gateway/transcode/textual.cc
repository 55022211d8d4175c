// The well-known types whose JSON is a string.
#include <google/protobuf/util/time_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/scalar.h"

namespace ladder::gateway {
namespace {

using google::protobuf::Duration;
using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

constexpr int kNanosPerSecond = 1'000'000'000;

template <typename Message>
void AppendSecondsAndNanos(const Message& value, WireWriter& out) {
  out.Tag(1, WireType::kVarint);
  out.Varint(static_cast<uint64_t>(value.seconds()));
  out.Tag(2, WireType::kVarint);
  out.Varint(static_cast<uint64_t>(static_cast<int64_t>(value.nanos())));
}

bool InRange(const Timestamp& value) {
  return value.seconds() >= TimeUtil::kTimestampMinSeconds &&
         value.seconds() <= TimeUtil::kTimestampMaxSeconds && value.nanos() >= 0 &&
         value.nanos() < kNanosPerSecond;
}

bool InRange(const Duration& value) {
  const bool signs_differ =
      (value.seconds() > 0 && value.nanos() < 0) || (value.seconds() < 0 && value.nanos() > 0);
  return value.seconds() >= TimeUtil::kDurationMinSeconds &&
         value.seconds() <= TimeUtil::kDurationMaxSeconds && value.nanos() > -kNanosPerSecond &&
         value.nanos() < kNanosPerSecond && !signs_differ;
}

// "3.5s": the library's parser also takes what is no duration, so the form is checked here.
bool IsDurationForm(absl::string_view text) {
  if (text.size() < 2 || text.back() != 's') return false;
  text.remove_suffix(1);
  if (text.front() == '-') text.remove_prefix(1);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('.', 1));
  const auto digits = [](absl::string_view part, size_t max) {
    return !part.empty() && part.size() <= max &&
           part.find_first_not_of("0123456789") == absl::string_view::npos;
  };
  const bool has_fraction = text.find('.') != absl::string_view::npos;
  return digits(parts.first, 12) && (!has_fraction || digits(parts.second, 9));
}

// "displayName" -> "display_name"; a path of the proto's own spelling stays. Empty when it is
// neither.
std::string SnakePath(absl::string_view path) {
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (!absl::ascii_isalnum(byte) && c != '_' && c != '.' && c != '*') return "";
    if (absl::ascii_isupper(byte)) {
      if (out.empty() || path.find('_') != absl::string_view::npos) return "";
      absl::StrAppend(&out, "_");
    }
    out.push_back(absl::ascii_tolower(byte));
  }
  return out;
}

// "display_name" -> "displayName"
std::string CamelPath(absl::string_view path) {
  std::string out;
  bool upper = false;
  for (const char c : path) {
    if (c == '_') {
      upper = true;
      continue;
    }
    out.push_back(upper ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c);
    upper = false;
  }
  return out;
}

Fault AppendMask(absl::string_view text, WireWriter& out) {
  if (text.empty()) return Fault::kNone;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const std::string path = SnakePath(part);
    if (path.empty()) return Fault::kType;
    out.Tag(1, WireType::kBytes);
    out.Bytes(path);
  }
  return Fault::kNone;
}

absl::optional<std::string> MaskToString(absl::string_view wire) {
  std::vector<std::string> paths;
  WireReader reader(wire);
  WireField field;
  while (!reader.done()) {
    if (!reader.Next(field)) return absl::nullopt;
    if (field.number == 1 && field.type == WireType::kBytes)
      paths.push_back(CamelPath(field.bytes));
  }
  return absl::StrJoin(paths, ",");
}

}  // namespace

bool IsTextual(WellKnown kind) {
  return kind == WellKnown::kTimestamp || kind == WellKnown::kDuration ||
         kind == WellKnown::kFieldMask;
}

absl::string_view TextualName(WellKnown kind) {
  if (kind == WellKnown::kTimestamp) return "a timestamp (RFC 3339)";
  if (kind == WellKnown::kDuration) return "a duration (\"1.5s\")";
  return "a comma-separated list of fields";
}

Fault AppendTextual(WellKnown kind, absl::string_view text, WireWriter& out) {
  if (kind == WellKnown::kFieldMask) return AppendMask(text, out);
  if (kind == WellKnown::kTimestamp) {
    Timestamp value;
    if (!TimeUtil::FromString(std::string(text), &value) || !InRange(value)) return Fault::kType;
    AppendSecondsAndNanos(value, out);
    return Fault::kNone;
  }
  Duration value;
  if (!IsDurationForm(text) || !TimeUtil::FromString(std::string(text), &value) || !InRange(value))
    return Fault::kType;
  AppendSecondsAndNanos(value, out);
  return Fault::kNone;
}

absl::optional<std::string> TextualToString(WellKnown kind, absl::string_view wire) {
  const int size = static_cast<int>(wire.size());
  if (kind == WellKnown::kFieldMask) return MaskToString(wire);
  if (kind == WellKnown::kTimestamp) {
    Timestamp value;
    if (!value.ParseFromArray(wire.data(), size) || !InRange(value)) return absl::nullopt;
    return TimeUtil::ToString(value);
  }
  Duration value;
  if (!value.ParseFromArray(wire.data(), size) || !InRange(value)) return absl::nullopt;
  return TimeUtil::ToString(value);
}

}  // namespace ladder::gateway
