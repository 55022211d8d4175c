// The closed lists that matching decides by. Numbers are stored and are those of the protos
// (matching/v1, and registry/v1/codes.proto for the lists that services share), so they never
// change. Meanings: docs/domain.md 2.1, 2.5, 7.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace ladder::matching {

enum class Capability { kUnknown = 0, kFull = 1, kSkilled = 2, kWeak = 3, kLost = 4, kNone = 5 };

enum class Shift { kUnspecified = 0, kDay = 1, kNight = 2, kRotating = 3 };

// Grades of labour intensity of GB 3869: kLevel4 is the heaviest.
enum class PhysicalLoad { kUnspecified = 0, kLight = 1, kMedium = 2, kHeavy = 3, kLevel4 = 4 };

enum class Hazard {
  kUnspecified = 0,
  kMineUnderground = 1,
  kToxic = 2,
  kRadiation = 3,
  kHeight = 4,
  kHighHeat = 5,
  kColdWater = 6,
  kVibration = 7,
};

// What an employer offers, and what a person needs, so that a disability does not stand in the way.
enum class Accommodation {
  kUnspecified = 0,
  kStepFree = 1,
  kSeatedWork = 2,
  kSignLanguage = 3,
  kTextInsteadOfSpeech = 4,
  kScreenReader = 5,
  kSimpleTasks = 6,
  kShortHours = 7,
};

// How far from home: the smallest division that holds both ends.
enum class PlaceLevel {
  kUnspecified = 0,
  kCommunity = 1,
  kTownship = 2,
  kCounty = 3,
  kProvince = 4,
  kOutOfProvince = 5,
};

// kUnspecified: none in writing.
enum class ContractKind {
  kUnspecified = 0,
  kFixedTerm = 1,
  kOpenTerm = 2,
  kTask = 3,
  kService = 4
};

// How the poverty office stands to a household; every class but none is in the programme.
enum class HouseholdClass {
  kUnspecified = 0,
  kNone = 1,
  kRegisteredPoor = 2,
  kOutOfPoverty = 3,
  kUnstable = 4,
  kMarginal = 5,
  kSuddenHardship = 6,
};
enum class HouseholdAid { kUnspecified = 0, kNone = 1, kDibao = 2, kTekun = 3, kLowIncome = 4 };

constexpr bool IsInProgramme(HouseholdClass household_class) {
  return household_class > HouseholdClass::kNone;
}
constexpr bool IsMonitored(HouseholdClass household_class) {
  return household_class >= HouseholdClass::kUnstable;
}

// Groups of the registry's primary class (docs/domain.md 3.1). Gone: moved, dead or merged.
enum class ClassGroup {
  kUnknown = 0,
  kEmployed = 1,
  kUnemployed = 2,
  kNotInLabourForce = 3,
  kGone = 4
};

// The primary classes that matching tells apart; the registry owns the list and the numbers.
inline constexpr int kClassUnemployedFirst = 30;
inline constexpr int kClassUnwilling = 33;
inline constexpr int kClassUnemployedLast = 49;
inline constexpr int kClassContactLost = 70;

constexpr ClassGroup GroupOf(int primary_class) {
  if (primary_class > kClassContactLost) return ClassGroup::kGone;
  if (primary_class == kClassContactLost || primary_class < 10) return ClassGroup::kUnknown;
  if (primary_class < kClassUnemployedFirst) return ClassGroup::kEmployed;
  return primary_class <= kClassUnemployedLast ? ClassGroup::kUnemployed
                                               : ClassGroup::kNotInLabourForce;
}

// A set of one of the enums above, as a bit mask: bit n is the value n.
template <typename Enum>
class CodeSet {
 public:
  constexpr CodeSet() = default;
  constexpr CodeSet(std::initializer_list<Enum> codes) {
    for (Enum code : codes) Add(code);
  }
  static constexpr CodeSet FromBits(uint32_t bits) {
    CodeSet set;
    set.bits_ = bits;
    return set;
  }

  constexpr void Add(Enum code) { bits_ |= uint32_t{1} << static_cast<int>(code); }
  constexpr bool Has(Enum code) const { return (bits_ >> static_cast<int>(code) & 1) != 0; }
  constexpr bool HasAnyOf(CodeSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr CodeSet And(CodeSet other) const { return FromBits(bits_ & other.bits_); }
  constexpr int size() const { return __builtin_popcount(bits_); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr uint32_t bits() const { return bits_; }

  friend constexpr bool operator==(CodeSet, CodeSet) = default;

 private:
  uint32_t bits_ = 0;
};

// The level of `there` seen from `home`, both 12-digit codes (docs/domain.md 2.1).
constexpr PlaceLevel LevelBetween(int64_t home, int64_t there) {
  if (home == there) return PlaceLevel::kCommunity;
  if (home / 1'000 == there / 1'000) return PlaceLevel::kTownship;
  if (home / 1'000'000 == there / 1'000'000) return PlaceLevel::kCounty;
  if (home / 10'000'000'000 == there / 10'000'000'000) return PlaceLevel::kProvince;
  return PlaceLevel::kOutOfProvince;
}

}  // namespace ladder::matching
