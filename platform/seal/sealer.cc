#include "platform/seal/sealer.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::seal {
namespace {

// version | key id | nonce | ciphertext | tag
constexpr char kVersion = 1;
constexpr size_t kIdBytes = 4;
constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;
constexpr size_t kHeadBytes = 1 + kIdBytes + kNonceBytes;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// A key of its own for each use of a secret.
std::string Derive(const std::string& secret, absl::string_view use) {
  std::string derived(32, '\0');
  unsigned int size = 0;
  LADDER_INVARIANT(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), Bytes(use),
                        use.size(), Bytes(derived), &size) != nullptr &&
                   size == derived.size());
  return derived;
}

CipherContext Begin(const std::string& key, absl::string_view nonce, absl::string_view context,
                    bool closes) {
  CipherContext cipher(EVP_CIPHER_CTX_new());
  LADDER_INVARIANT(cipher != nullptr);
  int size = 0;
  LADDER_INVARIANT(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr,
                                     Bytes(absl::string_view(key)), Bytes(nonce), closes) == 1);
  LADDER_INVARIANT(EVP_CipherUpdate(cipher.get(), nullptr, &size, Bytes(context),
                                    static_cast<int>(context.size())) == 1);
  return cipher;
}

}  // namespace

Sealer::Sealer(const std::vector<std::string>& secrets) {
  LADDER_INVARIANT(!secrets.empty());
  for (const std::string& secret : secrets) {
    keys_.push_back({.id = Derive(secret, "ladder seal id").substr(0, kIdBytes),
                     .bytes = Derive(secret, "ladder seal key")});
  }
}

std::string Sealer::Close(absl::string_view plain, absl::string_view context) const {
  const Key& key = keys_.front();
  std::string nonce(kNonceBytes, '\0');
  LADDER_INVARIANT(RAND_bytes(Bytes(nonce), static_cast<int>(nonce.size())) == 1);
  const CipherContext cipher = Begin(key.bytes, nonce, context, /*closes=*/true);
  std::string text(plain.size() + kTagBytes, '\0');
  int size = 0;
  LADDER_INVARIANT(EVP_CipherUpdate(cipher.get(), Bytes(text), &size, Bytes(plain),
                                    static_cast<int>(plain.size())) == 1);
  LADDER_INVARIANT(EVP_CipherFinal_ex(cipher.get(), Bytes(text) + size, &size) == 1);
  LADDER_INVARIANT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                                       Bytes(text) + plain.size()) == 1);
  return absl::StrCat(std::string(1, kVersion), key.id, nonce, text);
}

absl::StatusOr<std::string> Sealer::Open(absl::string_view sealed,
                                         absl::string_view context) const {
  const absl::Status refused = absl::DataLossError("a sealed value does not open");
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kVersion) return refused;
  const absl::string_view id = sealed.substr(1, kIdBytes);
  const absl::string_view nonce = sealed.substr(1 + kIdBytes, kNonceBytes);
  const absl::string_view text = sealed.substr(kHeadBytes, sealed.size() - kHeadBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  for (const Key& key : keys_) {
    if (key.id != id) continue;
    const CipherContext cipher = Begin(key.bytes, nonce, context, /*closes=*/false);
    std::string plain(text.size() + 1, '\0');
    int size = 0;
    int rest = 0;
    const bool opened =
        EVP_CipherUpdate(cipher.get(), Bytes(plain), &size, Bytes(text),
                         static_cast<int>(text.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, Bytes(tag)) == 1 &&
        EVP_CipherFinal_ex(cipher.get(), Bytes(plain) + size, &rest) == 1;
    if (!opened) return refused;
    plain.resize(text.size());
    return plain;
  }
  return refused;
}

}  // namespace ladder::seal
