#include "app/world_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/note.hpp"
#include "kernel/byte_codec.hpp"
#include "kernel/crc32.hpp"

namespace dashsim::app {
namespace {

constexpr std::string_view kMagic = "dashslog";
constexpr std::size_t kHeaderBytes = 20;  // magic, format, whether of served, checksum
constexpr std::size_t kFrameBytes = 8;    // length, checksum of that and of the record
constexpr std::uint32_t kRecordBytesMax = 1U << 30U;
constexpr std::size_t kReadBytes = 1U << 18U;
constexpr std::size_t kSearchedBytes = 64U << 20U;  // behind damage, for records that are good

std::string header(bool is_of_served) {
  std::string bytes(kMagic);
  kernel::ByteWriter out(bytes);
  out.number(kLogFormat);
  out.number(std::uint32_t{is_of_served});
  out.number(kernel::crc32(bytes));
  return bytes;
}

std::string frame(std::string_view record) {
  std::string bytes;
  kernel::ByteWriter out(bytes);
  out.number(static_cast<std::uint32_t>(record.size()));
  out.number(kernel::crc32(record, kernel::crc32(bytes)));
  return bytes;
}

std::string text_of(int error) {
  return std::generic_category().message(error);
}

[[noreturn]] void throw_error(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// Both, one behind the other, in as few calls as the system allows. False with errno.
bool write_all(int descriptor, std::string_view first, std::string_view second,
               std::uint64_t offset) {
  while (!first.empty() || !second.empty()) {
    const std::array<iovec, 2> parts{iovec{const_cast<char*>(first.data()), first.size()},
                                     iovec{const_cast<char*>(second.data()), second.size()}};
    const ssize_t written =
        retried([&] { return pwritev(descriptor, parts.data(), 2, static_cast<off_t>(offset)); });
    if (written < 0) return false;
    const auto count = static_cast<std::size_t>(written);
    const std::size_t of_first = std::min(count, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(count - of_first);
    offset += count;
  }
  return true;
}

/// As many bytes as there are, into `buffer`. False with errno.
bool read_all(int descriptor, std::string& buffer, std::uint64_t offset, std::size_t size) {
  buffer.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = retried([&] {
      return pread(descriptor, buffer.data() + done, size - done,
                   static_cast<off_t>(offset + done));
    });
    if (count < 0) return false;
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  buffer.resize(done);
  return true;
}

/// Bytes of one file to another. False with errno.
bool copy(int from, std::uint64_t begin, std::uint64_t end, int to, std::uint64_t at) {
  std::string piece;
  while (begin < end) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kReadBytes, end - begin));
    if (!read_all(from, piece, begin, size)) return false;
    if (piece.size() < size) {
      errno = EIO;
      return false;
    }
    if (!write_all(to, piece, {}, at)) return false;
    begin += size;
    at += size;
  }
  return true;
}

std::uint64_t size_of(int descriptor) {
  struct stat facts {};
  if (fstat(descriptor, &facts) != 0) throw_error("a log");
  return static_cast<std::uint64_t>(facts.st_size);
}

constexpr int kForNew = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;

std::shared_ptr<const File> open_folder(const std::string& path) {
  return std::make_shared<File>(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

LogReader::LogReader(std::shared_ptr<const File> file)
    : file_(std::move(file)), size_(size_of(file_->descriptor())) {
  read_header();
}

void LogReader::read_header() {
  const std::string_view bytes = bytes_at(0, kHeaderBytes);
  if (bytes.size() < kHeaderBytes) {
    damaged(bytes.empty() ? "the file is empty" : "the header is cut short");
    return;
  }
  kernel::ByteReader in(bytes.substr(kMagic.size()));
  const auto format = in.number<std::uint32_t>();
  const auto served = in.number<std::uint32_t>();
  const auto sum = in.number<std::uint32_t>();
  if (!bytes.starts_with(kMagic) ||
      sum != kernel::crc32(bytes.substr(0, kHeaderBytes - sizeof sum))) {
    damaged("it does not begin as a log does");
    return;
  }
  format_ = format;
  is_of_served_ = served != 0;
  end_ = kHeaderBytes;
}

std::string_view LogReader::bytes_at(std::uint64_t offset, std::size_t size) {
  const bool is_there = offset >= buffer_begin_ && offset - buffer_begin_ <= buffer_.size() &&
                        buffer_.size() - (offset - buffer_begin_) >= size;
  if (!is_there) {
    if (!read_all(file_->descriptor(), buffer_, offset, std::max(size, kReadBytes)))
      throw_error("a log");
    buffer_begin_ = offset;
  }
  return std::string_view(buffer_).substr(offset - buffer_begin_, size);
}

std::optional<std::string_view> LogReader::next() {
  if (damage_ || format_ != kLogFormat) return std::nullopt;
  offset_ = end_;
  if (offset_ == size_) return std::nullopt;
  const std::string_view head = bytes_at(offset_, kFrameBytes);
  if (head.size() < kFrameBytes) return damaged("the head of a record is cut short");
  const auto size = kernel::ByteReader(head).number<std::uint32_t>();
  if (size == 0 || size > kRecordBytesMax) return damaged("there is no record");
  if (size > size_ - offset_ - kFrameBytes)
    return damaged(fmt::format("a record of {} bytes is cut short", size));
  const std::string_view bytes = bytes_at(offset_, kFrameBytes + size);
  const std::string_view record = bytes.substr(kFrameBytes);
  if (bytes.substr(0, kFrameBytes) != frame(record))
    return damaged(fmt::format("the checksum of a record of {} bytes is wrong", size));
  end_ += kFrameBytes + size;
  ++records_;
  return record;
}

std::optional<std::string_view> LogReader::damaged(std::string what) {
  const std::uint64_t begin = end_;
  damage_ = Damage{begin, size_ - begin, std::move(what), 0};
  damage_->next_good = find_good_record(begin + 1);
  return std::nullopt;
}

std::uint64_t LogReader::find_good_record(std::uint64_t from) {
  if (from >= size_) return 0;
  const auto searched =
      static_cast<std::size_t>(std::min<std::uint64_t>(kSearchedBytes, size_ - from));
  const std::string_view bytes = bytes_at(from, searched);
  std::size_t left = 4 * kSearchedBytes;  // of what may be summed up in vain
  for (std::size_t i = 0; i + kFrameBytes < bytes.size(); ++i) {
    const auto size = kernel::ByteReader(bytes.substr(i)).number<std::uint32_t>();
    if (size == 0 || size > bytes.size() - i - kFrameBytes) continue;
    if (size > left) break;
    left -= size;
    if (bytes.substr(i, kFrameBytes) == frame(bytes.substr(i + kFrameBytes, size))) return from + i;
  }
  return 0;
}

WorldLog::WorldLog(std::string world, std::string folder, std::string file, Syncing syncing)
    : world_(std::move(world)),
      syncing_(syncing),
      folder_(std::move(folder)),
      file_(std::move(file)),
      directory_(open_folder(folder_)),
      is_placed_(file_ == kLogName) {}

WorldLog::~WorldLog() {
  sync();
  if (!is_placed_ && log_ != nullptr) unlinkat(directory_->descriptor(), file_.c_str(), 0);
}

std::string WorldLog::path() const {
  const std::lock_guard lock(mutex_);
  return folder_ + "/" + file_;
}

void WorldLog::set_of_served(bool is_of_served) {
  const std::lock_guard lock(mutex_);
  is_of_served_ = is_of_served;
}

bool WorldLog::is_of_served() const {
  const std::lock_guard lock(mutex_);
  return is_of_served_;
}

std::string WorldLog::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

bool WorldLog::has_failed() const {
  const std::lock_guard lock(mutex_);
  return !failure_.empty();
}

bool WorldLog::fail(std::string_view what, int error) {
  failure_ = fmt::format("cannot {} {}/{}: {}", what, folder_, file_, text_of(error));
  note("the world '{}' cannot be kept: {}", world_, failure_);
  return false;
}

bool WorldLog::open() {
  const std::lock_guard lock(mutex_);
  if (directory_->descriptor() < 0) return fail("open", ENOENT);
  const int descriptor =
      retried([&] { return openat(directory_->descriptor(), file_.c_str(), O_RDWR | O_CLOEXEC); });
  if (descriptor < 0) return fail("open", errno);
  log_ = std::make_shared<File>(descriptor);
  is_placed_ = true;
  size_ = size_of(descriptor);
  is_of_served_ = LogReader(log_).is_of_served();
  return true;
}

LogReader WorldLog::read() const {
  const std::lock_guard lock(mutex_);
  return LogReader(log_);
}

bool WorldLog::write(std::string_view record) {
  const std::string head = frame(record);
  if (!write_all(log_->descriptor(), head, record, size_)) {
    const int error = errno;
    // What was written of it would be found as a torn end.
    if (ftruncate(log_->descriptor(), static_cast<off_t>(size_)) != 0) errno = error;
    return fail("write", error);
  }
  size_ += head.size() + record.size();
  is_dirty_ = true;
  return true;
}

template <class Fill>
bool WorldLog::replace(Fill fill) {
  const std::lock_guard lock(mutex_);
  if (is_removed_) return true;
  const std::string unfinished = file_ + ".new";
  const int folder = directory_->descriptor();
  const auto fresh = std::make_shared<const File>(
      retried([&] { return openat(folder, unfinished.c_str(), kForNew, 0600); }));
  if (fresh->descriptor() < 0) return fail("begin", errno);
  const std::string head = header(is_of_served_);
  const auto before = std::exchange(log_, fresh);
  const std::uint64_t size_before = std::exchange(size_, head.size());
  bool good = write_all(fresh->descriptor(), head, {}, 0) || fail("write", errno);
  good = good && fill();
  if (good && syncing_ != Syncing::kNever)
    good = fdatasync(fresh->descriptor()) == 0 || fail("sync", errno);
  if (good)
    good =
        renameat(folder, unfinished.c_str(), folder, file_.c_str()) == 0 || fail("replace", errno);
  if (!good) {
    log_ = before;
    size_ = size_before;
    unlinkat(folder, unfinished.c_str(), 0);
    return false;
  }
  is_dirty_ = false;
  is_folder_dirty_ = true;
  if (!wanted_folder_.empty() && !is_placed_ && !move_to(wanted_folder_)) return false;
  if (syncing_ == Syncing::kAlways && !sync_folders()) return false;
  failure_.clear();
  return true;
}

bool WorldLog::begin(std::string_view first) {
  return replace([&] { return write(first); });
}

bool WorldLog::begin_like(const WorldLog& other, std::uint64_t end) {
  std::shared_ptr<const File> from;
  {
    const std::lock_guard lock(other.mutex_);
    from = other.log_;
    end = std::min(end, other.size_);
  }
  return replace([&] {
    if (from == nullptr) return fail("copy", ENOENT);
    if (!copy(from->descriptor(), kHeaderBytes, end, log_->descriptor(), size_))
      return fail("copy", errno);
    size_ = end;
    return true;
  });
}

bool WorldLog::append(std::string_view record) {
  const std::lock_guard lock(mutex_);
  if (is_removed_) return true;  // nobody will ask
  if (!failure_.empty() || log_ == nullptr) return false;
  if (!write(record)) return false;
  if (syncing_ != Syncing::kAlways) return true;
  is_dirty_ = false;
  return fdatasync(log_->descriptor()) == 0 || fail("sync", errno);
}

void WorldLog::sync() {
  std::shared_ptr<const File> log;
  {
    const std::lock_guard lock(mutex_);
    if (syncing_ == Syncing::kNever || is_removed_ || !failure_.empty()) return;
    if (is_folder_dirty_ && is_placed_) sync_folders();
    if (!std::exchange(is_dirty_, false)) return;
    log = log_;
  }
  if (fdatasync(log->descriptor()) == 0) return;
  const int error = errno;
  const std::lock_guard lock(mutex_);
  if (log == log_) fail("sync", error);
}

bool WorldLog::sync_folders() {
  const int folder = directory_->descriptor();
  const File above(openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fsync(folder) != 0 || fsync(above.descriptor()) != 0)
    return fail("sync the folder of", errno);
  is_folder_dirty_ = false;
  return true;
}

bool WorldLog::place(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  wanted_folder_ = folder;
  return failure_.empty() && move_to(folder) && (syncing_ != Syncing::kAlways || sync_folders());
}

bool WorldLog::move_to(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return fail("place", errno);
  auto directory = open_folder(folder);
  const std::string name(kLogName);
  if (directory->descriptor() < 0 ||
      renameat(directory_->descriptor(), file_.c_str(), directory->descriptor(), name.c_str()) != 0)
    return fail("place", errno);
  directory_ = std::move(directory);
  folder_ = folder;
  file_ = name;
  is_placed_ = true;
  is_folder_dirty_ = true;
  return true;
}

std::string WorldLog::keep_beside(std::uint64_t offset) const {
  const std::lock_guard lock(mutex_);
  std::string name = fmt::format("{}.cut-{}", kLogName, offset);
  const auto make = [&] {
    return openat(directory_->descriptor(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                  0600);
  };
  int descriptor = make();
  for (int n = 2; descriptor < 0 && errno == EEXIST; ++n) {
    name = fmt::format("{}.cut-{}.{}", kLogName, offset, n);
    descriptor = make();
  }
  const File beside(descriptor);
  if (descriptor < 0 || !copy(log_->descriptor(), offset, size_, descriptor, 0) ||
      fsync(descriptor) != 0 || fsync(directory_->descriptor()) != 0)
    throw_error(folder_ + "/" + name);
  return name;
}

void WorldLog::cut(std::uint64_t offset) {
  const std::lock_guard lock(mutex_);
  if (ftruncate(log_->descriptor(), static_cast<off_t>(offset)) != 0 ||
      fsync(log_->descriptor()) != 0)
    throw_error(folder_ + "/" + file_);
  size_ = offset;
}

void WorldLog::disown() {
  const std::lock_guard lock(mutex_);
  if (unlinkat(directory_->descriptor(), file_.c_str(), 0) != 0) throw_error(folder_ + "/" + file_);
  is_removed_ = true;
}

bool WorldLog::remove() {
  const std::lock_guard lock(mutex_);
  if (is_removed_) return true;
  // Without its log it is no world any more, whatever is left of its folder.
  if (log_ != nullptr && unlinkat(directory_->descriptor(), file_.c_str(), 0) != 0 &&
      errno != ENOENT)
    return fail("delete", errno);
  is_removed_ = true;
  if (is_placed_) {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    if (syncing_ != Syncing::kNever) {
      const auto above = open_folder(std::filesystem::path(folder_).parent_path());
      fsync(above->descriptor());
    }
  }
  return true;
}

}  // namespace dashsim::app
