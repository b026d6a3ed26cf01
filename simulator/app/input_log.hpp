#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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
/// The world as a whole became another one, or was kept as it was.
struct StateInput {
  enum class Kind : std::uint8_t {
    kSnapshot,
    kRestore,
    kDrop,
    kRewind,
    kFork,  ///< it went on as another world, without its snapshots
  };
  Kind kind;
  std::string snapshot;      ///< its name
  kernel::VirtualTime to{};  ///< of a rewind
};
using Input = std::variant<RequestInput, ControlInput, AnswerInput, ClockInput, StateInput>;

// Appends the bytes of an input. Nothing in them is masked.
void write_input(std::string& out, const net::Request& request, std::string_view base_url);
void write_control(std::string& out, const net::Request& request);
void write_input(std::string& out, const net::Answer& answer);
void write_input(std::string& out, const ClockInput& input);
void write_input(std::string& out, const StateInput& input);
/// Nothing if these are not the bytes of exactly one input.
std::optional<Input> read_input(std::string_view bytes);

/// The inputs since a world began, in memory. Copies share all that was there when they were made.
class InputLog {
  /// Of whole inputs. A log that grows copies one of them at most.
  using Chunk = kernel::Shared<std::string>;

 public:
  /// Where an input stands in the log.
  struct Place {
    std::size_t chunk = 0;
    std::size_t offset = 0;  ///< in its chunk, in bytes
  };

  Place append(kernel::VirtualTime now, const net::Request& request, std::string_view base_url);
  Place append_control(kernel::VirtualTime now, const net::Request& request);
  Place append(kernel::VirtualTime now, const net::Answer& answer);
  Place append(kernel::VirtualTime now, const ClockInput& input);
  /// The clock stood there when all that the input had set off was over.
  void set_end(Place input, kernel::VirtualTime end);

  std::size_t bytes() const { return bytes_; }

  /// Reads a log from its beginning.
  class Reader {
   public:
    explicit Reader(const InputLog& log) : chunks_(log.chunks_) {}
    bool at_end() const { return at_.chunk == chunks_->size(); }
    /// When the next input came, and when it was over; there is one.
    kernel::VirtualTime begin() const { return head().begin; }
    kernel::VirtualTime end() const { return head().end; }
    Input next();

   private:
    struct Head {
      kernel::VirtualTime begin, end;
      std::uint64_t size;  ///< of the input behind it, in bytes
    };
    Head head() const;
    const std::string& chunk() const { return *(*chunks_)[at_.chunk]; }

    kernel::Shared<std::vector<Chunk>> chunks_;
    Place at_;
  };

 private:
  template <class Write>
  Place append(kernel::VirtualTime now, Write write);

  kernel::Shared<std::vector<Chunk>> chunks_;  // none is empty
  std::size_t bytes_ = 0;
};

}  // namespace dashsim::app
