#include "platform/seal/sm3.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"
#include "platform/status/status.h"

namespace ladder::seal {

std::string Sm3(absl::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 EVP_sm3(), nullptr);
  LADDER_INVARIANT(done == 1);
  digest.resize(size);
  return digest;
}

std::string Sm3Hex(absl::string_view bytes) { return absl::BytesToHexString(Sm3(bytes)); }

}  // namespace ladder::seal
