#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

/// The file that keeps a world: a header, and behind it records of bytes, each with its length and
/// a checksum. A record that was appended outlives the process. What a crash or a disk has done to
/// the file is found when it is read. What the bytes mean is told in records.hpp.
namespace dashsim::app {

/// A descriptor that is closed once.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Negative if it could not be opened.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Where a log stops being readable.
struct Damage {
  std::uint64_t offset = 0;  ///< of the first byte that cannot be read
  std::uint64_t bytes = 0;   ///< from there to the end of the file
  std::string what;
  std::uint64_t next_good = 0;  ///< where a later record could be read; 0: nowhere, the end is torn
};

/// Reads a log from its beginning to where it is damaged, or to its end. Throws std::system_error
/// when the disk gives nothing, which is no damage.
class LogReader {
 public:
  explicit LogReader(std::shared_ptr<const File> file);

  /// Of its header. Nothing that can be read if this is not kLogFormat.
  std::uint32_t format() const { return format_; }
  bool is_of_served() const { return is_of_served_; }
  /// The next record, until the next call; nothing at the end and at damage.
  std::optional<std::string_view> next();
  /// Where the record begins that next() gave.
  std::uint64_t offset() const { return offset_; }
  /// Where what was read ends.
  std::uint64_t end() const { return end_; }
  /// How many were read.
  std::uint64_t records() const { return records_; }
  /// Once next() has given nothing.
  const std::optional<Damage>& damage() const { return damage_; }

 private:
  void read_header();
  /// So many bytes of the file, less at its end.
  std::string_view bytes_at(std::uint64_t offset, std::size_t size);
  std::optional<std::string_view> damaged(std::string what);
  std::uint64_t find_good_record(std::uint64_t from);

  std::shared_ptr<const File> file_;
  std::uint64_t size_;  // of the file
  std::uint32_t format_ = 0;
  bool is_of_served_ = false;
  std::string buffer_;
  std::uint64_t buffer_begin_ = 0;
  std::uint64_t offset_ = 0, end_ = 0, records_ = 0;
  std::optional<Damage> damage_;
};

/// What this build reads and writes.
inline constexpr std::uint32_t kLogFormat = 1;

/// When records are brought from the system's memory to the disk, so that they outlive the machine.
enum class Syncing : std::uint8_t {
  kAlways,  ///< before append() returns
  kTimed,   ///< whenever sync() is called
  kNever,   ///< as the system likes
};

/// The log of one world, for writing. Callable from any thread. After a failure it takes nothing
/// more until begin() has succeeded: what could not be kept must not happen.
class WorldLog {
 public:
  /// `folder` and `file` are where it stands, or will stand after begin().
  WorldLog(std::string world, std::string folder, std::string file, Syncing syncing);
  /// Syncs what is not, unless it never does. Removes a file that it has begun and nobody placed.
  ~WorldLog();
  WorldLog(const WorldLog&) = delete;
  WorldLog& operator=(const WorldLog&) = delete;

  const std::string& world() const { return world_; }
  std::string path() const;
  /// Whether the world is of the served scenario, as the header says from the next begin() on.
  void set_of_served(bool is_of_served);
  bool is_of_served() const;

  /// Opens what a process has left there. False, with a failure, if that cannot be done.
  bool open();
  /// A reader of what is open.
  LogReader read() const;
  /// A file with this record alone takes the place of what was there: whole, or not at all. Ends a
  /// failure.
  bool begin(std::string_view first);
  /// Likewise, with the records that another log has up to a place.
  bool begin_like(const WorldLog& other, std::uint64_t end);
  bool append(std::string_view record);
  /// Brings to the disk what is not there yet. Takes its time; others may append meanwhile.
  void sync();
  /// Why the world cannot be kept; empty: it can.
  std::string failure() const;
  bool has_failed() const;

  /// Moves the file, under the name that logs have, into a folder, which is made if need be. Until
  /// then it is nobody's. Where that fails, the next begin() tries it again.
  bool place(const std::string& folder);
  /// Copies what begins at `offset` into a file beside the log, and gives that one's name. Throws
  /// std::system_error.
  std::string keep_beside(std::uint64_t offset) const;
  /// Ends the log there. Throws std::system_error.
  void cut(std::uint64_t offset);
  /// Deletes the log, and leaves what lies beside it.
  void disown();
  /// Deletes it with its folder. Nothing is written any more. False if it is still there.
  bool remove();

 private:
  // With the mutex.
  bool fail(std::string_view what, int error);
  bool write(std::string_view record);
  template <class Fill>
  bool replace(Fill fill);
  bool move_to(const std::string& folder);
  bool sync_folders();

  const std::string world_;
  const Syncing syncing_;
  mutable std::mutex mutex_;  // guards what follows
  bool is_of_served_ = false;
  std::string folder_, file_;
  std::string wanted_folder_;              // where it is to be placed; empty: nowhere yet
  std::shared_ptr<const File> directory_;  // the folder, whatever its name is by now
  std::shared_ptr<const File> log_;        // null: there is none
  std::uint64_t size_ = 0;
  bool is_placed_;
  bool is_dirty_ = false;         // not synced
  bool is_folder_dirty_ = false;  // likewise its name
  bool is_removed_ = false;
  std::string failure_;
};

/// The name of a log in its folder.
inline constexpr std::string_view kLogName = "log";

}  // namespace dashsim::app
