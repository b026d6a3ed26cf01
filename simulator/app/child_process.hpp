#pragma once

#include <sys/types.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace dashsim::app {

struct Command {
  std::vector<std::string> words;        ///< the first one is a path, or is looked for in PATH
  std::vector<std::string> environment;  ///< NAME=value, besides what we have ourselves
  std::string output;                    ///< the file that takes what it says
};

/// A command that runs beside us, in a process group of its own. It is waited for exactly once.
class ChildProcess {
 public:
  /// `error` says why it could not be started; then nothing else may be called.
  ChildProcess(const Command& command, std::error_code& error);

  struct Ending {
    int code = 0;    ///< of its exit; 0 if a signal ended it
    int signal = 0;  ///< that ended it; 0: none
    bool timed_out = false;
    bool good() const { return code == 0 && signal == 0; }
  };
  /// Waits for its end, and ends it and all that it has begun after so long, of wall time. What it
  /// leaves behind ends with it.
  Ending wait(std::optional<std::chrono::seconds> longest);
  /// Ends it, with all that it has begun. Callable from any thread, and too late.
  void end();

 private:
  std::mutex mutex_;  // guards what follows: a number that is free may be another process's
  pid_t group_ = 0;   // 0: it has been waited for
};

}  // namespace dashsim::app
