#include "platform/operations/tests/things.h"

#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr char kInsertThing[] = "INSERT INTO thing (operation_id, number) VALUES (?, ?)";
constexpr char kInsertRefused[] = "INSERT INTO refused (operation_id, code) VALUES (?, ?)";

constexpr char kMark[] = "opens here|";

// The same in every process, unlike absl's hash.
std::string Scramble(absl::string_view text, absl::string_view context) {
  const size_t key = std::hash<std::string>()(std::string(context));
  std::string out(text);
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<char>(out[i] ^ static_cast<char>(key >> (8 * (i % sizeof(key)))));
  }
  return out;
}

}  // namespace

void MakeThingTables(mysql::Database& database) {
  for (const char* sql : {
           "CREATE TABLE thing (operation_id BINARY(16), number BIGINT, KEY by_operation "
           "(operation_id)) ENGINE=InnoDB",
           "CREATE TABLE refused (operation_id BINARY(16), code INT, KEY by_operation "
           "(operation_id)) ENGINE=InnoDB",
       }) {
    const absl::Status made = database.ExecuteAlone(sql);
    LADDER_INVARIANT(made.ok());
  }
}

Seal ScramblingSeal() {
  return {.close =
              [](absl::string_view plain, absl::string_view context) {
                return Scramble(absl::StrCat(kMark, plain), context);
              },
          .open = [](absl::string_view sealed,
                     absl::string_view context) -> absl::StatusOr<std::string> {
            const std::string plain = Scramble(sealed, context);
            if (!absl::StartsWith(plain, kMark)) return absl::DataLossError("sealed elsewhere");
            return plain.substr(sizeof(kMark) - 1);
          }};
}

RunnerOptions QuickOptions() {
  return {.lease = absl::Milliseconds(400),
          .poll = absl::Milliseconds(10),
          .error_pause = absl::Milliseconds(20)};
}

absl::StatusOr<MakeThings::Response> MakeThings::operator()(OperationContext& context,
                                                            const Request& request) const {
  int64_t made = 0;
  const std::string& data = context.checkpoint().data;
  if (!data.empty() && !absl::SimpleAtoi(data, &made)) return absl::InternalError("bad checkpoint");
  while (made < request.value()) {
    const int64_t number = made + 1;
    if (before != nullptr) LADDER_RETURN_IF_ERROR(before(context, number));
    const absl::Status status =
        context.Step([&](mysql::Transaction& tx) -> absl::StatusOr<Checkpoint> {
          LADDER_RETURN_IF_ERROR(tx.Execute(kInsertThing, {context.id(), number}).status());
          if (inside != nullptr) inside(number);
          return Checkpoint{.data = absl::StrCat(number),
                            .progress = {.done = number, .total = request.value(), .step = "make"}};
        });
    if (!status.ok()) {
      LADDER_RETURN_IF_ERROR(context.database().Transact([&](mysql::Transaction& tx) {
        return tx.Execute(kInsertRefused, {context.id(), static_cast<int>(status.code())}).status();
      }));
      return status;
    }
    made = number;
  }
  Response response;
  response.set_value(made);
  return response;
}

}  // namespace ladder::operations
