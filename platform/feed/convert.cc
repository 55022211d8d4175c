#include "platform/feed/convert.h"

#include <utility>

#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

void SetReach(const Reach& reach, events::v1::Reach& proto) {
  proto.mutable_before()->Add(reach.before.begin(), reach.before.end());
  proto.mutable_after()->Add(reach.after.begin(), reach.after.end());
}

absl::StatusOr<Ulid> ParseId(const std::string& text) {
  const absl::StatusOr<Ulid> id = Ulid::Parse(text);
  if (!id.ok()) return absl::DataLossError("the feed sent an id that is none");
  return id;
}

}  // namespace

events::v1::Event ToProto(const Event& event) {
  events::v1::Event proto;
  proto.set_seq(event.seq);
  proto.set_id(event.id.ToString());
  proto.set_aggregate(event.aggregate);
  proto.set_version(event.version);
  proto.set_type(event.type);
  proto.set_payload(event.payload);
  proto.mutable_day()->set_year(static_cast<int>(event.day.year()));
  proto.mutable_day()->set_month(event.day.month());
  proto.mutable_day()->set_day(event.day.day());
  SetReach(event.reach, *proto.mutable_reach());
  proto.set_trace(event.trace);
  proto.set_tombstone(event.tombstone);
  return proto;
}

events::v1::SnapshotItem ToProto(const SnapshotItem& item) {
  events::v1::SnapshotItem proto;
  proto.set_aggregate(item.aggregate);
  proto.set_version(item.version);
  proto.set_last_event(item.last_event.ToString());
  proto.set_type(item.type);
  proto.set_state(item.state);
  proto.set_deleted(item.deleted);
  SetReach({.after = item.divisions}, *proto.mutable_reach());
  return proto;
}

absl::StatusOr<Event> FromProto(const events::v1::Event& proto, int partition) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, ParseId(proto.id()));
  return Event{.partition = partition,
               .seq = proto.seq(),
               .id = id,
               .aggregate = proto.aggregate(),
               .version = proto.version(),
               .type = proto.type(),
               .payload = proto.payload(),
               .day = CivilDay(proto.day().year(), proto.day().month(), proto.day().day()),
               .reach = {.before = {proto.reach().before().begin(), proto.reach().before().end()},
                         .after = {proto.reach().after().begin(), proto.reach().after().end()}},
               .trace = proto.trace(),
               .tombstone = proto.tombstone()};
}

absl::StatusOr<SnapshotItem> FromProto(const events::v1::SnapshotItem& proto) {
  LADDER_ASSIGN_OR_RETURN(const Ulid last_event, ParseId(proto.last_event()));
  return SnapshotItem{.aggregate = proto.aggregate(),
                      .version = proto.version(),
                      .last_event = last_event,
                      .type = proto.type(),
                      .state = proto.state(),
                      .deleted = proto.deleted(),
                      .divisions = {proto.reach().after().begin(), proto.reach().after().end()}};
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status proto = rpc::ToStatusProto(status);
  return grpc::Status(static_cast<grpc::StatusCode>(proto.code()), proto.message(),
                      proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace ladder::feed
