#include "training-svc/rpc/class_convert.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"

namespace ladder::training {
namespace {

using Written = v1::TrainingClass;
using Take = absl::Status (*)(const Written&, const DivisionTable&, ClassDraft&);

absl::Status TakeModules(const Written& from, const DivisionTable&, ClassDraft& draft) {
  draft.modules.clear();
  for (const v1::Module& module : from.modules()) {
    draft.modules.push_back({.kind = static_cast<ModuleKind>(module.kind()),
                             .title = module.title(),
                             .hours = module.hours()});
  }
  return absl::OkStatus();
}

absl::Status TakeSite(const Written& from, const DivisionTable& divisions, ClassDraft& draft) {
  LADDER_ASSIGN_OR_RETURN(const DivisionCode site,
                          rpc::ParseDivisionName(from.site_division(), divisions, "site_division"));
  draft.site_division = site.number();
  return absl::OkStatus();
}

absl::Status TakeStart(const Written& from, const DivisionTable&, ClassDraft& draft) {
  LADDER_ASSIGN_OR_RETURN(draft.starts_on, rpc::ParseDate(from.start_date(), "start_date"));
  return absl::OkStatus();
}

absl::Status TakeEnd(const Written& from, const DivisionTable&, ClassDraft& draft) {
  LADDER_ASSIGN_OR_RETURN(draft.ends_on, rpc::ParseDate(from.end_date(), "end_date"));
  return absl::OkStatus();
}

absl::Status TakeAllocation(const Written& from, const DivisionTable&, ClassDraft& draft) {
  LADDER_ASSIGN_OR_RETURN(
      draft.allocate_on,
      ParseOptionalDay(from.has_allocate_date(), from.allocate_date(), "allocate_date"));
  return absl::OkStatus();
}

absl::Status TakeFee(const Written& from, const DivisionTable&, ClassDraft& draft) {
  draft.fee = Fen();
  if (!from.has_fee()) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(draft.fee, rpc::ParseMoney(from.fee(), "fee"));
  return absl::OkStatus();
}

absl::Status TakeJobOrders(const Written& from, const DivisionTable&, ClassDraft& draft) {
  std::map<Ulid, int> people;
  for (int i = 0; i < from.job_orders_size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(const Ulid enterprise,
                            rpc::ParseId(kEnterpriseName, from.job_orders(i).enterprise(),
                                         absl::StrCat("job_orders[", i, "].enterprise")));
    people[enterprise] += from.job_orders(i).people();
  }
  draft.job_orders.clear();
  for (const auto& [enterprise, count] : people) {
    draft.job_orders.push_back({.enterprise = enterprise, .people = count});
  }
  return absl::OkStatus();
}

absl::Status TakeNeeds(const Written& from, const DivisionTable&, ClassDraft& draft) {
  std::set<Ulid> needs;
  for (int i = 0; i < from.needs_size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(const Ulid need, rpc::ParseId(kIntentionName, from.needs(i),
                                                          absl::StrCat("needs[", i, "]")));
    needs.insert(need);
  }
  draft.needs.assign(needs.begin(), needs.end());
  return absl::OkStatus();
}

// What a plain field takes over; the rest are the functions above.
template <typename F>
constexpr Take Plain(F) {
  return [](const Written& from, const DivisionTable&, ClassDraft& draft) {
    F()(from, draft);
    return absl::OkStatus();
  };
}

const std::map<std::string, Take>& Fields() {
  static const auto& fields = *new std::map<std::string, Take>{
      {"display_name",
       Plain([](const Written& w, ClassDraft& d) { d.display_name = w.display_name(); })},
      {"occupation", Plain([](const Written& w, ClassDraft& d) { d.occupation = w.occupation(); })},
      {"certificate_level", Plain([](const Written& w, ClassDraft& d) {
         d.certificate = static_cast<Certificate>(w.certificate_level());
       })},
      {"modules", TakeModules},
      {"start_date", TakeStart},
      {"end_date", TakeEnd},
      {"site_division", TakeSite},
      {"site_address",
       Plain([](const Written& w, ClassDraft& d) { d.site_address = w.site_address(); })},
      {"school_uscc",
       Plain([](const Written& w, ClassDraft& d) { d.school_uscc = w.school_uscc(); })},
      {"school_name",
       Plain([](const Written& w, ClassDraft& d) { d.school_name = w.school_name(); })},
      {"school_licence",
       Plain([](const Written& w, ClassDraft& d) { d.school_licence = w.school_licence(); })},
      {"seat_min", Plain([](const Written& w, ClassDraft& d) { d.seat_min = w.seat_min(); })},
      {"seat_max", Plain([](const Written& w, ClassDraft& d) { d.seat_max = w.seat_max(); })},
      {"fee", TakeFee},
      {"fee_payer", Plain([](const Written& w, ClassDraft& d) {
         d.fee_payer = static_cast<FeePayer>(w.fee_payer());
       })},
      {"assessed", Plain([](const Written& w, ClassDraft& d) { d.assessed = w.assessed(); })},
      {"job_orders", TakeJobOrders},
      {"needs", TakeNeeds},
      {"allocate_date", TakeAllocation},
  };
  return fields;
}

void SetRules(const ClassRules& rules, v1::ClassRules& proto) {
  proto.set_version(rules.version);
  proto.set_reserve_percent(rules.reserve_percent);
  proto.set_reserve_release_days(rules.reserve_release_days);
  proto.set_answer_days(rules.answer_days);
  proto.set_attendance_percent(rules.attendance_percent);
  proto.set_pass_mark(rules.pass_mark);
  proto.set_resit_days(rules.resit_days);
}

void SetFacts(const ClassDraft& facts, v1::TrainingClass& proto) {
  proto.set_display_name(facts.display_name);
  proto.set_occupation(facts.occupation);
  proto.set_certificate_level(static_cast<ladder::registry::v1::SkillLevel>(facts.certificate));
  for (const Module& module : facts.modules) {
    v1::Module& out = *proto.add_modules();
    out.set_kind(static_cast<v1::ModuleKind>(module.kind));
    out.set_title(module.title);
    out.set_hours(module.hours);
  }
  *proto.mutable_start_date() = rpc::ToDate(facts.starts_on);
  *proto.mutable_end_date() = rpc::ToDate(facts.ends_on);
  proto.set_site_division(NameOfDivision(facts.site_division));
  proto.set_site_address(facts.site_address);
  proto.set_school_uscc(facts.school_uscc);
  proto.set_school_name(facts.school_name);
  proto.set_school_licence(facts.school_licence);
  proto.set_seat_min(facts.seat_min);
  proto.set_seat_max(facts.seat_max);
  *proto.mutable_fee() = rpc::ToMoney(facts.fee);
  proto.set_fee_payer(static_cast<v1::FeePayer>(facts.fee_payer));
  proto.set_assessed(facts.assessed);
  for (const JobOrder& order : facts.job_orders) {
    v1::JobOrder& out = *proto.add_job_orders();
    out.set_enterprise(absl::StrCat("enterprises/", order.enterprise.ToString()));
    out.set_people(order.people);
  }
  for (const Ulid& need : facts.needs) {
    proto.add_needs(absl::StrCat("intentions/", need.ToString()));
  }
  if (facts.allocate_on) *proto.mutable_allocate_date() = rpc::ToDate(*facts.allocate_on);
}

}  // namespace

absl::StatusOr<ClassDraft> ParseDraft(const v1::TrainingClass& written,
                                      const DivisionTable& divisions) {
  ClassDraft draft;
  std::vector<absl::Status> refusals;
  for (const auto& [path, take] : Fields()) refusals.push_back(take(written, divisions, draft));
  if (const absl::Status status = JoinFieldRefusals(refusals); !status.ok()) {
    return UnderField(status, "training_class");
  }
  return draft;
}

absl::StatusOr<ClassDraft> Patch(ClassDraft held, const v1::TrainingClass& written,
                                 const google::protobuf::FieldMask& mask,
                                 const DivisionTable& divisions) {
  for (const std::string& path : mask.paths()) {
    const auto field = Fields().find(path);
    if (field == Fields().end()) {
      return RefuseField(ladder::Reason::kUpdateMaskInvalid, "update_mask", {{"path", path}});
    }
    if (const absl::Status status = field->second(written, divisions, held); !status.ok()) {
      return UnderField(status, "training_class");
    }
  }
  return held;
}

absl::StatusOr<ClassQuery> ParseQuery(const v1::ListClassesRequest& request,
                                      const DivisionTable& divisions) {
  ClassQuery query = {.school_uscc = request.school_uscc(), .occupation = request.occupation()};
  LADDER_ASSIGN_OR_RETURN(
      query.site, rpc::ParseAskedDivision(request.site_division(), divisions, "site_division"));
  if (request.state() != v1::TrainingClass::STATE_UNSPECIFIED) {
    query.state = static_cast<ClassState>(request.state());
  }
  LADDER_ASSIGN_OR_RETURN(
      query.starts_from,
      ParseOptionalDay(request.has_start_date_min(), request.start_date_min(), "start_date_min"));
  LADDER_ASSIGN_OR_RETURN(
      query.starts_to,
      ParseOptionalDay(request.has_start_date_max(), request.start_date_max(), "start_date_max"));
  return query;
}

v1::TrainingClass ToProto(const TrainingClass& training_class) {
  v1::TrainingClass proto;
  proto.set_name(NameOfClass(training_class.root.id));
  SetFacts(training_class.facts, proto);
  SetRules(training_class.rules, *proto.mutable_rules());
  proto.set_state(static_cast<v1::TrainingClass::State>(training_class.state));
  proto.set_target_seats_held(training_class.seats.target_held);
  proto.set_other_seats_held(training_class.seats.other_held);
  proto.set_waiting(training_class.waiting);
  proto.set_session_count(training_class.session_count);
  proto.set_return_reason(training_class.return_reason);
  proto.set_cancel_reason(training_class.cancel_reason);
  if (training_class.frozen_on) {
    *proto.mutable_freeze_date() = rpc::ToDate(*training_class.frozen_on);
  }
  proto.set_attendance_digest(training_class.attendance_digest);
  *proto.mutable_create_time() = rpc::ToTimestamp(training_class.drafted_at);
  proto.set_etag(rpc::EtagOf(training_class.root.version));
  return proto;
}

}  // namespace ladder::training
