#include "gateway/transcode/http_body.h"

#include "google/api/httpbody.pb.h"

namespace ladder::gateway {

void AppendHttpBody(const Route& route, absl::string_view content_type, absl::string_view data,
                    WireWriter& out) {
  size_t token = 0;
  const bool nested = route.body == Route::Body::kField;
  if (nested) {
    out.Tag(route.body_field->number, WireType::kBytes);
    token = out.Open();
  }
  if (!content_type.empty()) {
    out.Tag(google::api::HttpBody::kContentTypeFieldNumber, WireType::kBytes);
    out.Bytes(content_type);
  }
  out.Tag(google::api::HttpBody::kDataFieldNumber, WireType::kBytes);
  out.Bytes(data);
  if (nested) out.Close(token);
}

absl::StatusOr<HttpBodyParts> HttpBodyOf(const Route& route, absl::string_view response) {
  google::api::HttpBody body;
  bool parsed = true;
  if (route.response_field == nullptr) {
    parsed = body.ParseFromArray(response.data(), static_cast<int>(response.size()));
  } else {
    const std::string bytes = StringFieldOf(*route.response_field, response);
    parsed = body.ParseFromString(bytes);
  }
  if (!parsed) return absl::InternalError("malformed bytes of google.api.HttpBody");
  return HttpBodyParts{.content_type = body.content_type(),
                       .data = std::move(*body.mutable_data())};
}

std::string StringFieldOf(const FieldSchema& field, absl::string_view message) {
  std::string value;
  WireReader reader(message);
  WireField wire;
  while (!reader.done() && reader.Next(wire)) {
    if (wire.number == field.number && wire.type == WireType::kBytes)
      value = std::string(wire.bytes);
  }
  return value;
}

}  // namespace ladder::gateway
