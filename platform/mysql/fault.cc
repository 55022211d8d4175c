#include "platform/mysql/fault.h"

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

constexpr int kTooManyConnections = 1040;
constexpr int kNoAccessToSchema = 1044;
constexpr int kAccessDenied = 1045;
constexpr int kNotReady = 1047;  // a Galera node outside its cluster
constexpr int kNoSuchSchema = 1049;
constexpr int kDuplicate = 1062;
constexpr int kLockWait = 1205;
constexpr int kDeadlock = 1213;
constexpr int kParentInUse = 1451;
constexpr int kNoParent = 1452;
constexpr int kUnknownSetting = 1193;
constexpr int kWrongSettingValue = 1231;
constexpr int kStatementTimeout = 1969;
constexpr int kTlsFailed = 2026;
constexpr size_t kSqlShown = 160;

// Messages of these errors quote names of the schema or pieces of the statement, not values of
// rows.
bool MessageIsSafe(int code) {
  switch (code) {
    case kNoAccessToSchema:
    case kAccessDenied:
    case kNoSuchSchema:
    case 1050:  // table exists
    case 1051:  // unknown table
    case 1054:  // unknown column
    case 1060:  // duplicate column
    case 1061:  // duplicate index
    case 1064:  // syntax
    case 1091:  // nothing to drop
    case 1142:  // privilege
    case 1146:  // no such table
    case kUnknownSetting:
    case 1227:  // privilege
    case kWrongSettingValue:
    case kTlsFailed:
      return true;
    default:
      return false;
  }
}

std::string Describe(const Fault& fault) {
  std::string text = absl::StrCat("database error ", fault.code, " (", fault.state, ")");
  if (MessageIsSafe(fault.code)) absl::StrAppend(&text, ": ", fault.message);
  return text;
}

// "Duplicate entry '...' for key 'NAME'": the entry may hold personal data and is dropped.
std::string ViolatedKey(absl::string_view message) {
  constexpr absl::string_view kMark = "for key '";
  const size_t mark = message.rfind(kMark);
  if (mark == absl::string_view::npos) return "key";
  absl::string_view name = message.substr(mark + kMark.size());
  return std::string(name.substr(0, name.find('\'')));
}

absl::Status Unavailable(const Fault& fault) {
  return Refuse(Reason::kDatabaseUnavailable, {{"error", absl::StrCat(fault.code)}});
}

}  // namespace

absl::string_view ShortSql(absl::string_view sql) { return sql.substr(0, kSqlShown); }

bool IsLost(const Fault& fault) {
  switch (fault.code) {
    case 0:     // The connector refused: what the session saw of the call is unknown.
    case 1053:  // server shutdown
    case 1152:  // aborted
    case 1158:  // 1158 to 1161: network errors as the server tells them
    case 1159:
    case 1160:
    case 1161:
    case 1290:  // The server became read-only: another one is the primary now.
    case 1927:  // killed
      return true;
    default:
      return fault.code >= 2000 && fault.code < 3000;
  }
}

bool IsTransient(const Fault& fault) {
  return fault.code == kDeadlock || fault.code == kLockWait || fault.code == kNotReady ||
         (fault.code != 0 && IsLost(fault));
}

bool IsDeadlock(const Fault& fault) { return fault.code == kDeadlock; }

absl::Status StatementStatus(const Fault& fault, absl::string_view sql) {
  switch (fault.code) {
    case kDuplicate: {
      const std::string key = ViolatedKey(fault.message);
      return Refuse(Reason::kAlreadyExists, {{"name", key}, {"key", key}});
    }
    case kDeadlock:
    case kLockWait:
      return Refuse(Reason::kConflict);
    case kStatementTimeout:
      return Refuse(Reason::kTransactionTooLarge);
    case kParentInUse:
    case kNoParent:
      return absl::FailedPreconditionError(absl::StrCat(Describe(fault), " in: ", ShortSql(sql)));
    default:
      break;
  }
  if (IsTransient(fault)) return Unavailable(fault);
  return absl::InternalError(absl::StrCat(Describe(fault), " in: ", ShortSql(sql)));
}

absl::Status ConnectStatus(const Fault& fault) {
  const bool unreachable =
      (IsTransient(fault) && fault.code != kTlsFailed) || fault.code == kTooManyConnections;
  if (unreachable) return Unavailable(fault);
  return absl::FailedPreconditionError(absl::StrCat("the database refuses us: ", Describe(fault)));
}

}  // namespace ladder::mysql
