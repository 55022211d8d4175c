#include "platform/operations/scope_text.h"

#include "absl/time/clock.h"
#include "platform/testing/status_matchers.h"

namespace ladder::operations {
namespace {

TEST(ScopeTextTest, WhatWasWrittenIsRead) {
  const Ulid person = Ulid::New(absl::Now());
  const Scope scopes[] = {
      Scope(),
      *Scope::Of({Scope::Subtree(420625000000)}),
      *Scope::Of({Scope::Subtree(420625100000), Scope::Subtree(420625102000)}, {person}),
      *Scope::Of({}, {person, Ulid::New(absl::Now())}),
  };
  for (const Scope& scope : scopes) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Scope read, DecodeScope(EncodeScope(scope)));
    EXPECT_EQ(read.Fingerprint(), scope.Fingerprint());
  }
}

TEST(ScopeTextTest, AnythingElseIsRefused) {
  for (const char* text : {"", "1-2", "1|", "a-b|", "|x", "1-2|01|", "-|"}) {
    EXPECT_THAT(DecodeScope(text), HasCode(absl::StatusCode::kInternal)) << text;
  }
}

}  // namespace
}  // namespace ladder::operations
