#include "app/input_log.hpp"

#include <boost/asio/error.hpp>
#include <cstring>
#include <utility>

namespace dashsim::app {
namespace {

// A log lives and dies with its process, so numbers are written as they lie in memory.
enum class Kind : std::uint8_t { kRequest, kControl, kAnswer, kClock };

/// What is known of an error once its text has been found to be the same on every machine.
enum class ErrorKind : std::uint8_t { kNone, kCallFault, kTimedOut, kOther };

class Writer {
 public:
  Writer(std::string& out, Kind kind, kernel::VirtualTime now) : out_(out), place_(out.size()) {
    instant(now);
    instant(now);  // until its end is known
    number(kind);
  }

  InputLog::Place place() const { return place_; }

  void instant(kernel::VirtualTime value) { number(value.time_since_epoch().count()); }
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
  InputLog::Place place_;
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
  kernel::VirtualTime instant() {
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

InputLog::Place InputLog::append(kernel::VirtualTime now, const net::Request& request,
                                 std::string_view base_url) {
  Writer out(bytes_.edit(), Kind::kRequest, now);
  out.request(request);
  out.text(base_url);
  return out.place();
}

InputLog::Place InputLog::append_control(kernel::VirtualTime now, const net::Request& request) {
  Writer out(bytes_.edit(), Kind::kControl, now);
  out.request(request);
  return out.place();
}

InputLog::Place InputLog::append(kernel::VirtualTime now, const net::Answer& answer) {
  Writer out(bytes_.edit(), Kind::kAnswer, now);
  out.error(answer.error);
  out.number(answer.response.status);
  out.headers(answer.response.headers);
  out.text(answer.response.body);
  return out.place();
}

InputLog::Place InputLog::append(kernel::VirtualTime now, const ClockInput& input) {
  Writer out(bytes_.edit(), Kind::kClock, now);
  out.instant(input.to);
  return out.place();
}

void InputLog::set_end(Place input, kernel::VirtualTime end) {
  const kernel::Duration::rep value = end.time_since_epoch().count();
  std::memcpy(bytes_.edit().data() + input + sizeof value, &value, sizeof value);
}

kernel::VirtualTime InputLog::Reader::begin() const {
  std::size_t at = at_;
  return Parser(*bytes_, at).instant();
}

kernel::VirtualTime InputLog::Reader::end() const {
  std::size_t at = at_;
  Parser in(*bytes_, at);
  in.instant();
  return in.instant();
}

Input InputLog::Reader::next() {
  Parser in(*bytes_, at_);
  in.instant();
  in.instant();
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
      break;
  }
  return ClockInput{in.instant()};
}

}  // namespace dashsim::app
