#include "platform/rpc/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "platform/status/status.h"

namespace ladder::rpc {

std::string Sha256(absl::string_view data) {
  unsigned char out[32];
  unsigned int size = 0;
  LADDER_INVARIANT(EVP_Digest(data.data(), data.size(), out, &size, EVP_sha256(), nullptr) == 1);
  return std::string(reinterpret_cast<char*>(out), size);
}

std::string HmacSha256(absl::string_view key, absl::string_view data) {
  unsigned char out[32];
  unsigned int size = 0;
  LADDER_INVARIANT(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                        reinterpret_cast<const unsigned char*>(data.data()), data.size(), out,
                        &size) != nullptr);
  return std::string(reinterpret_cast<char*>(out), size);
}

std::string SerializeDeterministic(const google::protobuf::Message& message) {
  std::string out;
  {
    google::protobuf::io::StringOutputStream stream(&out);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return out;
}

bool EqualInConstantTime(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace ladder::rpc
