// The path templates of google.api.http (google/api/http.proto, "Path template syntax"):
//
//   Template  = "/" Segments [ Verb ] ;
//   Segments  = Segment { "/" Segment } ;
//   Segment   = "*" | "**" | LITERAL | Variable ;
//   Variable  = "{" FieldPath [ "=" Segments ] "}" ;
//   FieldPath = IDENT { "." IDENT } ;
//   Verb      = ":" LITERAL ;
//
// `*` is one non-empty segment, `**` is the rest of the path and stands last; a variable without
// "=" is `*`. Variables don't nest. A LITERAL is of unreserved characters (RFC 3986), which need no
// escape.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::gateway {

struct HttpTemplate {
  enum class SegmentKind { kLiteral, kOne, kRest };
  struct Segment {
    SegmentKind kind = SegmentKind::kLiteral;
    std::string literal = "";
    bool operator==(const Segment& other) const {
      return kind == other.kind && literal == other.literal;
    }
  };
  // The segments [first, last) are the value of the request's field.
  struct Variable {
    std::vector<std::string> field_path = {};  // {"person", "name"}
    size_t first = 0;
    size_t last = 0;
    bool multi = false;  // may hold "/": more than one segment, or `**`
  };

  std::vector<Segment> segments = {};
  std::vector<Variable> variables = {};
  std::string verb = "";  // without the colon; "" when there is none

  // The error says at which offset the text leaves the grammar.
  static absl::StatusOr<HttpTemplate> Parse(absl::string_view text);

  // Whether the last segment is `**`.
  bool has_rest() const { return !segments.empty() && segments.back().kind == SegmentKind::kRest; }
};

}  // namespace ladder::gateway
