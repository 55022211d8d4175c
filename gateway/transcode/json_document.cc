#include "gateway/transcode/json_document.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_fault.h"
#include "gateway/transcode/schema.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

// A parser keeps buffers of the largest document it saw, some fourteen bytes a byte: threads keep
// one for ordinary bodies, and a large body gets its own.
constexpr size_t kKeptBodyBytesMax = 64 * 1024;

absl::Status Malformed(absl::string_view text, simdjson::error_code error) {
  if (error == simdjson::DEPTH_ERROR)
    return Refuse(Reason::kJsonTooDeep, {{"max", absl::StrCat(kDepthMax)}});
  const JsonFault fault = FindJsonFault(text, kDepthMax);
  const LineAndColumn place = Locate(text, fault.offset);
  const char* problem = fault.problem != nullptr ? fault.problem : simdjson::error_message(error);
  return Refuse(Reason::kJsonMalformed, {{"line", absl::StrCat(place.line)},
                                         {"column", absl::StrCat(place.column)},
                                         {"problem", problem}});
}

}  // namespace

absl::Status WithJson(absl::string_view text,
                      absl::FunctionRef<absl::Status(simdjson::dom::element)> read) {
  thread_local std::unique_ptr<simdjson::dom::parser> kept;
  std::unique_ptr<simdjson::dom::parser> own;
  std::unique_ptr<simdjson::dom::parser>& parser = text.size() <= kKeptBodyBytesMax ? kept : own;
  if (parser == nullptr) parser = std::make_unique<simdjson::dom::parser>();
  const size_t capacity = std::max(text.size(), parser->capacity());
  if (parser->allocate(std::max<size_t>(capacity, 1024), kDepthMax) != simdjson::SUCCESS) {
    return absl::ResourceExhaustedError("no memory for the JSON parser");
  }
  simdjson::dom::element root;
  const simdjson::error_code error = parser->parse(text.data(), text.size()).get(root);
  return error == simdjson::SUCCESS ? read(root) : Malformed(text, error);
}

}  // namespace ladder::gateway
