#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kernel/shared.hpp"
#include "kernel/time.hpp"

/// What a world has received, answered and sent, in order; the oldest entries go when it grows
/// beyond its bounds.
namespace dashsim::world {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Exchange {
  enum class Direction : std::uint8_t { kRequest, kCallback };

  std::uint64_t sequence = 0;
  kernel::VirtualTime time;
  Direction direction = Direction::kRequest;
  std::string method;
  std::string url;        ///< absolute
  std::string operation;  ///< as the reference writes it; empty: none is documented there
  std::string user;
  HeaderList request_headers;
  std::string request_body;
  int status = 0;  ///< 0: no answer was had
  HeaderList response_headers;
  std::string response_body;
  std::string diagnosis;  ///< why there was no answer, or which operation is near
  std::string fault;      ///< the rule that made the answer go wrong; empty: none

  std::size_t bytes() const;
};

/// A call from outside that was no part of the simulated API but changed what the world does next.
struct Command {
  std::string method;
  std::string target;  ///< without the choice of a world
  std::string body;
  std::uint64_t after = 0;  ///< it came when the journal had so many entries since the world began
};

struct JournalLimits {
  std::size_t entries_max = 10'000;
  std::size_t bytes_max = 64U << 20U;
};

class Journal {
 public:
  explicit Journal(JournalLimits limits = {}) : limits_(limits) {}

  /// Takes an exchange in, without its secrets: credentials and the text of Password elements are
  /// masked.
  void record(Exchange exchange);
  /// Oldest first. Copies of a journal share them.
  using Entries = std::deque<kernel::Shared<Exchange>>;
  const Entries& entries() const { return entries_; }
  std::uint64_t dropped() const { return dropped_; }
  std::uint64_t all_dropped() const { return all_dropped_; }  ///< since the world began

  /// Commands are kept as long as nothing has gone from the journal since the world began.
  void note_command(Command command);
  const std::vector<Command>& commands() const { return commands_; }
  /// Something has happened that commands do not tell, such as a way back in time.
  void forget_commands();
  /// Entries and commands are all that the world has been through.
  bool is_whole() const { return is_whole_; }

  /// How often an operation (empty: none that is documented) was answered with a status, or a
  /// callback was.
  struct Kind {
    Exchange::Direction direction;
    std::string operation;
    int status;
    auto operator<=>(const Kind&) const = default;
  };
  using Counts = std::map<Kind, std::uint64_t>;
  /// Since the journal was cleared for the last time; exact even when entries have gone.
  const Counts& counts() const { return counts_; }
  /// Since the world began.
  const Counts& all_counts() const { return all_counts_; }
  void clear();

 private:
  JournalLimits limits_;
  Entries entries_;
  std::size_t bytes_ = 0;
  std::uint64_t last_sequence_ = 0;
  std::uint64_t dropped_ = 0, all_dropped_ = 0;
  std::vector<Command> commands_;
  std::size_t command_bytes_ = 0;
  bool is_whole_ = true;
  Counts counts_, all_counts_;
};

/// `text` with the content of every element or form field that holds a secret replaced by
/// asterisks.
std::string mask_secrets(std::string text);

}  // namespace dashsim::world
