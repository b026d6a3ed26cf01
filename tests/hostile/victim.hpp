#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

/// The server as it ships, in a process of its own that can be looked at from outside.
namespace dashsim::hostile {

class Victim {
 public:
  /// `flags` of serve, besides the port. `descriptors_max` is the most that the system allows it;
  /// 0: as many as this process.
  explicit Victim(const std::vector<std::string>& flags, std::uint64_t descriptors_max = 0);
  /// Stops it, if nobody has.
  ~Victim();
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  std::uint16_t port() const { return port_; }
  /// Most memory that it has had so far.
  std::size_t peak_megabytes() const;
  std::size_t descriptors() const;
  /// Sends SIGTERM and waits; the exit code, 128 and the signal if one has ended it, or -1 if it
  /// had to be killed after ten seconds.
  int stop();

 private:
  pid_t pid_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace dashsim::hostile
