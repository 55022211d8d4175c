#include "tools/verify/csv.h"

#include "platform/testing/status_matchers.h"

namespace ladder::verify {
namespace {

constexpr absl::string_view kColumns[] = {"id", "value"};

TEST(CsvTableTest, ReadsEveryFormOfACell) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CsvTable table, CsvTable::Parse("\xef\xbb\xbfvalue,note,id\r\n"
                                                                    " a ,,1\r\n"
                                                                    "\"a,b\",\"say \"\"hi\"\"\",2\n"
                                                                    "\"two\r\nlines\",x,3\n"
                                                                    "\n"
                                                                    "\"\",汉,4",
                                                                    kColumns));
  ASSERT_EQ(table.rows().size(), 4u);
  const char* const kValues[] = {" a ", "a,b", "two\r\nlines", ""};
  const int kLines[] = {2, 3, 4, 7};
  for (size_t i = 0; i < 4; ++i) {
    const CsvRow& row = table.rows()[i];
    EXPECT_EQ(table.Cell(row, 0), std::to_string(i + 1));
    EXPECT_EQ(table.Cell(row, 1), kValues[i]);
    EXPECT_EQ(row.line, kLines[i]);
  }
  EXPECT_EQ(table.rows()[1].cells[1], "say \"hi\"");
}

TEST(CsvTableTest, NamesTheLineThatBreaksARule) {
  struct Case {
    const char* text = "";
    const char* message = "";
  };
  const Case kCases[] = {
      {.text = "", .message = "line 1: the file is empty"},
      {.text = "\n\n", .message = "line 1: the file is empty"},
      {.text = "id,other\n", .message = "line 1: the column value is missing"},
      {.text = "id,value\n1,a\n2\n", .message = "line 3: 1 cells instead of 2"},
      {.text = "id,value\n1,a,b\n", .message = "line 2: 3 cells instead of 2"},
      {.text = "id,value\n1,\"a\nb\n", .message = "line 2: a quote is not closed"},
      {.text = "id,value\n1,\"a\nb\"c\n", .message = "line 3: something follows a closing quote"},
      {.text = "id,value\n1,a\"b\n", .message = "line 2: a quote in a cell that is not quoted"},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(CsvTable::Parse(c.text, kColumns).status().message(), c.message) << c.text;
  EXPECT_THAT(CsvTable::Parse("id,value\n", kColumns), IsOk());
}

}  // namespace
}  // namespace ladder::verify
