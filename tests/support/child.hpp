#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

/// A program that says in one line on stdout that it is ready, and is stopped when the object dies.
namespace dashsim::test {

class Child {
 public:
  explicit Child(const std::vector<std::string>& command) {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    const auto begin = std::chrono::steady_clock::now();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(127);
      execv(words[0], words.data());
      _exit(127);
    }
    close(ends[1]);
    char byte = 0;
    while (read(ends[0], &byte, 1) == 1 && byte != '\n') line_ += byte;
    ready_ms_ =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    close(ends[0]);
  }
  ~Child() { end(SIGTERM); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Kills it, as nothing can be done about.
  void die() { end(SIGKILL); }

  double ready_ms() const { return ready_ms_; }
  const std::string& line() const { return line_; }
  /// The port that the line names, behind the last colon that a digit follows.
  int port() const {
    const std::size_t host = line_.find("127.0.0.1:");
    return host == std::string::npos ? std::atoi(line_.c_str()) : std::atoi(&line_[host + 10]);
  }
  double resident_mb() const {
    std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
    std::string text;
    while (std::getline(in, text)) {
      if (text.starts_with("VmRSS:")) return std::strtod(text.c_str() + 6, nullptr) / 1024;
    }
    return 0;
  }

 private:
  void end(int signal) {
    if (pid_ == 0) return;
    kill(pid_, signal);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

  pid_t pid_ = 0;
  std::string line_;
  double ready_ms_ = 0;
};

}  // namespace dashsim::test
