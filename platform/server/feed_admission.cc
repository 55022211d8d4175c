#include "platform/server/feed_admission.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/internal_services.h"
#include "platform/status/status.h"

namespace ladder::server {
namespace {

bool CoversAny(const Scope& scope, const std::vector<int64_t>& divisions) {
  return std::any_of(divisions.begin(), divisions.end(),
                     [&](int64_t division) { return scope.Covers(division); });
}

bool HoldsAllOf(const Scope& scope, int64_t county) {
  return std::any_of(scope.ranges().begin(), scope.ranges().end(), [&](const DivisionRange& range) {
    return range.first <= county && county + 999'999 <= range.last;
  });
}

}  // namespace

std::string ServicePrincipal(absl::string_view service) {
  return absl::StrCat("services/", service);
}

std::string FeedReaderHeader(absl::string_view service, absl::string_view upstream) {
  return absl::StrCat("principal=", ServicePrincipal(service),
                      "; permissions=", rpc::EventFeedPermission(upstream));
}

feed::EventFilter FilterFor(const identity::Principal& reader, int64_t county) {
  if (absl::StartsWith(reader.name, ServicePrincipal(""))) return feed::EventFilter();
  return [scope = reader.scope, county](const feed::Reach& reach) {
    if (reach.before.empty() && reach.after.empty()) {
      return HoldsAllOf(scope, county) ? feed::Sight::kWhole : feed::Sight::kNothing;
    }
    if (CoversAny(scope, reach.after)) return feed::Sight::kWhole;
    return CoversAny(scope, reach.before) ? feed::Sight::kTombstone : feed::Sight::kNothing;
  };
}

absl::StatusOr<feed::EventFilter> AdmitReader(absl::string_view header, absl::string_view service,
                                              int64_t county, bool insecure_identity) {
  if (!insecure_identity) return Refuse(Reason::kUnauthenticated);
  LADDER_ASSIGN_OR_RETURN(const identity::Principal reader,
                          identity::ParseDevelopmentHeader(header));
  const std::string permission = rpc::EventFeedPermission(service);
  if (!reader.Holds(permission)) {
    return Refuse(Reason::kPermissionDenied, {{"permission", permission}});
  }
  return FilterFor(reader, county);
}

std::function<absl::StatusOr<feed::EventFilter>(const grpc::CallbackServerContext&)> AdmitReaders(
    std::string service, int64_t county, bool insecure_identity) {
  return [service = std::move(service), county,
          insecure_identity](const grpc::CallbackServerContext& context) {
    const auto found = context.client_metadata().find(identity::kDevelopmentHeader);
    const absl::string_view header =
        found == context.client_metadata().end()
            ? absl::string_view()
            : absl::string_view(found->second.data(), found->second.size());
    return AdmitReader(header, service, county, insecure_identity);
  };
}

}  // namespace ladder::server
