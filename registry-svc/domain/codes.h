// The registry's code lists (docs/domain.md 2.5, 3.1); those of national standards are in
// platform/standards. The numbers are those of ladder/registry/v1/codes.proto and what the database
// stores.
#pragma once

namespace ladder::registry {

// Kind of household registration.
enum class HukouKind : int {
  kUnspecified = 0,  // Not known
  kRural = 1,        // Rural
  kUrban = 2,        // Urban
};

// What the poverty office says of a household on a day.
enum class HouseholdClass : int {
  kUnspecified = 0,     // Not given
  kNone = 1,            // No target household
  kRegisteredPoor = 2,  // Registered as poor, not yet out of poverty
  kOutOfPoverty = 3,    // Lifted out of poverty
  kUnstable = 4,        // Out of poverty but unstable; monitored
  kMarginal = 5,        // At the margin of poverty; monitored
  kSuddenHardship = 6,  // In sudden severe hardship; monitored
};

// The social aid that a household draws.
enum class HouseholdAid : int {
  kUnspecified = 0,  // Not given
  kNone = 1,         // None
  kDibao = 2,        // Low-income allowance
  kTekun = 3,        // Support for the destitute
  kLowIncome = 4,    // Low-income household
};

// Why a household is poor.
enum class PovertyCause : int {
  kUnspecified = 0,  // Not given
  kIllness = 1,      // Illness
  kDisability = 2,   // Disability
  kSchool = 3,       // Schooling costs
  kDisaster = 4,     // A disaster
  kNoLand = 5,       // No land
  kNoWater = 6,      // No water
  kNoSkill = 7,      // No skill
  kNoLabour = 8,     // No one able to work
  kNoFunds = 9,      // No funds
  kTraffic = 10,     // Bad roads
  kNoDrive = 11,     // No drive of its own
};

// How far a person is able to work.
enum class LabourCapability : int {
  kUnspecified = 0,  // Not given
  kFull = 1,         // An ordinary labourer
  kSkilled = 2,      // A skilled labourer
  kWeak = 3,         // Weak, or half a labourer
  kLost = 4,         // Lost the ability to work
  kNone = 5,         // Never able to work
};

// A person's health.
enum class Health : int {
  kUnspecified = 0,   // Not given
  kHealthy = 1,       // Healthy
  kChronic = 2,       // A chronic illness
  kMajorIllness = 3,  // A major illness
  kDisabled = 4,      // Disabled
};

// Whether a person still lives here, for the registry.
enum class Presence : int {
  kUnspecified = 0,  // Not given
  kListed = 1,       // In the county's list
  kMoved = 2,        // Left the county's list
  kDeceased = 3,     // Dead
  kMerged = 4,       // A duplicate, merged into another record
};

// Whether officers reach the person.
enum class ContactState : int {
  kUnspecified = 0,  // Not given
  kReached = 1,      // Reached
  kLost = 2,         // Lost: missed three times in 90 days, on different days and by two channels
};

// What keeps a person from the labour market.
enum class Activity : int {
  kUnspecified = 0,  // Not given
  kNone = 1,         // Nothing
  kStudent = 2,      // At school
  kSoldier = 3,      // A soldier
  kCare = 4,         // A full-time carer by own choice
};

// What a person without work wants.
enum class Wish : int {
  kUnspecified = 0,  // Not given
  kJob = 1,          // A job
  kTraining = 2,     // Training before a job
  kStartup = 3,      // A business of their own
  kUnwilling = 4,    // No work
};

// What stands in the way of work.
enum class Barrier : int {
  kUnspecified = 0,      // Not given
  kNoFunds = 1,          // No funds
  kNoSkill = 2,          // No skill
  kNoContacts = 3,       // No contacts
  kCareDuty = 4,         // Someone to care for
  kHealth = 5,           // Health
  kAge = 6,              // Age
  kDistance = 7,         // Distance
  kWageLow = 8,          // Wages too low
  kHours = 9,            // Working hours
  kUnwillingWork = 10,   // Does not want to work
  kUnwillingTrain = 11,  // Does not want to train
  kAfraidStartup = 12,   // Afraid to start a business
};

// The one primary class of a person on a day.
enum class PrimaryClass : int {
  kUnspecified = 0,       // None: before the person was registered
  kELocalFirm = 10,       // Employed by an enterprise inside the county
  kEOutCounty = 11,       // Employed in the province, outside the county
  kEOutProvince = 12,     // Employed outside the province
  kEWorkshop = 13,        // Employed in a workshop in a firm
  kEFactory = 14,         // Employed in a factory of a village or park
  kEFamilyWorkshop = 15,  // Employed in a family workshop
  kEWelfarePost = 16,     // In a public welfare post
  kESelf = 17,            // Own firm or individual business
  kEFlex = 18,            // Day jobs without an employer
  kEFarm = 19,            // Own farming as the main income
  kUSeeking = 30,         // Able, and wants a job
  kUTrainFirst = 31,      // Wants training before a job
  kUStartup = 32,         // Wants to open a business
  kUUnwilling = 33,       // Able, and says no
  kNStudent = 50,         // At school
  kNSoldier = 51,         // A soldier
  kNIncapable = 52,       // Not able to work
  kNRetired = 53,         // Over the upper age and not working
  kNUnder16 = 54,         // Under sixteen
  kNCare = 55,            // A full-time carer by own choice
  kXUnknown = 70,         // Contact lost
  kXMoved = 71,           // Left the county's list
  kXDeceased = 72,        // Dead
  kXMerged = 73,          // A duplicate
};

// The form of an employment, with the codes of the field forms.
enum class EmploymentForm : int {
  kUnspecified = 0,   // Not given
  kEmployee = 10,     // Employed by an enterprise
  kSelf = 21,         // Own firm or individual business
  kFlex = 22,         // Day jobs without an employer
  kWelfarePost = 30,  // A public welfare post
  kFarm = 40,         // Own farming as the main income
};

// The kind of the carrier that an employee works in.
enum class CarrierKind : int {
  kUnspecified = 0,     // In none
  kWorkshop = 1,        // A workshop in a firm
  kFactory = 2,         // A factory in a village or park
  kFamilyWorkshop = 3,  // A family workshop
  kParkReturnee = 4,    // A returnees' business park
  kParkEcommerce = 5,   // An e-commerce park
  kParkTextile = 6,     // A textile park
  kParkSmall = 7,       // A park of small firms
};

// The contract behind an employment.
enum class ContractKind : int {
  kUnspecified = 0,  // None in writing
  kFixedTerm = 1,    // For a fixed term
  kOpenTerm = 2,     // Without a term
  kTask = 3,         // Until a task is done
  kService = 4,      // An agreement for services or part time
};

// Why an employment ended.
enum class EndReason : int {
  kUnspecified = 0,      // Not given
  kExpired = 1,          // The contract expired
  kDismissed = 2,        // Dismissed
  kQuit = 3,             // Quit
  kClosed = 4,           // The employer or the business closed
  kIll = 5,              // Illness
  kFamily = 6,           // Family
  kLeftLabourForce = 7,  // Enrolled, enlisted, incapable, moved or dead
};

// What proves an employment.
enum class EvidenceKind : int {
  kUnspecified = 0,      // Nothing but the person's word
  kContract = 1,         // A contract
  kPayroll = 2,          // A payroll
  kSocialInsurance = 3,  // A month of social insurance
  kVisit = 4,            // A visit
  kLicence = 5,          // A business licence
};

// The kind of an intention.
enum class IntentionKind : int {
  kUnspecified = 0,  // Not given
  kJob = 1,          // Wants a job
  kStartup = 2,      // Wants to open a business
  kTraining = 3,     // Wants training
  kInternship = 4,   // Wants an internship
};

// Where an intention stands.
enum class IntentionState : int {
  kUnspecified = 0,  // Not given
  kOpen = 1,         // Waits
  kMatched = 2,      // A job or a class was found for it
  kMet = 3,          // Came true
  kWithdrawn = 4,    // Given up
};

// How far from home a person would work or train.
enum class PlaceLevel : int {
  kUnspecified = 0,    // Anywhere
  kCommunity = 1,      // The own community
  kTownship = 2,       // The own township
  kCounty = 3,         // The county
  kProvince = 4,       // The province
  kOutOfProvince = 5,  // Another province
};

// The kind of an identity document.
enum class DocumentKind : int {
  kUnspecified = 0,  // Not given
  kCitizenId = 1,  // The citizen id card, also the residence permits of Hong Kong, Macao and Taiwan
  kForeignResidence = 2,  // The permanent residence card of a foreigner
};

// Where a skill comes from.
enum class SkillSource : int {
  kUnspecified = 0,  // Not given
  kDeclared = 1,     // The person's word
  kCertificate = 2,  // A certificate
};

// One of the one database and six rosters (docs/domain.md 3.5).
enum class Roster : int {
  kUnspecified = 0,       // Not given
  kBase = 1,              // The labourers of target households
  kEmployed = 2,          // R-E: those employed
  kUnemployed = 3,        // R-U: those unemployed or out of contact
  kNotInLabourForce = 4,  // R-N: those not in the labour force
  kIntentions = 5,        // R-I: open intentions to work or start a business
  kTrainingNeeds = 6,     // R-T: open training needs
  kSchoolLeavers = 7,     // R-Y: leavers of secondary school without further study
};

// Which of a person's two divisions places them in an area.
enum class PlaceBy : int {
  kUnspecified = 0,  // Either: relocated people are seen from both sides
  kRegister = 1,     // The division of registration
  kResidence = 2,    // The division of residence
};

}  // namespace ladder::registry
