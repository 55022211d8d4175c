// Who sees the county's money: budget lines, batches with their files, statements. They hold every
// village's payments at once, so a part of the county is no scope for them.
#pragma once

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/call.h"
#include "platform/scope/scope.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// Whether the caller's scope holds the whole county.
inline bool SeesCounty(const ServiceContext& context, const rpc::Call& call) {
  const DivisionRange county = Scope::Subtree(context.county);
  const Scope& scope = call.scope();
  return scope.is_system() ||
         std::any_of(scope.ranges().begin(), scope.ranges().end(), [&](const DivisionRange& range) {
           return range.first <= county.first && county.last <= range.last;
         });
}

// NOT_FOUND about `name` unless it does.
inline absl::Status CheckCounty(const ServiceContext& context, const rpc::Call& call,
                                absl::string_view name) {
  if (SeesCounty(context, call)) return absl::OkStatus();
  return Refuse(::ladder::Reason::kNotFound, {{"name", std::string(name)}});
}

}  // namespace ladder::subsidy
