#include "gateway/transcode/query.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/scalar.h"
#include "gateway/transcode/url.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr size_t kNameBytesMax = 64;  // of an unknown name that a refusal repeats
constexpr size_t kParametersMax = 500;

class QueryReader {
 public:
  QueryReader(const Route& route, std::vector<Pinned>& pinned, WireWriter& out)
      : route_(route), pinned_(pinned), out_(out) {}

  absl::Status Add(const std::string& name, const std::string& value) {
    FieldPath path;
    LADDER_RETURN_IF_ERROR(Resolve(name, path));
    const FieldSchema& leaf = *path.back();
    const std::string text = PathText(path, path.size());
    if (!CanCarry(leaf) || InBody(path)) return RefuseField(Reason::kFieldNotInQuery, text);
    if (!leaf.repeated && !seen_.insert(text).second)
      return RefuseField(Reason::kFieldDuplicate, text);
    LADDER_RETURN_IF_ERROR(CheckOneofs(path));
    std::vector<size_t> tokens;
    for (size_t i = 0; i + 1 < path.size(); ++i) {
      out_.Tag(path[i]->number, WireType::kBytes);
      tokens.push_back(out_.Open());
    }
    const size_t start = out_.size();
    out_.Tag(leaf.number, WireTypeOf(leaf));
    LADDER_RETURN_IF_ERROR(leaf.is_message()
                               ? Message(leaf, value, text)
                               : RefuseFault(AppendText(leaf, value, out_), leaf, text));
    if (!leaf.is_message() && !leaf.repeated && !Agree(path, out_.Since(start), pinned_)) {
      return RefuseField(Reason::kFieldConflict, text);
    }
    for (; !tokens.empty(); tokens.pop_back()) out_.Close(tokens.back());
    return absl::OkStatus();
  }

 private:
  absl::Status Resolve(const std::string& name, FieldPath& path) const {
    const MessageSchema* message = route_.method->request;
    for (const absl::string_view part : absl::StrSplit(name, '.')) {
      const bool enters = path.empty() || (!path.back()->repeated && message != nullptr &&
                                           message->well_known == WellKnown::kNone);
      const FieldSchema* field =
          enters && path.size() < kDepthMax ? message->ByName(part) : nullptr;
      if (field == nullptr)
        return RefuseField(Reason::kFieldUnknown, name.substr(0, kNameBytesMax));
      path.push_back(field);
      message = field->message;
    }
    return absl::OkStatus();
  }

  static bool CanCarry(const FieldSchema& leaf) {
    if (!leaf.is_message()) return true;
    return !leaf.map &&
           (IsTextual(leaf.message->well_known) || leaf.message->well_known == WellKnown::kWrapper);
  }

  bool InBody(const FieldPath& path) const {
    return route_.body == Route::Body::kWhole || path.front() == route_.body_field;
  }

  absl::Status CheckOneofs(const FieldPath& path) {
    for (size_t i = 0; i < path.size(); ++i) {
      if (path[i]->oneof < 0) continue;
      const std::string place = absl::StrCat(PathText(path, i), "#", path[i]->oneof);
      const auto [found, inserted] = oneofs_.emplace(place, path[i]);
      if (inserted || found->second == path[i]) continue;
      return RefuseField(Reason::kFieldOneof, PathText(path, i + 1),
                         {{"other", found->second->name}});
    }
    return absl::OkStatus();
  }

  absl::Status Message(const FieldSchema& leaf, const std::string& value, const std::string& text) {
    const size_t token = out_.Open();
    const WellKnown kind = leaf.message->well_known;
    if (kind == WellKnown::kWrapper) {
      const FieldSchema& inner = leaf.message->fields.front();
      out_.Tag(inner.number, WireTypeOf(inner));
      LADDER_RETURN_IF_ERROR(RefuseFault(AppendText(inner, value, out_), inner, text));
    } else if (AppendTextual(kind, value, out_) != Fault::kNone) {
      return RefuseField(Reason::kFieldType, text, {{"type", std::string(TextualName(kind))}});
    }
    out_.Close(token);
    return absl::OkStatus();
  }

  static std::string PathText(const FieldPath& path, size_t size) {
    std::string text;
    for (size_t i = 0; i < size; ++i) absl::StrAppend(&text, i == 0 ? "" : ".", path[i]->name);
    return text;
  }

  const Route& route_;
  std::vector<Pinned>& pinned_;
  WireWriter& out_;
  absl::flat_hash_set<std::string> seen_;
  absl::flat_hash_map<std::string, const FieldSchema*> oneofs_;
};

}  // namespace

absl::Status ReadQuery(const Route& route, absl::string_view query, std::vector<Pinned>& pinned,
                       WireWriter& out) {
  LADDER_ASSIGN_OR_RETURN(const auto parameters, ParseQuery(query));
  if (parameters.size() > kParametersMax) return Refuse(Reason::kUrlInvalid);
  QueryReader reader(route, pinned, out);
  for (const auto& [name, value] : parameters) LADDER_RETURN_IF_ERROR(reader.Add(name, value));
  return absl::OkStatus();
}

}  // namespace ladder::gateway
