#include "platform/rpc/page.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/digest.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kMacBytes = 16;

// What the token is bound to: another method, filter or scope gives another digest.
std::string BindingOf(const Call& call) {
  const Message& request = call.request();
  const std::unique_ptr<Message> filter(request.New());
  filter->CopyFrom(request);
  // A walk whose pages change something has a request id of its own for each of them.
  for (const char* name : {"page_size", "page_token", "request_id"}) {
    if (const FieldDescriptor* field = filter->GetDescriptor()->FindFieldByName(name)) {
      filter->GetReflection()->ClearField(filter.get(), field);
    }
  }
  return Sha256(absl::StrCat(call.method().full_name(), "|",
                             Sha256(SerializeDeterministic(*filter)), "|",
                             call.scope().Fingerprint()))
      .substr(0, 16);
}

const FieldDescriptor& Field(const Message& request, const char* name) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName(name);
  LADDER_INVARIANT(field != nullptr);
  return *field;
}

}  // namespace

Pager::Pager(std::vector<std::string> keys) : keys_(std::move(keys)) {
  LADDER_INVARIANT(!keys_.empty());
}

std::string Pager::Seal(absl::string_view key, absl::string_view body) const {
  return HmacSha256(key, body).substr(0, kMacBytes);
}

absl::StatusOr<Page> Pager::Open(const Call& call) const {
  const Message& request = call.request();
  Page page;
  const int size = request.GetReflection()->GetInt32(request, &Field(request, "page_size"));
  if (size < 0) {
    return RefuseField(Reason::kFieldOutOfRange, "page_size",
                       {{"min", "0"}, {"max", absl::StrCat(kSizeMax)}});
  }
  page.size = size == 0 ? kSizeDefault : std::min(size, kSizeMax);
  const std::string token =
      request.GetReflection()->GetString(request, &Field(request, "page_token"));
  if (token.empty()) return page;

  const absl::Status invalid = RefuseField(Reason::kPageTokenInvalid, "page_token");
  std::string sealed;
  if (!absl::WebSafeBase64Unescape(token, &sealed) || sealed.size() < kMacBytes + 16)
    return invalid;
  const absl::string_view mac = absl::string_view(sealed).substr(0, kMacBytes);
  const absl::string_view body = absl::string_view(sealed).substr(kMacBytes);
  if (std::none_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
        return EqualInConstantTime(Seal(key, body), mac);
      })) {
    return invalid;
  }
  if (body.substr(0, 16) != BindingOf(call)) return invalid;
  // day | microseconds | key: the first two are digits, so the key may hold any byte.
  const std::vector<absl::string_view> parts =
      absl::StrSplit(body.substr(16), absl::MaxSplits('|', 2));
  int64_t day = 0, micros = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &day) ||
      !absl::SimpleAtoi(parts[1], &micros))
    return invalid;
  page.first = false;
  page.as_of = CivilDay() + day;
  page.known_at = absl::FromUnixMicros(micros);
  page.after = std::string(parts[2]);
  return page;
}

std::string Pager::Next(const Call& call, const Page& page, absl::string_view last_key) const {
  const std::string body = absl::StrCat(BindingOf(call), page.as_of - CivilDay(), "|",
                                        absl::ToUnixMicros(page.known_at), "|", last_key);
  return absl::WebSafeBase64Escape(absl::StrCat(Seal(keys_.front(), body), body));
}

}  // namespace ladder::rpc
