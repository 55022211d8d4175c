// Finds the route of a request. Built once from all routes, then immutable and shared by all
// threads. A literal segment is preferred to `*`, and `*` to `**`. Two routes of one HTTP method
// that both match some path, neither being the more special one, refuse the start: no reader of the
// protos could say which one wins.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

// A path has at most this many segments.
inline constexpr size_t kPathSegmentsMax = 32;

using PathSegments = absl::InlinedVector<absl::string_view, kPathSegmentsMax>;

struct RouteMatch {
  const Route* route = nullptr;  // null: no route of this method
  PathSegments segments = {};    // still encoded, without the verb; views into the path
  std::vector<std::string> allowed =
      {};  // when route is null: the methods that the path has; empty: no such path
};

class RouteTable {
 public:
  // The error names both of two ambiguous routes.
  static absl::StatusOr<std::unique_ptr<RouteTable>> Build(
      const std::vector<std::unique_ptr<Route>>& routes);
  ~RouteTable();

  // `path` is the target's path, still percent-encoded. HEAD finds the route of GET.
  RouteMatch Find(absl::string_view http_method, absl::string_view path) const;

 private:
  struct Node;
  struct Search;
  RouteTable();
  void Add(const Route& route);
  bool Walk(const Node& node, size_t depth, Search& search) const;

  std::unique_ptr<Node> root_;
};

// The value of each path variable of the match, decoded, in the order of route->variables.
// URL_INVALID when an escape is malformed or the text is no UTF-8.
absl::StatusOr<std::vector<std::string>> CaptureVariables(const RouteMatch& match);

}  // namespace ladder::gateway
