// What a service does with another's events: one function per message it knows. Types that nobody
// registered are ignored, so that an upstream may tell more than its readers understand
// (docs/architecture.md 9.8).
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "platform/feed/event.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// Functions run in the transaction that also moves the cursor, may run again from the start, and
// may be run together with those of other events. ABORTED and UNAVAILABLE mean "later"; any other
// error parks the event after five tries.
class Handlers {
 public:
  template <typename M>
  using OnEvent = std::function<absl::Status(mysql::Transaction&, const Event&, const M&)>;
  template <typename M>
  using OnState = std::function<absl::Status(mysql::Transaction&, const SnapshotItem&, const M&)>;
  using OnAggregate = std::function<absl::Status(mysql::Transaction&, const std::string&)>;

  // Events whose payload is an M.
  template <typename M>
  Handlers& Event(OnEvent<M> handle) {
    events_[M::descriptor()->full_name()] = [handle = std::move(handle)](mysql::Transaction& tx,
                                                                         const feed::Event& event) {
      M payload;
      if (!payload.ParseFromString(event.payload)) return Unreadable(event.type);
      return handle(tx, event, payload);
    };
    return *this;
  }

  // An aggregate of a snapshot whose state is an M. The state overrides whatever is held; `deleted`
  // ones come too.
  template <typename M>
  Handlers& State(OnState<M> handle) {
    states_[M::descriptor()->full_name()] = [handle = std::move(handle)](mysql::Transaction& tx,
                                                                         const SnapshotItem& item) {
      M state;
      if (!state.ParseFromString(item.state)) return Unreadable(item.type);
      return handle(tx, item, state);
    };
    return *this;
  }

  // An aggregate that this reader must forget: it left what the reader may see, or the upstream was
  // restored to a time before it existed.
  Handlers& Gone(OnAggregate handle) {
    gone_ = std::move(handle);
    return *this;
  }

  bool KnowsEvent(absl::string_view type) const { return events_.contains(type); }
  bool KnowsState(absl::string_view type) const { return states_.contains(type); }

  absl::Status Apply(mysql::Transaction& tx, const feed::Event& event) const {
    if (event.tombstone) return Forget(tx, event.aggregate);
    const auto found = events_.find(event.type);
    return found == events_.end() ? absl::OkStatus() : found->second(tx, event);
  }
  absl::Status Load(mysql::Transaction& tx, const SnapshotItem& item) const {
    const auto found = states_.find(item.type);
    return found == states_.end() ? absl::OkStatus() : found->second(tx, item);
  }
  absl::Status Forget(mysql::Transaction& tx, const std::string& aggregate) const {
    return gone_ ? gone_(tx, aggregate) : absl::OkStatus();
  }

 private:
  static absl::Status Unreadable(absl::string_view type) {
    return absl::DataLossError(absl::StrCat("not a ", type));
  }

  absl::flat_hash_map<std::string,
                      std::function<absl::Status(mysql::Transaction&, const feed::Event&)>>
      events_;
  absl::flat_hash_map<std::string,
                      std::function<absl::Status(mysql::Transaction&, const SnapshotItem&)>>
      states_;
  OnAggregate gone_;
};

}  // namespace ladder::feed
