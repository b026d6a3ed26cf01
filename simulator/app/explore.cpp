#include <fmt/format.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "app/child_process.hpp"
#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/note.hpp"
#include "app/server.hpp"
#include "app/settings.hpp"
#include "kernel/text.hpp"
#include "scenario/exploration.hpp"

namespace dashsim::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kJobsMax = 256;
constexpr std::uint64_t kSeedMax = 9'000'000'000'000'000;  // as the control API takes them

struct Seeds {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

Seeds parse_seeds(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto first = kernel::parse_whole(std::string_view(text).substr(0, dots));
  const auto last = dots == std::string::npos
                        ? first
                        : kernel::parse_whole(std::string_view(text).substr(dots + 2));
  if (!first || !last || *first > *last || *last > kSeedMax)
    throw WrongUse(
        fmt::format("'{}' is neither a seed nor a range such as 1..500 (--seeds)", text));
  return {*first, *last};
}

scenario::Variation variation_of(const ExploreOptions& options) {
  const auto delay = kernel::parse_duration(options.delay_max);
  if (!delay || *delay > std::chrono::hours(24))
    throw WrongUse(
        fmt::format("'{}' is no duration of a day at most (--delay-max)", options.delay_max));
  if (options.stretch == 0 || options.stretch > scenario::kStretchMax)
    throw WrongUse(fmt::format("--stretch takes 1 to {}", scenario::kStretchMax));
  return {*delay, options.stretch};
}

std::string list_of(const std::vector<std::string>& names) {
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

/// As a shell reads it.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) c == '\'' ? text += "'\\''" : text += c;
  return text + "'";
}

std::string how_it_failed(const ChildProcess::Ending& ending, const ExploreOptions& options) {
  if (ending.timed_out) return fmt::format("no end after {} seconds", options.timeout);
  if (ending.signal != 0) return fmt::format("ended by signal {}", ending.signal);
  return fmt::format("exit code {}", ending.code);
}

/// Runs the command once per seed, and knows which have failed.
class Exploration {
 public:
  Exploration(const ExploreOptions& options, Server& server, const scenario::Scenario& scenario)
      : options_(options),
        server_(server),
        scenario_(scenario),
        seeds_(parse_seeds(options.seeds)),
        variation_(variation_of(options)),
        next_(seeds_.first),
        reported_(seeds_.first) {}

  /// The process's exit code.
  int run() {
    {
      std::vector<std::jthread> jobs;
      for (std::uint64_t i = 0; i < options_.jobs; ++i) jobs.emplace_back([this] { work(); });
    }
    if (!obstacle_.empty()) {
      note("{}", obstacle_);
      return 2;
    }
    if (interrupted_) note("interrupted");
    if (failures_.empty() && interrupted_) return 1;
    if (failures_.empty()) {
      fmt::print("all good: seeds {} to {}\n", seeds_.first, seeds_.last);
      return 0;
    }
    if (!options_.keep_going) forget_all_but_the_first();
    fmt::print("smallest failing seed: {}\n{}", failures_.begin()->first,
               account_of(failures_.begin()->first));
    return 1;
  }

  /// Ends what is under way, from any thread.
  void interrupt() {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    for (const auto& [seed, child] : running_) child->end();
  }

 private:
  void work() {
    while (const auto seed = take_seed()) {
      const std::string world = fmt::format("seed-{}", *seed);
      server_.host().open_world(world, explored(scenario_, *seed, variation_).scenario);
      const auto failure = try_seed(*seed, world);
      if (failure) write(*seed, world);
      server_.host().delete_world(world);
      if (!failure) remove(*seed, "log");
      finish(*seed, failure);
    }
  }

  /// Seeds are taken in order, so that those below the smallest that fails are all tried.
  std::optional<std::uint64_t> take_seed() {
    const std::lock_guard lock(mutex_);
    const bool enough =
        interrupted_ || !obstacle_.empty() || (!options_.keep_going && !failures_.empty());
    if (enough || next_ > seeds_.last) return std::nullopt;
    return next_++;
  }

  /// How the command fails; nothing if it is good.
  std::optional<std::string> try_seed(std::uint64_t seed, const std::string& world) {
    std::error_code error;
    ChildProcess child(
        {options_.command,
         {fmt::format("DASHSIM_URL={}/_world/{}", server_.url(), world),
          fmt::format("DASHSIM_SERVER={}", server_.url()), fmt::format("DASHSIM_WORLD={}", world),
          fmt::format("DASHSIM_SEED={}", seed)},
         file_of(seed, "log")},
        error);
    if (error) {
      const std::lock_guard lock(mutex_);
      obstacle_ = fmt::format("cannot start {}: {}", options_.command.front(), error.message());
      return std::nullopt;
    }
    begin(seed, child);
    const auto longest = options_.timeout == 0
                             ? std::nullopt
                             : std::optional(std::chrono::seconds(options_.timeout));
    const ChildProcess::Ending ending = child.wait(longest);
    const std::lock_guard lock(mutex_);
    running_.erase(seed);
    if (ending.good()) return std::nullopt;
    return how_it_failed(ending, options_);
  }

  void begin(std::uint64_t seed, ChildProcess& child) {
    const std::lock_guard lock(mutex_);
    running_.emplace(seed, &child);
    if (is_vain(seed)) child.end();
  }

  /// Whether it does not matter any more how the seed does.
  bool is_vain(std::uint64_t seed) const {
    return interrupted_ ||
           (!options_.keep_going && !failures_.empty() && failures_.begin()->first < seed);
  }

  void finish(std::uint64_t seed, const std::optional<std::string>& failure) {
    const std::lock_guard lock(mutex_);
    if (is_vain(seed)) {
      forget(seed);
      return;
    }
    finished_.insert(seed);
    if (failure) failures_.emplace(seed, *failure);
    for (const auto& [other, child] : running_) {
      if (is_vain(other)) child->end();
    }
    report();
  }

  /// In the order of the seeds, however they have come to their ends.
  void report() {
    for (; finished_.erase(reported_) != 0; ++reported_) {
      const auto failure = failures_.find(reported_);
      const bool told =
          failure != failures_.end() && (options_.keep_going || failure == failures_.begin());
      if (told) fmt::print("seed {} failed: {}\n", reported_, failure->second);
    }
    std::fflush(stdout);
  }

  /// With what was kept of seeds that have failed while a smaller one was still under way.
  void forget_all_but_the_first() {
    for (auto each = std::next(failures_.begin()); each != failures_.end(); ++each)
      forget(each->first);
    failures_.erase(std::next(failures_.begin()), failures_.end());
  }

  void forget(std::uint64_t seed) const {
    for (const char* kind : {"log", "har", "txt"}) remove(seed, kind);
  }

  void remove(std::uint64_t seed, std::string_view kind) const {
    std::error_code ignored;
    fs::remove(file_of(seed, kind), ignored);
  }

  std::string file_of(std::uint64_t seed, std::string_view kind) const {
    return (fs::path(options_.har_dir) / fmt::format("seed-{}.{}", seed, kind)).string();
  }

  void write(std::uint64_t seed, const std::string& world) {
    std::ofstream har(file_of(seed, "har"), std::ios::binary);
    std::ofstream account(file_of(seed, "txt"), std::ios::binary);
    har << har_of(world);
    account << account_of(seed);
    if (!har.flush() || !account.flush()) note("cannot write {}", file_of(seed, "har"));
  }

  std::string har_of(const std::string& world) {
    std::promise<std::string> har;
    server_.host().handle({"GET", fmt::format("/_world/{}/_sim/journal.har", world), {}, {}},
                          [&](net::Response response) { har.set_value(std::move(response.body)); });
    return har.get_future().get();
  }

  /// What the seed makes of the scenario, and how to see it again.
  std::string account_of(std::uint64_t seed) const {
    const scenario::Explored explored = scenario::explored(scenario_, seed, variation_);
    std::vector<std::string> steps;
    for (const scenario::OrderTypeWords& type : scenario::all_order_types()) {
      const auto thousandths = explored.stretched[static_cast<std::size_t>(type.type)];
      steps.push_back(
          fmt::format("{} {}.{:03}", type.name, thousandths / 1000, thousandths % 1000));
    }
    return fmt::format(
        "  optional faults on: {}\n  optional faults off: {}\n  callbacks are late by up to {}\n"
        "  steps take, of their time: {}\n  session: {}\n  output: {}\n  again: {}\n",
        list_of(explored.faults_on), list_of(explored.faults_off),
        kernel::format_duration(variation_.delay_max), fmt::join(steps, ", "), file_of(seed, "har"),
        file_of(seed, "log"), command_line(seed));
  }

  std::string command_line(std::uint64_t seed) const {
    std::string line =
        fmt::format("dashsim explore --seeds {} --delay-max {} --stretch {}", seed,
                    kernel::format_duration(variation_.delay_max), variation_.stretch);
    if (options_.timeout != 0) line += fmt::format(" --timeout {}", options_.timeout);
    line += fmt::format(" {} --", quoted(options_.scenario));
    for (const std::string& word : options_.command) line += " " + quoted(word);
    return line;
  }

  const ExploreOptions& options_;
  Server& server_;
  const scenario::Scenario& scenario_;
  const Seeds seeds_;
  const scenario::Variation variation_;

  std::mutex mutex_;  // guards what follows, until all jobs are done
  std::uint64_t next_;
  std::map<std::uint64_t, ChildProcess*> running_;
  std::map<std::uint64_t, std::string> failures_;  // how they failed
  std::set<std::uint64_t> finished_;               // and not reported yet
  std::uint64_t reported_;
  std::string obstacle_;  // why no command can be started
  bool interrupted_ = false;
};

}  // namespace

int explore(const ExploreOptions& explore, const Options& options) {
  if (explore.command.empty())
    throw WrongUse("a command is wanted: dashsim explore --seeds 1..500 SCENARIO -- COMMAND");
  if (explore.jobs == 0 || explore.jobs > kJobsMax)
    throw WrongUse(fmt::format("--jobs takes 1 to {}", kJobsMax));
  const scenario::Loader loader = disk_loader();
  const scenario::Loaded loaded = loader.load_file(explore.scenario);
  print_complaints(loaded.complaints);
  print_complaints(loaded.warnings);
  if (loaded.scenario == nullptr) return 2;

  Server server(options, host_settings(options, loaded.scenario), loader);
  Exploration exploration(explore, server, *loaded.scenario);
  std::error_code error;
  fs::create_directories(explore.har_dir, error);
  if (error) throw WrongUse(fmt::format("cannot make {}: {}", explore.har_dir, error.message()));
  if (const auto taken = server.open()) {
    note("cannot listen: {}", taken.message());
    return 1;
  }
  boost::asio::signal_set signals(server.io(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (!cancelled) exploration.interrupt();
  });
  const std::jthread serving([&] { server.run(); });
  const int code = exploration.run();
  server.stop();
  fs::remove(explore.har_dir, error);  // if there is nothing in it
  return code;
}

}  // namespace dashsim::app
