#include "subsidy-svc/rpc/convert.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"

namespace ladder::subsidy {
namespace {

struct PartyName {
  PartyKind kind;
  const char* collection;
  const char* pattern;
};
constexpr PartyName kParties[] = {
    {PartyKind::kPerson, "persons", kPersonName},
    {PartyKind::kEnterprise, "enterprises", "enterprises/{enterprise}"},
    {PartyKind::kSchool, "schools", "schools/{school}"},
};

absl::StatusOr<FactValue> ParseAmounts(const v1::MoneyList& amounts) {
  FactCounts counts;
  for (const v1::NamedMoney& named : amounts.values()) {
    LADDER_ASSIGN_OR_RETURN(const Fen fen, rpc::ParseMoney(named.amount(), "facts"));
    counts[named.key()] = fen.value();
  }
  return FactValue(std::move(counts));
}

absl::StatusOr<FactValue> ParseFact(const v1::Fact& fact) {
  switch (fact.value_case()) {
    case v1::Fact::kFlag:
      return FactValue(fact.flag());
    case v1::Fact::kInteger:
      return FactValue(int64_t{fact.integer()});
    case v1::Fact::kText:
      return FactValue(fact.text());
    case v1::Fact::kDay: {
      LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(fact.day(), "facts"));
      return FactValue(FormatDay(day));
    }
    case v1::Fact::kMoney: {
      LADDER_ASSIGN_OR_RETURN(const Fen fen, rpc::ParseMoney(fact.money(), "facts"));
      return FactValue(fen.value());
    }
    case v1::Fact::kTexts:
      return FactValue(FactTexts(fact.texts().values().begin(), fact.texts().values().end()));
    case v1::Fact::kCertificates: {
      FactPairs pairs;
      for (const v1::HeldCertificate& held : fact.certificates().values()) {
        pairs.emplace_back(held.occupation(), held.certificate());
      }
      return FactValue(std::move(pairs));
    }
    case v1::Fact::kCounts: {
      FactCounts counts;
      for (const v1::NamedCount& named : fact.counts().values())
        counts[named.key()] = named.count();
      return FactValue(std::move(counts));
    }
    case v1::Fact::kAmounts:
      return ParseAmounts(fact.amounts());
    case v1::Fact::VALUE_NOT_SET:
      break;
  }
  return Refuse(Reason::kFactType, {{"fact", fact.key()}, {"type", "value"}});
}

bool IsDay(const std::string& key) {
  const auto vocabulary = FactVocabulary();
  const auto row = std::find_if(vocabulary.begin(), vocabulary.end(),
                                [&](const FactKey& one) { return one.key == key; });
  return row != vocabulary.end() && row->kind == FactKind::kDay;
}

void SetText(const std::string& text, v1::Fact& fact) {
  const absl::StatusOr<CivilDay> day = ParseDay(text);
  if (IsDay(fact.key()) && day.ok()) {
    *fact.mutable_day() = rpc::ToDate(*day);
  } else {
    fact.set_text(text);
  }
}

}  // namespace

std::string NameOfClaim(const Ulid& id) { return rpc::NameOf("claims", id); }
std::string NameOfItem(const Ulid& id) { return rpc::NameOf("payItems", id); }
std::string NameOfBatch(const Ulid& id) { return rpc::NameOf("payBatches", id); }
std::string NameOfAccount(const Ulid& id) { return rpc::NameOf("payeeAccounts", id); }
std::string NameOfBudget(const Ulid& id) { return rpc::NameOf("budgetLines", id); }

std::string NameOfParty(const Party& party) {
  for (const PartyName& row : kParties) {
    if (row.kind == party.kind) return rpc::NameOf(row.collection, party.id);
  }
  return "";
}

absl::StatusOr<Party> ParseParty(absl::string_view name, absl::string_view field) {
  for (const PartyName& row : kParties) {
    const absl::StatusOr<Ulid> id = rpc::ParseId(row.pattern, name, field);
    if (id.ok()) return Party{.kind = row.kind, .id = *id};
  }
  return rpc::ParseId(kPersonName, name, field).status();
}

Ulid SchoolOf(absl::string_view uscc) {
  return Ulid::FromBytes(Sm3(absl::StrCat("schools/", uscc)).substr(0, 16));
}

absl::StatusOr<Policy> ParsePolicyName(absl::string_view name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName("policies/{policy}", name, field));
  return ParsePolicy(parts.front());
}

absl::StatusOr<DivisionRange> ParseDivisionName(absl::string_view name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName("divisions/{division}", name, field));
  int64_t code = 0;
  if (parts.front().size() != 12 || !absl::SimpleAtoi(parts.front(), &code)) {
    return RefuseField(::ladder::Reason::kNameInvalid, field);
  }
  return Scope::Subtree(code);
}

absl::StatusOr<FactMap> ParseFactList(const google::protobuf::RepeatedPtrField<v1::Fact>& facts) {
  FactMap parsed;
  for (const v1::Fact& fact : facts) {
    LADDER_ASSIGN_OR_RETURN(FactValue value, ParseFact(fact));
    if (!parsed.emplace(fact.key(), std::move(value)).second) {
      return Refuse(Reason::kFactValue, {{"fact", fact.key()}});
    }
  }
  return parsed;
}

v1::Fact ToProto(const std::string& key, const FactValue& value) {
  v1::Fact fact;
  fact.set_key(key);
  if (const auto* flag = std::get_if<bool>(&value)) fact.set_flag(*flag);
  if (const auto* number = std::get_if<int64_t>(&value)) fact.set_integer(*number);
  if (const auto* text = std::get_if<std::string>(&value)) SetText(*text, fact);
  if (const auto* texts = std::get_if<FactTexts>(&value)) {
    v1::TextList& list = *fact.mutable_texts();  // also of none
    for (const std::string& text : *texts) list.add_values(text);
  }
  if (const auto* pairs = std::get_if<FactPairs>(&value)) {
    v1::CertificateList& list = *fact.mutable_certificates();
    for (const auto& [occupation, certificate] : *pairs) {
      v1::HeldCertificate& held = *list.add_values();
      held.set_occupation(occupation);
      held.set_certificate(certificate);
    }
  }
  if (const auto* counts = std::get_if<FactCounts>(&value)) {
    v1::CountList& list = *fact.mutable_counts();
    for (const auto& [name, count] : *counts) {
      v1::NamedCount& named = *list.add_values();
      named.set_key(name);
      named.set_count(count);
    }
  }
  return fact;
}

v1::Decision ToProto(const Decision& decision, const FactMap& facts) {
  v1::Decision out;
  out.set_kind(static_cast<v1::DecisionKind>(static_cast<int>(decision.kind) + 1));
  *out.mutable_amount() = rpc::ToMoney(decision.amount);
  out.set_reason(InfoOf(decision.reason).name);
  for (const Reason reason : decision.failing) out.add_failing_reasons(InfoOf(reason).name);
  out.set_policy_version(decision.version);
  out.set_facts_digest(FactsDigest(facts));
  for (const TraceLine& line : decision.trace) {
    v1::TraceLine& traced = *out.add_trace();
    traced.set_code(line.name);
    traced.set_test(line.is_test);
    traced.set_passed(line.passed);
    for (const auto& [key, value] : line.values) {
      v1::TraceValue& seen = *traced.add_values();
      seen.set_key(key);
      seen.set_value(value);
    }
  }
  out.set_explanation_zh(Explain(decision, Language::kChinese));
  out.set_explanation_en(Explain(decision, Language::kEnglish));
  return out;
}

}  // namespace ladder::subsidy
