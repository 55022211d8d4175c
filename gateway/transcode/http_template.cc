#include "gateway/transcode/http_template.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr size_t kTemplateBytesMax = 1024;

bool IsLiteral(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

bool IsIdent(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  // Template = "/" Segments [ Verb ] ;
  absl::StatusOr<HttpTemplate> Parse() {
    if (text_.size() > kTemplateBytesMax) return Error("the template is too long");
    if (!Take('/')) return Error("expected \"/\"");
    LADDER_RETURN_IF_ERROR(Segments(/*inside_variable=*/false));
    if (Take(':')) {
      LADDER_ASSIGN_OR_RETURN(result_.verb, Literal());
    }
    if (at_ != text_.size()) return Error("expected the end");
    for (size_t i = 0; i + 1 < result_.segments.size(); ++i) {
      if (result_.segments[i].kind == HttpTemplate::SegmentKind::kRest)
        return Error("\"**\" must be the last segment");
    }
    for (HttpTemplate::Variable& variable : result_.variables) {
      variable.multi = variable.last - variable.first > 1 ||
                       result_.segments[variable.first].kind == HttpTemplate::SegmentKind::kRest;
    }
    return std::move(result_);
  }

 private:
  // Segments = Segment { "/" Segment } ;
  absl::Status Segments(bool inside_variable) {
    do {
      LADDER_RETURN_IF_ERROR(Segment(inside_variable));
    } while (Take('/'));
    return absl::OkStatus();
  }

  // Segment = "*" | "**" | LITERAL | Variable ;
  absl::Status Segment(bool inside_variable) {
    if (Take('*')) {
      const auto kind =
          Take('*') ? HttpTemplate::SegmentKind::kRest : HttpTemplate::SegmentKind::kOne;
      result_.segments.push_back({.kind = kind, .literal = ""});
      return absl::OkStatus();
    }
    if (Take('{')) {
      if (inside_variable) return Error("variables do not nest");
      return Variable();
    }
    LADDER_ASSIGN_OR_RETURN(std::string literal, Literal());
    result_.segments.push_back(
        {.kind = HttpTemplate::SegmentKind::kLiteral, .literal = std::move(literal)});
    return absl::OkStatus();
  }

  // Variable = "{" FieldPath [ "=" Segments ] "}" ;
  absl::Status Variable() {
    HttpTemplate::Variable variable;
    variable.first = result_.segments.size();
    LADDER_ASSIGN_OR_RETURN(variable.field_path, FieldPath());
    if (Take('=')) {
      LADDER_RETURN_IF_ERROR(Segments(/*inside_variable=*/true));
    } else {
      result_.segments.push_back({.kind = HttpTemplate::SegmentKind::kOne, .literal = ""});
    }
    if (!Take('}')) return Error("expected \"}\"");
    variable.last = result_.segments.size();
    for (const HttpTemplate::Variable& other : result_.variables) {
      if (other.field_path == variable.field_path) return Error("the field is bound twice");
    }
    result_.variables.push_back(std::move(variable));
    return absl::OkStatus();
  }

  // FieldPath = IDENT { "." IDENT } ;
  absl::StatusOr<std::vector<std::string>> FieldPath() {
    std::vector<std::string> path;
    do {
      const size_t start = at_;
      while (at_ < text_.size() && IsIdent(text_[at_])) ++at_;
      if (at_ == start) return Error("expected a field");
      path.emplace_back(text_.substr(start, at_ - start));
    } while (Take('.'));
    return path;
  }

  absl::StatusOr<std::string> Literal() {
    const size_t start = at_;
    while (at_ < text_.size() && IsLiteral(text_[at_])) ++at_;
    if (at_ == start) return Error("expected a segment");
    return std::string(text_.substr(start, at_ - start));
  }

  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  absl::Status Error(absl::string_view problem) const {
    return absl::InvalidArgumentError(
        absl::StrCat("path template \"", text_, "\", offset ", at_, ": ", problem));
  }

  absl::string_view text_;
  size_t at_ = 0;
  HttpTemplate result_;
};

}  // namespace

absl::StatusOr<HttpTemplate> HttpTemplate::Parse(absl::string_view text) {
  return Parser(text).Parse();
}

}  // namespace ladder::gateway
