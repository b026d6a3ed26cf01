#include "kernel/zip.hpp"

#include "support/unzip.hpp"

namespace dashsim::kernel::zip_test {
namespace {

VirtualTime at(std::string_view text) {
  return *parse_instant(text);
}

TEST(Zip, GivesBackWhatWasPutIn) {
  for (const std::string& text :
       {std::string(), std::string("123456789"), std::string(100'000, '\0')}) {
    const test::Unzipped file =
        test::unzip(zip_file("records.csv", text, at("2026-01-05T09:01:00Z")));
    EXPECT_EQ(file.name, "records.csv");
    EXPECT_EQ(file.bytes, text);
  }
}

TEST(Zip, KnowsTheSumThatEverybodyKnows) {
  const std::string zip = zip_file("a", "123456789", at("2026-01-05"));
  EXPECT_EQ(zip.substr(14, 4), "\x26\x39\xf4\xcb");
}

TEST(Zip, WritesDatesAsDosDid) {
  const auto time_of = [](std::string_view text) {
    return test::unzip(zip_file("a", "", at(text))).dos_time;
  };
  EXPECT_EQ(time_of("2026-01-05T09:01:31Z"),
            (46U << 25U | 1U << 21U | 5U << 16U | 9U << 11U | 1U << 5U | 15U));
  EXPECT_EQ(time_of("1970-01-01"), (1U << 21U | 1U << 16U)) << "it knows no year before 1980";
  EXPECT_EQ(time_of("9999-12-31") >> 25U, 127U) << "nor one after 2107";
}

TEST(Zip, IsTheSameForTheSame) {
  const auto zip = [] { return zip_file("a.csv", "b", at("2026-01-05")); };
  EXPECT_EQ(zip(), zip());
}

}  // namespace
}  // namespace dashsim::kernel::zip_test
