#include "platform/status/status.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ladder/options/v1/reasons.h"

namespace ladder {
namespace {

constexpr absl::string_view kPayloadUrl = "ladder/refusal";

// The payload is a list of length-prefixed strings ("5:hello"), so that no text can break the
// frame.
void Append(std::string& out, absl::string_view text) {
  absl::StrAppend(&out, text.size(), ":", text);
}

class Reader {
 public:
  explicit Reader(absl::string_view data) : data_(data) {}
  std::string Next() {
    const size_t colon = data_.find(':');
    size_t size = 0;
    if (colon == absl::string_view::npos || !absl::SimpleAtoi(data_.substr(0, colon), &size) ||
        colon + 1 + size > data_.size()) {
      data_ = {};
      return "";
    }
    std::string text(data_.substr(colon + 1, size));
    data_.remove_prefix(colon + 1 + size);
    return text;
  }
  int NextInt() {
    int value = 0;
    return absl::SimpleAtoi(Next(), &value) ? value : 0;
  }

 private:
  absl::string_view data_;
};

std::string Encode(const Refusal& refusal) {
  std::string out;
  Append(out, refusal.reason);
  Append(out, refusal.zh);
  Append(out, refusal.en);
  Append(out,
         refusal.retry_after ? absl::StrCat(absl::ToInt64Milliseconds(*refusal.retry_after)) : "");
  Append(out, absl::StrCat(refusal.metadata.size()));
  for (const auto& [key, value] : refusal.metadata) {
    Append(out, key);
    Append(out, value);
  }
  Append(out, absl::StrCat(refusal.fields.size()));
  for (const FieldViolation& violation : refusal.fields) {
    Append(out, violation.field);
    Append(out, violation.reason);
    Append(out, violation.zh);
    Append(out, violation.en);
  }
  return out;
}

Refusal Decode(absl::string_view data) {
  Reader in(data);
  Refusal refusal;
  refusal.reason = in.Next();
  refusal.zh = in.Next();
  refusal.en = in.Next();
  if (int64_t ms = 0; absl::SimpleAtoi(in.Next(), &ms))
    refusal.retry_after = absl::Milliseconds(ms);
  for (int count = in.NextInt(); count > 0; --count) {
    std::string key = in.Next();
    refusal.metadata.emplace_back(std::move(key), in.Next());
  }
  for (int count = in.NextInt(); count > 0; --count) {
    FieldViolation& violation = refusal.fields.emplace_back();
    violation.field = in.Next();
    violation.reason = in.Next();
    violation.zh = in.Next();
    violation.en = in.Next();
  }
  return refusal;
}

std::string Fill(absl::string_view text, const Metadata& metadata) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const auto& [key, value] : metadata) places.emplace_back(absl::StrCat("{", key, "}"), value);
  return absl::StrReplaceAll(text, places);
}

// Both texts filled in.
Refusal RefusalFor(const ReasonInfo& reason, Metadata metadata) {
  std::string zh = Fill(reason.zh, metadata);
  std::string en = Fill(reason.en, metadata);
  return {.reason = reason.name,
          .zh = std::move(zh),
          .en = std::move(en),
          .metadata = std::move(metadata),
          .fields = {},
          .retry_after = std::nullopt};
}

absl::Status ToStatus(absl::StatusCode code, const Refusal& refusal) {
  absl::Status status(code, absl::StrCat(refusal.reason, ": ", refusal.en));
  status.SetPayload(kPayloadUrl, absl::Cord(Encode(refusal)));
  return status;
}

}  // namespace

absl::Status MakeRefusal(const ReasonInfo& reason, Metadata metadata) {
  return ToStatus(reason.code, RefusalFor(reason, std::move(metadata)));
}

absl::Status MakeFieldRefusal(const ReasonInfo& reason, absl::string_view field,
                              Metadata metadata) {
  metadata.emplace_back("field", std::string(field));
  Refusal refusal = RefusalFor(reason, std::move(metadata));
  refusal.fields.push_back({std::string(field), refusal.reason, refusal.zh, refusal.en});
  return ToStatus(reason.code, refusal);
}

absl::Status UnderField(const absl::Status& status, absl::string_view prefix) {
  std::optional<Refusal> refusal = RefusalOf(status);
  if (!refusal || refusal->fields.empty()) return status;
  for (FieldViolation& violation : refusal->fields) {
    const std::string path = absl::StrCat(prefix, ".", violation.field);
    violation.zh = absl::StrReplaceAll(violation.zh, {{violation.field, path}});
    violation.en = absl::StrReplaceAll(violation.en, {{violation.field, path}});
    violation.field = path;
  }
  if (refusal->fields.size() == 1) {
    refusal->zh = refusal->fields[0].zh;
    refusal->en = refusal->fields[0].en;
  }
  for (auto& [key, value] : refusal->metadata) {
    if (key == "field") value = absl::StrCat(prefix, ".", value);
  }
  return ToStatus(status.code(), *refusal);
}

absl::Status JoinFieldRefusals(const std::vector<absl::Status>& refusals) {
  std::vector<FieldViolation> violations;
  std::vector<absl::Status> failed;
  for (const absl::Status& status : refusals) {
    if (status.ok()) continue;
    failed.push_back(status);
    std::optional<Refusal> refusal = RefusalOf(status);
    if (!refusal) return status;  // Not a refusal: it goes first, alone.
    for (FieldViolation& violation : refusal->fields) violations.push_back(std::move(violation));
  }
  if (failed.empty()) return absl::OkStatus();
  if (failed.size() == 1) return failed[0];
  const ReasonInfo& info = InfoOf(Reason::kFieldsInvalid);
  Refusal joined = RefusalFor(info, {{"count", absl::StrCat(violations.size())}});
  joined.fields = std::move(violations);
  return ToStatus(info.code, joined);
}

absl::Status WithRetryAfter(absl::Status status, absl::Duration delay) {
  std::optional<Refusal> refusal = RefusalOf(status);
  if (!refusal) return status;
  refusal->retry_after = delay;
  return ToStatus(status.code(), *refusal);
}

std::optional<Refusal> RefusalOf(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayloadUrl);
  if (!payload) return std::nullopt;
  return Decode(std::string(*payload));
}

std::string ReasonOf(const absl::Status& status) {
  std::optional<Refusal> refusal = RefusalOf(status);
  return refusal ? refusal->reason : "";
}

void InvariantBroken(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, condition);
  std::abort();
}

}  // namespace ladder
