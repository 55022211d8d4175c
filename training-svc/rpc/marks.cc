#include "training-svc/rpc/marks.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

// A session has at most one mark for each enrolment its class ever had.
constexpr int kMarksMax = 1000;

using Marks = std::map<Ulid, Mark>;

absl::StatusOr<Marks> Recorded(mysql::Transaction& tx, const MarkedSession& at) {
  LADDER_ASSIGN_OR_RETURN(
      const std::vector<Mark> rows,
      ListMarks(tx, at.training_class.root.id, at.session.id, Ulid(), kMarksMax));
  Marks marks;
  for (const Mark& mark : rows) marks[mark.enrolment] = mark;
  return marks;
}

absl::Status CheckLearner(const std::vector<Enrolment>& learners, const Ulid& class_id,
                          const Ulid& enrolment) {
  const bool known = std::any_of(learners.begin(), learners.end(), [&](const Enrolment& learner) {
    return learner.root.id == enrolment;
  });
  if (known) return absl::OkStatus();
  return RefuseField(Reason::kNotALearner, "enrolment",
                     {{"person", NameOfEnrolment(class_id, enrolment)}});
}

absl::Status CountPresent(mysql::Transaction& tx, MarkedSession& at, const Marks& marks) {
  at.session.present =
      static_cast<int>(std::count_if(marks.begin(), marks.end(), [](const Marks::value_type& each) {
        return each.second.presence == Presence::kPresent;
      }));
  return SavePresent(tx, at.training_class.root.id, at.session);
}

}  // namespace

absl::StatusOr<int> RecordMarks(mysql::Transaction& tx, MarkedSession& at,
                                absl::Span<const Mark> marks) {
  const Ulid& class_id = at.training_class.root.id;
  LADDER_ASSIGN_OR_RETURN(const std::vector<Enrolment> learners, LearnersOf(tx, class_id));
  LADDER_ASSIGN_OR_RETURN(Marks recorded, Recorded(tx, at));
  std::vector<Mark> fresh;
  for (size_t i = 0; i < marks.size(); ++i) {
    const std::string field = absl::StrCat("marks[", i, "]");
    absl::Status status = CheckLearner(learners, class_id, marks[i].enrolment);
    if (status.ok()) status = CheckMark(marks[i]);
    if (!status.ok()) return UnderField(status, field);
    const auto [held, is_new] = recorded.emplace(marks[i].enrolment, marks[i]);
    if (is_new) fresh.push_back(marks[i]);
    if (held->second.presence != marks[i].presence) return Refuse(Reason::kCorrectionSignatures);
  }
  LADDER_RETURN_IF_ERROR(InsertMarks(tx, class_id, at.session.id, fresh, at.recorder));
  LADDER_RETURN_IF_ERROR(CountPresent(tx, at, recorded));
  return static_cast<int>(learners.size());
}

absl::Status KeepCorrection(mysql::Transaction& tx, const MarkedSession& at,
                            Correction& correction) {
  const Ulid& class_id = at.training_class.root.id;
  LADDER_ASSIGN_OR_RETURN(const std::vector<Enrolment> learners, LearnersOf(tx, class_id));
  if (const absl::Status status = CheckLearner(learners, class_id, correction.mark.enrolment);
      !status.ok()) {
    return UnderField(status, "correction.mark");
  }
  LADDER_ASSIGN_OR_RETURN(const Marks recorded, Recorded(tx, at));
  const auto held = recorded.find(correction.mark.enrolment);
  // Without a mark the learner was absent.
  correction.presence_before = held == recorded.end() ? Presence::kAbsent : held->second.presence;
  return InsertCorrection(tx, class_id, correction);
}

absl::Status CorrectMark(mysql::Transaction& tx, MarkedSession& at, const Correction& correction) {
  const Ulid& class_id = at.training_class.root.id;
  LADDER_RETURN_IF_ERROR(SaveCorrection(tx, class_id, correction));
  LADDER_ASSIGN_OR_RETURN(Marks recorded, Recorded(tx, at));
  const bool held = recorded.contains(correction.mark.enrolment);
  LADDER_RETURN_IF_ERROR(
      held ? ReplaceMark(tx, class_id, at.session.id, correction.mark, at.recorder)
           : InsertMarks(tx, class_id, at.session.id, {&correction.mark, 1}, at.recorder));
  recorded[correction.mark.enrolment] = correction.mark;
  return CountPresent(tx, at, recorded);
}

}  // namespace ladder::training
