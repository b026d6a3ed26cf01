#include "net/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace dashsim::net {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
constexpr std::size_t kPieceMax = 64U << 10U;

class Inflater {
 public:
  explicit Inflater(std::string_view file) {
    good_ = inflateInit2(&stream_, kGzipOnly) == Z_OK;
    // zlib does not write there; its type is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data()));
    stream_.avail_in = static_cast<uInt>(file.size());
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Inflation run(std::size_t bytes_max, std::string& out) {
    out.clear();
    if (!good_ || stream_.avail_in == 0) return Inflation::kBroken;
    while (true) {
      // One byte more than allowed tells "exactly as many" from "more".
      const std::size_t room = std::min(kPieceMax, bytes_max + 1 - out.size());
      const int result = inflate_piece(room, out);
      if (out.size() > bytes_max) return Inflation::kTooLarge;
      if (result == Z_STREAM_END) {
        if (stream_.avail_in == 0) return Inflation::kGood;
        if (inflateReset(&stream_) != Z_OK) return Inflation::kBroken;
      } else if (result != Z_OK) {
        return Inflation::kBroken;  // Z_BUF_ERROR among them: the file ends too early
      }
    }
  }

 private:
  int inflate_piece(std::size_t room, std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + room);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(room);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out.resize(before + room - stream_.avail_out);
    return result;
  }

  z_stream stream_{};
  bool good_ = false;
};

}  // namespace

Inflation inflate_gzip(std::string_view file, std::size_t bytes_max, std::string& out) {
  if (file.size() > std::numeric_limits<uInt>::max()) return Inflation::kTooLarge;
  return Inflater(file).run(bytes_max, out);
}

}  // namespace dashsim::net
