// What columns named *_enc hold: the one place where a sensitive value becomes bytes of the
// database and back.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "platform/standards/mobile.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

std::string StoredNumber(absl::string_view number);
std::string NumberFromStored(absl::string_view stored);

std::string StoredPhones(const std::vector<Mobile>& phones);
std::vector<Mobile> PhonesFromStored(absl::string_view stored);

// Health and disability of a profile; the other facts of it are clear columns.
std::string StoredHealth(const Profile& profile);
void HealthFromStored(absl::string_view stored, Profile& profile);

}  // namespace ladder::registry
