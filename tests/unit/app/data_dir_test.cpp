#include "app/data_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/settings.hpp"

namespace dashsim::app::data_dir_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DataDirs : public testing::Test {
 protected:
  ~DataDirs() override { fs::remove_all(folder_); }

  static std::string refusal_of(const std::string& folder) {
    try {
      const DataDir data({.folder = folder});
    } catch (const WrongUse& error) {
      return error.what();
    }
    return {};
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("dashsim-data-" + std::to_string(getpid())) / "made" / "with it";
};

TEST_F(DataDirs, HoldWorldsByTheirNames) {
  {
    DataDir data({.folder = folder_});
    EXPECT_THAT(data.worlds(), IsEmpty());
    for (const char* name : {"b", "a.b-c_d", ".", ".."}) {
      const auto log = data.make(name, true);
      ASSERT_TRUE(log->begin("first"));
      EXPECT_TRUE(data.place(*log));
    }
    data.make("never placed", false)->begin("first");
  }
  DataDir again({.folder = folder_});
  EXPECT_THAT(again.worlds(), ElementsAre(".", "..", "a.b-c_d", "b"));
  EXPECT_THAT(again.open("..")->path(), HasSubstr("/worlds/%2E%2E/log"));
  EXPECT_TRUE(again.open("..")->failure().empty());
  EXPECT_TRUE(again.open("b")->remove());
  EXPECT_THAT(again.worlds(), ElementsAre(".", "..", "a.b-c_d"));
  struct stat facts {};
  for (const char* folder : {"", "/worlds", "/worlds/a.b-c_d"}) {
    ASSERT_EQ(stat((folder_.string() + folder).c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0700U) << folder;
  }
}

TEST_F(DataDirs, BelongToOneProcessAtATime) {
  {
    const DataDir data({.folder = folder_});
    EXPECT_THAT(refusal_of(folder_), HasSubstr("another dashsim keeps its worlds there"));
  }
  EXPECT_THAT(refusal_of(folder_), IsEmpty());
}

TEST_F(DataDirs, ThatCannotBeUsedSayWhy) {
  EXPECT_THAT(refusal_of("/dev/null"), HasSubstr("/dev/null cannot be used (--data-dir): Not a"));
  EXPECT_THAT(refusal_of("/dev/null/below"), HasSubstr("Not a directory"));
  EXPECT_THAT(refusal_of("/proc/nothing"), HasSubstr("No such file or directory"));
  if (geteuid() == 0) return;  // who may do anything
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(refusal_of(folder_), HasSubstr("Permission denied"));
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(DataDirs, ForgetWhatWasLeftHalfMade) {
  fs::create_directories(folder_ / "unplaced");
  std::ofstream(folder_ / "unplaced" / "7") << "x";
  const DataDir data({.folder = folder_});
  EXPECT_TRUE(fs::is_empty(folder_ / "unplaced"));
}

TEST_F(DataDirs, SayWhenToSync) {
  DataDir data({.folder = folder_, .sync_interval = std::chrono::milliseconds(20)});
  const WallTime now = wall_now();
  EXPECT_TRUE(data.is_sync_due(now + std::chrono::seconds(1)));
  EXPECT_FALSE(data.is_sync_due(now + std::chrono::milliseconds(1010)));
  EXPECT_TRUE(data.is_sync_due(now + std::chrono::milliseconds(1020)));
}

}  // namespace
}  // namespace dashsim::app::data_dir_test
