#include "kernel/zip.hpp"

#include <algorithm>
#include <cstdint>

#include "kernel/crc32.hpp"

namespace dashsim::kernel {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfCentral = 0x06054b50;
constexpr std::uint16_t kVersion = 20;  // the first that knows all that is used here

/// The format is little-endian throughout.
void put(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xffU);
}
void put16(std::string& to, std::uint64_t value) {
  put(to, value, 2);
}
void put32(std::string& to, std::uint64_t value) {
  put(to, value, 4);
}

/// Time and date as DOS wrote them: in steps of two seconds, from 1980 to 2107.
std::uint32_t dos_time(VirtualTime time) {
  using std::chrono::days;
  using std::chrono::seconds;
  const auto since = time.time_since_epoch();
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::floor<days>(since)}};
  const int year = std::clamp(static_cast<int>(date.year()), 1980, 2107);
  const auto of_day = static_cast<std::uint32_t>(
      std::chrono::floor<seconds>(since - std::chrono::floor<days>(since)).count());
  const std::uint32_t clock = of_day / 3600 << 11U | of_day / 60 % 60 << 5U | of_day % 60 / 2;
  const std::uint32_t day = static_cast<std::uint32_t>(year - 1980) << 9U |
                            static_cast<unsigned>(date.month()) << 5U |
                            static_cast<unsigned>(date.day());
  return day << 16U | clock;
}

/// What the headers at both places say of the file.
std::string file_facts(std::string_view name, std::string_view bytes, VirtualTime modified) {
  std::string facts;
  put16(facts, kVersion);
  put16(facts, 0);  // flags
  put16(facts, 0);  // stored
  put32(facts, dos_time(modified));
  put32(facts, crc32(bytes));
  put32(facts, bytes.size());  // as it lies there
  put32(facts, bytes.size());  // as it is
  put16(facts, name.size());
  put16(facts, 0);  // no extra field
  return facts;
}

}  // namespace

std::string zip_file(std::string_view name, std::string_view bytes, VirtualTime modified) {
  const std::string facts = file_facts(name, bytes, modified);
  std::string zip;
  put32(zip, kLocalHeader);
  zip.append(facts).append(name).append(bytes);

  const std::size_t central = zip.size();
  put32(zip, kCentralHeader);
  put16(zip, kVersion);
  zip += facts;
  put16(zip, 0);  // no comment
  put16(zip, 0);  // the first disk
  put16(zip, 0);  // internal attributes
  put32(zip, 0);  // external attributes
  put32(zip, 0);  // where the local header is
  zip += name;
  const std::size_t central_size = zip.size() - central;

  put32(zip, kEndOfCentral);
  put16(zip, 0);  // this disk, and that of the directory
  put16(zip, 0);
  put16(zip, 1);  // files on this disk, and on all
  put16(zip, 1);
  put32(zip, central_size);
  put32(zip, central);
  put16(zip, 0);  // no comment
  return zip;
}

}  // namespace dashsim::kernel
