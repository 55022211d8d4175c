#include "matching-svc/rpc/select_jobs.h"

#include <utility>
#include <vector>

#include "matching-svc/rpc/employers.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/storage/jobs.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// Stores what the rule said. Others are told when the job changed sides.
absl::Status Mark(mysql::Transaction& tx, const rpc::Call& call, Job job,
                  const LowThresholdMark& mark) {
  const bool tell = !job.mark || job.mark->low_threshold != mark.low_threshold;
  job.mark = mark;
  ++job.root.version;
  if (tell) LADDER_RETURN_IF_ERROR(EmitJob(tx, call.origin(), job));
  return SaveJob(tx, job);
}

bool Same(const LowThresholdMark& a, const LowThresholdMark& b) {
  return a.low_threshold == b.low_threshold && a.closed_to_older == b.closed_to_older &&
         a.rule_version == b.rule_version;
}

}  // namespace

absl::StatusOr<Selection> SelectPage(mysql::Transaction& tx, const rpc::Call& call,
                                     const LowThresholdRule& rule, const Ulid& after, int size) {
  LADDER_ASSIGN_OR_RETURN(std::vector<Job> jobs, LockJobsAfter(tx, after, size + 1));
  Selection selection{.more = jobs.size() > static_cast<size_t>(size)};
  if (selection.more) jobs.pop_back();
  Employers employers;
  for (Job& job : jobs) {
    LADDER_ASSIGN_OR_RETURN(const EnterpriseState employer,
                            employers.StateOf(tx, job.facts.enterprise));
    const LowThresholdVerdict verdict = rule.Judge(job, employer, call.today());
    ++selection.judged;
    if (verdict.mark.low_threshold) ++selection.low_threshold;
    for (const TraceLine& line : verdict.trace) {
      if (!line.passed) ++selection.failures[line.test];
    }
    const bool same = job.mark && Same(*job.mark, verdict.mark);
    if (!same) ++selection.changed;
    selection.last = job.root.id;
    if (same && job.mark->judged_on == call.today()) continue;
    LADDER_RETURN_IF_ERROR(Mark(tx, call, std::move(job), verdict.mark));
  }
  return selection;
}

v1::SelectJobsResponse ToProto(const Selection& selection) {
  v1::SelectJobsResponse proto;
  proto.set_judged(selection.judged);
  proto.set_low_threshold_jobs(selection.low_threshold);
  proto.set_changed(selection.changed);
  for (const auto& [test, failed] : selection.failures) {
    v1::TestCount& count = *proto.add_failures();
    count.set_test(static_cast<v1::LowThresholdTest>(test));
    count.set_failed(failed);
  }
  return proto;
}

}  // namespace ladder::matching
