#include "platform/testing/bad_input.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>

#include <functional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "google/api/field_behavior.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "ladder/options/v1/options.pb.h"
#include "platform/identity/principal.h"
#include "platform/rpc/field_rules.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

constexpr int kDepthMax = 3;

bool Behaves(const FieldDescriptor& field, google::api::FieldBehavior wanted) {
  for (int i = 0; i < field.options().ExtensionSize(google::api::field_behavior); ++i) {
    if (field.options().GetExtension(google::api::field_behavior, i) == wanted) return true;
  }
  return false;
}

// Walks a request type and breaks one rule at a time in a fresh message.
class Table {
 public:
  explicit Table(const MethodDescriptor& method) : type_(*method.input_type()) {}

  std::vector<BadInput> Make() && {
    Walk(type_, {}, "");
    return std::move(rows_);
  }

 private:
  using Path = std::vector<const FieldDescriptor*>;

  void Walk(const google::protobuf::Descriptor& type, const Path& path, const std::string& prefix) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (Behaves(field, google::api::OUTPUT_ONLY)) continue;
      const std::string name =
          prefix.empty() ? field.name() : absl::StrCat(prefix, ".", field.name());
      const auto& bounds = field.options().GetExtension(options::v1::field);
      if (Behaves(field, google::api::REQUIRED) || field.name() == "request_id") {
        const bool is_number = field.cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
                               field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM &&
                               field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
        if (!is_number) Add(path, name, "FIELD_REQUIRED", [](Message&) {});
      }
      if (field.is_repeated()) {
        BreakRepeated(field, bounds, path, name);
      } else {
        BreakValue(field, bounds, path, name);
      }
      const bool ours = field.message_type() != nullptr &&
                        absl::StartsWith(field.message_type()->full_name(), "ladder.");
      if (ours && path.size() < kDepthMax) {
        Path deeper = path;
        deeper.push_back(&field);
        Walk(*field.message_type(), deeper, field.is_repeated() ? absl::StrCat(name, "[0]") : name);
      }
    }
  }

  void BreakRepeated(const FieldDescriptor& field, const options::v1::FieldOptions& bounds,
                     const Path& path, const std::string& name) {
    const int max = bounds.max_items() > 0 ? bounds.max_items() : rpc::FieldRules::kItemsDefaultMax;
    Add(path, name, "FIELD_TOO_MANY", [&field, max](Message& message) {
      for (int i = 0; i <= max; ++i) AddItem(field, message);
    });
  }

  static void AddItem(const FieldDescriptor& field, Message& message) {
    const auto& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.AddString(&message, &field, "x");
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.AddEnumValue(&message, &field, 1);
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.AddInt32(&message, &field, 1);
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.AddInt64(&message, &field, 1);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        reflection.AddMessage(&message, &field);
        return;
      default:
        return;
    }
  }

  void BreakValue(const FieldDescriptor& field, const options::v1::FieldOptions& bounds,
                  const Path& path, const std::string& name) {
    const auto set_text = [&field](std::string text) {
      return [&field, text = std::move(text)](Message& message) {
        message.GetReflection()->SetString(&message, &field, text);
      };
    };
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const int max =
          bounds.max_length() > 0 ? bounds.max_length() : rpc::FieldRules::kStringDefaultMax;
      Add(path, name, "FIELD_TOO_LONG", set_text(std::string(static_cast<size_t>(max) + 1, 'x')));
      if (field.type() == FieldDescriptor::TYPE_STRING)
        Add(path, name, "FIELD_TEXT", set_text("\x01"));
      // No declared form matches a lone unit separator's neighbour that no code uses.
      if (!bounds.pattern().empty()) Add(path, name, "FIELD_PATTERN", set_text("~"));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      Add(path, name, "FIELD_ENUM", [&field](Message& message) {
        message.GetReflection()->SetEnumValue(&message, &field, 9999);
      });
    } else if (bounds.min() != 0 || bounds.max() != 0) {
      BreakNumber(field, bounds.min() - 1, path, name);
      BreakNumber(field, bounds.max() + 1, path, name);
    }
  }

  void BreakNumber(const FieldDescriptor& field, int64_t value, const Path& path,
                   const std::string& name) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      Add(path, name, "FIELD_OUT_OF_RANGE", [&field, value](Message& message) {
        message.GetReflection()->SetInt32(&message, &field, static_cast<int32_t>(value));
      });
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      Add(path, name, "FIELD_OUT_OF_RANGE", [&field, value](Message& message) {
        message.GetReflection()->SetInt64(&message, &field, value);
      });
    }
  }

  // A request in which everything above the field exists and the field itself is broken.
  void Add(const Path& path, const std::string& name, const char* reason,
           const std::function<void(Message&)>& broken) {
    BadInput row{.field = name, .reason = reason};
    row.request.reset(MessageFactory::generated_factory()->GetPrototype(&type_)->New());
    Message* message = row.request.get();
    for (const FieldDescriptor* field : path) {
      message = field->is_repeated() ? message->GetReflection()->AddMessage(message, field)
                                     : message->GetReflection()->MutableMessage(message, field);
    }
    broken(*message);
    rows_.push_back(std::move(row));
  }

  const google::protobuf::Descriptor& type_;
  std::vector<BadInput> rows_;
};

// The answer's violations as "field: REASON ..." lines.
std::string Send(grpc::GenericStub& stub, const std::string& path, const Message& request) {
  grpc::ClientContext context;
  context.AddMetadata(identity::kDevelopmentHeader,
                      "principal=users/test; permissions=*; divisions=420000000000");
  const std::string bytes = request.SerializeAsString();
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer in(&slice, 1);
  grpc::ByteBuffer out;
  grpc::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, path, {}, &in, &out, [&](grpc::Status answered) {
    status = std::move(answered);
    done.Notify();
  });
  done.WaitForNotification();
  google::rpc::Status proto;
  if (status.ok() || !proto.ParseFromString(status.error_details())) {
    return absl::StrCat("answered ", status.error_code(), " ", status.error_message());
  }
  std::string lines;
  for (const auto& detail : proto.details()) {
    google::rpc::BadRequest bad_request;
    if (!detail.UnpackTo(&bad_request)) continue;
    for (const auto& violation : bad_request.field_violations()) {
      absl::StrAppend(&lines, violation.field(), ": ", violation.description(), "\n");
    }
  }
  return lines;
}

}  // namespace

std::vector<BadInput> BadInputsOf(const MethodDescriptor& method) { return Table(method).Make(); }

std::vector<std::string> SendBadInputs(const std::shared_ptr<grpc::Channel>& channel,
                                       const std::vector<std::string>& services, int& rows) {
  grpc::GenericStub stub(channel);
  std::vector<std::string> wrong;
  rows = 0;
  for (const std::string& name : services) {
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name);
    LADDER_INVARIANT(service != nullptr);
    for (int i = 0; i < service->method_count(); ++i) {
      const std::string path = absl::StrCat("/", name, "/", service->method(i)->name());
      for (const BadInput& input : BadInputsOf(*service->method(i))) {
        ++rows;
        const std::string answer = Send(stub, path, *input.request);
        if (!absl::StrContains(answer, absl::StrCat(input.field, ": ", input.reason, ":"))) {
          wrong.push_back(absl::StrCat(path, " ", input.field, " ", input.reason, ": ", answer));
        }
      }
    }
  }
  return wrong;
}

}  // namespace ladder
