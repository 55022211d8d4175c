#include "tools/verify/digests.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "platform/status/status.h"

namespace ladder::verify {
namespace {

constexpr size_t kBlockSize = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); });
}

}  // namespace

std::string Sm3Hex(absl::string_view text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  LADDER_INVARIANT(EVP_Digest(text.data(), text.size(), Bytes(digest), &size, EVP_sm3(), nullptr) ==
                   1);
  digest.resize(size);
  return absl::BytesToHexString(digest);
}

absl::StatusOr<std::string> Sm4EcbHex(absl::string_view key_hex, absl::string_view plain_hex) {
  const bool has_form = key_hex.size() == 2 * kBlockSize && IsHex(key_hex) && !plain_hex.empty() &&
                        plain_hex.size() % (2 * kBlockSize) == 0 && IsHex(plain_hex);
  if (!has_form) return absl::InvalidArgumentError("SM4 needs a key of 16 bytes and whole blocks");
  const std::string key = absl::HexStringToBytes(key_hex);
  const std::string plain = absl::HexStringToBytes(plain_hex);
  std::string cipher(plain.size() + kBlockSize, '\0');
  int size = 0;
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  LADDER_INVARIANT(context != nullptr);
  LADDER_INVARIANT(
      EVP_EncryptInit_ex2(context.get(), EVP_sm4_ecb(), Bytes(key), nullptr, nullptr) == 1);
  LADDER_INVARIANT(EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1);
  LADDER_INVARIANT(EVP_EncryptUpdate(context.get(), Bytes(cipher), &size, Bytes(plain),
                                     static_cast<int>(plain.size())) == 1);
  cipher.resize(static_cast<size_t>(size));
  return absl::BytesToHexString(cipher);
}

}  // namespace ladder::verify
