// Values, errors and limits of single transactions on a real server.
#include "platform/mysql/database.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::mysql {
namespace {

constexpr absl::string_view kCreate = R"sql(
    CREATE TABLE thing (
      id BINARY(16) NOT NULL PRIMARY KEY, amount BIGINT NULL, small TINYINT NULL,
      big BIGINT UNSIGNED NULL, name VARCHAR(100) NULL, raw_bytes LONGBLOB NULL, day DATE NULL,
      at DATETIME(6) NULL, total DECIMAL(30, 0) NULL, UNIQUE KEY thing_by_name (name)
    ) ENGINE=InnoDB)sql";
constexpr absl::string_view kInsertName = "INSERT INTO thing (id, name) VALUES (?, ?)";
constexpr absl::string_view kCount = "SELECT COUNT(*) FROM thing";

class DatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    options_ = SharedMariaDb().CreateSchema("mysql");
    Reopen();
    ASSERT_THAT(database_->ExecuteAlone(kCreate), IsOk());
  }

  void Reopen() {
    absl::StatusOr<std::unique_ptr<Database>> opened = Database::Open(options_);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  int64_t Count() {
    int64_t count = -1;
    const absl::Status status = database_->Read([&](Transaction& tx) -> absl::Status {
      LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row, tx.QueryOne(kCount));
      count = row->Int(0);
      return absl::OkStatus();
    });
    EXPECT_THAT(status, IsOk());
    return count;
  }

  absl::Status Insert(const Ulid& id, absl::string_view name) {
    return database_->Transact([&](Transaction& tx) {
      return tx.Execute(kInsertName, {id, name}).status();
    });
  }

  Options options_;
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTest, EveryTypeComesBackAsItWent) {
  struct Case {
    const char* column;
    Value value;
    std::function<bool(const Row&)> same;
  };
  std::string bytes;
  for (int i = 0; i < 200000; ++i) bytes.push_back(static_cast<char>(i * 7));
  const std::string name = "𠮷野家 😀 e\xcc\x81 '\"\\;-- \n";
  const std::string with_nul("a\0b", 3);
  const absl::Time instant = absl::FromUnixMicros(1601168523000001);
  const absl::Time early = absl::FromCivil(absl::CivilSecond(1001, 1, 1), absl::UTCTimeZone());
  const Case cases[] = {
      {"amount", int64_t{INT64_MAX}, [](const Row& row) { return row.Int(0) == INT64_MAX; }},
      {"amount", int64_t{INT64_MIN}, [](const Row& row) { return row.Int(0) == INT64_MIN; }},
      {"amount", Fen(-138000), [](const Row& row) { return row.Money(0) == Fen(-138000); }},
      {"amount", 0, [](const Row& row) { return row.OptInt(0) == 0; }},
      {"amount", std::nullopt, [](const Row& row) { return row.IsNull(0) && !row.OptInt(0); }},
      {"small", true, [](const Row& row) { return row.Bool(0); }},
      {"small", -128, [](const Row& row) { return row.Int(0) == -128; }},
      {"big", int64_t{INT64_MAX}, [](const Row& row) { return row.Int(0) == INT64_MAX; }},
      {"total", -7, [](const Row& row) { return row.Int(0) == -7; }},
      {"name", name, [&](const Row& row) { return row.Text(0) == name; }},
      {"name", with_nul, [&](const Row& row) { return row.Text(0) == with_nul; }},
      {"name", "", [](const Row& row) { return row.OptText(0) == ""; }},
      {"name", std::optional<std::string>(), [](const Row& row) { return !row.OptText(0); }},
      {"raw_bytes", bytes, [&](const Row& row) { return row.Text(0) == bytes; }},
      {"day", CivilDay(2020, 2, 29),
       [](const Row& row) { return row.Day(0) == CivilDay(2020, 2, 29); }},
      {"day", kForever, [](const Row& row) { return row.OptDay(0) == kForever; }},
      {"day", std::optional<CivilDay>(), [](const Row& row) { return !row.OptDay(0); }},
      {"at", instant, [&](const Row& row) { return row.Time(0) == instant; }},
      {"at", instant + absl::Nanoseconds(999),
       [&](const Row& row) { return row.Time(0) == instant; }},
      {"at", early, [&](const Row& row) { return row.Time(0) == early; }},
      {"at", RecordForever(), [](const Row& row) { return row.OptTime(0) == RecordForever(); }},
      {"at", std::optional<absl::Time>(), [](const Row& row) { return !row.OptTime(0); }},
  };
  for (const Case& c : cases) {
    const Ulid id = Ulid::New(absl::Now());
    const std::string insert = absl::StrCat("INSERT INTO thing (id, ", c.column, ") VALUES (?, ?)");
    const std::string select = absl::StrCat("SELECT ", c.column, " FROM thing WHERE id = ?");
    const absl::StatusOr<bool> same =
        database_->Transact([&](Transaction& tx) -> absl::StatusOr<bool> {
          LADDER_RETURN_IF_ERROR(tx.Execute(insert, {id, c.value}).status());
          LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row, tx.QueryOne(select, {id}));
          return row.has_value() && c.same(*row);
        });
    LADDER_ASSERT_OK_AND_ASSIGN(const bool equal, same);
    EXPECT_TRUE(equal) << c.column << " case " << (&c - cases);
    ASSERT_THAT(database_->ExecuteAlone("DELETE FROM thing"), IsOk());
  }
}

TEST_F(DatabaseTest, IdsOfAnyBytesAreFoundAgain) {
  const auto seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  std::vector<Ulid> ids = {
      Ulid(), Ulid::FromBytes(std::string(16, '\xff')), Ulid::FromBytes(std::string(16, ' ')),
      Ulid::FromBytes(std::string("\\'\"\0\xc3\x28\xf0\x9f\xed\xa0\x80\x80\x80\x80\x20\x20", 16))};
  while (ids.size() < 300) {
    std::string bytes(16, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    ids.push_back(Ulid::FromBytes(bytes));
  }
  std::vector<Values> rows;
  for (const Ulid& id : ids) rows.push_back({id, int64_t{id.ToBytes()[0]}});
  ASSERT_THAT(database_->Transact([&](Transaction& tx) {
    return tx.InsertMany("INSERT INTO thing (id, amount) VALUES", rows).status();
  }),
              IsOk());
  for (const Ulid& id : ids) {
    const absl::StatusOr<Ulid> found =
        database_->Read([&](Transaction& tx) -> absl::StatusOr<Ulid> {
          LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row,
                                  tx.QueryOne("SELECT id FROM thing WHERE id = ?", {id}));
          if (!row) return absl::NotFoundError(id.ToString());
          return row->Id(0);
        });
    LADDER_ASSERT_OK_AND_ASSIGN(const Ulid same, found);
    EXPECT_EQ(same, id);
  }
}

TEST_F(DatabaseTest, WhatInt64CannotHoldIsRefused) {
  struct Case {
    const char* sql;
    bool ok;
  };
  const Case cases[] = {
      {"SELECT CAST(9223372036854775807 AS UNSIGNED)", true},
      {"SELECT CAST(9223372036854775808 AS UNSIGNED)", false},
      {"SELECT CAST(18446744073709551615 AS UNSIGNED)", false},
      {"SELECT CAST(9223372036854775807 AS DECIMAL(30, 0))", true},
      {"SELECT CAST(9223372036854775808 AS DECIMAL(30, 0))", false},
      {"SELECT CAST('1e308' AS DOUBLE)", false},
      {"SELECT COUNT(*), SUM(amount), CRC32('a') FROM thing", true},
  };
  for (const Case& c : cases) {
    const absl::Status status =
        database_->Read([&](Transaction& tx) { return tx.Query(c.sql).status(); });
    EXPECT_EQ(status.ok(), c.ok) << c.sql << " " << status;
  }
}

TEST_F(DatabaseTest, AnErrorRollsEverythingBack) {
  const Ulid id = Ulid::New(absl::Now());
  ASSERT_THAT(Insert(id, "李明"), IsOk());
  absl::Status after;
  const absl::Status status = database_->Transact([&](Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(tx.Execute(kInsertName, {Ulid::New(absl::Now()), "first"}).status());
    const absl::Status duplicate =
        tx.Execute(kInsertName, {Ulid::New(absl::Now()), "李明"}).status();
    after = tx.Execute(kInsertName, {Ulid::New(absl::Now()), "third"}).status();
    (void)duplicate;
    return absl::OkStatus();  // Swallowing the error must not commit the rest.
  });
  EXPECT_THAT(status, Refused("ALREADY_EXISTS"));
  EXPECT_THAT(after, Refused("ALREADY_EXISTS"));
  EXPECT_EQ(RefusalOf(status)->metadata.back(),
            (std::pair<std::string, std::string>("key", "thing_by_name")));
  EXPECT_EQ(status.ToString().find("李明"), std::string::npos);
  EXPECT_EQ(Count(), 1);
}

TEST_F(DatabaseTest, ABodysRefusalIsReturnedAndNothingIsKept) {
  const absl::Status status = database_->Transact([&](Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(tx.Execute(kInsertName, {Ulid::New(absl::Now()), "a"}).status());
    return absl::FailedPreconditionError("no");
  });
  EXPECT_THAT(status, HasCode(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, StatementsAreMappedByTheirError) {
  ASSERT_THAT(
      database_->ExecuteAlone("CREATE TABLE part (id INT PRIMARY KEY, thing BINARY(16) NOT NULL, "
                              "FOREIGN KEY (thing) REFERENCES thing (id)) ENGINE=InnoDB"),
      IsOk());
  struct Case {
    const char* sql;
    absl::StatusCode code;
  };
  const Case cases[] = {
      {"INSERT INTO part VALUES (1, 'nobody')", absl::StatusCode::kFailedPrecondition},
      {"INSERT INTO thing (id, name) VALUES ('a', REPEAT('x', 101))", absl::StatusCode::kInternal},
      {"INSERT INTO thing (id, day) VALUES ('a', '2021-02-29')", absl::StatusCode::kInternal},
      {"INSERT INTO thing (id, small) VALUES ('a', 128)", absl::StatusCode::kInternal},
      {"INSERT INTO nowhere VALUES (1)", absl::StatusCode::kInternal},
      {"SELECT 1", absl::StatusCode::kInternal},
      {"TRUNCATE TABLE thing", absl::StatusCode::kInternal},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(database_->Transact([&](Transaction& tx) { return tx.Execute(c.sql).status(); }),
                HasCode(c.code))
        << c.sql;
  }
  for (const char* sql : {"INSERT INTO thing (id) VALUES ('b')", "COMMIT", "DROP TABLE thing"}) {
    EXPECT_THAT(database_->Read([&](Transaction& tx) { return tx.Query(sql).status(); }),
                HasCode(absl::StatusCode::kInternal))
        << sql;
  }
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, ASlowStatementAndASlowTransactionAreTooLarge) {
  options_.statement_timeout = absl::Milliseconds(100);
  options_.transaction_time_max = absl::Milliseconds(150);
  Reopen();
  EXPECT_THAT(database_->Transact([](Transaction& tx) {
    return tx
        .Query(
            "SELECT COUNT(*) FROM information_schema.COLUMNS a, "
            "information_schema.COLUMNS b, information_schema.COLUMNS c")
        .status();
  }),
              Refused("TRANSACTION_TOO_LARGE"));
  const auto wait = [] {
    const absl::Time until = absl::Now() + absl::Milliseconds(200);
    while (absl::Now() < until) absl::SleepFor(until - absl::Now());
  };
  EXPECT_THAT(database_->Transact([&](Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(tx.Execute(kInsertName, {Ulid::New(absl::Now()), "a"}).status());
    wait();
    return tx.Query(kCount).status();
  }),
              Refused("TRANSACTION_TOO_LARGE"));
  // No statement after the limit: the COMMIT is refused all the same.
  EXPECT_THAT(database_->Transact([&](Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(tx.Execute(kInsertName, {Ulid::New(absl::Now()), "a"}).status());
    wait();
    return absl::OkStatus();
  }),
              Refused("TRANSACTION_TOO_LARGE"));
  EXPECT_THAT(database_->Transact({.deadline = absl::Now() - absl::Seconds(1)},
                                  [&](Transaction& tx) { return tx.Query(kCount).status(); }),
              Refused("DEADLINE_PASSED"));
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, AStatementEndsWithTheCallItWorksFor) {
  constexpr absl::string_view kLong =
      "SELECT COUNT(*) FROM information_schema.COLUMNS a, "
      "information_schema.COLUMNS b, information_schema.COLUMNS c";
  options_.connections_max = 1;
  Reopen();
  const absl::Time start = absl::Now();
  EXPECT_THAT(database_->Transact({.deadline = start + absl::Milliseconds(300)},
                                  [&](Transaction& tx) -> absl::Status {
                                    LADDER_RETURN_IF_ERROR(tx.Query(kCount).status());
                                    return tx.Query(kLong).status();
                                  }),
              Refused("DEADLINE_PASSED"));
  EXPECT_LT(absl::Now() - start, options_.statement_timeout / 2);
  // The next user of the connection has the whole time again.
  EXPECT_THAT(database_->Read([&](Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(
        const Rows rows, tx.Query("SELECT CAST(ROUND(@@max_statement_time * 1000000) AS SIGNED)"));
    EXPECT_EQ(rows[0].Int(0), absl::ToInt64Microseconds(options_.statement_timeout));
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(DatabaseTest, RowsOfOneTransactionAreLimited) {
  options_.transaction_rows_max = 1200;
  Reopen();
  const auto rows = [](size_t count) {
    std::vector<Values> made;
    while (made.size() < count) made.push_back({Ulid::New(absl::Now()), std::nullopt});
    return made;
  };
  const absl::string_view insert = "INSERT INTO thing (id, name) VALUES";
  EXPECT_THAT(database_->Transact(
                  [&](Transaction& tx) { return tx.InsertMany(insert, rows(1201)).status(); }),
              Refused("TRANSACTION_TOO_LARGE"));
  EXPECT_EQ(Count(), 0);
  LADDER_ASSERT_OK_AND_ASSIGN(const int64_t written, database_->Transact([&](Transaction& tx) {
    return tx.InsertMany(insert, rows(1200));
  }));
  EXPECT_EQ(written, 1200);
  EXPECT_THAT(database_->Transact([&](Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(tx.Execute("UPDATE thing SET amount = 1").status());
    return tx.Execute("DELETE FROM thing LIMIT 1").status();
  }),
              Refused("TRANSACTION_TOO_LARGE"));
  EXPECT_EQ(Count(), 1200);
}

TEST_F(DatabaseTest, LargeRowsAreSplitByTheirBytes) {
  std::vector<Values> rows;
  for (int i = 0; i < 7; ++i) {
    rows.push_back({Ulid::New(absl::Now()), std::string(700000, static_cast<char>('a' + i))});
  }
  LADDER_ASSERT_OK_AND_ASSIGN(const int64_t written, database_->Transact([&](Transaction& tx) {
    return tx.InsertMany("INSERT INTO thing (id, raw_bytes) VALUES", rows);
  }));
  EXPECT_EQ(written, 7);
  EXPECT_EQ(Count(), 7);
}

TEST_F(DatabaseTest, StatementsArePreparedOncePerConnection) {
  options_.connections_max = 1;
  Reopen();
  for (int i = 0; i < 100; ++i)
    ASSERT_THAT(Insert(Ulid::New(absl::Now()), absl::StrCat(i)), IsOk());
  EXPECT_EQ(database_->stats().statements_prepared, 1);
  EXPECT_EQ(database_->stats().statements_reused, 99);
  // Far more texts than places: the oldest give way, and everything still works.
  for (int i = 0; i < 600; ++i) {
    const std::string sql = absl::StrCat("SELECT ", i, " FROM DUAL WHERE 1 = ?");
    ASSERT_THAT(database_->Read([&](Transaction& tx) { return tx.Query(sql, {1}).status(); }),
                IsOk());
  }
  EXPECT_EQ(database_->stats().statements_prepared, 601);
  ASSERT_THAT(Insert(Ulid::New(absl::Now()), "again"), IsOk());
  EXPECT_EQ(database_->stats().statements_prepared, 602);
}

TEST_F(DatabaseTest, ReadsCannotWriteAndCommitActionsRunOnlyAfterACommit) {
  std::vector<int> done;
  EXPECT_THAT(database_->Read([&](Transaction& tx) {
    tx.OnCommit([&] { done.push_back(0); });
    return tx.Execute(kInsertName, {Ulid::New(absl::Now()), "a"}).status();
  }),
              HasCode(absl::StatusCode::kInternal));
  EXPECT_THAT(database_->Transact([&](Transaction& tx) {
    tx.OnCommit([&] { done.push_back(1); });
    tx.OnCommit([&] { done.push_back(2); });
    return tx.Execute(kInsertName, {Ulid::New(absl::Now()), "a"}).status();
  }),
              IsOk());
  EXPECT_EQ(done, (std::vector<int>{1, 2}));
}

TEST_F(DatabaseTest, TheDatabasesClockIsReadNowAndInUtc) {
  const absl::StatusOr<std::pair<absl::Time, absl::Time>> times =
      database_->Read([](Transaction& tx) -> absl::StatusOr<std::pair<absl::Time, absl::Time>> {
        LADDER_ASSIGN_OR_RETURN(const absl::Time first, tx.DatabaseNow());
        LADDER_ASSIGN_OR_RETURN(const absl::Time second, tx.DatabaseNow());
        return std::pair(first, second);
      });
  ASSERT_THAT(times, IsOk());
  EXPECT_LT(absl::AbsDuration(times->first - absl::Now()), absl::Minutes(1));
  EXPECT_GT(times->second, times->first);
}

TEST_F(DatabaseTest, ATransactionInsideAnotherIsADefect) {
  EXPECT_DEATH((void)database_->Transact([&](Transaction&) {
    return database_->ExecuteAlone("SELECT 1").ok() ? Insert(Ulid(), "a") : absl::OkStatus();
  }),
               "invariant");
}

}  // namespace
}  // namespace ladder::mysql
