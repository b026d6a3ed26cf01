#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "kernel/shared.hpp"
#include "kernel/time.hpp"

/// What a world has received, answered and sent, in order; the oldest entries go when it grows
/// beyond its bounds.
namespace dashsim::world {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

enum class Direction : std::uint8_t { kRequest, kCallback };

/// A message and its answer, as the journal tells them.
struct Exchange {
  using Direction = world::Direction;

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
};

/// An exchange that the journal is told of. What its members point to is the caller's.
struct ExchangeView {
  kernel::VirtualTime time;
  Direction direction = Direction::kRequest;
  std::string_view method, url, operation, user;
  /// So many need no allocation, and few have more.
  using HeaderViews =
      boost::container::small_vector<std::pair<std::string_view, std::string_view>, 12>;
  HeaderViews request_headers;
  std::string_view request_body;
  int status = 0;
  HeaderViews response_headers;
  std::string_view response_body;
  std::string_view diagnosis, fault;

  ExchangeView() = default;
  ExchangeView(const Exchange& exchange);
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
  std::size_t bytes_max = 64U << 20U;  ///< of texts, with a few bytes each for their lengths
};

class Journal {
 public:
  explicit Journal(JournalLimits limits = {}) : limits_(limits) {}

  /// Takes an exchange in, without its secrets: credentials and the text of Password elements are
  /// masked.
  void record(const ExchangeView& exchange);
  std::size_t bytes() const { return bytes_; }  ///< of its entries, as its limits count them
  class Entries;
  /// Oldest first.
  Entries entries() const;
  std::uint64_t dropped() const { return dropped_; }
  std::uint64_t all_dropped() const { return all_dropped_; }  ///< since the world began

  /// Commands are kept as long as nothing has gone from the journal since the world began, and
  /// without the secrets of their settings.
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
  };
  struct ByKind {
    using is_transparent = void;
    template <class Left, class Right>
    bool operator()(const Left& a, const Right& b) const {
      return std::tuple<Direction, std::string_view, int>(a.direction, a.operation, a.status) <
             std::tuple<Direction, std::string_view, int>(b.direction, b.operation, b.status);
    }
  };
  using Counts = std::map<Kind, std::uint64_t, ByKind>;
  /// Since the journal was cleared for the last time; exact even when entries have gone.
  Counts counts() const;
  /// Since the world began.
  const Counts& all_counts() const { return all_counts_; }
  /// Of the latest entry since the world began, whether it is still there or not; 0: there was
  /// none.
  std::uint64_t last_sequence() const { return last_sequence_; }
  void clear();

 private:
  /// Entries that follow each other, as bytes. Copies of a journal share them until they grow.
  struct Chunk {
    std::uint64_t first;  ///< the sequence of its first entry
    std::string bytes;
    std::vector<std::uint32_t> ends;  ///< of its entries
  };

  Chunk& growing_chunk();
  const Chunk& chunk_of(std::uint64_t sequence) const;
  static std::string_view bytes_of(const Chunk& chunk, std::uint64_t sequence);
  void drop_oldest();
  Exchange read(std::uint64_t sequence) const;

  JournalLimits limits_;
  std::deque<kernel::Shared<Chunk>> chunks_;
  std::uint64_t oldest_ = 1;  ///< the sequence of the oldest entry, or of the next one
  std::uint64_t last_sequence_ = 0;
  std::size_t bytes_ = 0;  ///< of the entries from the oldest on
  std::uint64_t dropped_ = 0, all_dropped_ = 0;
  std::vector<Command> commands_;
  std::size_t command_bytes_ = 0;
  bool is_whole_ = true;
  Counts all_counts_;
  Counts cleared_counts_;  ///< those that it had when it was cleared
};

/// The entries of a journal that is not changed meanwhile. Each is read when it is asked for.
class Journal::Entries {
 public:
  class iterator {  // NOLINT(readability-identifier-naming): the standard's word
   public:
    using value_type = Exchange;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    iterator() = default;
    iterator(const Journal& journal, std::uint64_t sequence)
        : journal_(&journal), sequence_(sequence) {}
    Exchange operator*() const { return journal_->read(sequence_); }
    iterator& operator++() {
      ++sequence_;
      return *this;
    }
    iterator operator++(int) { return {*journal_, sequence_++}; }
    bool operator==(const iterator& other) const { return sequence_ == other.sequence_; }

   private:
    const Journal* journal_ = nullptr;
    std::uint64_t sequence_ = 0;
  };
  using const_iterator = iterator;
  using value_type = Exchange;

  explicit Entries(const Journal& journal) : journal_(journal) {}
  std::size_t size() const { return journal_.last_sequence_ + 1 - journal_.oldest_; }
  bool empty() const { return size() == 0; }
  Exchange operator[](std::size_t index) const { return journal_.read(journal_.oldest_ + index); }
  Exchange front() const { return (*this)[0]; }
  Exchange back() const { return (*this)[size() - 1]; }
  iterator begin() const { return {journal_, journal_.oldest_}; }
  iterator end() const { return {journal_, journal_.last_sequence_ + 1}; }

 private:
  const Journal& journal_;
};

inline Journal::Entries Journal::entries() const {
  return Entries(*this);
}

/// `text` with the content of every element or form field that holds a secret replaced by
/// asterisks.
std::string mask_secrets(std::string text);

}  // namespace dashsim::world
