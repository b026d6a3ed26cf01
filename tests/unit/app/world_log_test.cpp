#include "app/world_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "kernel/byte_codec.hpp"
#include "kernel/crc32.hpp"

namespace dashsim::app::world_log_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

class Logs : public testing::Test {
 protected:
  Logs() { fs::create_directories(folder_); }
  ~Logs() override { fs::remove_all(folder_); }

  static std::shared_ptr<WorldLog> log_in(const fs::path& folder,
                                          Syncing syncing = Syncing::kNever) {
    return std::make_shared<WorldLog>("w", folder, "log", syncing);
  }
  std::string path(const std::string& name = "log") const { return folder_ / name; }
  static LogReader reader_of(const std::string& path) {
    return LogReader(std::make_shared<File>(::open(path.c_str(), O_RDONLY | O_CLOEXEC)));
  }
  static std::vector<std::string> records_of(LogReader& reader) {
    std::vector<std::string> records;
    while (const auto record = reader.next()) records.emplace_back(*record);
    return records;
  }
  static std::vector<std::string> records_of(const std::string& path) {
    LogReader reader = reader_of(path);
    return records_of(reader);
  }

  const fs::path folder_ = fs::temp_directory_path() / ("dashsim-logs-" + std::to_string(getpid()));
};

TEST_F(Logs, GiveBackWhatWasAppended) {
  const std::string big(1'000'000, 'x');
  {
    const auto log = log_in(folder_);
    log->set_of_served(true);
    ASSERT_TRUE(log->begin("first"));
    EXPECT_TRUE(log->append(std::string("\0\xff", 2)));
    EXPECT_TRUE(log->append(big));
  }
  const auto again = log_in(folder_);
  ASSERT_TRUE(again->open());
  EXPECT_TRUE(again->is_of_served());
  EXPECT_TRUE(again->append("last"));
  LogReader reader = again->read();
  EXPECT_THAT(records_of(reader), ElementsAre("first", std::string("\0\xff", 2), big, "last"));
  EXPECT_EQ(reader.records(), 4U);
  EXPECT_EQ(reader.end(), fs::file_size(path()));
  EXPECT_FALSE(reader.damage());
}

TEST_F(Logs, AreForTheirOwnerAlone) {
  const auto log = log_in(folder_);
  log->begin("first");
  struct stat facts {};
  ASSERT_EQ(stat(path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

/// Three records, and what they look like.
class SmallLogs : public Logs {
 protected:
  SmallLogs() {
    const auto log = log_in(folder_);
    for (const std::string& record : kRecords) {
      ends_.push_back(fs::exists(path()) ? fs::file_size(path()) : kHeader);
      if (ends_.size() == 1) {
        log->begin(record);
      } else {
        log->append(record);
      }
    }
    whole_ = bytes_of(path());
  }

  /// Of the records, those that end before an offset.
  std::vector<std::string> records_before(std::size_t offset) const {
    std::vector<std::string> before;
    for (std::size_t i = 0; i < kRecords.size(); ++i) {
      const std::size_t end = i + 1 < ends_.size() ? ends_[i + 1] : whole_.size();
      if (end <= offset) before.push_back(kRecords[i]);
    }
    return before;
  }

  static constexpr std::size_t kHeader = 20;
  const std::vector<std::string> kRecords{"how it began", "what came then, a little longer", "end"};
  std::vector<std::size_t> ends_;  // where each record begins
  std::string whole_;
};

TEST_F(SmallLogs, TellWhereTheyAreTorn) {
  for (std::size_t size = 0; size < whole_.size(); ++size) {
    write(path(), whole_.substr(0, size));
    LogReader reader = reader_of(path());
    EXPECT_EQ(records_of(reader), records_before(size)) << size;
    const bool is_between = std::ranges::find(ends_, size) != ends_.end();
    ASSERT_EQ(reader.damage().has_value(), !is_between) << size;
    if (is_between) continue;
    const Damage& damage = *reader.damage();
    EXPECT_EQ(damage.offset, size < kHeader ? 0 : reader.end()) << size;
    EXPECT_EQ(damage.offset + damage.bytes, size);
    EXPECT_EQ(damage.next_good, 0U) << "nothing follows";
    EXPECT_FALSE(damage.what.empty());
  }
}

TEST_F(SmallLogs, TellWhereAByteIsWrong) {
  for (std::size_t at = 0; at < whole_.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string spoiled = whole_;
      spoiled[at] = static_cast<char>(static_cast<unsigned char>(spoiled[at]) ^ (1U << bit));
      write(path(), spoiled);
      LogReader reader = reader_of(path());
      EXPECT_EQ(records_of(reader), at < kHeader ? std::vector<std::string>() : records_before(at))
          << at;
      ASSERT_TRUE(reader.damage()) << at;
      EXPECT_EQ(reader.damage()->offset, at < kHeader ? 0 : reader.end());
      EXPECT_EQ(reader.damage()->offset + reader.damage()->bytes, whole_.size());
      // Records behind the damage are found, if there are any.
      EXPECT_EQ(reader.damage()->next_good != 0, at < ends_.back()) << at;
    }
  }
}

TEST_F(SmallLogs, TellWhatFollowsWhereAPieceIsMissing) {
  write(path(), whole_.substr(0, ends_[1]) + whole_.substr(ends_[1] + 5));
  LogReader reader = reader_of(path());
  EXPECT_THAT(records_of(reader), ElementsAre(kRecords[0]));
  EXPECT_EQ(reader.damage()->next_good, ends_[2] - 5);
  write(path(), whole_ + std::string(5000, '\0'));
  LogReader zeros = reader_of(path());
  EXPECT_EQ(records_of(zeros), kRecords);
  EXPECT_EQ(zeros.damage()->what, "there is no record");
  EXPECT_EQ(zeros.damage()->next_good, 0U);
}

TEST_F(SmallLogs, TellAnotherFormat) {
  // As another dashsim may write it one day.
  std::string header = whole_.substr(0, 8) + std::string("\x02\0\0\0\0\0\0\0", 8);
  kernel::ByteWriter(header).number(kernel::crc32(header));
  write(path(), header + whole_.substr(kHeader));
  LogReader reader = reader_of(path());
  EXPECT_FALSE(reader.damage());
  EXPECT_EQ(reader.format(), 2U);
  EXPECT_FALSE(reader.next());
}

TEST_F(SmallLogs, AreCutAndWhatIsCutIsKept) {
  write(path(), whole_ + "torn");
  const auto log = log_in(folder_);
  ASSERT_TRUE(log->open());
  for (const char* name : {"log.cut-20", "log.cut-20.2"}) EXPECT_EQ(log->keep_beside(20), name);
  EXPECT_EQ(log->keep_beside(whole_.size()), "log.cut-" + std::to_string(whole_.size()));
  EXPECT_EQ(bytes_of(path("log.cut-" + std::to_string(whole_.size()))), "torn");
  EXPECT_EQ(bytes_of(path("log.cut-20.2")), whole_.substr(20) + "torn");
  log->cut(whole_.size());
  EXPECT_TRUE(log->append("more"));
  EXPECT_THAT(records_of(path()), ElementsAre(kRecords[0], kRecords[1], kRecords[2], "more"));
}

TEST_F(SmallLogs, BeginAnewWholeOrNotAtAll) {
  const auto log = log_in(folder_);
  ASSERT_TRUE(log->open());
  ASSERT_TRUE(log->begin("anew"));
  EXPECT_THAT(records_of(path()), ElementsAre("anew"));
  fs::create_directory(path("log.new"));  // in the way
  EXPECT_FALSE(log->begin("once more"));
  EXPECT_THAT(log->failure(), HasSubstr("log: Is a directory"));
  EXPECT_FALSE(log->append("more")) << "nothing is taken after a failure";
  EXPECT_THAT(records_of(path()), ElementsAre("anew"));
  fs::remove(path("log.new"));
  EXPECT_TRUE(log->begin("once more"));
  EXPECT_THAT(log->failure(), IsEmpty());
  EXPECT_TRUE(log->append("more"));
  EXPECT_THAT(records_of(path()), ElementsAre("once more", "more"));
}

TEST_F(SmallLogs, BeginLikeOthersAndAreNobodysUntilPlaced) {
  const auto origin = log_in(folder_);
  ASSERT_TRUE(origin->open());
  const auto make = [&] {
    return std::make_shared<WorldLog>("other", folder_, "1", Syncing::kAlways);
  };
  ASSERT_TRUE(make()->begin_like(*origin, ends_[2]));
  EXPECT_FALSE(fs::exists(path("1"))) << "nobody wanted it";
  const auto copy = make();
  ASSERT_TRUE(copy->begin_like(*origin, ends_[2]));
  ASSERT_TRUE(copy->append("its own"));
  ASSERT_TRUE(copy->place(path("other")));
  EXPECT_FALSE(fs::exists(path("1")));
  EXPECT_TRUE(copy->append("more"));
  EXPECT_THAT(records_of(path("other/log")),
              ElementsAre(kRecords[0], kRecords[1], "its own", "more"));
  EXPECT_EQ(records_of(path()), kRecords);
  EXPECT_TRUE(copy->remove());
  EXPECT_FALSE(fs::exists(path("other")));
  EXPECT_TRUE(copy->append("late")) << "for nobody";
  EXPECT_TRUE(copy->begin("later"));
  EXPECT_FALSE(fs::exists(path("other")));
}

TEST_F(SmallLogs, ThatCannotBePlacedAreTriedAgainAtTheNextBeginning) {
  const auto log = std::make_shared<WorldLog>("w", folder_, "1", Syncing::kTimed);
  ASSERT_TRUE(log->begin("first"));
  write(path("there"), "a file");
  EXPECT_FALSE(log->place(path("there")));
  EXPECT_THAT(log->failure(), HasSubstr("cannot place"));
  EXPECT_FALSE(log->append("more"));
  EXPECT_FALSE(log->begin("second"));
  fs::remove(path("there"));
  EXPECT_TRUE(log->begin("third"));
  log->sync();
  EXPECT_THAT(log->failure(), IsEmpty());
  EXPECT_THAT(records_of(path("there/log")), ElementsAre("third"));
}

TEST_F(Logs, ThatCannotBeOpenedSaySo) {
  const auto log = log_in(folder_ / "nowhere");
  EXPECT_FALSE(log->open());
  EXPECT_THAT(log->failure(), StartsWith("cannot open"));
  EXPECT_FALSE(log->append("x"));
}

TEST_F(Logs, ThatWereOnlyOpenedStayWhereTheyAre) {
  log_in(folder_)->begin("first");
  fs::rename(path(), path("elsewhere"));
  EXPECT_TRUE(WorldLog("w", folder_, "elsewhere", Syncing::kNever).open());
  EXPECT_THAT(records_of(path("elsewhere")), ElementsAre("first"));
}

TEST_F(Logs, OnAFullDiskTakeNothingMore) {
  fs::create_directory(folder_ / "full");
  fs::create_symlink("/dev/full", folder_ / "full/log");
  const auto log = log_in(folder_ / "full");
  ASSERT_TRUE(log->open());
  EXPECT_FALSE(log->append("x"));
  EXPECT_THAT(log->failure(), StartsWith("cannot write "));
  EXPECT_THAT(log->failure(), HasSubstr("/log: No space left on device"));
}

}  // namespace
}  // namespace dashsim::app::world_log_test
