#include "subsidy-svc/bank/outbox.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace ladder::subsidy {
namespace {

constexpr absl::string_view kUnfinished = ".part";

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

// Writes a new file, whose name is `path` with its XXXXXX filled in.
absl::Status WriteDurably(std::string& path, absl::string_view bytes) {
  const int file = ::mkostemps(path.data(), static_cast<int>(kUnfinished.size()), O_CLOEXEC);
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
  // Each writer has its own, so that nobody cuts short what another puts in place.
  std::string unfinished = absl::StrCat(path, ".XXXXXX", kUnfinished);
  const absl::Status written = WriteDurably(unfinished, bytes);
  if (written.ok()) std::filesystem::rename(unfinished, path, error);
  if (!written.ok() || error) ::unlink(unfinished.c_str());
  if (!written.ok()) return written;
  if (error || !SyncFolder(folder)) {
    return absl::UnavailableError("the payment file could not be put in place");
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
