#include "subsidy-svc/bank/outbox.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace ladder::subsidy {

absl::Status PutPaymentFile(const std::string& folder, absl::string_view number,
                            absl::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = absl::StrCat(folder, "/", number, ".txt");
  const std::string unfinished = absl::StrCat(path, ".part");
  {
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file) return absl::UnavailableError("the payment file could not be written");
  }
  std::filesystem::rename(unfinished, path, error);
  return error ? absl::UnavailableError("the payment file could not be put in place")
               : absl::OkStatus();
}

}  // namespace ladder::subsidy
