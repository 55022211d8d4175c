#include "registry-svc/storage/sealed.h"

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

namespace ladder::registry {

std::string StoredNumber(absl::string_view number) { return std::string(number); }
std::string NumberFromStored(absl::string_view stored) { return std::string(stored); }

std::string StoredPhones(const std::vector<Mobile>& phones) {
  return absl::StrJoin(phones, "\n", [](std::string* out, const Mobile& phone) {
    out->append(phone.value().data(), phone.value().size());
  });
}

std::vector<Mobile> PhonesFromStored(absl::string_view stored) {
  std::vector<Mobile> phones;
  for (const absl::string_view phone : absl::StrSplit(stored, '\n', absl::SkipEmpty())) {
    phones.push_back(Mobile::FromStored(phone));
  }
  return phones;
}

std::string StoredHealth(const Profile& profile) {
  return {static_cast<char>(profile.health), static_cast<char>(profile.disability_category),
          static_cast<char>(profile.disability_grade)};
}

void HealthFromStored(absl::string_view stored, Profile& profile) {
  LADDER_INVARIANT(stored.size() == 3);
  profile.health = static_cast<Health>(stored[0]);
  profile.disability_category = stored[1];
  profile.disability_grade = stored[2];
}

}  // namespace ladder::registry
