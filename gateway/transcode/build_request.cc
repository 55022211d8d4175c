#include "gateway/transcode/build_request.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/transcode/http_body.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/query.h"
#include "gateway/transcode/scalar.h"
#include "gateway/transcode/wire.h"
#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

std::string PathText(const FieldPath& path) {
  return absl::StrJoin(path, ".", [](std::string* out, const FieldSchema* field) {
    absl::StrAppend(out, field->name);
  });
}

absl::Status Pin(const FieldPath& path, absl::string_view text, bool must_agree,
                 std::vector<Pinned>& pinned) {
  WireWriter leaf;
  leaf.Tag(path.back()->number, WireTypeOf(*path.back()));
  LADDER_RETURN_IF_ERROR(
      RefuseFault(AppendText(*path.back(), text, leaf), *path.back(), PathText(path)));
  pinned.push_back(
      {.path = path, .wire = leaf.Finish(), .must_agree = must_agree, .present = false});
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Pinned>> PinAll(const Route& route, const RequestParts& parts) {
  std::vector<Pinned> pinned;
  for (size_t i = 0; i < route.variables.size(); ++i) {
    LADDER_RETURN_IF_ERROR(
        Pin(route.variables[i], parts.variables[i], /*must_agree=*/true, pinned));
  }
  if (parts.etag) {
    if (route.etag.empty()) return Refuse(Reason::kEtagUnexpected);
    LADDER_RETURN_IF_ERROR(Pin(route.etag, *parts.etag, /*must_agree=*/true, pinned));
  }
  if (parts.request_id && !route.request_id.empty()) {
    LADDER_RETURN_IF_ERROR(Pin(route.request_id, *parts.request_id, /*must_agree=*/false, pinned));
  }
  return pinned;
}

void AppendPinned(const Pinned& pin, WireWriter& out) {
  std::vector<size_t> tokens;
  for (size_t i = 0; i + 1 < pin.path.size(); ++i) {
    out.Tag(pin.path[i]->number, WireType::kBytes);
    tokens.push_back(out.Open());
  }
  out.Raw(pin.wire);
  for (; !tokens.empty(); tokens.pop_back()) out.Close(tokens.back());
}

absl::Status ReadBody(const Schema& schema, const Route& route, const RequestParts& parts,
                      std::vector<Pinned>& pinned, WireWriter& out) {
  if (route.body == Route::Body::kNone) {
    return parts.body.empty() ? absl::OkStatus() : Refuse(Reason::kBodyUnexpected);
  }
  if (route.request_http_body() != nullptr) {
    AppendHttpBody(route, parts.content_type, parts.body, out);
    return absl::OkStatus();
  }
  // An empty body is an empty message: clients send none for methods whose whole request is in the
  // path.
  if (parts.body.empty()) return absl::OkStatus();
  if (route.body == Route::Body::kField)
    return ReadJsonField(schema, *route.body_field, parts.body, pinned, out);
  return ReadJsonMessage(schema, *route.method->request, parts.body, pinned, out);
}

}  // namespace

absl::StatusOr<std::string> BuildRequest(const Schema& schema, const Route& route,
                                         const RequestParts& parts, size_t bytes_max) {
  LADDER_ASSIGN_OR_RETURN(std::vector<Pinned> pinned, PinAll(route, parts));
  WireWriter out;
  LADDER_RETURN_IF_ERROR(ReadQuery(route, parts.query, pinned, out));
  LADDER_RETURN_IF_ERROR(ReadBody(schema, route, parts, pinned, out));
  // Last on the wire wins, and a message that appears again is merged: what the path binds goes
  // behind the body.
  for (const Pinned& pin : pinned) {
    if (!pin.present) AppendPinned(pin, out);
  }
  std::string message = out.Finish();
  if (message.size() > bytes_max) {
    return Refuse(::ladder::Reason::kRequestTooLarge, {{"max", absl::StrCat(bytes_max)}});
  }
  return message;
}

std::string BuildUploadPiece(const Route& route, absl::string_view piece) {
  WireWriter out;
  AppendHttpBody(route, /*content_type=*/{}, piece, out);
  return out.Finish();
}

}  // namespace ladder::gateway
