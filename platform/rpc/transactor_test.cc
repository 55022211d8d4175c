// Request ids on a real database: one effect, equal answers, whoever comes first
// (docs/architecture.md 9.2).
#include "platform/rpc/transactor.h"

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "ladder/options/v1/reasons.h"
#include "ladder/rpctest/v1/echo.pb.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

namespace pb = ::ladder::rpctest::v1;

std::string ReadText(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class TransactorTest : public ::testing::Test {
 protected:
  TransactorTest() {
    database_ = *mysql::Database::Open(SharedMariaDb().CreateSchema("transactor"));
    const absl::Status created =
        database_->ExecuteAlone(ReadText("platform/migrate/sql/0200_request.sql"));
    LADDER_INVARIANT(created.ok());
    LADDER_INVARIANT(
        database_->ExecuteAlone("CREATE TABLE effect (id INT PRIMARY KEY, count INT) ENGINE=InnoDB")
            .ok());
    LADDER_INVARIANT(database_->ExecuteAlone("INSERT INTO effect VALUES (1, 0)").ok());
  }

  Call MakeCall(const pb::CreateEchoRequest& request, const std::string& principal = "users/ann") {
    const auto* method = pb::CreateEchoRequest::descriptor()
                             ->file()
                             ->FindServiceByName("EchoService")
                             ->FindMethodByName("CreateEcho");
    return Call({.method = method,
                 .request = &request,
                 .principal = {.name = principal},
                 .now = absl::Now(),
                 .deadline = absl::Now() + absl::Seconds(10)});
  }
  pb::CreateEchoRequest Request(const std::string& id, const std::string& text = "x") {
    pb::CreateEchoRequest request;
    request.set_request_id(id);
    request.mutable_echo()->set_text(text);
    return request;
  }

  // Counts one effect and answers with how many there were; or refuses after having written.
  absl::StatusOr<pb::Echo> Effect(const pb::CreateEchoRequest& request,
                                  const std::string& principal = "users/ann", bool refuse = false) {
    return transactor().Transact(
        MakeCall(request, principal), [&](mysql::Transaction& tx) -> absl::StatusOr<pb::Echo> {
          LADDER_RETURN_IF_ERROR(tx.Execute(kAdd, {1}).status());
          if (refuse) return Refuse(Reason::kNotFound, {{"name", "echoes/1"}});
          LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kCount, {1}));
          pb::Echo echo = request.echo();
          echo.set_number(static_cast<int32_t>(row->Int(0)));
          return echo;
        });
  }
  int64_t Count(const char* sql = "SELECT count FROM effect WHERE id = 1") {
    return (*database_->Read([&](mysql::Transaction& tx) { return tx.Query(sql); }))[0].Int(0);
  }
  Transactor transactor() { return Transactor(*database_, sealer_); }

  static constexpr char kAdd[] = "UPDATE effect SET count = count + 1 WHERE id = ?";
  static constexpr char kCount[] = "SELECT count FROM effect WHERE id = ?";
  const seal::Sealer sealer_{{"a test's secret"}};
  std::unique_ptr<mysql::Database> database_;
};

TEST_F(TransactorTest, ARepeatGetsTheFirstAnswerAndChangesNothing) {
  LADDER_ASSERT_OK_AND_ASSIGN(const pb::Echo first, Effect(Request("r1")));
  LADDER_ASSERT_OK_AND_ASSIGN(const pb::Echo second, Effect(Request("r1")));
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  EXPECT_EQ(Count(), 1);
}

TEST_F(TransactorTest, AnAnswerIsStoredSealedForItsOwnRow) {
  ASSERT_THAT(Effect(Request("r1", "胡家井")), IsOk());
  ASSERT_THAT(Effect(Request("r2", "锅底湖")), IsOk());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request WHERE answer IS NOT NULL"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request WHERE INSTR(answer, CAST('胡家井' AS BINARY)) > 0 "
                  "OR INSTR(answer, CAST('锅底湖' AS BINARY)) > 0"),
            0);
  // The answer of one request put behind another one's id.
  const auto swap = [](mysql::Transaction& tx) {
    return tx.Execute(
        "UPDATE request r JOIN request o ON o.request_key != r.request_key "
        "SET r.answer = o.answer");
  };
  ASSERT_THAT(database_->Transact(swap), IsOk());
  EXPECT_THAT(Effect(Request("r1", "胡家井")), HasCode(absl::StatusCode::kDataLoss));
}

TEST_F(TransactorTest, ARequestWhoseAnswerWasForgottenIsRefusedAndNotDoneAgain) {
  ASSERT_THAT(Effect(Request("r1")), IsOk());
  const auto forget = [](mysql::Transaction& tx) {
    return tx.Execute("UPDATE request SET answer = NULL WHERE answer IS NOT NULL");
  };
  ASSERT_THAT(database_->Transact(forget), IsOk());
  EXPECT_THAT(Effect(Request("r1")), Refused("CONFLICT"));
  EXPECT_EQ(Count(), 1);
}

TEST_F(TransactorTest, AnotherBodyUnderTheIdIsRefusedAndAnotherPrincipalIsAnotherId) {
  ASSERT_THAT(Effect(Request("r1")), IsOk());
  EXPECT_THAT(Effect(Request("r1", "y")), Refused("REQUEST_ID_REUSED"));
  EXPECT_THAT(Effect(Request("r1"), "users/bob"), IsOk());
  EXPECT_EQ(Count(), 2);
}

TEST_F(TransactorTest, ARefusalRollsBackAndIsNotStored) {
  EXPECT_THAT(Effect(Request("r1"), "users/ann", true), Refused("NOT_FOUND"));
  EXPECT_EQ(Count(), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request"), 0);
  EXPECT_THAT(Effect(Request("r1")), IsOk());
  EXPECT_EQ(Count(), 1);
}

TEST_F(TransactorTest, TwentyAtOnceHaveOneEffectAndTwentyEqualAnswers) {
  std::vector<std::thread> threads;
  std::vector<std::string> answers(20);
  for (size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      absl::StatusOr<pb::Echo> answer = Effect(Request("r1"));
      answers[i] = answer.ok() ? answer->SerializeAsString() : answer.status().ToString();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(), 1);
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
}

TEST_F(TransactorTest, TwentyAtOnceGetTwentyEqualRefusals) {
  std::vector<std::thread> threads;
  std::vector<std::string> reasons(20);
  for (std::string& reason : reasons) {
    threads.emplace_back(
        [&] { reason = ReasonOf(Effect(Request("r1"), "users/ann", true).status()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(), 0);
  for (const std::string& reason : reasons) EXPECT_EQ(reason, "NOT_FOUND");
}

TEST_F(TransactorTest, OldAnswersAreForgotten) {
  ASSERT_THAT(Effect(Request("r1")), IsOk());
  EXPECT_EQ(*PruneRequests(*database_, absl::Now() - absl::Hours(1)), 0);
  EXPECT_EQ(*PruneRequests(*database_, absl::Now() + absl::Hours(1)), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request"), 0);
}

TEST_F(TransactorTest, ReadsSeeCommittedStateOnly) {
  const pb::CreateEchoRequest request = Request("r1");
  ASSERT_THAT(Effect(request), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const auto rows,
                              transactor().Read(MakeCall(request), [&](mysql::Transaction& tx) {
                                return tx.Query(kCount, {1});
                              }));
  EXPECT_EQ(rows[0].Int(0), 1);
}

}  // namespace
}  // namespace ladder::rpc
