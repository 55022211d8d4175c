#include "platform/seal/sealer.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::seal {
namespace {

// key id | nonce | ciphertext | tag
constexpr char kSm4CtrHmacSm3 = 2;
constexpr size_t kIdBytes = 5;
constexpr size_t kNonceBytes = 16;
constexpr size_t kTagBytes = 16;
constexpr size_t kHeadBytes = kIdBytes + kNonceBytes;
static_assert(kHeadBytes + kTagBytes == Sealer::kGrowth);

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string HmacSm3(absl::string_view key, absl::string_view text) {
  std::string digest(32, '\0');
  unsigned int size = 0;
  LADDER_INVARIANT(HMAC(EVP_sm3(), key.data(), static_cast<int>(key.size()), Bytes(text),
                        text.size(), Bytes(digest), &size) != nullptr &&
                   size == digest.size());
  return digest;
}

// Counter mode: closing and opening are the same.
std::string Sm4Ctr(const std::string& key, absl::string_view nonce, absl::string_view text) {
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> cipher(EVP_CIPHER_CTX_new());
  LADDER_INVARIANT(cipher != nullptr);
  LADDER_INVARIANT(EVP_EncryptInit_ex(cipher.get(), EVP_sm4_ctr(), nullptr,
                                      Bytes(absl::string_view(key)), Bytes(nonce)) == 1);
  std::string out(text.size(), '\0');
  int size = 0;
  LADDER_INVARIANT(EVP_EncryptUpdate(cipher.get(), Bytes(out), &size, Bytes(text),
                                     static_cast<int>(text.size())) == 1);
  return out;
}

// Over the place too; its length comes first, so that no other place and text give the same bytes.
std::string TagOf(const std::string& key, absl::string_view context, absl::string_view closed) {
  const std::string size = absl::StrCat(absl::Hex(uint64_t{context.size()}, absl::kZeroPad16));
  return HmacSm3(key, absl::StrCat(size, context, closed)).substr(0, kTagBytes);
}

}  // namespace

Sealer::Sealer(const std::vector<std::string>& secrets) {
  LADDER_INVARIANT(!secrets.empty());
  for (const std::string& secret : secrets) {
    // A key of its own for each use of a secret.
    const std::string id = HmacSm3(secret, "ladder seal id").substr(0, kIdBytes - 1);
    keys_.push_back({.id = absl::StrCat(std::string(1, kSm4CtrHmacSm3), id),
                     .encryption = HmacSm3(secret, "ladder seal sm4-ctr").substr(0, 16),
                     .mac = HmacSm3(secret, "ladder seal hmac-sm3")});
  }
}

std::string Sealer::Close(absl::string_view plain, absl::string_view context) const {
  const Key& key = keys_.front();
  std::string nonce(kNonceBytes, '\0');
  LADDER_INVARIANT(RAND_bytes(Bytes(nonce), static_cast<int>(nonce.size())) == 1);
  const std::string closed = absl::StrCat(key.id, nonce, Sm4Ctr(key.encryption, nonce, plain));
  return absl::StrCat(closed, TagOf(key.mac, context, closed));
}

absl::StatusOr<std::string> Sealer::Open(absl::string_view sealed,
                                         absl::string_view context) const {
  const absl::Status refused = absl::DataLossError("a sealed value does not open");
  if (sealed.size() < kGrowth) return refused;
  const absl::string_view closed = sealed.substr(0, sealed.size() - kTagBytes);
  const absl::string_view tag = sealed.substr(closed.size());
  for (const Key& key : keys_) {
    if (closed.substr(0, kIdBytes) != key.id) continue;
    const std::string expected = TagOf(key.mac, context, closed);
    if (CRYPTO_memcmp(expected.data(), tag.data(), kTagBytes) != 0) return refused;
    return Sm4Ctr(key.encryption, closed.substr(kIdBytes, kNonceBytes), closed.substr(kHeadBytes));
  }
  return refused;
}

bool Sealer::IsCurrent(absl::string_view sealed) const {
  return sealed.substr(0, kIdBytes) == keys_.front().id;
}

}  // namespace ladder::seal
