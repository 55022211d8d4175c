#include "training-svc/storage/class_rows.h"

#include <algorithm>
#include <vector>

#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kModules[] =
    "SELECT kind, title, hours FROM class_module WHERE class_id = ? ORDER BY position";
constexpr char kJobOrders[] =
    "SELECT enterprise_id, people FROM class_job_order WHERE class_id = ? ORDER BY enterprise_id";
constexpr char kNeeds[] =
    "SELECT intention_id FROM class_need WHERE class_id = ? ORDER BY intention_id";
constexpr char kInsertModules[] =
    "INSERT INTO class_module (class_id, position, kind, title, hours) VALUES ";
constexpr char kInsertJobOrders[] =
    "INSERT INTO class_job_order (class_id, enterprise_id, people) VALUES ";
constexpr char kInsertNeeds[] = "INSERT INTO class_need (class_id, intention_id) VALUES ";
constexpr char kDeleteModules[] = "DELETE FROM class_module WHERE class_id = ?";
constexpr char kDeleteJobOrders[] = "DELETE FROM class_job_order WHERE class_id = ?";
constexpr char kDeleteNeeds[] = "DELETE FROM class_need WHERE class_id = ?";

std::vector<mysql::Values> ModuleRows(const TrainingClass& training_class) {
  std::vector<mysql::Values> rows;
  for (const Module& module : training_class.facts.modules) {
    rows.push_back({training_class.root.id, static_cast<int>(rows.size()),
                    static_cast<int>(module.kind), module.title, module.hours});
  }
  return rows;
}

std::vector<mysql::Values> JobOrderRows(const TrainingClass& training_class) {
  std::vector<mysql::Values> rows;
  for (const JobOrder& order : training_class.facts.job_orders) {
    rows.push_back({training_class.root.id, order.enterprise, order.people});
  }
  return rows;
}

std::vector<mysql::Values> NeedRows(const TrainingClass& training_class) {
  std::vector<mysql::Values> rows;
  for (const Ulid& need : training_class.facts.needs) {
    rows.push_back({training_class.root.id, need});
  }
  return rows;
}

bool SameModules(const std::vector<Module>& a, const std::vector<Module>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Module& x, const Module& y) {
    return x.kind == y.kind && x.title == y.title && x.hours == y.hours;
  });
}

bool SameJobOrders(const std::vector<JobOrder>& a, const std::vector<JobOrder>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const JobOrder& x, const JobOrder& y) {
                      return x.enterprise == y.enterprise && x.people == y.people;
                    });
}

}  // namespace

const std::string& ClassColumns() {
  static const auto& columns = *new std::string(
      "id, version, last_event, created_at, display_name, occupation, certificate, starts_on, "
      "ends_on, site_division, site_address, school_uscc, school_name, school_licence, seat_min, "
      "seat_max, fee_fen, fee_payer, assessed, allocate_on, state, target_held, other_held, "
      "waiting, session_count, rule_version, reserve_percent, reserve_release_days, answer_days, "
      "attendance_percent, pass_mark, resit_days, return_reason, cancel_reason, frozen_on, "
      "attendance_digest");
  return columns;
}

TrainingClass ReadClass(const mysql::Row& row) {
  const auto number = [&row](size_t column) { return static_cast<int>(row.Int(column)); };
  TrainingClass read;
  read.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)};
  read.drafted_at = row.Time(3);
  read.facts.display_name = row.Text(4);
  read.facts.occupation = row.Text(5);
  read.facts.certificate = static_cast<Certificate>(row.Int(6));
  read.facts.starts_on = row.Day(7);
  read.facts.ends_on = row.Day(8);
  read.facts.site_division = row.Int(9);
  read.facts.site_address = row.Text(10);
  read.facts.school_uscc = row.Text(11);
  read.facts.school_name = row.Text(12);
  read.facts.school_licence = row.Text(13);
  read.facts.seat_min = number(14);
  read.facts.seat_max = number(15);
  read.facts.fee = row.Money(16);
  read.facts.fee_payer = static_cast<FeePayer>(row.Int(17));
  read.facts.assessed = row.Bool(18);
  read.facts.allocate_on = row.OptDay(19);
  read.state = static_cast<ClassState>(row.Int(20));
  read.seats = {.target_held = number(21), .other_held = number(22)};
  read.waiting = number(23);
  read.session_count = number(24);
  read.rules = {.version = row.Text(25),
                .reserve_percent = number(26),
                .reserve_release_days = number(27),
                .answer_days = number(28),
                .attendance_percent = number(29),
                .pass_mark = number(30),
                .resit_days = number(31)};
  read.return_reason = row.Text(32);
  read.cancel_reason = row.Text(33);
  read.frozen_on = row.OptDay(34);
  read.attendance_digest = row.Text(35);
  return read;
}

mysql::Values ClassValues(const TrainingClass& training_class) {
  const ClassDraft& facts = training_class.facts;
  const ClassRules& rules = training_class.rules;
  return {training_class.root.id,
          training_class.root.version,
          training_class.root.last_event,
          training_class.drafted_at,
          facts.display_name,
          facts.occupation,
          static_cast<int>(facts.certificate),
          facts.starts_on,
          facts.ends_on,
          facts.site_division,
          facts.site_address,
          facts.school_uscc,
          facts.school_name,
          facts.school_licence,
          facts.seat_min,
          facts.seat_max,
          facts.fee,
          static_cast<int>(facts.fee_payer),
          facts.assessed,
          facts.allocate_on,
          static_cast<int>(training_class.state),
          training_class.seats.target_held,
          training_class.seats.other_held,
          training_class.waiting,
          training_class.session_count,
          rules.version,
          rules.reserve_percent,
          rules.reserve_release_days,
          rules.answer_days,
          rules.attendance_percent,
          rules.pass_mark,
          rules.resit_days,
          training_class.return_reason,
          training_class.cancel_reason,
          training_class.frozen_on,
          training_class.attendance_digest};
}

absl::Status LoadParts(mysql::Transaction& tx, TrainingClass& training_class) {
  const Ulid& id = training_class.root.id;
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows modules, tx.Query(kModules, {id}));
  for (const mysql::Row& row : modules) {
    training_class.facts.modules.push_back({.kind = static_cast<ModuleKind>(row.Int(0)),
                                            .title = row.Text(1),
                                            .hours = static_cast<int>(row.Int(2))});
  }
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows orders, tx.Query(kJobOrders, {id}));
  for (const mysql::Row& row : orders) {
    training_class.facts.job_orders.push_back(
        {.enterprise = row.Id(0), .people = static_cast<int>(row.Int(1))});
  }
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows needs, tx.Query(kNeeds, {id}));
  for (const mysql::Row& row : needs) training_class.facts.needs.push_back(row.Id(0));
  return absl::OkStatus();
}

absl::Status InsertParts(mysql::Transaction& tx, const TrainingClass& training_class) {
  LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertModules, ModuleRows(training_class)).status());
  LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertJobOrders, JobOrderRows(training_class)).status());
  return tx.InsertMany(kInsertNeeds, NeedRows(training_class)).status();
}

absl::Status ReplaceParts(mysql::Transaction& tx, const TrainingClass& before,
                          const TrainingClass& after) {
  const Ulid& id = after.root.id;
  if (!SameModules(before.facts.modules, after.facts.modules)) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteModules, {id}).status());
    LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertModules, ModuleRows(after)).status());
  }
  if (!SameJobOrders(before.facts.job_orders, after.facts.job_orders)) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteJobOrders, {id}).status());
    LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertJobOrders, JobOrderRows(after)).status());
  }
  if (before.facts.needs != after.facts.needs) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteNeeds, {id}).status());
    LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertNeeds, NeedRows(after)).status());
  }
  return absl::OkStatus();
}

}  // namespace ladder::training
