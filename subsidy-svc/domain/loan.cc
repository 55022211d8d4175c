#include "subsidy-svc/domain/loan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/person.h"

namespace ladder::subsidy {
namespace {

constexpr int64_t kBasisPoints = 10'000;
constexpr int64_t kPercent = 100;

// The yearly rate that is aided, in hundredths of a basis point (a share of half makes half
// points), and whether the ceiling cut it.
struct AidRate {
  int64_t hundredths_bp = 0;
  bool capped = false;
};

std::optional<AidRate> AidRateOf(const LoanFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> ceiling_applies = parameters.Find("rate_ceiling_applies");
  const std::optional<int64_t> bears_lpr = parameters.Find("borrower_bears_lpr");
  const std::optional<int64_t> share = parameters.Find("aid_share_percent");
  if (!ceiling_applies || !bears_lpr || !share) return std::nullopt;
  AidRate aid;
  int64_t counted = facts.rate_bp;
  if (*ceiling_applies != 0) {
    const std::optional<int64_t> over_lpr = parameters.Find("rate_ceiling_over_lpr_bp");
    if (!over_lpr) return std::nullopt;
    counted = std::min(counted, facts.lpr_bp + *over_lpr);
    aid.capped = counted < facts.rate_bp;
  }
  int64_t borne = 0;
  if (*bears_lpr != 0) {
    const std::optional<int64_t> below_lpr = parameters.Find("borrower_bears_below_lpr_bp");
    if (!below_lpr) return std::nullopt;
    borne = std::max<int64_t>(facts.lpr_bp - *below_lpr, 0);
  }
  aid.hundredths_bp = (counted - borne) * *share;
  return aid;
}

// The day before grant + the term.
std::optional<CivilDay> LastAidedDay(const LoanFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("term_months");
  if (!months) return std::nullopt;
  return AddMonths(facts.granted_on, static_cast<int>(*months)) - 1;
}

Finding NotOverdue(const LoanFacts& facts, ParameterReader&) {
  return {.passed = !facts.overdue, .values = {{"overdue", FlagText(facts.overdue)}}};
}

Finding BusinessOpen(const LoanFacts& facts, ParameterReader&) {
  if (!facts.closed_on) return {.passed = true, .values = {{"closed_on", "-"}}};
  return {.passed = *facts.closed_on >= facts.from,
          .values = {{"closed_on", FormatDay(*facts.closed_on)}, {"from", FormatDay(facts.from)}}};
}

Finding TermRuns(const LoanFacts& facts, ParameterReader& parameters) {
  const std::optional<CivilDay> last = LastAidedDay(facts, parameters);
  if (!last) return {};
  return {.passed = facts.from <= *last,
          .values = {{"from", FormatDay(facts.from)}, {"last_aided_day", FormatDay(*last)}}};
}

Finding SomethingDue(const LoanFacts& facts, ParameterReader& parameters) {
  const std::optional<AidRate> aid = AidRateOf(facts, parameters);
  return {
      .passed = !aid || aid->hundredths_bp > 0,
      .values = {{"rate_bp", absl::StrCat(facts.rate_bp)}, {"lpr_bp", absl::StrCat(facts.lpr_bp)}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<LoanFacts> kTests[] = {
    {Reason::kOverdue, &NotOverdue},
    {Reason::kBusinessClosed, &BusinessOpen},
    {Reason::kCapMonths, &TermRuns},
    {Reason::kNothingDue, &SomethingDue},
};

std::optional<Amount> InterestAid(const LoanFacts& facts, ParameterReader& parameters,
                                  Trace& trace) {
  const std::optional<AidRate> aid = AidRateOf(facts, parameters);
  const std::optional<CivilDay> last = LastAidedDay(facts, parameters);
  const std::optional<int64_t> cap = parameters.Find("principal_cap");
  const std::optional<int64_t> year_days = parameters.Find("year_days");
  if (!aid || !last || !cap || !year_days || *year_days <= 0) return std::nullopt;

  const bool closed = facts.closed_on && *facts.closed_on < facts.to;
  const bool term_ends = *last < facts.to;
  CivilDay end = std::min(facts.to, *last);
  if (closed) end = std::min(end, *facts.closed_on);
  const Fen principal = std::min(Fen::Yuan(facts.principal_yuan), Fen(*cap));
  const int64_t days = DaysInclusive(facts.from, end);
  const Fen amount =
      MulDivHalfUp(principal, aid->hundredths_bp * days, kPercent * kBasisPoints * *year_days);
  AddStep(trace, "INTEREST",
          {{"principal", principal.ToYuan()},
           {"aid_bp",
            absl::StrCat(aid->hundredths_bp / kPercent, ".", aid->hundredths_bp % kPercent / 10)},
           {"from", FormatDay(facts.from)},
           {"to", FormatDay(end)},
           {"days", absl::StrCat(days)},
           {"year_days", absl::StrCat(*year_days)},
           {"amount", amount.ToYuan()}});
  if (closed) return Amount{.fen = amount, .reason = Reason::kPartialClosed};
  if (term_ends) return Amount{.fen = amount, .reason = Reason::kPartialCapMonths};
  if (aid->capped) return Amount{.fen = amount, .reason = Reason::kPartialRateCap};
  if (Fen::Yuan(facts.principal_yuan) > principal) {
    return Amount{.fen = amount, .reason = Reason::kPartialCapPrincipal};
  }
  return Amount{.fen = amount};
}

}  // namespace

absl::StatusOr<LoanFacts> BuildLoanFacts(const FactMap& facts) {
  FactReader reader(facts);
  LoanFacts built = {.line = ReadLineFacts(reader),
                     .from = reader.RequiredDay("from"),
                     .to = reader.RequiredDay("to"),
                     .granted_on = reader.RequiredDay("granted_on"),
                     .principal_yuan = reader.RequiredInteger("principal_yuan"),
                     .rate_bp = reader.RequiredInteger("rate_bp"),
                     .lpr_bp = reader.RequiredInteger("lpr_bp"),
                     .overdue = reader.Flag("overdue"),
                     .closed_on = reader.OptDay("closed_on")};
  if (built.to < built.from) reader.Refuse("to");
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideLoan(const LoanFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<LoanFacts>(kTests, &InterestAid, facts, parameters);
}

}  // namespace ladder::subsidy
