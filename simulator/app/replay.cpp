// dashsim replay: whether a recorded session, played again, gives the same bytes.
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "app/commands.hpp"
#include "app/driver.hpp"
#include "app/files.hpp"
#include "app/host.hpp"
#include "app/settings.hpp"
#include "control/control.hpp"
#include "kernel/base64.hpp"
#include "kernel/text.hpp"

namespace dashsim::app {
namespace {

namespace json = boost::json;

constexpr std::string_view kMask = "***";

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

/// HAR knows encodings of answers only; ours of requests stand in the comment.
std::string body_of(const json::object& message, std::string_view key) {
  const json::value* content = message.if_contains(key);
  if (content == nullptr) return {};
  const json::object& object = content->as_object();
  std::string text = text_at(object, "text");
  return object.contains("encoding") || object.contains("comment")
             ? kernel::base64_decode(text).value_or(std::string())
             : text;
}

/// What stands before the API's own path: scheme, host and the choice of a world.
std::string base_of(const std::string& url) {
  constexpr std::string_view kMount = "/_world/";
  const std::size_t host = url.find("//") + 2;
  std::size_t end = std::min(url.find('/', host), url.size());
  if (url.compare(end, kMount.size(), kMount) == 0)
    end = std::min(url.find_first_of("/?", end + kMount.size()), url.size());
  return url.substr(0, end);
}

/// A session that was recorded as HAR, and the world in which it is played again.
class Session {
 public:
  Session(const json::object& log, std::shared_ptr<const scenario::Scenario> scenario)
      : entries_(log.at("entries").as_array()),
        commands_(log.at("_commands").as_array()),
        begun_(entries_.size()),
        driver_("default", std::move(scenario), pipeline_, settings(), nowhere_) {}

  /// The first entry that is not as it was recorded; nothing if all are.
  std::optional<std::size_t> play() {
    while (compared_ < entries_.size()) {
      play_commands();
      if (compared_ == played() && !play_next()) return compared_;
      for (; compared_ < std::min(entries_.size(), played()); ++compared_) {
        if (replayed(compared_) != json::serialize(entries_[compared_])) return compared_;
      }
    }
    return std::nullopt;
  }

  std::size_t size() const { return entries_.size(); }
  const json::value& recorded(std::size_t index) const { return entries_[index]; }
  /// Empty if nothing came.
  std::string replayed(std::size_t index) const {
    return index < played() ? control::har_entry_json(journal().entries()[index]) : std::string();
  }

 private:
  static DriverSettings settings() {
    return {.journal = {SIZE_MAX, SIZE_MAX}, .history_bytes_max = 0};
  }
  const world::Journal& journal() const { return driver_.world().journal(); }
  std::size_t played() const { return journal().entries().size(); }
  const json::object& entry(std::size_t index) const { return entries_[index].as_object(); }
  bool is_callback(std::size_t index) const {
    return text_at(entry(index), "_direction") == "callback";
  }

  void play_commands() {
    for (; next_command_ < commands_.size(); ++next_command_) {
      const json::object& command = commands_[next_command_].as_object();
      if (command.at("after").to_number<std::size_t>() > played()) return;
      driver_.control(
          {text_at(command, "method"), text_at(command, "target"), {}, text_at(command, "body")},
          [](const net::Response&) {});
    }
  }

  /// Gives the world what the next entry says; false if that leads nowhere.
  bool play_next() {
    const std::size_t before = played();
    if (!is_callback(compared_)) {
      if (begun_[compared_]) return false;
      send(compared_);
      return played() != before || driver_.in_flight() != nullptr;
    }
    // Of a request that waits for the clock, callbacks are recorded before the request itself.
    for (std::size_t i = compared_; driver_.in_flight() == nullptr && i < entries_.size(); ++i) {
      if (!is_callback(i) && !begun_[i]) send(i);
      if (played() != before) return true;
    }
    if (driver_.in_flight() == nullptr) return false;
    driver_.answered(answer_of(entry(compared_)));
    return true;
  }

  void send(std::size_t index) {
    begun_[index] = true;
    const json::object& request = entry(index).at("request").as_object();
    const std::string url = text_at(request, "url");
    const std::string base = base_of(url);
    const std::string user = text_at(entry(index), "_user");
    api::Arrival arrival =
        pipeline_.receive({text_at(request, "method"), url.substr(base.size()), headers_of(request),
                           body_of(request, "postData"), false, url.starts_with("https")},
                          {});
    arrival.base_url = base;
    if (!user.empty()) know_again(arrival, user);
    driver_.arrive(std::move(arrival), [](const net::Response&) {});
  }

  /// Secrets are masked in records, but who has called is told.
  void know_again(api::Arrival& arrival, const std::string& name) {
    arrival.credentials = {api::Credentials::Kind::kBasic, name, {}, {}, {}};
    const world::User* user = driver_.world().accounts().find_user(name);
    if (user == nullptr) return;
    arrival.credentials.password = user->password;
    if (!arrival.target || !api::is_token_endpoint(*arrival.target)) return;
    const bool has_client = !user->client_id.empty();
    const std::string& id = has_client ? user->client_id : user->name;
    const std::string& secret = has_client ? user->client_secret : user->password;
    for (net::Header& header : arrival.request.headers) {
      if (kernel::same_word(header.name, "Authorization"))
        header.value = "Basic " + kernel::base64_encode(id + ":" + secret);
    }
    std::string& body = arrival.request.body;
    const std::size_t at = body.find(kMask);
    if (at != std::string::npos) body.replace(at, kMask.size(), secret);
  }

  static net::Answer answer_of(const json::object& entry) {
    const json::object& response = entry.at("response").as_object();
    net::Answer answer;
    answer.response = {response.at("status").to_number<int>(), headers_of(response),
                       body_of(response, "content")};
    if (answer.response.status == 0) answer.error = error_of(text_at(entry, "_diagnosis"));
    return answer;
  }
  /// What the journal says of a call that was not answered.
  static boost::system::error_code error_of(const std::string& diagnosis) {
    for (int value = 1; value <= static_cast<int>(net::CallFault::kNoKey); ++value) {
      const boost::system::error_code error(value, net::call_category());
      if (error.message() == diagnosis) return error;
    }
    return diagnosis.find("time") != std::string::npos ? boost::asio::error::timed_out
                                                       : boost::asio::error::connection_refused;
  }

  const json::array& entries_;
  const json::array& commands_;
  std::vector<bool> begun_;  // of entries, those that were sent
  std::size_t next_command_ = 0;
  std::size_t compared_ = 0;
  api::Pipeline pipeline_;
  Nowhere nowhere_;
  Driver driver_;
};

/// Every value in which two documents differ, by its way from the root.
void print_differences(const std::string& path, const json::value& recorded,
                       const json::value& replayed) {
  if (recorded == replayed) return;
  if (recorded.is_object() && replayed.is_object()) {
    for (const auto& member : recorded.get_object()) {
      const json::value* other = replayed.get_object().if_contains(member.key());
      print_differences(fmt::format("{}.{}", path, std::string_view(member.key())), member.value(),
                        other != nullptr ? *other : json::value());
    }
    for (const auto& member : replayed.get_object()) {
      if (!recorded.get_object().contains(member.key()))
        print_differences(fmt::format("{}.{}", path, std::string_view(member.key())), {},
                          member.value());
    }
    return;
  }
  const auto shown = [](const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  };
  fmt::print("{}\n--- recorded\n{}\n+++ replayed\n{}\n", path.substr(1), shown(recorded),
             shown(replayed));
}

int report(const Session& session, std::size_t index, const std::string& file) {
  const json::object& entry = session.recorded(index).as_object();
  const json::object& request = entry.at("request").as_object();
  fmt::print("{}: entry {} of {} is not as it was recorded: {} {}\n", file, index + 1,
             session.size(), text_at(request, "method"), text_at(request, "url"));
  const std::string replayed = session.replayed(index);
  if (replayed.empty()) {
    fmt::print("nothing of the kind happened\n");
  } else {
    print_differences({}, session.recorded(index), json::parse(replayed));
  }
  return 1;
}

/// The log of a HAR that dashsim wrote of a whole session.
const json::object& log_of(const json::value& har, const std::string& file) {
  const json::value* log = har.is_object() ? har.get_object().if_contains("log") : nullptr;
  const bool is_ours = log != nullptr && log->is_object() &&
                       log->get_object().contains("entries") &&
                       log->get_object().contains("_commands");
  if (!is_ours) throw WrongUse(fmt::format("{} is no HAR that dashsim has written", file));
  if (!log->get_object().at("_whole").as_bool())
    throw WrongUse(
        fmt::format("{} is not the whole session: its journal was cleared, has outgrown "
                    "--journal-entries or --journal-bytes, or was rewound",
                    file));
  return log->get_object();
}

}  // namespace

int replay(const std::string& har, const std::string& scenario) {
  constexpr std::uintmax_t kHarBytesMax = 1U << 30U;
  const auto text = read_file(har, kHarBytesMax);
  if (!text) throw WrongUse(fmt::format("{} cannot be read", har));
  boost::system::error_code error;
  const json::value document = json::parse(*text, error);
  const json::object& log = log_of(document, har);
  const scenario::Loader loader = disk_loader();
  const scenario::Loaded loaded =
      scenario.empty() ? loader.load_builtin("default") : loader.load_file(scenario);
  for (const scenario::Complaint& complaint : loaded.complaints)
    fmt::print(stderr, "{}\n", to_line(complaint));
  if (loaded.scenario == nullptr) return 2;
  const auto seed = log.at("_seed").to_number<std::uint64_t>();
  try {
    Session session(log, with_seed(*loaded.scenario, seed));
    if (const auto different = session.play()) return report(session, *different, har);
    fmt::print("{}: all {} entries are as they were recorded\n", har, session.size());
    return 0;
  } catch (const boost::system::system_error& damage) {
    throw WrongUse(fmt::format("{} is damaged: {}", har, damage.what()));
  }
}

}  // namespace dashsim::app
