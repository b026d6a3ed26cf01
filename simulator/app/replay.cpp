// dashsim replay: whether a recorded session, played again, gives the same bytes.
#include "app/replay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/driver.hpp"
#include "app/files.hpp"
#include "app/settings.hpp"
#include "kernel/base64.hpp"
#include "kernel/text.hpp"
#include "scenario/exploration.hpp"

namespace dashsim::app {
namespace {

using control::RecordedExchange;
using control::Recording;

constexpr std::string_view kMask = "***";

/// Of a call that was not answered, the error that the journal's words tell.
boost::system::error_code error_of(const std::string& diagnosis) {
  for (int value = 1; value <= static_cast<int>(net::CallFault::kNoKey); ++value) {
    const boost::system::error_code error(value, net::call_category());
    if (error.message() == diagnosis) return error;
  }
  return diagnosis == kTimedOut ? boost::asio::error::timed_out
                                : boost::asio::error::connection_refused;
}

/// A recorded session, and the world in which it is played again.
class Session {
 public:
  Session(const Recording& recording, const std::shared_ptr<const scenario::Scenario>& scenario)
      : recording_(recording),
        begun_(recording.exchanges.size()),
        driver_("default", scenario, pipeline_,
                {.journal = {SIZE_MAX, SIZE_MAX}, .history_bytes_max = 0}, nowhere_) {}

  /// The first exchange that is not as it was recorded; nothing if all are.
  std::optional<std::size_t> play() {
    const std::size_t all = recording_.exchanges.size();
    while (compared_ < all) {
      play_commands();
      if (compared_ == played() && !play_next()) return compared_;
      for (; compared_ < std::min(all, played()); ++compared_) {
        if (replayed(compared_) != recording_.exchanges[compared_].entry) return compared_;
      }
    }
    return std::nullopt;
  }

  /// Empty if nothing came.
  std::string replayed(std::size_t index) const {
    return index < played() ? control::har_entry_of(driver_.world().journal().entries()[index])
                            : std::string();
  }

 private:
  std::size_t played() const { return driver_.world().journal().entries().size(); }

  void play_commands() {
    const auto& commands = recording_.commands;
    while (next_command_ < commands.size() && commands[next_command_].after <= played())
      driver_.control(commands[next_command_++].request, [](const net::Response&) {});
  }

  /// Gives the world what the next exchange says; false if that leads nowhere.
  bool play_next() {
    const std::size_t before = played();
    const RecordedExchange& next = recording_.exchanges[compared_];
    if (!next.is_callback) {
      if (begun_[compared_]) return false;
      send(compared_);
      return played() != before || driver_.in_flight() != nullptr;
    }
    // Of a request that waits for the clock, callbacks are recorded before the request itself.
    for (std::size_t i = compared_; driver_.in_flight() == nullptr && i < begun_.size(); ++i) {
      if (!recording_.exchanges[i].is_callback && !begun_[i]) send(i);
      if (played() != before) return true;
    }
    if (driver_.in_flight() == nullptr) return false;
    driver_.answered(
        {next.answer.status == 0 ? error_of(next.diagnosis) : error_code(), next.answer});
    return true;
  }

  void send(std::size_t index) {
    begun_[index] = true;
    const RecordedExchange& exchange = recording_.exchanges[index];
    api::Arrival arrival = pipeline_.receive(exchange.request, {});
    arrival.base_url = exchange.base_url;
    unmask_passwords(arrival.request.body);
    if (!exchange.user.empty()) know_again(arrival, exchange.user);
    driver_.arrive(std::move(arrival), [](const net::Response&) {});
  }

  /// Nobody knows any more what stood there; what does has to be good for a password.
  static void unmask_passwords(std::string& body) {
    constexpr std::string_view kMasked = "Password>***<";
    constexpr std::string_view kStandIn = "Password>Masked-1<";
    for (std::size_t at = body.find(kMasked); at != std::string::npos; at = body.find(kMasked, at))
      body.replace(at, kMasked.size(), kStandIn);
  }

  /// Secrets are masked in records, but who has called is told.
  void know_again(api::Arrival& arrival, const std::string& name) {
    arrival.credentials = {api::Credentials::Kind::kBasic, name, {}, {}, {}};
    const world::User* user = driver_.world().accounts().find_user(name);
    if (user == nullptr) return;
    arrival.credentials.password = user->password;
    if (arrival.target && api::is_token_endpoint(*arrival.target)) unmask(arrival.request, *user);
  }

  static void unmask(net::Request& request, const world::User& user) {
    const bool has_client = !user.client_id.empty();
    const std::string& id = has_client ? user.client_id : user.name;
    const std::string& secret = has_client ? user.client_secret : user.password;
    for (net::Header& header : request.headers) {
      if (kernel::same_word(header.name, "Authorization"))
        header.value =
            fmt::format("Basic {}", kernel::base64_encode(fmt::format("{}:{}", id, secret)));
    }
    const bool names_client =
        has_client && request.body.find("client_id=" + user.client_id) != std::string::npos;
    const std::size_t at = request.body.find(kMask);
    if (at != std::string::npos)
      request.body.replace(at, kMask.size(), names_client ? user.client_secret : user.password);
  }

  using error_code = boost::system::error_code;

  const Recording& recording_;
  std::vector<bool> begun_;  // of exchanges, those that were sent
  std::size_t next_command_ = 0;
  std::size_t compared_ = 0;
  api::Pipeline pipeline_;
  Nowhere nowhere_;
  Driver driver_;
};

std::shared_ptr<const scenario::Scenario> scenario_of(const Recording& recording,
                                                      const scenario::Scenario& written) {
  if (!recording.variation) return scenario::with_seed(written, recording.seed);
  return explored(written, recording.seed, *recording.variation).scenario;
}

int report(const Recording& recording, const Difference& difference, const std::string& file) {
  const RecordedExchange& exchange = recording.exchanges[difference.entry];
  fmt::print("{}: entry {} of {} is not as it was recorded: {} {}{}\n", file, difference.entry + 1,
             recording.exchanges.size(), exchange.request.method, exchange.base_url,
             exchange.request.target);
  fmt::print("{}", difference.replayed.empty()
                       ? "nothing of the kind happened\n"
                       : control::describe_differences(exchange.entry, difference.replayed));
  return 1;
}

}  // namespace

std::optional<Difference> find_difference(const Recording& recording,
                                          const scenario::Scenario& written) {
  Session session(recording, scenario_of(recording, written));
  const auto entry = session.play();
  if (!entry) return std::nullopt;
  return Difference{*entry, session.replayed(*entry)};
}

int replay(const std::string& har, const std::string& scenario) {
  constexpr std::uintmax_t kHarBytesMax = 1U << 30U;
  const auto text = read_file(har, kHarBytesMax);
  if (!text) throw WrongUse(fmt::format("{} cannot be read", har));
  const auto recording = control::read_recording(*text);
  if (!recording) throw WrongUse(fmt::format("{} is no HAR that dashsim has written", har));
  if (!recording->is_whole)
    throw WrongUse(
        fmt::format("{} is not a whole session: its journal was cleared or rewound, or "
                    "has outgrown --journal-entries or --journal-bytes",
                    har));
  const scenario::Loader loader = disk_loader();
  const scenario::Loaded loaded =
      scenario.empty() ? loader.load_builtin("default") : loader.load_file(scenario);
  print_complaints(loaded.complaints);
  if (loaded.scenario == nullptr) return 2;
  if (const auto difference = find_difference(*recording, *loaded.scenario))
    return report(*recording, *difference, har);
  fmt::print("{}: all {} entries are as they were recorded\n", har, recording->exchanges.size());
  return 0;
}

}  // namespace dashsim::app
