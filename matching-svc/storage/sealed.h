// What columns named *_enc hold: the one place where a sensitive value becomes bytes of the
// database and back.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::matching {

inline std::string StoredPhone(absl::string_view phone) { return std::string(phone); }
inline std::string PhoneFromStored(absl::string_view stored) { return std::string(stored); }

inline std::string StoredNote(absl::string_view note) { return std::string(note); }
inline std::string NoteFromStored(absl::string_view stored) { return std::string(stored); }

}  // namespace ladder::matching
