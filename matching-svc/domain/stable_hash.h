// A hash that is the same in every process, build and year. It breaks ties fairly and repeatably
// (docs/domain.md 7.3); it is no protection against anyone.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace ladder::matching {

// FNV-1a of the bytes, continued from `seed`.
constexpr uint64_t kStableHashSeed = 14695981039346656037ULL;
constexpr uint64_t StableHash(absl::string_view bytes, uint64_t seed = kStableHashSeed) {
  uint64_t hash = seed;
  for (char byte : bytes) {
    hash ^= static_cast<uint8_t>(byte);
    hash *= 1099511628211ULL;
  }
  return hash;
}

// Spreads the bits, so that near inputs are far apart (the finaliser of splitmix64).
constexpr uint64_t MixBits(uint64_t value) {
  value ^= value >> 30;
  value *= 0xbf58476d1ce4e5b9ULL;
  value ^= value >> 27;
  value *= 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

}  // namespace ladder::matching
