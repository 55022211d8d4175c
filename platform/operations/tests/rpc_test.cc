// A package's OperationService on the wire: a real server, a real database.
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/wrappers.pb.h"
#include "ladder/operationstest/v1/operation.grpc.pb.h"
#include "platform/operations/operation_rpc.h"
#include "platform/operations/tests/operations_test.h"
#include "platform/server/server.h"

namespace ladder::operations {
namespace {

namespace pb = ::ladder::operationstest::v1;

class RpcTest : public OperationsTest {
 protected:
  RpcTest() {
    rpc::Binder binder;
    rpc_.Bind(binder);
    harness_ =
        std::make_unique<rpc::Harness>(rpc::HarnessOptions{.workers = 2, .insecure_identity = true},
                                       system_clock_, civil_clock_, metrics_, *binder.Finish());
    server_ = *server::Server::Start({}, *harness_);
    stub_ = pb::OperationService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  static std::string As(const std::string& user,
                        const std::string& permissions =
                            "test.operations.get,"
                            "test.operations.list,test.operations.cancel") {
    return absl::StrCat("principal=users/", user, "; permissions=", permissions);
  }
  // "" for OK, otherwise the reason.
  template <typename Method, typename Request, typename Response>
  std::string Call(Method method, const std::string& identity, const Request& request,
                   Response* response) {
    grpc::ClientContext context;
    context.AddMetadata(identity::kDevelopmentHeader, identity);
    const grpc::Status status = (stub_.get()->*method)(&context, request, response);
    return status.ok() ? "" : rpc::ReasonOfDetails(status.error_details());
  }
  std::string Get(const std::string& identity, const Ulid& id,
                  google::longrunning::Operation* operation) {
    pb::GetOperationRequest request;
    request.set_name(store_.NameOf(id));
    return Call(&pb::OperationService::Stub::GetOperation, identity, request, operation);
  }
  std::string Cancel(const std::string& identity, const Ulid& id, const std::string& request_id) {
    pb::CancelOperationRequest request;
    request.set_name(store_.NameOf(id));
    request.set_request_id(request_id);
    google::protobuf::Empty empty;
    return Call(&pb::OperationService::Stub::CancelOperation, identity, request, &empty);
  }

  SystemClock system_clock_;
  CivilClock civil_clock_{system_clock_, absl::UTCTimeZone()};
  const seal::Sealer sealer_{{"a test's secret"}};
  rpc::Transactor transactor_{*database_, sealer_};
  rpc::Pager pager_{{"a key of the page tokens, of 32 by"}};
  OperationRpc<pb::OperationService, pb::OperationMetadata> rpc_{transactor_, pager_, store_};
  std::unique_ptr<rpc::Harness> harness_;
  std::unique_ptr<server::Server> server_;
  std::unique_ptr<pb::OperationService::Stub> stub_;
};

TEST_F(RpcTest, AnOperationIsSeenFromStartToEnd) {
  const Ulid id = StartThings(3);
  google::longrunning::Operation operation;
  pb::OperationMetadata metadata;
  ASSERT_EQ(Get(As("ann"), id, &operation), "");
  EXPECT_EQ(operation.name(), store_.NameOf(id));
  EXPECT_FALSE(operation.done());
  EXPECT_EQ(operation.result_case(), google::longrunning::Operation::RESULT_NOT_SET);
  ASSERT_TRUE(operation.metadata().UnpackTo(&metadata));
  EXPECT_EQ(metadata.kind(), kMakeThings);
  EXPECT_EQ(metadata.principal(), "users/ann");
  EXPECT_FALSE(metadata.has_start_time());

  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  ASSERT_EQ(Get(As("ann"), id, &operation), "");
  EXPECT_TRUE(operation.done());
  ASSERT_TRUE(operation.metadata().UnpackTo(&metadata));
  EXPECT_EQ(metadata.done_count(), 3);
  EXPECT_EQ(metadata.total_count(), 3);
  EXPECT_EQ(metadata.current_step(), "make");
  EXPECT_TRUE(metadata.has_start_time());
  EXPECT_TRUE(metadata.has_update_time());
  EXPECT_TRUE(metadata.has_end_time());
  google::protobuf::Int64Value answer;
  ASSERT_TRUE(operation.response().UnpackTo(&answer));
  EXPECT_EQ(answer.value(), 3);
}

TEST_F(RpcTest, OthersDoNotSeeItUnlessTheyAdminister) {
  const Ulid id = StartThings(1);
  google::longrunning::Operation operation;
  EXPECT_EQ(Get(As("bob"), id, &operation), "NOT_FOUND");
  EXPECT_EQ(Get(As("bob", "test.operations.list"), id, &operation), "PERMISSION_DENIED");
  EXPECT_EQ(Get(As("ops", "test.*"), id, &operation), "");
  EXPECT_EQ(Cancel(As("bob"), id, "1"), "NOT_FOUND");
  EXPECT_EQ(Cancel(As("ops", "test.*"), id, "1"), "");
}

TEST_F(RpcTest, ACancelIsIdempotentAndShowsItsReason) {
  const Ulid id = StartThings(1);
  EXPECT_EQ(Cancel(As("ann"), id, "c1"), "");
  EXPECT_EQ(Cancel(As("ann"), id, "c1"), "");
  EXPECT_EQ(Cancel(As("ann"), id, "c2"), "");
  google::longrunning::Operation operation;
  ASSERT_EQ(Get(As("ann"), id, &operation), "");
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kCancelled));
  EXPECT_EQ(rpc::ReasonOfDetails(operation.error().SerializeAsString()), "OPERATION_CANCELLED");
  pb::OperationMetadata metadata;
  ASSERT_TRUE(operation.metadata().UnpackTo(&metadata));
  EXPECT_TRUE(metadata.cancel_requested());
}

TEST_F(RpcTest, ListsHaveASecondPageAndTokensOfTheirOwn) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) {
    names.insert(names.begin(), store_.NameOf(StartThings(1)));
    StartThings(1, "users/bob");
    absl::SleepFor(absl::Milliseconds(1));
  }
  pb::ListOperationsRequest request;
  request.set_page_size(3);
  pb::ListOperationsResponse first, second, refused;
  const auto list = &pb::OperationService::Stub::ListOperations;
  ASSERT_EQ(Call(list, As("ann"), request, &first), "");
  ASSERT_FALSE(first.next_page_token().empty());
  request.set_page_token(first.next_page_token());
  ASSERT_EQ(Call(list, As("ann"), request, &second), "");
  EXPECT_TRUE(second.next_page_token().empty());
  std::vector<std::string> walked;
  for (const auto& page : {first, second}) {
    for (const auto& operation : page.operations()) walked.push_back(operation.name());
  }
  EXPECT_EQ(walked, names);
  request.set_kind(kMakeThings);
  EXPECT_EQ(Call(list, As("ann"), request, &refused), "PAGE_TOKEN_INVALID");
  request.set_page_token("");
  request.set_kind("test.things.other");
  ASSERT_EQ(Call(list, As("ann"), request, &first), "");
  EXPECT_EQ(first.operations_size(), 0);
}

TEST_F(RpcTest, ListsShowNoResponses) {
  StartThings(1);
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  pb::ListOperationsResponse response;
  ASSERT_EQ(Call(&pb::OperationService::Stub::ListOperations, As("ann"),
                 pb::ListOperationsRequest(), &response),
            "");
  ASSERT_EQ(response.operations_size(), 1);
  EXPECT_TRUE(response.operations(0).done());
  EXPECT_FALSE(response.operations(0).has_response());
}

TEST_F(RpcTest, AHandlersRequestStartsOneOperationHoweverOftenItIsSent) {
  // Any request with a request id serves; what counts is that the operation is of its transaction.
  pb::CancelOperationRequest request;
  request.set_name("test/operations/x");
  request.set_request_id("start-1");
  const auto* method =
      pb::CancelOperationRequest::descriptor()->file()->service(0)->FindMethodByName(
          "CancelOperation");
  const rpc::Call call({.method = method,
                        .request = &request,
                        .principal = {.name = "users/ann"},
                        .now = absl::Now(),
                        .deadline = absl::Now() + absl::Seconds(10)});
  std::vector<std::string> names;
  for (int i = 0; i < 2; ++i) {
    LADDER_ASSERT_OK_AND_ASSIGN(
        const google::longrunning::Operation answer,
        transactor_.Transact(
            call, [&](mysql::Transaction& tx) -> absl::StatusOr<google::longrunning::Operation> {
              LADDER_ASSIGN_OR_RETURN(const Operation started,
                                      store_.Start(tx, StartedBy(call, kMakeThings)));
              return ToProto<pb::OperationMetadata>(store_.NameOf(started.id), started);
            }));
    names.push_back(answer.name());
  }
  EXPECT_EQ(names[0], names[1]);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation"), 1);
}

}  // namespace
}  // namespace ladder::operations
