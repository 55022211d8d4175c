#include "gateway/transcode/error.h"

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/to_json.h"
#include "google/rpc/code.pb.h"
#include "google/rpc/error_details.pb.h"

namespace ladder::gateway {
namespace {

// The weight of one range of Accept-Language, "en-GB;q=0.8"; zero when malformed.
double WeightOf(absl::string_view parameters) {
  parameters = absl::StripAsciiWhitespace(parameters);
  if (parameters.empty()) return 1;
  double weight = 0;
  return absl::ConsumePrefix(&parameters, "q=") && absl::SimpleAtod(parameters, &weight) ? weight
                                                                                         : 0;
}

}  // namespace

std::string PreferredLanguage(absl::string_view accept_language) {
  double zh = 0;
  double en = 0;
  for (const absl::string_view range : absl::StrSplit(accept_language, ',')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(range, absl::MaxSplits(';', 1));
    const std::string tag = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.first));
    const double weight = WeightOf(parts.second);
    if (tag == "zh" || absl::StartsWith(tag, "zh-")) zh = std::max(zh, weight);
    if (tag == "en" || absl::StartsWith(tag, "en-")) en = std::max(en, weight);
  }
  return en > zh ? "en" : "zh";
}

ErrorFacts FactsOf(const google::rpc::Status& status, absl::string_view language) {
  ErrorFacts facts;
  facts.message = status.message();
  for (const google::protobuf::Any& detail : status.details()) {
    if (google::rpc::ErrorInfo info; detail.UnpackTo(&info)) facts.reason = info.reason();
    if (google::rpc::LocalizedMessage text; detail.UnpackTo(&text)) {
      if (absl::StartsWith(text.locale(), language)) facts.message = text.message();
    }
    if (google::rpc::RetryInfo retry; detail.UnpackTo(&retry)) {
      const google::protobuf::Duration& delay = retry.retry_delay();
      facts.retry_after_seconds =
          std::max<int64_t>(0, delay.seconds() + (delay.nanos() > 0 ? 1 : 0));
    }
  }
  return facts;
}

std::string CodeName(int grpc_code) {
  return google::rpc::Code_IsValid(grpc_code)
             ? google::rpc::Code_Name(static_cast<google::rpc::Code>(grpc_code))
             : "UNKNOWN";
}

std::string ErrorJson(const Schema& schema, const google::rpc::Status& status, int http_code,
                      absl::string_view message) {
  std::string out =
      absl::StrCat("{\"error\":{\"code\":", http_code, ",\"message\":", JsonString(message),
                   ",\"status\":\"", CodeName(status.code()), "\"");
  const MessageSchema& type = *schema.Find("google.rpc.Status");
  const absl::StatusOr<std::string> details =
      FieldToJson(schema, type, *type.ByName("details"), status.SerializeAsString());
  if (details.ok() && status.details_size() > 0) absl::StrAppend(&out, ",\"details\":", *details);
  out += "}}";
  return out;
}

}  // namespace ladder::gateway
