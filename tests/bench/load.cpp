#include "load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <vector>

namespace dashsim::bench {
namespace {

struct Connection {
  int socket = -1;
  std::string in;
};

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

void send_all(int socket, const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) std::abort();
    sent += static_cast<std::size_t>(n);
  }
}

/// Size of the first whole answer in `in`, and of its body; 0 if there is none yet.
std::size_t whole_answer(const std::string& in, std::size_t& body) {
  const std::size_t head = in.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const std::size_t length = in.find("Content-Length: ");
  body = length < head ? static_cast<std::size_t>(std::atol(in.c_str() + length + 16)) : 0;
  const std::size_t size = head + 4 + body;
  return in.size() >= size ? size : 0;
}

}  // namespace

LoadResult run(const Load& load) {
  const int poll = epoll_create1(0);
  std::vector<Connection> connections(load.connections);
  for (std::size_t i = 0; i < connections.size(); ++i) {
    connections[i].socket = connect_to(load.port);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].socket, &event);
    send_all(connections[i].socket, load.request);
  }
  LoadResult result;
  std::size_t answers = 0;
  char buffer[64 * 1024];
  std::vector<epoll_event> events(connections.size());
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  std::chrono::duration<double> passed{0};
  while (passed.count() < load.seconds && (load.answers_max == 0 || answers < load.answers_max)) {
    const int ready = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < ready; ++i) {
      Connection& connection = connections[events[static_cast<std::size_t>(i)].data.u64];
      const ssize_t n = recv(connection.socket, buffer, sizeof buffer, 0);
      if (n <= 0) std::abort();
      connection.in.append(buffer, static_cast<std::size_t>(n));
      const std::size_t size = whole_answer(connection.in, result.body_bytes);
      if (size == 0) continue;
      if (!connection.in.starts_with("HTTP/1.1 2")) ++result.failures;
      ++answers;
      connection.in.erase(0, size);
      send_all(connection.socket, load.request);
    }
    passed = Clock::now() - begin;
  }
  for (const Connection& connection : connections) close(connection.socket);
  close(poll);
  result.requests_per_second = static_cast<double>(answers) / passed.count();
  return result;
}

Line::Line(int port) : socket_(connect_to(port)) {}

Line::~Line() {
  close(socket_);
}

std::string Line::ask(const std::string& request) {
  send_all(socket_, request);
  std::string in;
  char buffer[64 * 1024];
  std::size_t body = 0;
  while (whole_answer(in, body) == 0) {
    const ssize_t n = recv(socket_, buffer, sizeof buffer, 0);
    if (n <= 0) break;
    in.append(buffer, static_cast<std::size_t>(n));
  }
  return in;
}

std::string ask(int port, const std::string& bytes) {
  return Line(port).ask(bytes);
}

std::string request(const std::string& method, const std::string& path, const std::string& body) {
  std::string bytes = method + " " + path +
                      " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n"
                      "Authorization: Basic dGVzdGVyOnNlY3JldA==\r\n";
  if (!body.empty()) {
    bytes +=
        "Content-Type: application/xml\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return bytes + "\r\n" + body;
}

}  // namespace dashsim::bench
