// The one validator: field_behavior and ladder.options.v1.field, read from descriptors, enforced
// for every request.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "ladder/options/v1/options.pb.h"

namespace re2 {
class RE2;
}

namespace ladder::rpc {

// Thread-safe; the plan of each message type is made once.
class FieldRules {
 public:
  static constexpr int kStringDefaultMax = 1024;  // characters, where a field declares no bound
  static constexpr int kItemsDefaultMax = 1000;
  static constexpr size_t kViolationsMax = 20;  // how many wrong fields one answer names

  FieldRules();
  ~FieldRules();

  // OK, or all wrong fields as one refusal (FIELDS_INVALID, or the single field's reason). Fields
  // marked OUTPUT_ONLY are not looked at. With a non-empty update_mask, REQUIRED inside the
  // resource is the handler's business.
  absl::Status Check(const google::protobuf::Message& request) const;

 private:
  struct Rule;
  struct Plan;
  class Checker;
  const Plan& PlanFor(const google::protobuf::Descriptor& type) const;

  mutable std::mutex mutex_;
  mutable absl::flat_hash_map<const google::protobuf::Descriptor*, std::unique_ptr<Plan>> plans_;
};

}  // namespace ladder::rpc
