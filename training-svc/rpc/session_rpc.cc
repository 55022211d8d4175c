#include "training-svc/rpc/session_rpc.h"

#include <algorithm>
#include <vector>

#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/seating.h"
#include "training-svc/rpc/session_convert.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

// Sessions are listed in the order they take place.
ListKey KeyOf(const Session& session) {
  constexpr int kMinutesPerDay = 24 * 60;
  return {.number = (session.day - CivilDay()) * kMinutesPerDay + session.start_minute,
          .id = session.id};
}

}  // namespace

void SessionRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.training.v1.SessionService")
      .Unary("GetSession", this, &SessionRpc::GetSession)
      .Unary("ListSessions", this, &SessionRpc::ListSessions)
      .Unary("PlanSessions", this, &SessionRpc::PlanSessions);
}

absl::StatusOr<v1::Session> SessionRpc::GetSession(const rpc::Call& call,
                                                   const v1::GetSessionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ItemName name, ParseSessionName(request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Session> {
    LADDER_RETURN_IF_ERROR(GetClass(tx, name.class_id, call.scope()).status());
    LADDER_ASSIGN_OR_RETURN(const Session session,
                            training::GetSession(tx, name.class_id, name.id));
    return ToProto(session, name.class_id);
  });
}

absl::StatusOr<v1::ListSessionsResponse> SessionRpc::ListSessions(
    const rpc::Call& call, const v1::ListSessionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const ListKey after, ParseListKey(page.after));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListSessionsResponse> {
        LADDER_RETURN_IF_ERROR(GetClass(tx, class_id, call.scope()).status());
        LADDER_ASSIGN_OR_RETURN(const std::vector<Session> sessions, LoadSessions(tx, class_id));
        v1::ListSessionsResponse response;
        ListKey last;
        for (const Session& session : sessions) {
          if (KeyOf(session) <= after) continue;
          if (response.sessions_size() == page.size) {
            response.set_next_page_token(context_.pager.Next(call, page, last.ToString()));
            break;
          }
          *response.add_sessions() = ToProto(session, class_id);
          last = KeyOf(session);
        }
        return response;
      });
}

absl::StatusOr<v1::PlanSessionsResponse> SessionRpc::PlanSessions(
    const rpc::Call& call, const v1::PlanSessionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(std::vector<Session> sessions, ParseSessions(request, call.now()));
  std::sort(sessions.begin(), sessions.end(), IsEarlier);
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PlanSessionsResponse> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass before, LockClass(tx, class_id, call.scope()));
        LADDER_RETURN_IF_ERROR(CheckMayPlan(before));
        LADDER_RETURN_IF_ERROR(
            CheckSessions(sessions, before.facts.starts_on, before.facts.ends_on));
        LADDER_RETURN_IF_ERROR(ReplaceSessions(tx, class_id, sessions));
        Seating seating = BeginSeating(tx, call.origin(), before);
        seating.training_class.session_count = static_cast<int>(sessions.size());
        LADDER_RETURN_IF_ERROR(Finish(seating).status());
        v1::PlanSessionsResponse response;
        for (const Session& session : sessions) {
          *response.add_sessions() = ToProto(session, class_id);
        }
        return response;
      });
}

}  // namespace ladder::training
