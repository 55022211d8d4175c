#include "registry-svc/rpc/convert.h"

#include "absl/strings/str_cat.h"

namespace ladder::registry {

std::string NameOfPerson(const Ulid& id) { return rpc::NameOf("persons", id); }
std::string NameOfHousehold(const Ulid& id) { return rpc::NameOf("households", id); }
std::string NameOfIntention(const Ulid& id) { return rpc::NameOf("intentions", id); }
std::string NameOfZone(const Ulid& id) { return rpc::NameOf("zones", id); }

std::string MaskedCitizenId(absl::string_view number) {
  if (number.size() != 18) return "";
  return absl::StrCat(number.substr(0, 6), "********", number.substr(14));
}

std::string MaskedPhone(absl::string_view number) {
  if (number.size() <= 4) return "";
  return absl::StrCat(std::string(number.size() - 4, '*'), number.substr(number.size() - 4));
}

}  // namespace ladder::registry
