#include "app/data_dir.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "app/settings.hpp"

namespace dashsim::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWorlds = "worlds";
constexpr std::string_view kUnplaced = "unplaced";  // logs that are being made

/// Names of worlds that would lead elsewhere. No other name holds a percent sign.
constexpr std::pair<std::string_view, std::string_view> kEscapes[] = {{".", "%2E"},
                                                                      {"..", "%2E%2E"}};

[[noreturn]] void throw_unusable(const std::string& path, std::string_view why) {
  throw WrongUse(fmt::format("{} cannot be used (--data-dir): {}", path, why));
}

std::string error_text() {
  return std::generic_category().message(errno);
}

void make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) throw_unusable(path, error_text());
  const File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.descriptor() < 0) throw_unusable(path, error_text());
}

/// A descriptor that holds the lock as long as it is open.
int take_lock(const std::string& folder) {
  std::error_code ignored;
  fs::create_directories(fs::path(folder).parent_path(), ignored);  // the next call tells
  make_folder(folder);
  const std::string path = folder + "/lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) throw_unusable(path, error_text());
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const bool is_held = errno == EWOULDBLOCK;
    const std::string why = is_held ? "another dashsim keeps its worlds there" : error_text();
    ::close(lock);
    throw_unusable(folder, why);
  }
  return lock;
}

}  // namespace

DataDir::DataDir(DataSettings settings)
    : settings_(std::move(settings)), lock_(take_lock(settings_.folder)), synced_(wall_now()) {
  make_folder(fmt::format("{}/{}", settings_.folder, kWorlds));
  const std::string unplaced = fmt::format("{}/{}", settings_.folder, kUnplaced);
  make_folder(unplaced);
  std::error_code error;
  for (const auto& left : fs::directory_iterator(unplaced, error)) fs::remove(left.path(), error);
  if (access(unplaced.c_str(), W_OK | X_OK) != 0) throw_unusable(unplaced, error_text());
}

std::string DataDir::folder_of(std::string_view world) const {
  const auto* escape =
      std::ranges::find(kEscapes, world, &std::pair<std::string_view, std::string_view>::first);
  return fmt::format("{}/{}/{}", settings_.folder, kWorlds,
                     escape == std::end(kEscapes) ? world : escape->second);
}

std::vector<std::string> DataDir::worlds() const {
  std::vector<std::string> names;
  for (const auto& entry :
       fs::directory_iterator(fmt::format("{}/{}", settings_.folder, kWorlds))) {
    if (!fs::exists(entry.path() / kLogName)) continue;
    const std::string name = entry.path().filename();
    const auto* escape =
        std::ranges::find(kEscapes, name, &std::pair<std::string_view, std::string_view>::second);
    names.emplace_back(escape == std::end(kEscapes) ? name : escape->first);
  }
  std::ranges::sort(names);
  return names;
}

std::shared_ptr<WorldLog> DataDir::open(const std::string& world) const {
  auto log =
      std::make_shared<WorldLog>(world, folder_of(world), std::string(kLogName), settings_.syncing);
  log->open();
  return log;
}

std::shared_ptr<WorldLog> DataDir::make(const std::string& world, bool is_of_served) {
  auto log = std::make_shared<WorldLog>(world, fmt::format("{}/{}", settings_.folder, kUnplaced),
                                        std::to_string(++made_), settings_.syncing);
  log->set_of_served(is_of_served);
  return log;
}

bool DataDir::place(WorldLog& log) const {
  return log.place(folder_of(log.world()));
}

bool DataDir::is_sync_due(WallTime now) {
  if (settings_.syncing != Syncing::kTimed || now - synced_ < settings_.sync_interval) return false;
  synced_ = now;
  return true;
}

}  // namespace dashsim::app
