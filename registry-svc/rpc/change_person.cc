#include "registry-svc/rpc/change_person.h"

#include <utility>

#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/rpc/person_convert.h"
#include "registry-svc/storage/persons.h"

namespace ladder::registry {

absl::StatusOr<Person> ChangePerson(mysql::Transaction& tx, const rpc::Call& call,
                                    const ServiceContext& context, const Ulid& id,
                                    absl::string_view etag, const PersonRule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Person before, LockPerson(tx, id, call.scope(), call.today()));
  LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
  LADDER_ASSIGN_OR_RETURN(Person after, rule(before));
  if (after.root.version == before.root.version) return after;
  after.root.version = before.root.version + 1;  // one change, however many rules made it
  LADDER_RETURN_IF_ERROR(EmitPerson(tx, call.origin(), &before, after, context.rules));
  LADDER_RETURN_IF_ERROR(SavePerson(tx, before, after, context.rules));
  return after;
}

absl::StatusOr<v1::Person> ChangePersonNamed(const rpc::Call& call, ServiceContext& context,
                                             absl::string_view name, absl::string_view etag,
                                             const PersonRule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Person> {
        LADDER_ASSIGN_OR_RETURN(const Person after,
                                ChangePerson(tx, call, context, id, etag, rule));
        return ToProto(ViewOf(after, std::max(call.today(), after.first_day()), context.rules));
      });
}

}  // namespace ladder::registry
