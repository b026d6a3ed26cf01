#include "app/input_log.hpp"

#include <boost/asio/error.hpp>
#include <cstring>
#include <utility>

#include "kernel/byte_codec.hpp"

namespace dashsim::app {
namespace {

// These numbers stand in the logs of worlds: they stay what they are.
enum class Kind : std::uint8_t { kRequest = 1, kControl, kAnswer, kClock, kState };

constexpr std::size_t kChunkBytes = 16U << 10U;  // a chunk that has them is not added to

/// What is known of an error once its text has been found to be the same on every machine.
enum class ErrorKind : std::uint8_t { kNone, kCallFault, kTimedOut, kOther };

void write_request(kernel::ByteWriter& out, const net::Request& request) {
  out.text(request.method);
  out.text(request.target);
  out.pairs(request.headers);
  out.text(request.body);
  out.number(request.body_too_large);
  out.number(request.secure);
}

net::Request read_request(kernel::ByteReader& in) {
  net::Request request;
  request.method = in.text();
  request.target = in.text();
  request.headers = in.pairs<net::Headers>();
  request.body = in.text();
  request.body_too_large = in.number<std::uint8_t>() != 0;
  request.secure = in.number<std::uint8_t>() != 0;
  return request;
}

net::Answer read_answer(kernel::ByteReader& in) {
  net::Answer answer;
  const auto kind = in.number<ErrorKind>();
  const auto value = in.number<std::int32_t>();
  if (kind == ErrorKind::kCallFault) answer.error = {value, net::call_category()};
  if (kind == ErrorKind::kTimedOut) answer.error = boost::asio::error::timed_out;
  if (kind == ErrorKind::kOther) answer.error = boost::asio::error::connection_refused;
  answer.response.status = in.number<std::int32_t>();
  answer.response.headers = in.pairs<net::Headers>();
  answer.response.body = in.text();
  return answer;
}

std::optional<Input> read(kernel::ByteReader& in) {
  switch (in.number<Kind>()) {
    case Kind::kRequest: {
      RequestInput input{read_request(in), {}};
      input.base_url = in.text();
      return input;
    }
    case Kind::kControl:
      return ControlInput{read_request(in)};
    case Kind::kAnswer:
      return AnswerInput{read_answer(in)};
    case Kind::kClock:
      return ClockInput{in.instant()};
    case Kind::kState: {
      StateInput input{in.number<StateInput::Kind>(), in.text(), {}};
      input.to = in.instant();
      if (input.kind > StateInput::Kind::kFork) return std::nullopt;
      return input;
    }
  }
  return std::nullopt;
}

}  // namespace

void write_input(std::string& bytes, const net::Request& request, std::string_view base_url) {
  kernel::ByteWriter out(bytes);
  out.number(Kind::kRequest);
  write_request(out, request);
  out.text(base_url);
}

void write_control(std::string& bytes, const net::Request& request) {
  kernel::ByteWriter out(bytes);
  out.number(Kind::kControl);
  write_request(out, request);
}

void write_input(std::string& bytes, const net::Answer& answer) {
  kernel::ByteWriter out(bytes);
  const boost::system::error_code& error = answer.error;
  const bool ours = error.category() == net::call_category();
  out.number(Kind::kAnswer);
  out.number(!error                                   ? ErrorKind::kNone
             : ours                                   ? ErrorKind::kCallFault
             : error == boost::asio::error::timed_out ? ErrorKind::kTimedOut
                                                      : ErrorKind::kOther);
  out.number(std::int32_t{ours ? error.value() : 0});
  out.number(std::int32_t{answer.response.status});
  out.pairs(answer.response.headers);
  out.text(answer.response.body);
}

void write_input(std::string& bytes, const ClockInput& input) {
  kernel::ByteWriter out(bytes);
  out.number(Kind::kClock);
  out.instant(input.to);
}

void write_input(std::string& bytes, const StateInput& input) {
  kernel::ByteWriter out(bytes);
  out.number(Kind::kState);
  out.number(input.kind);
  out.text(input.snapshot);
  out.instant(input.to);
}

std::optional<Input> read_input(std::string_view bytes) {
  kernel::ByteReader in(bytes);
  std::optional<Input> input = read(in);
  if (!in.good() || !in.at_end()) return std::nullopt;
  return input;
}

template <class Write>
InputLog::Place InputLog::append(kernel::VirtualTime now, Write write) {
  std::vector<Chunk>& chunks = chunks_.edit();
  if (chunks.empty() || chunks.back()->size() >= kChunkBytes) chunks.emplace_back();
  std::string& bytes = chunks.back().edit();
  const Place place{chunks.size() - 1, bytes.size()};
  kernel::ByteWriter out(bytes);
  out.instant(now);
  out.instant(now);  // until its end is known
  out.number(std::uint64_t{0});
  const std::size_t begin = bytes.size();
  write(bytes);
  const std::uint64_t size = bytes.size() - begin;
  std::memcpy(bytes.data() + begin - sizeof size, &size, sizeof size);
  bytes_ += bytes.size() - place.offset;
  return place;
}

InputLog::Place InputLog::append(kernel::VirtualTime now, const net::Request& request,
                                 std::string_view base_url) {
  return append(now, [&](std::string& out) { write_input(out, request, base_url); });
}

InputLog::Place InputLog::append_control(kernel::VirtualTime now, const net::Request& request) {
  return append(now, [&](std::string& out) { write_control(out, request); });
}

InputLog::Place InputLog::append(kernel::VirtualTime now, const net::Answer& answer) {
  return append(now, [&](std::string& out) { write_input(out, answer); });
}

InputLog::Place InputLog::append(kernel::VirtualTime now, const ClockInput& input) {
  return append(now, [&](std::string& out) { write_input(out, input); });
}

void InputLog::set_end(Place input, kernel::VirtualTime end) {
  const kernel::Duration::rep value = end.time_since_epoch().count();
  std::string& bytes = chunks_.edit()[input.chunk].edit();
  std::memcpy(bytes.data() + input.offset + sizeof value, &value, sizeof value);
}

InputLog::Reader::Head InputLog::Reader::head() const {
  kernel::ByteReader in(std::string_view(chunk()).substr(at_.offset));
  const kernel::VirtualTime begin = in.instant();
  const kernel::VirtualTime end = in.instant();
  return {begin, end, in.number<std::uint64_t>()};
}

Input InputLog::Reader::next() {
  constexpr std::size_t kHeadBytes = 2 * sizeof(kernel::Duration::rep) + sizeof(std::uint64_t);
  const std::size_t size = head().size;
  const std::string_view bytes = std::string_view(chunk()).substr(at_.offset + kHeadBytes, size);
  Input input = *read_input(bytes);
  at_.offset += kHeadBytes + size;
  if (at_.offset == chunk().size()) at_ = {at_.chunk + 1, 0};
  return input;
}

}  // namespace dashsim::app
