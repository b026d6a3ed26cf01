// A world's journal: with filters, and as HAR 1.2 for any browser's network view.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "control/json_call.hpp"
#include "control/recording.hpp"
#include "kernel/base64.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

using world::Exchange;

std::string_view direction_name(const Exchange& exchange) {
  return exchange.direction == Exchange::Direction::kCallback ? "callback" : "request";
}

json::array har_headers(const world::HeaderList& headers) {
  json::array list;
  for (const auto& [name, value] : headers)
    list.push_back(
        json::object{{"name", kernel::as_text(name)}, {"value", kernel::as_text(value)}});
  return list;
}

std::string_view header(const world::HeaderList& headers, std::string_view name) {
  for (const auto& [each, value] : headers) {
    if (kernel::same_word(each, name)) return value;
  }
  return {};
}

json::object har_content(const std::string& body, std::string_view mime_type) {
  json::object content{{"size", body.size()}, {"mimeType", mime_type}};
  if (kernel::is_text(body)) {
    content["text"] = body;
  } else {
    content["text"] = kernel::base64_encode(body);
    content["encoding"] = "base64";
  }
  return content;
}

json::object har_request(const Exchange& exchange) {
  json::array query;
  const std::size_t question = exchange.url.find('?');
  if (question != std::string::npos) {
    for (const std::string_view part :
         kernel::split(std::string_view(exchange.url).substr(question + 1), '&')) {
      const std::size_t equals = part.find('=');
      query.push_back(
          json::object{{"name", part.substr(0, equals)},
                       {"value", equals == std::string_view::npos ? std::string_view{}
                                                                  : part.substr(equals + 1)}});
    }
  }
  json::object request{{"method", exchange.method},
                       {"url", exchange.url},
                       {"httpVersion", "HTTP/1.1"},
                       {"cookies", json::array()},
                       {"headers", har_headers(exchange.request_headers)},
                       {"queryString", std::move(query)},
                       {"headersSize", -1},
                       {"bodySize", exchange.request_body.size()}};
  if (!exchange.request_body.empty()) {
    json::object content =
        har_content(exchange.request_body, header(exchange.request_headers, "Content-Type"));
    content.erase("size");
    // HAR knows encodings of answers only: a reader who does not know ours has to be told.
    if (content.contains("encoding")) content["comment"] = "the text is the body in base64";
    request["postData"] = std::move(content);
  }
  return request;
}

json::object har_entry(const Exchange& exchange) {
  const std::string_view location = header(exchange.response_headers, "Location");
  json::object entry{
      {"startedDateTime", kernel::format_instant(exchange.time)},
      {"time", 0},
      {"request", har_request(exchange)},
      {"response",
       json::object{{"status", exchange.status},
                    {"statusText", net::reason_phrase(exchange.status)},
                    {"httpVersion", "HTTP/1.1"},
                    {"cookies", json::array()},
                    {"headers", har_headers(exchange.response_headers)},
                    {"content", har_content(exchange.response_body,
                                            header(exchange.response_headers, "Content-Type"))},
                    {"redirectURL", location},
                    {"headersSize", -1},
                    {"bodySize", exchange.response_body.size()}}},
      {"cache", json::object()},
      {"timings", json::object{{"send", 0}, {"wait", 0}, {"receive", 0}}},
      {"_direction", direction_name(exchange)}};
  if (!exchange.operation.empty()) entry["_operation"] = exchange.operation;
  if (!exchange.user.empty()) entry["_user"] = exchange.user;
  if (!exchange.fault.empty()) {
    entry["_injected"] = true;
    entry["_fault"] = exchange.fault;
  }
  if (!exchange.diagnosis.empty()) entry["_diagnosis"] = exchange.diagnosis;
  return entry;
}

bool wanted(const ControlCall& call, const Exchange& exchange) {
  const auto fits = [&](std::string_view name, std::string_view value) {
    const std::string_view pattern = call.query(name);
    return pattern.empty() || kernel::matches(pattern, value);
  };
  const auto since = kernel::parse_whole(call.query("since"));
  return fits("method", exchange.method) && fits("url", exchange.url) &&
         fits("operation", exchange.operation) && fits("status", std::to_string(exchange.status)) &&
         fits("direction", direction_name(exchange)) && fits("user", exchange.user) &&
         (!since || exchange.sequence > *since);
}

json::object journal_entry(const Exchange& exchange) {
  json::object entry{{"sequence", exchange.sequence},
                     {"time", kernel::format_instant(exchange.time)},
                     {"direction", direction_name(exchange)},
                     {"method", exchange.method},
                     {"url", exchange.url},
                     {"operation", exchange.operation},
                     {"user", exchange.user},
                     {"requestBody", kernel::as_text(exchange.request_body)},
                     {"status", exchange.status},
                     {"responseBody", kernel::as_text(exchange.response_body)}};
  if (!exchange.fault.empty()) entry["fault"] = exchange.fault;
  if (!exchange.diagnosis.empty()) entry["diagnosis"] = exchange.diagnosis;
  return entry;
}

json::array journal_entries(const ControlCall& call, const world::World& world) {
  const bool with_headers = call.query("headers") == "1";
  json::array list;
  for (const Exchange& exchange : world.journal().entries()) {
    if (!wanted(call, exchange)) continue;
    json::object entry = journal_entry(exchange);
    if (with_headers) {
      entry["requestHeaders"] = har_headers(exchange.request_headers);
      entry["responseHeaders"] = har_headers(exchange.response_headers);
    }
    list.push_back(std::move(entry));
  }
  const auto limit = kernel::parse_whole(call.query("limit"));
  if (limit && list.size() > *limit) {
    list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(*limit));  // the latest ones
  }
  return list;
}

void get_journal(const ControlCall& call, WorldControl& world, const Respond& respond) {
  respond(json_reply(200, json::object{{"dropped", world.world().journal().dropped()},
                                       {"entries", journal_entries(call, world.world())}}));
}

void delete_journal(const ControlCall& /*call*/, WorldControl& world, const Respond& respond) {
  world.world().journal().clear();
  respond(json_reply(200, json::object{{"cleared", true}}));
}

void get_har(const ControlCall& /*call*/, WorldControl& world, const Respond& respond) {
  respond(json_reply(200, journal_har(world.world())));
}

void get_callbacks(const ControlCall& /*call*/, WorldControl& world, const Respond& respond) {
  json::array list;
  for (const Exchange& exchange : world.world().journal().entries()) {
    if (exchange.direction == Exchange::Direction::kCallback)
      list.push_back(journal_entry(exchange));
  }
  respond(json_reply(200, json::object{{"callbacks", std::move(list)}}));
}

constexpr scenario::Key kJournalQuery[] = {
    {"method", &scenario::kText, "pattern with * and ?, as the next ones"},
    {"url", &scenario::kText, "of the request as it came"},
    {"operation", &scenario::kText, "such as POST /accounts/{accountId}/orders"},
    {"status", &scenario::kText, "of the answer"},
    {"direction", &scenario::kText, "request or callback"},
    {"user", &scenario::kText, "who sent it"},
    {"since", &scenario::kWhole, "only what has a higher sequence"},
    {"limit", &scenario::kWhole, "only so many, the latest"},
    {"headers", &scenario::kWhole, "1: with the headers of request and answer"},
};
constexpr WorldRoute kJournalRoutes[] = {
    {"GET", "journal",
     "what was received, answered and sent; filters: method, url, operation, status, direction, "
     "user "
     "(patterns with * and ?), since (a sequence), limit; headers=1 tells these, too",
     get_journal, kNoInput, kNoBody, kJournalQuery},
    {"DELETE", "journal", "forget it", delete_journal, kInput},
    {"GET", "journal.har", "the same as HAR 1.2", get_har},
    {"GET", "callbacks", "the calls that the world placed", get_callbacks},
};

}  // namespace

std::span<const WorldRoute> journal_routes() {
  return kJournalRoutes;
}

std::string har_entry_of(const world::Exchange& exchange) {
  return json::serialize(har_entry(exchange));
}

json::value journal_har(const world::World& world) {
  json::array entries;
  for (const Exchange& exchange : world.journal().entries()) entries.push_back(har_entry(exchange));
  json::array commands;
  for (const world::Command& command : world.journal().commands())
    commands.push_back(json::object{{"after", command.after},
                                    {"method", command.method},
                                    {"target", command.target},
                                    {"body", kernel::as_text(command.body)}});
  json::object log{{"version", "1.2"},
                   {"creator", json::object{{"name", "dashsim"}, {"version", "1"}}},
                   {"_seed", world.scenario().seed},
                   {"_whole", world.journal().is_whole()},
                   {"_commands", std::move(commands)}};
  if (const auto& variation = world.scenario().variation)
    log["_explored"] = json::object{{"delayMax", kernel::format_duration(variation->delay_max)},
                                    {"stretch", variation->stretch}};
  log["entries"] = std::move(entries);
  return json::object{{"log", std::move(log)}};
}

}  // namespace dashsim::control
