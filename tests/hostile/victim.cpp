#include "victim.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace dashsim::hostile {

Victim::Victim(const std::vector<std::string>& flags, std::uint64_t descriptors_max) {
  const char* program = std::getenv("DASHSIM");
  if (program == nullptr) throw std::runtime_error("DASHSIM names no program");
  std::vector<std::string> words{program, "serve", "--port", "0"};
  words.insert(words.end(), flags.begin(), flags.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = fork();
  if (pid_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    if (descriptors_max != 0) {
      const rlimit limit{descriptors_max, descriptors_max};
      setrlimit(RLIMIT_NOFILE, &limit);
    }
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  std::string line;
  for (char byte = 0; read(ends[0], &byte, 1) == 1 && byte != '\n';) line += byte;
  close(ends[0]);
  const std::string host = "127.0.0.1:";
  const std::size_t at = line.find(host);
  if (at == std::string::npos) throw std::runtime_error("the server did not start: " + line);
  port_ = static_cast<std::uint16_t>(std::stoul(line.substr(at + host.size())));
}

Victim::~Victim() {
  if (pid_ != 0) stop();
}

std::size_t Victim::peak_megabytes() const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) / 1024;
  }
  throw std::runtime_error("the server has died");
}

std::size_t Victim::descriptors() const {
  const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid_) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

int Victim::stop() {
  constexpr int kPatience = 10'000;  // milliseconds
  const pid_t pid = std::exchange(pid_, 0);
  kill(pid, SIGTERM);
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  pollfd ended{handle, POLLIN, 0};
  const bool in_time = poll(&ended, 1, kPatience) == 1;
  close(handle);
  if (!in_time) kill(pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  if (!in_time) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace dashsim::hostile
