#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace dashsim::test {

/// A file out of a ZIP archive.
struct Unzipped {
  std::string name;
  std::string bytes;
  std::uint32_t dos_time = 0;  ///< date and time
};

/// The only file of an archive, found by way of its directory, as every reader of archives does.
/// Fails the test where anything does not fit.
inline Unzipped unzip(const std::string& zip) {
  const auto number = [&zip](std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i-- > 0;)
      value = value << 8U | static_cast<unsigned char>(at + i < zip.size() ? zip[at + i] : 0);
    return value;
  };
  constexpr std::size_t kEndSize = 22;
  Unzipped file;
  if (zip.size() < kEndSize) {
    ADD_FAILURE() << "no archive: " << zip;
    return file;
  }
  const std::size_t end = zip.size() - kEndSize;
  EXPECT_EQ(number(end, 4), 0x06054b50U);
  EXPECT_EQ(number(end + 8, 2), 1U) << "files on this disk";
  EXPECT_EQ(number(end + 10, 2), 1U) << "files";
  const std::size_t directory = number(end + 16, 4);
  EXPECT_EQ(directory + number(end + 12, 4), end) << "the directory ends where the end begins";
  EXPECT_EQ(number(directory, 4), 0x02014b50U);
  const std::size_t local = number(directory + 42, 4);
  EXPECT_EQ(number(local, 4), 0x04034b50U);
  EXPECT_EQ(zip.substr(directory + 6, 26), zip.substr(local + 4, 26)) << "said twice";
  EXPECT_EQ(number(local + 8, 2), 0U) << "stored";
  const std::size_t name_size = number(local + 26, 2);
  file.name = zip.substr(local + 30, name_size);
  EXPECT_EQ(zip.substr(directory + 46, name_size), file.name);
  file.bytes = zip.substr(local + 30 + name_size, number(local + 22, 4));
  EXPECT_EQ(local + 30 + name_size + file.bytes.size(), directory);
  const auto* bytes = reinterpret_cast<const Bytef*>(file.bytes.data());
  EXPECT_EQ(number(local + 14, 4), crc32(0, bytes, static_cast<uInt>(file.bytes.size())));
  file.dos_time = number(local + 10, 4);
  return file;
}

}  // namespace dashsim::test
