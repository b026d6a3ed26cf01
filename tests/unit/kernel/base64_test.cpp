#include "kernel/base64.hpp"

namespace dashsim::kernel::base64_test {
namespace {

TEST(Base64, GoesBothWays) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    bytes += static_cast<char>(i * 37);
  }
  EXPECT_EQ(base64_encode("iris:s3cure"), "aXJpczpzM2N1cmU=");
  EXPECT_EQ(base64_decode("aXJpczpzM2N1cmU"), "iris:s3cure") << "padding may be missing";
  for (const char* text : {"a", "a b=", "####", "aXJp*"}) EXPECT_FALSE(base64_decode(text)) << text;
}

TEST(Base64, WritesWhatTheStandardShows) {
  const std::pair<const char*, const char*> samples[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : samples) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, CarriesEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
  EXPECT_EQ(base64_encode(std::string(3, '\xff')), "////");
}

TEST(Base64, RefusesOtherAlphabetsAndStrayCharacters) {
  for (const char* text : {"Zm9-", "Zm9_", "Zm 9v", "Zm9v\n", "Zm=9", "=Zm9", "Zm9v!", "Zm9vY",
                           "\xc3\xa9", "Zg==Zg=="}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
  EXPECT_FALSE(base64_decode(std::string_view("Zm9\0", 4)));
}

}  // namespace
}  // namespace dashsim::kernel::base64_test
