#include "clients.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <system_error>

namespace dashsim::hostile {
namespace {

sockaddr_in address(int last, std::uint16_t port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1U + static_cast<unsigned>(last));
  return where;
}

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

std::string request(const std::string& method, const std::string& path, const std::string& body,
                    const std::string& world) {
  std::string text = method + " " + path +
                     " HTTP/1.1\r\nHost: hostile\r\nAuthorization: Basic dGVzdGVyOnNlY3JldA==\r\n";
  if (!world.empty()) text += "X-Sim-World: " + world + "\r\n";
  if (!body.empty()) text += "Content-Type: application/xml\r\n";
  return text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Line::Line(std::uint16_t port, int from, bool takes_little)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (socket_ < 0) fail("socket");
  const int yes = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  const int little = 4096;
  if (takes_little) {
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
  }
  const sockaddr_in here = address(from, 0);
  const sockaddr_in there = address(1, port);
  if (bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
      connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0) {
    const int error = errno;
    close(socket_);
    errno = error;
    fail("connect");
  }
}

Line::~Line() {
  if (socket_ >= 0) close(socket_);
}

bool Line::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::size_t Line::try_say(std::string_view bytes) {
  const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

std::string Line::hear() {
  std::size_t whole = std::string::npos;
  char piece[65536];
  while (true) {
    const std::size_t end = heard_.find("\r\n\r\n");
    if (end != std::string::npos && whole == std::string::npos) {
      const std::string length = header_of(heard_, "Content-Length");
      whole = end + 4 + (length.empty() ? 0 : std::stoul(length));
    }
    if (heard_.size() >= whole) break;
    const ssize_t got = recv(socket_, piece, sizeof piece, 0);
    if (got <= 0) break;
    heard_.append(piece, static_cast<std::size_t>(got));
  }
  std::string answer = heard_.substr(0, whole);
  heard_.erase(0, answer.size());
  return answer;
}

bool Line::is_over() {
  char piece[4096];
  while (true) {
    const ssize_t got = recv(socket_, piece, sizeof piece, MSG_DONTWAIT);
    if (got > 0) continue;
    return got == 0 || (errno != EAGAIN && errno != EINTR);
  }
}

int status_of(std::string_view answer) {
  constexpr std::string_view kBegin = "HTTP/1.1 ";
  if (!answer.starts_with(kBegin)) return 0;
  return std::stoi(std::string(answer.substr(kBegin.size(), 3)));
}

std::string header_of(std::string_view answer, std::string_view name) {
  const std::string_view headers = answer.substr(0, answer.find("\r\n\r\n"));
  const std::size_t at = headers.find("\r\n" + std::string(name) + ": ");
  if (at == std::string_view::npos) return {};
  const std::string_view value = headers.substr(at + name.size() + 4);
  return std::string(value.substr(0, value.find("\r\n")));
}

PoliteClient::PoliteClient(std::uint16_t port, int from, std::string world)
    : thread_([this, port, from, world = std::move(world)] { run(port, from, world); }) {}

PoliteClient::~PoliteClient() {
  stop();
}

void PoliteClient::run(std::uint16_t port, int from, const std::string& world) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t kRequestsOfALine = 10;
  const std::string text = request("GET", "/accounts/9900000/sites", {}, world);
  while (!stopped_) {
    const auto connected = Clock::now();
    Line line(port, from);
    auto begun = connected;
    for (std::size_t i = 0; i < kRequestsOfALine && !stopped_; ++i) {
      line.say(text);
      if (status_of(line.hear()) != 200) ++failures_;
      const auto ended = Clock::now();
      milliseconds_.push_back(std::chrono::duration<double, std::milli>(ended - begun).count());
      begun = ended;
      ++answers_;
    }
  }
}

double PoliteClient::stop() {
  stopped_ = true;
  if (thread_.joinable()) thread_.join();
  if (milliseconds_.empty()) return 0;
  const std::size_t at = milliseconds_.size() * 99 / 100;
  std::nth_element(milliseconds_.begin(), milliseconds_.begin() + static_cast<std::ptrdiff_t>(at),
                   milliseconds_.end());
  return milliseconds_[at];
}

SilentReceiver::SilentReceiver() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in where = address(1, 0);
  socklen_t size = sizeof where;
  if (bind(socket_, reinterpret_cast<const sockaddr*>(&where), size) != 0) fail("bind");
  if (listen(socket_, 128) != 0) fail("listen");
  getsockname(socket_, reinterpret_cast<sockaddr*>(&where), &size);
  port_ = ntohs(where.sin_port);
}

SilentReceiver::~SilentReceiver() {
  close(socket_);
  if (call_ >= 0) close(call_);
}

void SilentReceiver::wait_for_call() {
  call_ = accept(socket_, nullptr, nullptr);
}

}  // namespace dashsim::hostile
