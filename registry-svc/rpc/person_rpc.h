// PersonService: registers people under their real names. The rules live in domain/; a handler
// loads, decides, saves.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/person.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class PersonRpc {
 public:
  explicit PersonRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Person> GetPerson(const rpc::Call& call, const v1::GetPersonRequest& request);
  absl::StatusOr<v1::ListPersonsResponse> ListPersons(const rpc::Call& call,
                                                      const v1::ListPersonsRequest& request);
  absl::StatusOr<v1::CountPersonsResponse> CountPersons(const rpc::Call& call,
                                                        const v1::CountPersonsRequest& request);
  absl::StatusOr<v1::Person> CreatePerson(const rpc::Call& call,
                                          const v1::CreatePersonRequest& request);
  absl::StatusOr<v1::BatchCreatePersonsResponse> BatchCreatePersons(
      const rpc::Call& call, const v1::BatchCreatePersonsRequest& request);
  absl::StatusOr<v1::Person> UpdatePerson(const rpc::Call& call,
                                          const v1::UpdatePersonRequest& request);
  absl::StatusOr<v1::Person> MovePerson(const rpc::Call& call,
                                        const v1::MovePersonRequest& request);
  absl::StatusOr<v1::Person> MovePersonOut(const rpc::Call& call,
                                           const v1::MovePersonOutRequest& request);
  absl::StatusOr<v1::Person> MovePersonIn(const rpc::Call& call,
                                          const v1::MovePersonInRequest& request);
  absl::StatusOr<v1::Person> RecordDeath(const rpc::Call& call,
                                         const v1::RecordDeathRequest& request);
  absl::StatusOr<v1::ListClassIntervalsResponse> ListClassIntervals(
      const rpc::Call& call, const v1::ListClassIntervalsRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
