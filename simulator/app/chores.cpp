#include "app/chores.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace dashsim::app {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(250);

}  // namespace

Chores::Chores(boost::asio::io_context& io, Host& host, bool watches)
    : timer_(io), host_(host), watches_(watches), written_(look_at(*host.served())) {
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
  timer_.expires_after(kInterval);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    host_.expire(wall_now());
    if (watches_) look_for_changes();
    wait();
  });
}

void Chores::look_for_changes() {
  Written now = look_at(*host_.served());
  if (now == written_) return;
  const std::vector<std::string> wrong = host_.reload();
  for (const std::string& line : wrong) fmt::print(stderr, "{}\n", line);
  fmt::print(stderr, "dashsim: the scenario has changed: {}\n",
             wrong.empty() ? "its worlds begin anew" : "it is not taken");
  written_ = wrong.empty() ? look_at(*host_.served()) : std::move(now);
}

}  // namespace dashsim::app
