// Where payment files lie for the bank. A batch's file has one name and one content for ever, so
// putting it there again is harmless.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ladder::subsidy {

// Puts `bytes` into `folder` as NUMBER.txt, whole or not at all. UNAVAILABLE when the folder cannot
// be written.
absl::Status PutPaymentFile(const std::string& folder, absl::string_view number,
                            absl::string_view bytes);

}  // namespace ladder::subsidy
