#include "platform/seal/sealer.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "absl/strings/escaping.h"
#include "platform/testing/status_matchers.h"

namespace ladder::seal {
namespace {

constexpr absl::StatusCode kLost = absl::StatusCode::kDataLoss;

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL's, as another program would call it.
std::string Sm4Ctr(const std::string& key, const std::string& nonce, const std::string& text) {
  EVP_CIPHER_CTX* cipher = EVP_CIPHER_CTX_new();
  std::string out(text.size(), '\0');
  int size = 0;
  EXPECT_EQ(EVP_DecryptInit_ex(cipher, EVP_sm4_ctr(), nullptr, Bytes(key), Bytes(nonce)), 1);
  EXPECT_EQ(EVP_DecryptUpdate(cipher, reinterpret_cast<unsigned char*>(out.data()), &size,
                              Bytes(text), static_cast<int>(text.size())),
            1);
  EVP_CIPHER_CTX_free(cipher);
  return out;
}

TEST(SealerTest, OpensWhatItClosed) {
  const Sealer sealer({"secret"});
  for (const std::string& plain : {std::string(), std::string("谷城"), std::string(300'000, 'x')}) {
    const std::string sealed = sealer.Close(plain, "operation/1/request");
    EXPECT_EQ(sealed.size(), plain.size() + Sealer::kGrowth);
    EXPECT_EQ(*sealer.Open(sealed, "operation/1/request"), plain);
    EXPECT_NE(sealer.Close(plain, "operation/1/request"), sealed);
  }
  EXPECT_EQ(sealer.Close("13800001234", "x").find("1380"), std::string::npos);
}

TEST(SealerTest, OpensNothingElse) {
  const Sealer sealer({"secret"});
  const std::string sealed = sealer.Close("value", "here");
  EXPECT_EQ(sealer.Open(sealed, "there").status().code(), kLost);
  EXPECT_EQ(sealer.Open(sealed, "").status().code(), kLost);
  EXPECT_EQ(Sealer({"another"}).Open(sealed, "here").status().code(), kLost);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(sealer.Open(changed, "here").status().code(), kLost) << i;
    EXPECT_EQ(sealer.Open(sealed.substr(0, i), "here").status().code(), kLost);
  }
}

// A byte that moves from the place to the value is another value at another place.
TEST(SealerTest, ThePlaceAndTheBytesDoNotRunTogether) {
  const Sealer sealer({"secret"});
  const std::string sealed = sealer.Close("value", "ab");
  EXPECT_EQ(sealer.Open("b" + sealed, "a").status().code(), kLost);
  EXPECT_EQ(sealer.Open(sealed.substr(1), "ab" + sealed.substr(0, 1)).status().code(), kLost);
}

TEST(SealerTest, AKeyIsReplacedWithoutAStop) {
  const std::string before = Sealer({"old"}).Close("value", "here");
  const Sealer both({"new", "old"});
  EXPECT_EQ(*both.Open(before, "here"), "value");
  EXPECT_FALSE(both.IsCurrent(before));
  const std::string after = both.Close("value", "here");
  EXPECT_TRUE(both.IsCurrent(after));
  EXPECT_EQ(*Sealer({"new"}).Open(after, "here"), "value");
  EXPECT_FALSE(both.IsCurrent(""));
}

// The bytes as another program reads them: SM4-CTR and HMAC-SM3 of OpenSSL, taken apart here.
TEST(SealerTest, TheBytesAreAsDeclared) {
  const std::string sealed = Sealer({"secret"}).Close("value", "here");
  EXPECT_EQ(sealed[0], 2);
  const auto hmac = [](const std::string& key, const std::string& text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    HMAC(EVP_sm3(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
    return std::string(reinterpret_cast<char*>(digest), size);
  };
  EXPECT_EQ(sealed.substr(1, 4), hmac("secret", "ladder seal id").substr(0, 4));
  EXPECT_EQ(sealed.substr(sealed.size() - 16),
            hmac(hmac("secret", "ladder seal hmac-sm3"),
                 "0000000000000004here" + sealed.substr(0, sealed.size() - 16))
                .substr(0, 16));
  // What lies between opens by the standard's cipher.
  const std::string key = hmac("secret", "ladder seal sm4-ctr").substr(0, 16);
  EXPECT_EQ(Sm4Ctr(key, sealed.substr(5, 16), sealed.substr(21, 5)), "value");
}

// GB/T 32907 appendix A, as docs/domain.md 8.3 has it: the cipher of the test above is SM4. The
// first block of counter mode over zeros is the cipher of the counter.
TEST(SealerTest, TheStandardsBlock) {
  const std::string block = absl::HexStringToBytes("0123456789abcdeffedcba9876543210");
  EXPECT_EQ(absl::BytesToHexString(Sm4Ctr(block, block, std::string(16, '\0'))),
            "681edf34d206965e86b3e94f536e4246");
}

}  // namespace
}  // namespace ladder::seal
