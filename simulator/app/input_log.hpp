#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "kernel/shared.hpp"
#include "kernel/time.hpp"
#include "net/callback_client.hpp"
#include "net/message.hpp"

/// Everything that has come to a world from outside, in order and byte for byte, so that the same
/// world can be made again.
namespace dashsim::app {

/// A request to the simulated API.
struct RequestInput {
  net::Request request;
  std::string base_url;  ///< where links begin, as the caller wrote it
};
/// A control request that changes what the world does next.
struct ControlInput {
  net::Request request;
};
/// What became of the callback that was in flight.
struct AnswerInput {
  net::Answer answer;
};
/// Wall time has moved the clock.
struct ClockInput {
  kernel::VirtualTime to;
};
using Input = std::variant<RequestInput, ControlInput, AnswerInput, ClockInput>;

/// Copies share their bytes until one of them grows. Nothing in it is masked: it never leaves the
/// process.
class InputLog {
 public:
  /// Where an input stands in the log.
  using Place = std::size_t;

  Place append(kernel::VirtualTime now, const net::Request& request, std::string_view base_url);
  Place append_control(kernel::VirtualTime now, const net::Request& request);
  Place append(kernel::VirtualTime now, const net::Answer& answer);
  Place append(kernel::VirtualTime now, const ClockInput& input);
  /// The clock stood there when all that the input had set off was over.
  void set_end(Place input, kernel::VirtualTime end);

  std::size_t bytes() const { return bytes_->size(); }

  /// Reads a log from its beginning.
  class Reader {
   public:
    explicit Reader(const InputLog& log) : bytes_(log.bytes_) {}
    bool at_end() const { return at_ == bytes_->size(); }
    /// When the next input came, and when it was over; there is one.
    kernel::VirtualTime begin() const;
    kernel::VirtualTime end() const;
    Input next();

   private:
    kernel::Shared<std::string> bytes_;
    std::size_t at_ = 0;
  };

 private:
  kernel::Shared<std::string> bytes_;
};

}  // namespace dashsim::app
