#include "subsidy-svc/bank/outbox.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace ladder::subsidy {
namespace {

bool WriteAll(int file, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// A new name is on the disk once its folder is.
bool SyncFolder(const std::string& folder) {
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  const absl::Cleanup close = [directory] { ::close(directory); };
  return ::fsync(directory) == 0;
}

absl::Status WriteDurably(const std::string& path, absl::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return absl::UnavailableError("the payment file could not be made");
  const bool written = WriteAll(file, bytes) && ::fsync(file) == 0;
  const bool closed = ::close(file) == 0;
  if (!written || !closed) return absl::UnavailableError("the payment file could not be written");
  return absl::OkStatus();
}

}  // namespace

absl::Status PutPaymentFile(const std::string& folder, absl::string_view number,
                            absl::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = absl::StrCat(folder, "/", number, ".txt");
  const std::string unfinished = absl::StrCat(path, ".part");
  if (const absl::Status status = WriteDurably(unfinished, bytes); !status.ok()) return status;
  std::filesystem::rename(unfinished, path, error);
  if (error || !SyncFolder(folder)) {
    return absl::UnavailableError("the payment file could not be put in place");
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
