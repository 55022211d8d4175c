#include "gateway/transcode/route_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/transcode/url.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

using SegmentKind = HttpTemplate::SegmentKind;

enum class Overlap { kNone, kFirstSpecial, kSecondSpecial, kEqual, kAmbiguous };

// How the paths of two templates relate, segment by segment: `*` covers a literal, `**` covers any
// rest.
Overlap Compare(const HttpTemplate& a, const HttpTemplate& b) {
  if (a.verb != b.verb) return Overlap::kNone;
  bool a_wider = false;
  bool b_wider = false;
  for (size_t i = 0;; ++i) {
    const bool a_rest = i < a.segments.size() && a.segments[i].kind == SegmentKind::kRest;
    const bool b_rest = i < b.segments.size() && b.segments[i].kind == SegmentKind::kRest;
    if (a_rest || b_rest) {
      a_wider |= a_rest && !b_rest;
      b_wider |= b_rest && !a_rest;
      break;
    }
    if (i == a.segments.size() || i == b.segments.size()) {
      if (a.segments.size() != b.segments.size()) return Overlap::kNone;
      break;
    }
    const bool a_one = a.segments[i].kind == SegmentKind::kOne;
    const bool b_one = b.segments[i].kind == SegmentKind::kOne;
    if (!a_one && !b_one && a.segments[i].literal != b.segments[i].literal) return Overlap::kNone;
    a_wider |= a_one && !b_one;
    b_wider |= b_one && !a_one;
  }
  if (a_wider && b_wider) return Overlap::kAmbiguous;
  if (a_wider) return Overlap::kSecondSpecial;
  return b_wider ? Overlap::kFirstSpecial : Overlap::kEqual;
}

absl::Status CheckAmbiguity(const std::vector<std::unique_ptr<Route>>& routes) {
  for (size_t i = 0; i < routes.size(); ++i) {
    for (size_t j = i + 1; j < routes.size(); ++j) {
      if (routes[i]->http_method != routes[j]->http_method) continue;
      const Overlap overlap = Compare(routes[i]->path_template, routes[j]->path_template);
      if (overlap != Overlap::kEqual && overlap != Overlap::kAmbiguous) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("ambiguous routes: ", routes[i]->http_method, " ", routes[i]->pattern,
                       " of ", routes[i]->method->path, " and ", routes[j]->pattern, " of ",
                       routes[j]->method->path, " match the same paths"));
    }
  }
  return absl::OkStatus();
}

// Whether an encoded segment of the path is this literal.
bool IsLiteral(absl::string_view segment, const std::string& literal) {
  if (segment.find('%') == absl::string_view::npos) return segment == literal;
  const absl::StatusOr<std::string> decoded = PercentDecode(segment, Decode::kAll);
  return decoded.ok() && *decoded == literal;
}

// "." and ".." mean other things to proxies on the way; an empty segment is no value.
bool IsForbidden(absl::string_view segment) {
  return segment.empty() || segment == "." || segment == "..";
}

bool SplitPath(absl::string_view path, PathSegments& segments) {
  if (path.empty() || path[0] != '/') return false;
  path.remove_prefix(1);
  for (;;) {
    const size_t slash = path.find('/');
    const absl::string_view segment = path.substr(0, slash);
    if (IsForbidden(segment) || segments.size() == kPathSegmentsMax) return false;
    segments.push_back(segment);
    if (slash == absl::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

RouteMatch Sorted(RouteMatch match) {
  if (match.route != nullptr) match.allowed.clear();
  std::sort(match.allowed.begin(), match.allowed.end());
  return match;
}

}  // namespace

struct RouteTable::Node {
  struct Leaf {
    std::string verb = "";
    const Route* route = nullptr;
  };
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals = {};
  std::unique_ptr<Node> one = nullptr;
  std::vector<Leaf> ends = {};   // routes whose template ends here
  std::vector<Leaf> rests = {};  // routes whose template has `**` here
};

struct RouteTable::Search {
  absl::string_view http_method = {};
  absl::string_view verb = {};
  RouteMatch* match = nullptr;

  // Takes the leaf of this verb and method; otherwise remembers which methods the path has.
  bool Take(const std::vector<Node::Leaf>& leaves) {
    for (const Node::Leaf& leaf : leaves) {
      if (leaf.verb != verb) continue;
      if (leaf.route->http_method == http_method) {
        match->route = leaf.route;
        return true;
      }
      if (std::find(match->allowed.begin(), match->allowed.end(), leaf.route->http_method) ==
          match->allowed.end()) {
        match->allowed.push_back(leaf.route->http_method);
      }
    }
    return false;
  }
};

RouteTable::RouteTable() : root_(std::make_unique<Node>()) {}
RouteTable::~RouteTable() = default;

absl::StatusOr<std::unique_ptr<RouteTable>> RouteTable::Build(
    const std::vector<std::unique_ptr<Route>>& routes) {
  LADDER_RETURN_IF_ERROR(CheckAmbiguity(routes));
  std::unique_ptr<RouteTable> table(new RouteTable());
  for (const std::unique_ptr<Route>& route : routes) table->Add(*route);
  return table;
}

void RouteTable::Add(const Route& route) {
  Node* node = root_.get();
  for (const HttpTemplate::Segment& segment : route.path_template.segments) {
    if (segment.kind == SegmentKind::kRest) break;
    if (segment.kind == SegmentKind::kOne) {
      if (node->one == nullptr) node->one = std::make_unique<Node>();
      node = node->one.get();
      continue;
    }
    const auto found =
        std::find_if(node->literals.begin(), node->literals.end(),
                     [&](const auto& entry) { return entry.first == segment.literal; });
    if (found != node->literals.end()) {
      node = found->second.get();
      continue;
    }
    node->literals.emplace_back(segment.literal, std::make_unique<Node>());
    node = node->literals.back().second.get();
  }
  std::vector<Node::Leaf>& leaves = route.path_template.has_rest() ? node->rests : node->ends;
  leaves.push_back({.verb = route.path_template.verb, .route = &route});
}

bool RouteTable::Walk(const Node& node, size_t depth, Search& search) const {
  const PathSegments& segments = search.match->segments;
  if (depth == segments.size()) {
    if (search.Take(node.ends)) return true;
  } else {
    for (const auto& [literal, child] : node.literals) {
      if (IsLiteral(segments[depth], literal) && Walk(*child, depth + 1, search)) return true;
    }
    if (node.one != nullptr && Walk(*node.one, depth + 1, search)) return true;
  }
  return search.Take(node.rests);
}

RouteMatch RouteTable::Find(absl::string_view http_method, absl::string_view path) const {
  RouteMatch match;
  if (!SplitPath(path, match.segments)) return match;
  Search search{
      .http_method = http_method == "HEAD" ? "GET" : http_method, .verb = {}, .match = &match};
  // A verb is what follows the last colon. Without such a route the colon is part of the value.
  const absl::string_view last = match.segments.back();
  const size_t colon = last.rfind(':');
  if (colon != absl::string_view::npos && colon > 0) {
    match.segments.back() = last.substr(0, colon);
    search.verb = last.substr(colon + 1);
    if (Walk(*root_, 0, search) || !match.allowed.empty()) return Sorted(std::move(match));
    match.segments.back() = last;
    search.verb = {};
  }
  Walk(*root_, 0, search);
  return Sorted(std::move(match));
}

absl::StatusOr<std::vector<std::string>> CaptureVariables(const RouteMatch& match) {
  std::vector<std::string> values;
  const HttpTemplate& path_template = match.route->path_template;
  for (const HttpTemplate::Variable& variable : path_template.variables) {
    const bool to_end = variable.last == path_template.segments.size() && path_template.has_rest();
    const size_t last = to_end ? match.segments.size() : variable.last;
    const auto begin = match.segments.begin();
    const std::string text = absl::StrJoin(begin + static_cast<ptrdiff_t>(variable.first),
                                           begin + static_cast<ptrdiff_t>(last), "/");
    LADDER_ASSIGN_OR_RETURN(
        std::string value, PercentDecode(text, variable.multi ? Decode::kKeepSlash : Decode::kAll));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace ladder::gateway
