// What a statement does: its record in one transaction, then each batch that agrees in one of its
// own. The record is committed first, so whatever stops the rest is made up for by importing the
// same statement again.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "subsidy-svc/domain/reconciliation.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/service_context.h"
#include "subsidy-svc/storage/reconciliations.h"

namespace ladder::subsidy {

// Refuses what CheckImport refuses, and with a duty's reason when the caller may not reconcile one
// of the day's payments that are still PAID. Reads in pages.
absl::Status CheckStatement(ServiceContext& context, const rpc::Call& call,
                            const Statement& statement, const std::string& digest);

// The day's record, made unless the same statement is in.
absl::StatusOr<ReconciliationRecord> RecordStatement(mysql::Transaction& tx,
                                                     const ServiceContext& context,
                                                     const rpc::Call& call,
                                                     const Statement& statement,
                                                     const std::string& digest);

// Reconciles the payments of every batch that agreed on the day and has no open item, a batch a
// transaction; those that are done stay as they are.
absl::Status ReconcileAgreed(ServiceContext& context, const rpc::Call& call, const Ulid& id);

// Reconciles the PAID payments of a locked batch, of one day or of all.
absl::Status ReconcileBatch(mysql::Transaction& tx, const ServiceContext& context,
                            const feed::Origin& origin, const Caller& caller,
                            const std::vector<ItemRecord>& items, std::optional<CivilDay> day);

// What is held for paid of the items, of one day or of all.
Fen PaidOf(const std::vector<ItemRecord>& items, std::optional<CivilDay> day);

// Compares a day anew and adds what a result that came after its statement makes differ.
absl::Status LookAgain(mysql::Transaction& tx, const Ulid& id);

}  // namespace ladder::subsidy
