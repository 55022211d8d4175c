#include "platform/feed/testing/things.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/wrappers.pb.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

constexpr const char* kTables[] = {
    "CREATE TABLE thing (id BINARY(16) PRIMARY KEY, version BIGINT NOT NULL, last_event BINARY(16) "
    "NOT NULL, told BIGINT NOT NULL, deleted BOOLEAN NOT NULL) ENGINE=InnoDB",
    "CREATE TABLE effect (event_id BINARY(16) PRIMARY KEY, aggregate VARCHAR(160) NOT NULL, "
    "ordinal BIGINT NOT NULL) ENGINE=InnoDB",
    "CREATE TABLE tally (aggregate VARCHAR(160) PRIMARY KEY, ordinal BIGINT NOT NULL) "
    "ENGINE=InnoDB",
    "CREATE TABLE complaint (event_id BINARY(16) PRIMARY KEY, expected BIGINT NOT NULL, ordinal "
    "BIGINT NOT NULL) ENGINE=InnoDB",
};

constexpr char kLockThing[] = "SELECT version, last_event, told FROM thing WHERE id = ? FOR UPDATE";
constexpr char kInsertThing[] =
    "INSERT INTO thing (id, version, last_event, told, deleted) VALUES (?, ?, ?, ?, ?)";
constexpr char kUpdateThing[] =
    "UPDATE thing SET version = ?, last_event = ?, told = ?, deleted = ? WHERE id = ?";
constexpr char kPageThings[] =
    "SELECT id, version, last_event, told, deleted FROM thing "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";
constexpr char kSelectThings[] = "SELECT id, told FROM thing WHERE NOT deleted ORDER BY id";

constexpr char kSelectTally[] = "SELECT ordinal FROM tally WHERE aggregate = ?";
constexpr char kSaveTally[] =
    "INSERT INTO tally (aggregate, ordinal) VALUES (?, ?) "
    "ON DUPLICATE KEY UPDATE ordinal = VALUES(ordinal)";
constexpr char kDeleteTally[] = "DELETE FROM tally WHERE aggregate = ?";
constexpr char kInsertEffect[] =
    "INSERT INTO effect (event_id, aggregate, ordinal) VALUES (?, ?, ?)";
constexpr char kComplain[] = "INSERT INTO complaint (event_id, expected, ordinal) VALUES (?, ?, ?)";
constexpr char kSelectTallies[] = "SELECT aggregate, ordinal FROM tally ORDER BY aggregate";

absl::Status TakeEvent(mysql::Transaction& tx, const Event& event, int64_t ordinal) {
  if (ordinal < 0) return absl::InvalidArgumentError("a negative ordinal");
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kSelectTally, {event.aggregate}));
  const int64_t expected = row ? row->Int(0) + 1 : 1;
  if (ordinal != expected) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kComplain, {event.id, expected, ordinal}).status());
  }
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsertEffect, {event.id, event.aggregate, ordinal}).status());
  return tx.Execute(kSaveTally, {event.aggregate, ordinal}).status();
}

}  // namespace

void MakeTables(mysql::Database& database) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("platform/migrate/sql")) {
    const std::string name = entry.path().filename().string();
    // The feed's own range of numbers.
    if (name.substr(0, 2) == "01") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  LADDER_INVARIANT(!files.empty());
  for (const std::filesystem::path& file : files) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    LADDER_INVARIANT(database.ExecuteAlone(text.str()).ok());
  }
  for (const char* sql : kTables) LADDER_INVARIANT(database.ExecuteAlone(sql).ok());
}

std::string ThingName(const Ulid& id) { return absl::StrCat("things/", id.ToString()); }

absl::Status ChangeThing(mysql::Database& database, const Ulid& id, const ChangeOptions& options) {
  return database.Transact([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLockThing, {id}));
    Root root;
    root.id = id;
    int64_t told = 0;
    if (row) {
      root.version = row->Int(0);
      root.last_event = row->Id(1);
      told = row->Int(2);
    }
    ++root.version;
    const Origin origin{.now = absl::Now(), .day = CivilDay(2026, 3, 1), .wakeup = options.wakeup};
    for (int i = 0; i < options.events; ++i) {
      google::protobuf::Int64Value payload;
      payload.set_value(++told);
      LADDER_RETURN_IF_ERROR(Emit(tx, origin, root, ThingName(id), payload, {{1}, {2, 3}}));
    }
    if (options.unknown) {
      google::protobuf::StringValue payload;
      payload.set_value("nobody knows this");
      LADDER_RETURN_IF_ERROR(Emit(tx, origin, root, ThingName(id), payload));
    }
    if (row) {
      LADDER_RETURN_IF_ERROR(
          tx.Execute(kUpdateThing, {root.version, root.last_event, told, options.deleted, id})
              .status());
    } else {
      LADDER_RETURN_IF_ERROR(
          tx.Execute(kInsertThing, {id, root.version, root.last_event, told, options.deleted})
              .status());
    }
    if (options.before_commit) options.before_commit();
    return absl::OkStatus();
  });
}

SnapshotPager ThingPager() {
  return [](mysql::Transaction& tx, int partition, const Ulid& after,
            int limit) -> absl::StatusOr<std::vector<std::pair<Ulid, SnapshotItem>>> {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(kPageThings, {after, partition, limit}));
    std::vector<std::pair<Ulid, SnapshotItem>> page;
    for (const mysql::Row& row : rows) {
      google::protobuf::UInt64Value state;
      state.set_value(static_cast<uint64_t>(row.Int(3)));
      page.emplace_back(row.Id(0), SnapshotItem{.aggregate = ThingName(row.Id(0)),
                                                .version = row.Int(1),
                                                .last_event = row.Id(2),
                                                .type = state.GetDescriptor()->full_name(),
                                                .state = state.SerializeAsString(),
                                                .deleted = row.Bool(4),
                                                .divisions = {2, 3}});
    }
    return page;
  };
}

Handlers ThingHandlers() {
  Handlers handlers;
  handlers.Event<google::protobuf::Int64Value>(
      [](mysql::Transaction& tx, const Event& event, const google::protobuf::Int64Value& payload) {
        return TakeEvent(tx, event, payload.value());
      });
  handlers.State<google::protobuf::UInt64Value>([](mysql::Transaction& tx, const SnapshotItem& item,
                                                   const google::protobuf::UInt64Value& state)
                                                    -> absl::Status {
    if (item.version < 0) return absl::InvalidArgumentError("a negative version");
    if (item.deleted) return tx.Execute(kDeleteTally, {item.aggregate}).status();
    return tx.Execute(kSaveTally, {item.aggregate, static_cast<int64_t>(state.value())}).status();
  });
  handlers.Gone([](mysql::Transaction& tx, const std::string& aggregate) {
    return tx.Execute(kDeleteTally, {aggregate}).status();
  });
  return handlers;
}

Event ThingEvent(const Ulid& id, int64_t seq, int64_t ordinal, const Ulid& event_id) {
  google::protobuf::Int64Value payload;
  payload.set_value(ordinal);
  return {.partition = PartitionOf(id),
          .seq = seq,
          .id = event_id,
          .aggregate = ThingName(id),
          .version = ordinal,
          .type = payload.GetDescriptor()->full_name(),
          .payload = payload.SerializeAsString(),
          .day = CivilDay(2026, 3, 1)};
}

Ordinals TellOrdinals(mysql::Database& upstream) {
  const auto rows = upstream.Read([](mysql::Transaction& tx) { return tx.Query(kSelectThings); });
  LADDER_INVARIANT(rows.ok());
  Ordinals ordinals;
  for (const mysql::Row& row : *rows) ordinals.emplace_back(ThingName(row.Id(0)), row.Int(1));
  return ordinals;
}

Ordinals KnownOrdinals(mysql::Database& downstream) {
  const auto rows =
      downstream.Read([](mysql::Transaction& tx) { return tx.Query(kSelectTallies); });
  LADDER_INVARIANT(rows.ok());
  Ordinals ordinals;
  for (const mysql::Row& row : *rows) ordinals.emplace_back(row.Text(0), row.Int(1));
  return ordinals;
}

int64_t Number(mysql::Database& database, absl::string_view sql) {
  const auto row = database.Read([&](mysql::Transaction& tx) { return tx.QueryOne(sql); });
  LADDER_INVARIANT(row.ok() && row->has_value());
  return (*row)->Int(0);
}

}  // namespace ladder::feed
