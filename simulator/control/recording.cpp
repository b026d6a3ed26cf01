#include "control/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

#include "control/control.hpp"
#include "kernel/base64.hpp"

namespace dashsim::control {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

net::Headers headers_of(const json::object& message) {
  net::Headers headers;
  for (const json::value& header : message.at("headers").as_array())
    headers.push_back({text_at(header.as_object(), "name"), text_at(header.as_object(), "value")});
  return headers;
}

/// HAR knows encodings of answers only; that of requests stands in a comment.
std::string body_in(const json::object& message, std::string_view key) {
  const json::value* content = message.if_contains(key);
  if (content == nullptr) return {};
  const json::object& object = content->as_object();
  std::string text = text_at(object, "text");
  const bool is_encoded = object.contains("encoding") || object.contains("comment");
  return is_encoded ? kernel::base64_decode(text).value_or(std::string()) : text;
}

std::string base_of(const std::string& url) {
  constexpr std::string_view kMount = "/_world/";
  const std::size_t scheme = url.find("//");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 2;
  std::size_t end = std::min(url.find('/', host), url.size());
  if (url.compare(end, kMount.size(), kMount) == 0)
    end = std::min(url.find_first_of("/?", end + kMount.size()), url.size());
  return url.substr(0, end);
}

RecordedExchange read_exchange(const json::value& value) {
  const json::object& entry = value.as_object();
  const json::object& request = entry.at("request").as_object();
  const json::object& response = entry.at("response").as_object();
  const std::string url = text_at(request, "url");
  // What may throw comes before the braces: g++ 12 would free twice what stands in front of it
  // there.
  net::Headers headers = headers_of(request);
  std::string body = body_in(request, "postData");
  RecordedExchange exchange;
  exchange.is_callback = text_at(entry, "_direction") == "callback";
  exchange.user = text_at(entry, "_user");
  exchange.base_url = base_of(url);
  exchange.request = {text_at(request, "method"),
                      url.substr(exchange.base_url.size()),
                      std::move(headers),
                      std::move(body),
                      false,
                      url.starts_with("https")};
  exchange.answer.status = response.at("status").to_number<int>();
  exchange.answer.headers = headers_of(response);
  exchange.answer.body = body_in(response, "content");
  exchange.diagnosis = text_at(entry, "_diagnosis");
  exchange.entry = json::serialize(value);
  return exchange;
}

RecordedCommand read_command(const json::object& command) {
  const auto after = command.at("after").to_number<std::size_t>();  // see above
  std::string target = text_at(command, "target");
  if (!is_control_path(target)) throw std::invalid_argument("a command to " + target);
  return {{text_at(command, "method"), std::move(target), {}, text_at(command, "body")}, after};
}

scenario::Variation read_variation(const json::object& explored) {
  return {kernel::parse_duration(text_at(explored, "delayMax")).value_or(kernel::Duration{0}),
          explored.at("stretch").to_number<std::uint64_t>()};
}

std::string shown(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

void describe(const std::string& path, const json::value& recorded, const json::value& replayed,
              std::string& out) {
  if (recorded == replayed) return;
  if (!recorded.is_object() || !replayed.is_object()) {
    out += fmt::format("{}\n--- recorded\n{}\n+++ replayed\n{}\n", path, shown(recorded),
                       shown(replayed));
    return;
  }
  json::object all = recorded.get_object();
  for (const auto& member : replayed.get_object()) all.emplace(member.key(), nullptr);
  const auto member_of = [](const json::value& value, std::string_view key) {
    const json::value* member = value.get_object().if_contains(key);
    return member != nullptr ? *member : json::value();
  };
  for (const auto& member : all) {
    const std::string_view key = member.key();
    describe(path.empty() ? std::string(key) : fmt::format("{}.{}", path, key),
             member_of(recorded, key), member_of(replayed, key), out);
  }
}

}  // namespace

std::optional<Recording> read_recording(const std::string& text) {
  try {
    const json::value document = json::parse(text);
    const json::object& log = document.at("log").as_object();
    Recording recording;
    recording.seed = log.at("_seed").to_number<std::uint64_t>();
    recording.is_whole = log.at("_whole").as_bool();
    if (const json::value* explored = log.if_contains("_explored"))
      recording.variation = read_variation(explored->as_object());
    for (const json::value& entry : log.at("entries").as_array())
      recording.exchanges.push_back(read_exchange(entry));
    for (const json::value& command : log.at("_commands").as_array())
      recording.commands.push_back(read_command(command.as_object()));
    return recording;
  } catch (const std::exception&) {
    return std::nullopt;  // Boost.JSON throws where a document is of another shape
  }
}

std::string describe_differences(const std::string& recorded, const std::string& replayed) {
  std::string out;
  describe({}, json::parse(recorded), json::parse(replayed), out);
  return out;
}

}  // namespace dashsim::control
