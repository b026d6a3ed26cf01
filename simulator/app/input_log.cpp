#include "app/input_log.hpp"

#include <boost/asio/error.hpp>
#include <cstring>
#include <utility>

namespace dashsim::app {
namespace {

// A log lives and dies with its process, so numbers are written as they lie in memory.
enum class Kind : std::uint8_t { kRequest, kControl, kAnswer, kClock, kLimit, kUnlimit };

/// What is known of an error once its text has been found to be the same on every machine.
enum class ErrorKind : std::uint8_t { kNone, kCallFault, kTimedOut, kOther };

class Writer {
 public:
  Writer(std::string& out, Kind kind, kernel::VirtualTime time) : out_(out) {
    number(time.time_since_epoch().count());
    number(kind);
  }

  template <class Number>
  void number(Number value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  void headers(const net::Headers& headers) {
    number(static_cast<std::uint32_t>(headers.size()));
    for (const net::Header& header : headers) {
      text(header.name);
      text(header.value);
    }
  }
  void request(const net::Request& request) {
    text(request.method);
    text(request.target);
    headers(request.headers);
    text(request.body);
    number(request.body_too_large);
    number(request.secure);
  }
  void error(const boost::system::error_code& error) {
    const bool ours = error.category() == net::call_category();
    number(!error                                   ? ErrorKind::kNone
           : ours                                   ? ErrorKind::kCallFault
           : error == boost::asio::error::timed_out ? ErrorKind::kTimedOut
                                                    : ErrorKind::kOther);
    number(ours ? error.value() : 0);
  }

 private:
  std::string& out_;
};

/// Reads what Writer has written, in the same order.
class Parser {
 public:
  Parser(const std::string& in, std::size_t& at) : in_(in), at_(at) {}

  template <class Number>
  Number number() {
    Number value;
    std::memcpy(&value, in_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  kernel::VirtualTime time() {
    return kernel::VirtualTime{kernel::Duration{number<kernel::Duration::rep>()}};
  }
  std::string text() {
    const auto size = number<std::uint32_t>();
    at_ += size;
    return in_.substr(at_ - size, size);
  }
  net::Headers headers() {
    net::Headers headers(number<std::uint32_t>());
    for (net::Header& header : headers) {
      header.name = text();
      header.value = text();
    }
    return headers;
  }
  net::Request request() {
    net::Request request;
    request.method = text();
    request.target = text();
    request.headers = headers();
    request.body = text();
    request.body_too_large = number<bool>();
    request.secure = number<bool>();
    return request;
  }
  net::Answer answer() {
    net::Answer answer;
    const auto kind = number<ErrorKind>();
    const int value = number<int>();
    if (kind == ErrorKind::kCallFault) answer.error = {value, net::call_category()};
    if (kind == ErrorKind::kTimedOut) answer.error = boost::asio::error::timed_out;
    if (kind == ErrorKind::kOther) answer.error = boost::asio::error::connection_refused;
    answer.response.status = number<int>();
    answer.response.headers = headers();
    answer.response.body = text();
    return answer;
  }

 private:
  const std::string& in_;
  std::size_t& at_;
};

}  // namespace

void InputLog::append(kernel::VirtualTime time, const net::Request& request,
                      std::string_view base_url) {
  Writer out(bytes_.edit(), Kind::kRequest, time);
  out.request(request);
  out.text(base_url);
}

void InputLog::append_control(kernel::VirtualTime time, const net::Request& request) {
  Writer(bytes_.edit(), Kind::kControl, time).request(request);
}

void InputLog::append(kernel::VirtualTime time, const net::Answer& answer) {
  Writer out(bytes_.edit(), Kind::kAnswer, time);
  out.error(answer.error);
  out.number(answer.response.status);
  out.headers(answer.response.headers);
  out.text(answer.response.body);
}

void InputLog::append(kernel::VirtualTime time, const ClockInput& input) {
  Writer(bytes_.edit(), Kind::kClock, time).number(input.to.time_since_epoch().count());
}

void InputLog::append(kernel::VirtualTime time, const LimitInput& input) {
  Writer(bytes_.edit(), Kind::kLimit, time).number(input.to.time_since_epoch().count());
}

void InputLog::append(kernel::VirtualTime time, const UnlimitInput& /*input*/) {
  Writer(bytes_.edit(), Kind::kUnlimit, time);
}

kernel::VirtualTime InputLog::Reader::time() const {
  std::size_t at = at_;
  return Parser(*bytes_, at).time();
}

Input InputLog::Reader::next() {
  Parser in(*bytes_, at_);
  in.time();
  switch (in.number<Kind>()) {
    case Kind::kRequest: {
      RequestInput input{in.request(), {}};
      input.base_url = in.text();
      return input;
    }
    case Kind::kControl:
      return ControlInput{in.request()};
    case Kind::kAnswer:
      return AnswerInput{in.answer()};
    case Kind::kClock:
      return ClockInput{in.time()};
    case Kind::kLimit:
      return LimitInput{in.time()};
    case Kind::kUnlimit:
      break;
  }
  return UnlimitInput{};
}

}  // namespace dashsim::app
