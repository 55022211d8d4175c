// The writing end of the event feed (docs/architecture.md 9.1): a change and the event that tells
// it are one transaction. No shared row is touched; numbers are given after commit by the numberer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "platform/calendar/civil_day.h"
#include "platform/feed/event.h"
#include "platform/feed/wakeup.h"
#include "platform/id/root.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// What an event carries besides its payload: who wrote it when, and who may see it.
struct Origin {
  absl::Time now = {};     // the system clock's, for the event id
  CivilDay day = {};       // the writer's civil day
  std::string trace = "";  // W3C traceparent of the call that made the change
  Wakeup* wakeup =
      nullptr;  // rung after the commit; without one the numberer's poll finds the event
};

// Writes one event of the aggregate `root`, whose row `tx` has locked (or inserts). `aggregate` is
// its resource name, such as "persons/01H...". `root.version` is the version the event tells of;
// `root.last_event` becomes the event's id, so emit before the root row is saved. The payload holds
// ids and codes, never clear personal data; more than kPayloadBytesMax of it is
// TRANSACTION_TOO_LARGE.
absl::Status Emit(mysql::Transaction& tx, const Origin& origin, Root& root,
                  absl::string_view aggregate, const google::protobuf::Message& payload,
                  const Reach& reach = {});

}  // namespace ladder::feed
