#include "subsidy-svc/domain/reconciliation.h"

#include "platform/testing/status_matchers.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kDay(2020, 6, 16);
const Ulid kAccountant = Ulid::FromParts(1, {});
const Ulid kOther = Ulid::FromParts(2, {});

TEST(ReconciliationRulesTest, AnImportsRefusalsInOrder) {
  const Statement statement = {.account = "4200", .date = kDay};
  StatementImport import = {.actor = {.role = Role::kAccountant, .person = kAccountant},
                            .today = kDay,
                            .our_account = "4200",
                            .digest = "d"};
  EXPECT_THAT(CheckImport(statement, import), IsOk());
  import.digest_of_day = "d";
  EXPECT_THAT(CheckImport(statement, import), IsOk());

  // Each row breaks its rule and all before it in this list, which come later in the order.
  import.digest_of_day = "e";
  EXPECT_THAT(CheckImport(statement, import), Refused("STATEMENT_DAY_TAKEN"));
  import.today = kDay - 1;
  EXPECT_THAT(CheckImport(statement, import), Refused("STATEMENT_FUTURE"));
  import.our_account = "4201";
  EXPECT_THAT(CheckImport(statement, import), Refused("STATEMENT_ACCOUNT"));
  for (const Role role : {Role::kTreasurer, Role::kBatchChecker, Role::kBank, Role::kSystem}) {
    import.actor.role = role;
    EXPECT_THAT(CheckImport(statement, import), Refused("PAY_ITEM_ACTOR"));
  }
}

TEST(ReconciliationRulesTest, AClearingsRefusalsInOrder) {
  OpenItemClearing clearing = {.actor = {.role = Role::kAccountant, .person = kOther},
                               .importer = kAccountant};
  EXPECT_THAT(CheckClearing(clearing), IsOk());
  clearing.actor.person = kAccountant;
  EXPECT_THAT(CheckClearing(clearing), Refused("OPEN_ITEM_SAME_PERSON"));
  clearing.cleared = true;
  EXPECT_THAT(CheckClearing(clearing), Refused("OPEN_ITEM_CLEARED"));
  clearing.actor.role = Role::kTreasurer;
  EXPECT_THAT(CheckClearing(clearing), Refused("PAY_ITEM_ACTOR"));
}

TEST(ReconciliationRulesTest, WhatAgreesAndWhatALaterLookAdds) {
  const Statement statement = {.account = "4200",
                               .date = kDay,
                               .lines = {{1, "PB-2", true, Fen(99)},
                                         {2, "PB-1", true, Fen(300)},
                                         {3, "PB-1", true, Fen(200)},
                                         {4, "PB-1", false, Fen(2)}}};
  const std::vector<BatchDebit> debits = DebitsOf(statement);
  EXPECT_EQ(debits, (std::vector<BatchDebit>{{"PB-1", Fen(500)}, {"PB-2", Fen(99)}}));
  const std::vector<OpenItem> items =
      Reconcile({{kDay, "PB-1", Fen(500)}, {kDay, "PB-2", Fen(100)}}, {statement});
  EXPECT_EQ(AgreedDebits(debits, items), (std::vector<BatchDebit>{{"PB-1", Fen(500)}}));

  EXPECT_TRUE(NewOpenItems(items, items).empty());
  const std::vector<OpenItem> later =
      Reconcile({{kDay, "PB-1", Fen(510)}, {kDay, "PB-2", Fen(100)}}, {statement});
  EXPECT_EQ(NewOpenItems(later, items),
            (std::vector<OpenItem>{{OpenItemKind::kDifference, kDay, "PB-1", Fen(510), Fen(500)}}));
}

TEST(ReconciliationRulesTest, AStatementsLinesAreBounded) {
  const std::string batch(36, '1');
  EXPECT_THAT(ParseStatement("4200|2020-06-16|1|1.00|0.00\n1|" + batch + "|D|1.00\n"),
              Refused("BANK_LINE"));
  EXPECT_THAT(ParseStatement("4200|2020-06-16|1|1000000000000.01|0.00\n"
                             "1|B|D|1000000000000.01\n"),
              Refused("BANK_LINE"));
}

}  // namespace
}  // namespace ladder::subsidy
