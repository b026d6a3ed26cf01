#include "app/child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <string_view>
#include <thread>

namespace dashsim::app {
namespace {

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

/// Our own environment under `added`.
std::vector<std::string> environment_with(std::vector<std::string> added) {
  const std::size_t count = added.size();
  for (char** each = environ; *each != nullptr; ++each) {
    const auto same = [&](const std::string& other) { return name_of(other) == name_of(*each); };
    if (std::none_of(added.begin(), added.begin() + static_cast<std::ptrdiff_t>(count), same))
      added.emplace_back(*each);
  }
  return added;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What posix_spawn is to do besides starting a program.
class SpawnSettings {
 public:
  explicit SpawnSettings(const std::string& output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, output.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0666);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// Calls `late` after so long, unless it is destroyed before.
class Watchdog {
 public:
  template <class Late>
  Watchdog(std::chrono::seconds longest, Late late)
      : thread_([this, longest, late](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          over_.wait_for(lock, stop, longest, [] { return false; });
          if (!stop.stop_requested()) late();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any over_;
  std::jthread thread_;
};

}  // namespace

ChildProcess::ChildProcess(const Command& command, std::error_code& error) {
  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = environment_with(command.environment);
  const SpawnSettings settings(command.output);
  const int failure =
      posix_spawnp(&group_, words.front().c_str(), settings.actions(), settings.attributes(),
                   pointers_to(words).data(), pointers_to(environment).data());
  error = std::error_code(failure, std::generic_category());
  if (failure != 0) group_ = 0;
}

ChildProcess::Ending ChildProcess::wait(std::optional<std::chrono::seconds> longest) {
  const pid_t child = group_;
  bool timed_out = false;
  {
    std::optional<Watchdog> watchdog;
    if (longest) {
      watchdog.emplace(*longest, [&] {
        timed_out = true;
        end();
      });
    }
    siginfo_t ignored{};
    // It is not reaped yet: until nobody can end it any more, its number has to stay its own.
    while (waitid(P_PID, static_cast<id_t>(child), &ignored, WEXITED | WNOWAIT) != 0 &&
           errno == EINTR) {
    }
  }
  end();
  const std::lock_guard lock(mutex_);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  group_ = 0;
  Ending ending;
  if (WIFEXITED(status)) ending.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
  ending.timed_out = timed_out && ending.signal != 0;
  return ending;
}

void ChildProcess::end() {
  const std::lock_guard lock(mutex_);
  if (group_ != 0) kill(-group_, SIGKILL);
}

}  // namespace dashsim::app
