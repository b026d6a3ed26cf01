#include "support/receiver.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <stdexcept>
#include <thread>

namespace dashsim::test {

struct Receiver::Server {
  Server(net::Handler handler, net::TlsContext tls)
      : listener(io, "127.0.0.1", 0, {}, std::move(handler), std::move(tls)) {
    if (listener.open()) throw std::runtime_error("no port for a receiver");
    listener.start();
    thread = std::thread([this] { io.run(); });
  }
  ~Server() { stop(); }
  void stop() {
    if (!thread.joinable()) return;
    io.stop();
    thread.join();
  }

  boost::asio::io_context io;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  net::Listener listener;
  std::thread thread;
};

Receiver& Receiver::nth(std::size_t n) {
  secure();  // first, so that OpenSSL, which threads leave something with, goes last
  static std::vector<std::unique_ptr<Receiver>> receivers;
  while (receivers.size() <= n) receivers.push_back(std::unique_ptr<Receiver>(new Receiver({})));
  return *receivers[n];
}

Receiver& Receiver::secure() {
  static Receiver receiver(net::self_signed());
  return receiver;
}

Receiver::Receiver(net::Identity identity)
    : identity_(std::move(identity)),
      server_(std::make_unique<Server>(
          [this](const net::Request& request, const net::Respond& respond) {
            handle(request, respond);
          },
          identity_.key.empty() ? nullptr : *net::server_context(identity_))) {}

/// The thread uses what goes first, and what goes first holds connections of the server.
Receiver::~Receiver() {
  server_->stop();
}

void Receiver::handle(const net::Request& request, const net::Respond& respond) {
  std::function<void(const net::Request&)> action;
  net::Response answer{200, {}, {}};
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (silent_) {
      unanswered_.push_back(respond);  // dropping it would close the connection
      return;
    }
    action = action_;
    if (!answers_.empty()) {
      answer = answers_.front();
      answers_.erase(answers_.begin());
    }
  }
  if (action) action(request);
  respond(std::move(answer));
}

std::string Receiver::url(const std::string& path) const {
  const std::string scheme = identity_.key.empty() ? "http" : "https";
  return scheme + "://127.0.0.1:" + std::to_string(server_->listener.port()) + path;
}

std::vector<net::Request> Receiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Receiver::will_answer(std::vector<net::Response> answers) {
  const std::lock_guard lock(mutex_);
  answers_ = std::move(answers);
}

void Receiver::on_request(std::function<void(const net::Request&)> action) {
  const std::lock_guard lock(mutex_);
  action_ = std::move(action);
}

void Receiver::falls_silent() {
  const std::lock_guard lock(mutex_);
  silent_ = true;
}

void Receiver::forget_everything() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
  answers_.clear();
  action_ = nullptr;
  silent_ = false;
  unanswered_.clear();
}

}  // namespace dashsim::test
