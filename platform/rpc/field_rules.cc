#include "platform/rpc/field_rules.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

int CharacterCount(absl::string_view text) {
  int count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool HasControlCharacters(absl::string_view text) {
  for (char c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return true;
  }
  return false;
}

std::string PathOf(absl::string_view prefix, const FieldDescriptor& field) {
  return prefix.empty() ? field.name() : absl::StrCat(prefix, ".", field.name());
}

}  // namespace

struct FieldRules::Rule {
  const FieldDescriptor* field = nullptr;
  options::v1::FieldOptions bounds = {};
  bool required = false;
  std::unique_ptr<re2::RE2> pattern = nullptr;
  bool descend = false;  // a message of our own packages
};

struct FieldRules::Plan {
  std::vector<Rule> rules;
  const FieldDescriptor* update_mask = nullptr;
};

// One pass over one request.
class FieldRules::Checker {
 public:
  explicit Checker(const FieldRules& rules) : rules_(rules) {}

  void Check(const Message& message, const std::string& prefix, bool enforce_required) {
    const Plan& plan = rules_.PlanFor(*message.GetDescriptor());
    const Reflection& reflection = *message.GetReflection();
    const bool masked =
        plan.update_mask != nullptr && reflection.HasField(message, plan.update_mask);
    for (const Rule& rule : plan.rules) {
      if (failed_.size() >= kViolationsMax) return;
      if (rule.required && enforce_required && IsEmpty(message, reflection, rule)) {
        Fail(Reason::kFieldRequired, PathOf(prefix, *rule.field));
      } else if (rule.field->is_repeated()) {
        CheckRepeated(message, reflection, rule, prefix, enforce_required);
      } else {
        CheckSingular(message, reflection, rule, prefix, enforce_required && !masked);
      }
    }
  }

  absl::Status Result() const { return JoinFieldRefusals(failed_); }

 private:
  void Fail(Reason reason, const std::string& path, Metadata metadata = {}) {
    failed_.push_back(RefuseField(reason, path, std::move(metadata)));
  }

  static bool IsEmpty(const Message& message, const Reflection& reflection, const Rule& rule) {
    if (rule.field->is_repeated()) return reflection.FieldSize(message, rule.field) == 0;
    // A number without presence has no empty value.
    const bool is_number = rule.field->cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
                           rule.field->cpp_type() != FieldDescriptor::CPPTYPE_ENUM &&
                           !rule.field->has_presence();
    return !is_number && !reflection.HasField(message, rule.field);
  }

  void CheckSingular(const Message& message, const Reflection& reflection, const Rule& rule,
                     const std::string& prefix, bool enforce_required) {
    switch (rule.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        CheckText(reflection.GetStringReference(message, rule.field, &scratch), rule,
                  PathOf(prefix, *rule.field));
        return;
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        return CheckEnum(reflection.GetEnumValue(message, rule.field), rule,
                         PathOf(prefix, *rule.field));
      case FieldDescriptor::CPPTYPE_INT32:
        return CheckNumber(reflection.GetInt32(message, rule.field), rule,
                           PathOf(prefix, *rule.field));
      case FieldDescriptor::CPPTYPE_INT64:
        return CheckNumber(reflection.GetInt64(message, rule.field), rule,
                           PathOf(prefix, *rule.field));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (rule.descend && reflection.HasField(message, rule.field)) {
          Check(reflection.GetMessage(message, rule.field), PathOf(prefix, *rule.field),
                enforce_required);
        }
        return;
      case FieldDescriptor::CPPTYPE_BOOL:
      case FieldDescriptor::CPPTYPE_UINT32:
      case FieldDescriptor::CPPTYPE_UINT64:
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT:
        return;
    }
  }

  void CheckRepeated(const Message& message, const Reflection& reflection, const Rule& rule,
                     const std::string& prefix, bool enforce_required) {
    const int size = reflection.FieldSize(message, rule.field);
    const int max = rule.bounds.max_items() > 0 ? rule.bounds.max_items() : kItemsDefaultMax;
    const std::string path = PathOf(prefix, *rule.field);
    if (size > max) return Fail(Reason::kFieldTooMany, path, {{"max", absl::StrCat(max)}});
    for (int i = 0; i < size && failed_.size() < kViolationsMax; ++i) {
      const std::string item = absl::StrCat(path, "[", i, "]");
      if (rule.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        std::string scratch;
        CheckText(reflection.GetRepeatedStringReference(message, rule.field, i, &scratch), rule,
                  item);
      } else if (rule.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        CheckEnum(reflection.GetRepeatedEnumValue(message, rule.field, i), rule, item);
      } else if (rule.field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        CheckNumber(reflection.GetRepeatedInt32(message, rule.field, i), rule, item);
      } else if (rule.field->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
        CheckNumber(reflection.GetRepeatedInt64(message, rule.field, i), rule, item);
      } else if (rule.descend) {
        Check(reflection.GetRepeatedMessage(message, rule.field, i), item, enforce_required);
      }
    }
  }

  void CheckText(const std::string& text, const Rule& rule, const std::string& path) {
    if (text.empty()) return;
    const bool is_bytes = rule.field->type() == FieldDescriptor::TYPE_BYTES;
    const int max = rule.bounds.max_length() > 0 ? rule.bounds.max_length() : kStringDefaultMax;
    const int length = is_bytes ? static_cast<int>(text.size()) : CharacterCount(text);
    if (length > max) return Fail(Reason::kFieldTooLong, path, {{"max", absl::StrCat(max)}});
    if (is_bytes) return;
    if (HasControlCharacters(text)) return Fail(Reason::kFieldText, path);
    if (rule.pattern != nullptr && !re2::RE2::FullMatch(text, *rule.pattern)) {
      Fail(Reason::kFieldPattern, path, {{"pattern", rule.bounds.pattern()}});
    }
  }

  void CheckEnum(int value, const Rule& rule, const std::string& path) {
    if (rule.field->enum_type()->FindValueByNumber(value) == nullptr)
      Fail(Reason::kFieldEnum, path);
  }

  void CheckNumber(int64_t value, const Rule& rule, const std::string& path) {
    if (rule.bounds.min() == 0 && rule.bounds.max() == 0) return;
    if (value < rule.bounds.min() || value > rule.bounds.max()) {
      Fail(Reason::kFieldOutOfRange, path,
           {{"min", absl::StrCat(rule.bounds.min())}, {"max", absl::StrCat(rule.bounds.max())}});
    }
  }

  const FieldRules& rules_;
  std::vector<absl::Status> failed_;
};

FieldRules::FieldRules() = default;
FieldRules::~FieldRules() = default;

absl::Status FieldRules::Check(const Message& request) const {
  Checker checker(*this);
  checker.Check(request, "", true);
  return checker.Result();
}

const FieldRules::Plan& FieldRules::PlanFor(const Descriptor& type) const {
  std::lock_guard<std::mutex> lock(mutex_);
  std::unique_ptr<Plan>& plan = plans_[&type];
  if (plan != nullptr) return *plan;
  plan = std::make_unique<Plan>();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    Rule rule;
    rule.field = &field;
    bool output_only = false;
    for (int b = 0; b < field.options().ExtensionSize(google::api::field_behavior); ++b) {
      const auto behavior = field.options().GetExtension(google::api::field_behavior, b);
      if (behavior == google::api::REQUIRED) rule.required = true;
      if (behavior == google::api::OUTPUT_ONLY) output_only = true;
    }
    if (output_only) continue;
    if (field.name() == "update_mask") plan->update_mask = &field;
    // Every write has a request id, whether its proto says so or not (docs/architecture.md 4).
    if (field.name() == "request_id") rule.required = true;
    rule.bounds = field.options().GetExtension(options::v1::field);
    if (!rule.bounds.pattern().empty())
      rule.pattern = std::make_unique<re2::RE2>(rule.bounds.pattern());
    rule.descend = field.message_type() != nullptr &&
                   absl::StartsWith(field.message_type()->full_name(), "ladder.");
    plan->rules.push_back(std::move(rule));
  }
  return *plan;
}

}  // namespace ladder::rpc
