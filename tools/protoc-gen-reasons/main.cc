// protoc plugin: the enum named Reason of a proto package as a plain C++ header, so that domain
// code can name its refusals without including protobuf. Output: <package path>/reasons.h.
#include <google/protobuf/compiler/code_generator.h>
#include <google/protobuf/compiler/plugin.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/printer.h>
#include <google/protobuf/io/zero_copy_stream.h>

#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/options.pb.h"

namespace ladder {
namespace {

namespace pb = ::google::protobuf;

// "CLAIM_PAID" -> "kClaimPaid"
std::string ConstantName(const std::string& value) {
  std::string name = "k";
  for (absl::string_view word : absl::StrSplit(value, '_')) {
    std::string lower = absl::AsciiStrToLower(word);
    if (!lower.empty()) lower[0] = absl::ascii_toupper(static_cast<unsigned char>(lower[0]));
    name += lower;
  }
  return name;
}

// "FAILED_PRECONDITION" -> "kFailedPrecondition", as absl::StatusCode names it.
std::string CodeName(google::rpc::Code code) {
  if (code == google::rpc::OUT_OF_RANGE) return "kOutOfRange";
  return ConstantName(google::rpc::Code_Name(code));
}

// "ladder.registry.v1" -> "ladder::registry"; the options package is the platform's: "ladder".
std::string NamespaceOf(const std::string& package) {
  if (package == "ladder.options.v1") return "ladder";
  return absl::StrReplaceAll(package.substr(0, package.rfind('.')), {{".", "::"}});
}

class ReasonsGenerator : public pb::compiler::CodeGenerator {
 public:
  uint64_t GetSupportedFeatures() const override { return FEATURE_PROTO3_OPTIONAL; }

  bool Generate(const pb::FileDescriptor* file, const std::string& /*parameter*/,
                pb::compiler::GeneratorContext* context, std::string* error) const override {
    const pb::EnumDescriptor* reasons = file->FindEnumTypeByName("Reason");
    if (reasons == nullptr) {
      *error = absl::StrCat(file->name(), " has no enum named Reason");
      return false;
    }
    const std::string path =
        absl::StrCat(absl::StrReplaceAll(file->package(), {{".", "/"}}), "/reasons.h");
    std::unique_ptr<pb::io::ZeroCopyOutputStream> stream(context->Open(path));
    pb::io::Printer out(stream.get(), '$');
    out.Print(
        "// Generated from $file$. Do not edit.\n#pragma once\n\n#include "
        "\"platform/status/reason.h\"\n\n"
        "namespace $ns$ {\n\nenum class Reason : int {\n",
        "file", file->name(), "ns", NamespaceOf(file->package()));
    for (int i = 0; i < reasons->value_count(); ++i) {
      out.Print("  $name$ = $number$,\n", "name", ConstantName(reasons->value(i)->name()), "number",
                std::to_string(reasons->value(i)->number()));
    }
    out.Print("};\n\ninline constexpr ::ladder::ReasonInfo kReasonTable[] = {\n");
    for (int i = 0; i < reasons->value_count(); ++i) {
      const pb::EnumValueDescriptor& value = *reasons->value(i);
      const auto& options = value.options().GetExtension(ladder::options::v1::reason);
      if (value.number() != 0 &&
          (options.zh().empty() || options.en().empty() || options.code() == 0)) {
        *error = absl::StrCat(value.full_name(), " lacks its code or a text in both languages");
        return false;
      }
      const std::string code = value.number() == 0 ? "kUnknown" : CodeName(options.code());
      out.Print("    {\"$name$\", $number$, ::absl::StatusCode::$code$, \"$zh$\", \"$en$\"},\n",
                "name", value.name(), "number", std::to_string(value.number()), "code", code, "zh",
                absl::Utf8SafeCEscape(options.zh()), "en", absl::Utf8SafeCEscape(options.en()));
    }
    out.Print(
        "};\n\n// Found by argument-dependent lookup from Refuse().\n"
        "inline const ::ladder::ReasonInfo& InfoOf(Reason reason) {\n"
        "  return ::ladder::FindReason(kReasonTable, static_cast<int>(reason));\n}\n\n}  // "
        "namespace $ns$\n",
        "ns", NamespaceOf(file->package()));
    return true;
  }
};

}  // namespace
}  // namespace ladder

int main(int argc, char** argv) {
  ladder::ReasonsGenerator generator;
  return google::protobuf::compiler::PluginMain(argc, argv, &generator);
}
