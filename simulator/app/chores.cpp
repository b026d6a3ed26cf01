#include "app/chores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "app/note.hpp"

namespace dashsim::app {
namespace {

constexpr auto kIntervalMax = std::chrono::milliseconds(250);

}  // namespace

Chores::Chores(boost::asio::io_context& io, Host& host, bool watches)
    : timer_(io),
      host_(host),
      watches_(watches),
      watched_(host_.served()),
      written_(look_at(*watched_)) {
  wait();
}

Chores::Written Chores::look_at(const scenario::Scenario& scenario) {
  Written written;
  for (const auto& file : scenario.files) {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(*file, error);
    if (!error) written[*file] = time;  // what is built in is no file
  }
  return written;
}

void Chores::wait() {
  timer_.expires_after(std::min(kIntervalMax, host_.sync_interval()));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    host_.expire(wall_now());
    host_.sync(wall_now());
    if (watches_) look_for_changes();
    wait();
  });
}

void Chores::look_for_changes() {
  if (host_.served() != watched_) {
    watched_ = host_.served();
    written_ = look_at(*watched_);
  }
  Written now = look_at(*watched_);
  if (now == written_) return;
  written_ = std::move(now);
  host_.reload([](const std::vector<std::string>& wrong) {
    for (const std::string& line : wrong) write_line(line);
    note("the scenario has changed: {}",
         wrong.empty() ? "its worlds begin anew" : "it is not taken");
  });
}

}  // namespace dashsim::app
