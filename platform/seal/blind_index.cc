#include "platform/seal/blind_index.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "platform/status/status.h"

namespace ladder::seal {

BlindIndexBytes BlindIndex(absl::string_view key, absl::string_view canonical) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  LADDER_INVARIANT(HMAC(EVP_sm3(), key.data(), static_cast<int>(key.size()),
                        reinterpret_cast<const unsigned char*>(canonical.data()), canonical.size(),
                        digest.data(), &size) != nullptr);
  LADDER_INVARIANT(size >= 16);
  BlindIndexBytes index;
  std::copy_n(digest.begin(), index.size(), index.begin());
  return index;
}

}  // namespace ladder::seal
