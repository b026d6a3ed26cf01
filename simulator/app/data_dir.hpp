#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/pacing.hpp"
#include "app/world_log.hpp"

/// The folder that keeps a server's worlds over restarts: DIR/worlds/NAME/log, and DIR/lock so that
/// two servers never share it. Folders are for their owner alone (0700), and so are files (0600):
/// they hold what was sent, secrets and all.
namespace dashsim::app {

struct DataSettings {
  std::string folder{};
  Syncing syncing = Syncing::kTimed;
  std::chrono::milliseconds sync_interval{1000};  ///< of Syncing::kTimed, wall time
  /// A world that its log makes otherwise than it was is taken as it is now.
  bool accept_changes = false;
};

class DataDir {
 public:
  /// Makes the folder if need be, and holds it until it dies. Throws WrongUse if it cannot be used,
  /// or if another process holds it.
  explicit DataDir(DataSettings settings);

  const DataSettings& settings() const { return settings_; }
  /// Those that have a log, in the order of their names.
  std::vector<std::string> worlds() const;
  /// The log that a world has. Its failure says if it cannot be opened.
  std::shared_ptr<WorldLog> open(const std::string& world) const;
  /// A log that has not begun, and is nobody's until it is placed. Callable from any thread.
  std::shared_ptr<WorldLog> make(const std::string& world, bool is_of_served);
  /// From now on it is what is kept of its world. False, with a failure, if that cannot be done.
  bool place(WorldLog& log) const;
  /// Whether logs are due for being synced. Asked by one thread.
  bool is_sync_due(WallTime now);

 private:
  std::string folder_of(std::string_view world) const;

  const DataSettings settings_;
  const File lock_;
  std::atomic<std::uint64_t> made_ = 0;
  WallTime synced_;
};

}  // namespace dashsim::app
