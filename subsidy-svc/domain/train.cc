#include "subsidy-svc/domain/train.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

Finding NewOccupationAndLevel(const TrainFacts& facts, ParameterReader&) {
  const bool held = !facts.certificate.empty() &&
                    std::find(facts.held.begin(), facts.held.end(),
                              std::pair(facts.occupation, facts.certificate)) != facts.held.end();
  return {.passed = !held, .values = {{"occ", facts.occupation}, {"cert", facts.certificate}}};
}

Finding NoSkillUpgrade(const TrainFacts& facts, ParameterReader&) {
  return {.passed = !facts.skill_upgrade_paid,
          .values = {{"skill_upgrade_paid", FlagText(facts.skill_upgrade_paid)}}};
}

Finding Completed(const TrainFacts& facts, ParameterReader&) {
  return {.passed = !facts.dropped_out, .values = {{"dropped_out", FlagText(facts.dropped_out)}}};
}

Finding Attendance(const TrainFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> percent = parameters.Find("attendance_percent");
  return {.passed = !percent || AttendanceReaches(facts.attended, facts.sessions, *percent),
          .values = {{"attended", absl::StrCat(facts.attended)},
                     {"sessions", absl::StrCat(facts.sessions)},
                     {"attendance_percent", absl::StrCat(percent.value_or(0))}}};
}

Finding HasCertificate(const TrainFacts& facts, ParameterReader&) {
  return {.passed = !facts.certificate.empty(), .values = {{"cert", facts.certificate}}};
}

Finding CertifiedInTime(const TrainFacts& facts, ParameterReader& parameters) {
  if (facts.certificate.empty()) return {};
  const std::optional<int64_t> months = parameters.Find("certificate_months");
  if (!months) return {};
  const CivilDay last = AddMonths(facts.class_to, static_cast<int>(*months));
  return {.passed = facts.certified_on <= last,
          .values = {{"cert_on", FormatDay(facts.certified_on)},
                     {"class_to", FormatDay(facts.class_to)},
                     {"certificate_months", absl::StrCat(*months)}}};
}

Finding NoHigherLevelHeld(const TrainFacts& facts, ParameterReader&) {
  const int rank = RankOf(facts.certificate);
  std::string higher;
  for (const auto& [occupation, certificate] : facts.held) {
    if (rank > 0 && occupation == facts.occupation && RankOf(certificate) > rank) {
      higher = certificate;
    }
  }
  return {.passed = higher.empty(),
          .values = {{"occ", facts.occupation}, {"cert", facts.certificate}, {"held", higher}}};
}

Finding CoursesLeft(const TrainFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> cap = parameters.Find("courses_a_year");
  return {.passed = !cap || facts.count_this_year < *cap,
          .values = {{"count_this_year", absl::StrCat(facts.count_this_year)},
                     {"courses_a_year", absl::StrCat(cap.value_or(0))}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<TrainFacts> kTests[] = {
    {Reason::kSameOccLevel, &NewOccupationAndLevel},
    {Reason::kAgeUnderMin, &MinimumAge<TrainFacts>},
    {Reason::kAgeOverMax, &UpperAge<TrainFacts>},
    {Reason::kConflictSkillUpgrade, &NoSkillUpgrade},
    {Reason::kNotCompleted, &Completed},
    {Reason::kAttendanceLow, &Attendance},
    {Reason::kNoCertificate, &HasCertificate},
    {Reason::kLateCert, &CertifiedInTime},
    {Reason::kLevelLowerThanHeld, &NoHigherLevelHeld},
    {Reason::kAnnualCountCap, &CoursesLeft},
};

std::optional<Amount> CertificateAmount(const TrainFacts& facts, ParameterReader& parameters,
                                        Trace& trace) {
  const std::string key = absl::StrCat("amount_", facts.certificate);
  const std::optional<int64_t> fen = parameters.Find(key);
  if (!fen) return std::nullopt;
  AddStep(trace, "GRANT", {{"cert", facts.certificate}, {key, absl::StrCat(*fen)}});
  return Amount{.fen = Fen(*fen)};
}

}  // namespace

int RankOf(absl::string_view certificate) {
  constexpr absl::string_view kRanked[] = {"L5", "L4", "L3", "L2", "L1"};
  const auto* rank = std::find(std::begin(kRanked), std::end(kRanked), certificate);
  return rank == std::end(kRanked) ? 0 : static_cast<int>(rank - std::begin(kRanked)) + 1;
}

bool AttendanceReaches(int64_t attended, int64_t sessions, int64_t percent) {
  return attended * 100 >= sessions * percent;
}

absl::StatusOr<TrainFacts> BuildTrainFacts(const FactMap& facts) {
  FactReader reader(facts);
  TrainFacts built = {.line = ReadLineFacts(reader),
                      .person = ReadPerson(reader),
                      .class_from = reader.RequiredDay("class_from"),
                      .class_to = reader.RequiredDay("class_to"),
                      .sessions = reader.Integer("sessions"),
                      .attended = reader.Integer("attended"),
                      .dropped_out = reader.Flag("dropped_out"),
                      .occupation = reader.Text("occ"),
                      .certificate = reader.Text("cert"),
                      .held = reader.Pairs("held"),
                      .count_this_year = reader.Integer("count_this_year"),
                      .skill_upgrade_paid = reader.Mark("skill_upgrade_paid")};
  // A certificate without its day could not be tested for lateness.
  if (!built.certificate.empty()) built.certified_on = reader.RequiredDay("cert_on");
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideTrain(const TrainFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<TrainFacts>(kTests, &CertificateAmount, facts, parameters);
}

}  // namespace ladder::subsidy
