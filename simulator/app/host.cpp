#include "app/host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "api/authentication.hpp"
#include "app/note.hpp"
#include "app/recovery.hpp"
#include "app/version.hpp"
#include "kernel/text.hpp"

namespace dashsim::app {
namespace {

constexpr std::string_view kDefault = "default";
constexpr std::string_view kMount = "/_world/";
// Reading YAML takes three hundred times its size in memory, and the world's time.
constexpr std::size_t kScenarioBytesMax = 1U << 20U;

bool is_world_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// Takes "/_world/NAME" off the target and returns it; empty if the target does not begin with it.
std::string take_mount(std::string& target) {
  if (!target.starts_with(kMount)) return {};
  const std::size_t end = std::min(target.find_first_of("/?", kMount.size()), target.size());
  std::string mount = target.substr(0, end);
  target.erase(0, end);
  if (!target.starts_with('/')) target.insert(0, 1, '/');
  return mount;
}

/// The world that a request names: by its path, its header or its user, in this order; else the
/// default one.
std::string world_of(const net::Request& request, std::string_view mount,
                     const api::Credentials& credentials) {
  if (!mount.empty()) return std::string(mount.substr(kMount.size()));
  const std::string_view header = kernel::trim(net::find_header(request.headers, "X-Sim-World"));
  if (!header.empty()) return std::string(header);
  return credentials.world.empty() ? std::string(kDefault) : credentials.world;
}

std::vector<std::string> to_lines(const std::vector<scenario::Complaint>& complaints) {
  std::vector<std::string> lines;
  lines.reserve(complaints.size());
  for (const scenario::Complaint& complaint : complaints) lines.push_back(to_line(complaint));
  return lines;
}

/// Sums up what rooms tell, each on its own strand, until the last one has.
class Collection {
 public:
  using Done = std::function<void(control::Figures)>;

  Collection(control::Figures sum, std::size_t awaited, Done done)
      : sum_(std::move(sum)), awaited_(awaited), done_(std::move(done)) {}

  void add(const control::Figures& figures) {
    {
      const std::lock_guard lock(mutex_);
      sum_.tally.add(figures.tally);
      sum_.stock.add(figures.stock);
      if (--awaited_ != 0) return;
    }
    done_(std::move(sum_));
  }

 private:
  std::mutex mutex_;
  control::Figures sum_;
  std::size_t awaited_;
  Done done_;
};

HostSettings consistent(HostSettings settings) {
  settings.driver.is_kept = settings.data != nullptr;
  settings.driver.inventories = std::make_shared<world::Inventories>();
  return settings;
}

/// Waits until so many worlds have begun anew, at least one, and tells which have not.
class Resets {
 public:
  using Done = std::function<void(std::vector<std::string>)>;

  Resets(std::size_t awaited, Done done) : awaited_(awaited), done_(std::move(done)) {}

  void add(const std::optional<control::Refusal>& refusal) {
    {
      const std::lock_guard lock(mutex_);
      if (refusal) lines_.push_back(refusal->text);
      if (--awaited_ != 0) return;
    }
    std::ranges::sort(lines_);
    done_(std::move(lines_));
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
  std::size_t awaited_;
  Done done_;
};

control::Refusal unkept(const WorldLog& log) {
  return {503, fmt::format("the world '{}' cannot be kept: {}", log.world(), log.failure()),
          "see to the disk of --data-dir"};
}

/// Made of the same texts, with the same seed.
bool is_same(const scenario::Scenario& one, const scenario::Scenario& other) {
  return one.seed == other.seed && one.source->name == other.source->name &&
         std::ranges::equal(one.source->files, other.source->files, {}, &scenario::SourceFile::text,
                            &scenario::SourceFile::text);
}

}  // namespace

Host::Host(boost::asio::io_context& io, HostSettings settings, const scenario::Loader& loader)
    : io_(io),
      settings_(consistent(std::move(settings))),
      loader_(loader),
      pipeline_(settings_.xml),
      callbacks_(settings_.callbacks),
      started_(wall_now()),
      scenario_(settings_.seed ? scenario::with_seed(*settings_.scenario, *settings_.seed)
                               : settings_.scenario) {
  if (settings_.data != nullptr) recover_worlds();
  if (rooms_.contains(kDefault)) return;
  const std::string name(kDefault);
  const auto room = hold(name, make_room(name, scenario_, true));
  if (room->log() != nullptr && room->log()->has_failed())
    throw std::runtime_error(room->log()->failure());
}

void Host::recover_worlds() {
  const WallTime begun = wall_now();
  std::uint64_t inputs = 0;
  std::size_t of_another = 0;
  for (const std::string& name : settings_.data->worlds()) {
    auto recovering = begin_recovery(*settings_.data, name, loader_);
    if (!recovering) continue;
    const auto room = std::make_shared<Room>(io_, *this, name, recovering->scenario, pipeline_,
                                             callbacks_, settings_.driver);
    room->recover([&](Driver& driver) {
      return replay(*recovering, driver, *settings_.data, loader_, inputs);
    });
    const bool is_of_served = room->log()->is_of_served();
    if (is_of_served && !is_same(room->scenario(), *scenario_)) ++of_another;
    rooms_.emplace(name, Held{room, room->scenario().name, is_of_served});
  }
  if (rooms_.empty()) return;
  const std::chrono::duration<double> took = wall_now() - begun;
  note("{}: {} inputs of {} worlds replayed in {:.3f} s", settings_.data->settings().folder, inputs,
       rooms_.size(), took.count());
  if (of_another != 0)
    note(
        "{} of them are of the served scenario as it was when they began; "
        "POST /_sim/reload begins them anew",
        of_another);
}

void Host::handle(net::Request request, net::Respond respond) {
  const std::string mount = take_mount(request.target);
  if (control::is_control_path(request.target))
    return handle_control(std::move(request), mount, std::move(respond));
  api::Arrival arrival = pipeline_.receive(std::move(request), mount);
  const std::string name = world_of(arrival.request, mount, arrival.credentials);
  const std::shared_ptr<Room> room = find_room(name);
  if (room == nullptr) return answer_no_world(name, false, respond);
  room->serve(std::move(arrival), std::move(respond));
}

void Host::handle_control(net::Request request, std::string_view mount, net::Respond respond) {
  if (auto file = control::console_file(request)) return respond(*std::move(file));
  if (auto refusal = control::refusal_of(request, settings_.admin_token))
    return respond(*std::move(refusal));
  if (control::is_collected_path(request.target))
    return control::handle_collected(request, *this, respond);
  auto inner = control::world_target(request.target);
  if (!inner && control::is_server_path(request.target))
    return control::handle_server(request, *this, respond);
  if (inner) request.target = std::move(inner->target);
  const std::string name = inner ? std::move(inner->world)
                                 : world_of(request, mount, api::read_credentials(request.headers));
  const std::shared_ptr<Room> room = find_room(name);
  if (room == nullptr) return answer_no_world(name, true, respond);
  room->serve_control(std::move(request), std::move(respond));
}

void Host::answer_no_world(const std::string& name, bool control,
                           const net::Respond& respond) const {
  std::string text = is_world_name(name) ? fmt::format("There is no world '{}'", name)
                                         : "What the request names is no name for a world";
  std::string hint = "POST /_sim/worlds creates one; --auto-worlds creates any that is named";
  if (settings_.auto_worlds) {
    const std::lock_guard lock(mutex_);
    if (const auto why = obstacle(name)) hint = fmt::format("{}: {}", why->text, why->hint);
  }
  if (control) return respond(control::error_reply(404, text, hint));
  respond(api::undocumented(404, text + ". " + hint));
}

void Host::expire(WallTime now) {
  if (settings_.world_idle_max.count() == 0) return;
  const std::lock_guard lock(mutex_);
  std::erase_if(rooms_, [&](const auto& entry) {
    const std::shared_ptr<Room>& room = entry.second.room;
    const bool idle = entry.first != kDefault && now - room->last_used() > settings_.world_idle_max;
    if (idle) dismiss(room);
    return idle;
  });
}

std::chrono::milliseconds Host::sync_interval() const {
  return settings_.data == nullptr ? std::chrono::milliseconds::max()
                                   : settings_.data->settings().sync_interval;
}

void Host::sync(WallTime now) {
  if (settings_.data == nullptr || !settings_.data->is_sync_due(now)) return;
  std::vector<std::shared_ptr<Room>> rooms;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, held] : rooms_) rooms.push_back(held.room);
  }
  for (const auto& room : rooms) room->log()->sync();
}

std::vector<std::string> Host::failures() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& [name, held] : rooms_) {
    const std::string failure =
        held.room->log() == nullptr ? std::string() : held.room->log()->failure();
    if (!failure.empty())
      lines.push_back(fmt::format("the world '{}' cannot be kept: {}", name, failure));
  }
  return lines;
}

void Host::close() {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, held] : rooms_) held.room->post_close();
}

std::optional<control::Refusal> Host::obstacle(const std::string& name) const {
  if (!is_world_name(name))
    return control::Refusal{400, fmt::format("'{}' is no name for a world", name),
                            "1 to 64 letters, digits, '.', '_' and '-'"};
  if (rooms_.contains(name))
    return control::Refusal{409, fmt::format("there is a world '{}' already", name),
                            "delete it, or take another name"};
  if (rooms_.size() >= settings_.worlds_max)
    return control::Refusal{
        409, fmt::format("there are {} worlds, and no more are allowed", rooms_.size()),
        "delete some, or start with a larger --worlds-max"};
  return std::nullopt;
}

std::shared_ptr<const scenario::Scenario> Host::served() const {
  const std::lock_guard lock(mutex_);
  return scenario_;
}

std::shared_ptr<Room> Host::find_room(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = rooms_.find(name);
    if (found != rooms_.end()) return found->second.room;
    if (!settings_.auto_worlds || obstacle(name)) return nullptr;
  }
  return hold(name, make_room(name, served(), true));
}

Host::Held Host::make_room(const std::string& name,
                           const std::shared_ptr<const scenario::Scenario>& scenario,
                           bool is_of_served) {
  auto room =
      std::make_shared<Room>(io_, *this, name, scenario, pipeline_, callbacks_, settings_.driver);
  if (settings_.data != nullptr) {
    auto log = settings_.data->make(name, is_of_served);
    log->begin(beginning_record({scenario->clock.start, 0}, *scenario));
    room->keep_in(std::move(log));
  }
  return {std::move(room), scenario->name, is_of_served};
}

std::shared_ptr<Room> Host::hold(const std::string& name, Held held) {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = rooms_.emplace(name, std::move(held));
  const std::shared_ptr<Room>& room = entry->second.room;
  // If it cannot be kept, its log says so to all who ask anything of it.
  if (is_new && room->log() != nullptr) settings_.data->place(*room->log());
  return room;
}

std::string Host::version() const {
  return std::string(app::version());
}

std::uint64_t Host::uptime_seconds() const {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(wall_now() - started_).count());
}

std::vector<control::WorldSummary> Host::worlds() const {
  const std::lock_guard lock(mutex_);
  std::vector<control::WorldSummary> list;
  for (const auto& [name, held] : rooms_) list.push_back({name, held.scenario});
  return list;
}

scenario::Loaded Host::load_scenario(const std::string& name_or_text) const {
  const bool is_name = is_world_name(name_or_text);  // scenarios are called likewise
  if (!is_name && name_or_text.size() > kScenarioBytesMax) {
    return {nullptr,
            {{"scenario", 1, 1,
              fmt::format("a scenario that is sent has at most {} bytes", kScenarioBytesMax)}}};
  }
  if (!is_name) return loader_.load_text("scenario", name_or_text);
  if (!settings_.scenarios_folder.empty()) {
    const std::string file = fmt::format("{}/{}.yaml", settings_.scenarios_folder, name_or_text);
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) return loader_.load_file(file);
  }
  return loader_.load_builtin(name_or_text);
}

std::vector<std::string> Host::create_world(const std::string& name,
                                            const std::optional<std::string>& scenario,
                                            const std::optional<std::uint64_t>& seed) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto why = obstacle(name)) return {fmt::format("{}: {}", why->text, why->hint)};
  }
  std::shared_ptr<const scenario::Scenario> chosen = served();
  if (scenario) {
    scenario::Loaded loaded = load_scenario(*scenario);
    if (loaded.scenario == nullptr) return to_lines(loaded.complaints);
    chosen = std::move(loaded.scenario);
  }
  if (seed) chosen = scenario::with_seed(*chosen, *seed);
  Held made = make_room(name, chosen, !scenario && !seed);
  const std::shared_ptr<Room> room = made.room;
  if (hold(name, std::move(made)) != room) {
    room->post_close();
    return {fmt::format("there is a world '{}' already", name)};
  }
  const std::string failure = room->log() == nullptr ? std::string() : room->log()->failure();
  if (failure.empty()) return {};
  delete_world(name);
  return {fmt::format("it cannot be kept: {}", failure)};
}

void Host::open_world(const std::string& name,
                      const std::shared_ptr<const scenario::Scenario>& scenario) {
  hold(name, make_room(name, scenario, false));
}

std::optional<control::Refusal> Host::fork(const std::string& name, const Room& origin) {
  {
    const std::lock_guard lock(mutex_);
    if (auto why = obstacle(name)) return why;
  }
  const auto room = std::make_shared<Room>(io_, name, origin);
  if (origin.log() != nullptr) {
    const auto log = settings_.data->make(name, false);
    room->keep_in(log);
    if (!room->begin_log_like(*origin.log())) return unkept(*log);
  }
  const std::lock_guard lock(mutex_);
  if (auto why = obstacle(name)) return why;  // somebody was faster
  if (room->log() != nullptr && !settings_.data->place(*room->log())) return unkept(*room->log());
  const auto known = rooms_.find(origin.name());
  const std::string scenario = known == rooms_.end() ? std::string() : known->second.scenario;
  rooms_.emplace(name, Held{room, scenario, false});
  return std::nullopt;
}

std::optional<control::Refusal> Host::delete_world(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(name);
  if (found == rooms_.end())
    return control::Refusal{404, fmt::format("there is no world '{}'", name),
                            "GET /_sim/worlds lists them"};
  WorldLog* log = found->second.room->log();
  if (log != nullptr && !log->remove()) return unkept(*log);
  dismiss(found->second.room);
  rooms_.erase(found);
  return std::nullopt;
}

void Host::reload(std::function<void(std::vector<std::string>)> done) {
  scenario::Loaded loaded = settings_.scenario_file.empty()
                                ? scenario::Loaded{settings_.scenario, {}}
                                : loader_.load_file(settings_.scenario_file);
  if (loaded.scenario == nullptr) return done(to_lines(loaded.complaints));
  const std::lock_guard lock(mutex_);
  scenario_ =
      settings_.seed ? scenario::with_seed(*loaded.scenario, *settings_.seed) : loaded.scenario;
  const auto served =
      std::ranges::count_if(rooms_, [](const auto& entry) { return entry.second.is_of_served; });
  const auto resets = std::make_shared<Resets>(static_cast<std::size_t>(served), std::move(done));
  for (auto& [name, held] : rooms_) {
    if (!held.is_of_served) continue;
    held.scenario = scenario_->name;
    held.room->post_reset(scenario_, [resets](const std::optional<control::Refusal>& refusal) {
      resets->add(refusal);
    });
  }
}

void Host::dismiss(const std::shared_ptr<Room>& room) {
  if (room->log() != nullptr) room->log()->remove();
  leaving_.push_back(room);
  room->post_close();
  room->post_figures([this, room](const control::Figures& figures) {
    const std::lock_guard lock(mutex_);
    ended_.add(figures.tally);
    std::erase(leaving_, room);
  });
}

void Host::collect(std::function<void(control::Figures)> done) {
  const std::lock_guard lock(mutex_);  // so that each room is counted exactly once
  const auto collection = std::make_shared<Collection>(
      control::Figures{ended_, {}}, rooms_.size() + leaving_.size(), std::move(done));
  for (const auto& [name, held] : rooms_)
    held.room->post_figures(
        [collection](const control::Figures& figures) { collection->add(figures); });
  for (const auto& room : leaving_)
    room->post_figures([collection](const control::Figures& figures) {
      collection->add({figures.tally, {}});
    });
}

}  // namespace dashsim::app
