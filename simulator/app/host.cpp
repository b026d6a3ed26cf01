#include "app/host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "api/authentication.hpp"
#include "api/kit/reply.hpp"
#include "kernel/text.hpp"

#ifndef DASHSIM_VERSION
#define DASHSIM_VERSION "unknown"
#endif

namespace dashsim::app {
namespace {

constexpr std::string_view kDefault = "default";
constexpr std::string_view kMount = "/_world/";

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

}  // namespace

std::string_view version() {
  return DASHSIM_VERSION;
}

std::shared_ptr<const scenario::Scenario> with_seed(const scenario::Scenario& scenario,
                                                    std::uint64_t seed) {
  auto copy = std::make_shared<scenario::Scenario>(scenario);
  copy->seed = seed;
  return copy;
}

Host::Host(boost::asio::io_context& io, HostSettings settings, const scenario::Loader& loader)
    : io_(io),
      settings_(std::move(settings)),
      loader_(loader),
      pipeline_(settings_.xml),
      callbacks_(settings_.callbacks),
      started_(wall_now()),
      scenario_(settings_.seed ? with_seed(*settings_.scenario, *settings_.seed)
                               : settings_.scenario) {
  hold(std::string(kDefault), {make_room(std::string(kDefault), scenario_), scenario_->name, true});
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
  if (!control::may_call(request, settings_.admin_token)) return respond(control::no_token());
  if (control::is_collected_path(request.target))
    return control::handle_collected(request, *this, respond);
  auto inner = control::world_target(request.target);
  if (!inner && control::is_server_path(request.target))
    return respond(control::handle_server(request, *this));
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
  text += ". " + hint;
  const api::Reply reply = api::reply(404, "ErrorResponse", [&](xml::Writer& out) {
    out.open("ResponseStatus").element("Description", text).close();
  });
  respond({404,
           {{"Content-Type", "application/xml"}, {"X-Sim-Diagnosis", std::move(text)}},
           reply.body});
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
  const auto scenario = served();
  return hold(name, {make_room(name, scenario), scenario->name, true});
}

std::shared_ptr<Room> Host::make_room(const std::string& name,
                                      const std::shared_ptr<const scenario::Scenario>& scenario) {
  return std::make_shared<Room>(io_, *this, name, scenario, pipeline_, callbacks_,
                                settings_.driver);
}

std::shared_ptr<Room> Host::hold(const std::string& name, Held held) {
  const std::lock_guard lock(mutex_);
  return rooms_.emplace(name, std::move(held)).first->second.room;
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
  if (seed) chosen = with_seed(*chosen, *seed);
  const std::shared_ptr<Room> room = make_room(name, chosen);
  if (hold(name, {room, chosen->name, !scenario && !seed}) == room) return {};
  room->post_close();
  return {fmt::format("there is a world '{}' already", name)};
}

void Host::open_world(const std::string& name,
                      const std::shared_ptr<const scenario::Scenario>& scenario) {
  hold(name, {make_room(name, scenario), scenario->name, false});
}

std::optional<control::Refusal> Host::fork(const std::string& name, const Room& origin) {
  {
    const std::lock_guard lock(mutex_);
    if (auto why = obstacle(name)) return why;
  }
  const auto room = std::make_shared<Room>(io_, name, origin);
  const std::lock_guard lock(mutex_);
  if (auto why = obstacle(name)) return why;  // somebody was faster
  const auto known = rooms_.find(origin.name());
  const std::string scenario = known == rooms_.end() ? std::string() : known->second.scenario;
  rooms_.emplace(name, Held{room, scenario, false});
  return std::nullopt;
}

bool Host::delete_world(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(name);
  if (found == rooms_.end()) return false;
  dismiss(found->second.room);
  rooms_.erase(found);
  return true;
}

std::vector<std::string> Host::reload() {
  scenario::Loaded loaded = settings_.scenario_file.empty()
                                ? scenario::Loaded{settings_.scenario, {}}
                                : loader_.load_file(settings_.scenario_file);
  if (loaded.scenario == nullptr) return to_lines(loaded.complaints);
  const std::lock_guard lock(mutex_);
  scenario_ = settings_.seed ? with_seed(*loaded.scenario, *settings_.seed) : loaded.scenario;
  for (auto& [name, held] : rooms_) {
    if (!held.is_of_served) continue;
    held.scenario = scenario_->name;
    held.room->post_reset(scenario_);
  }
  return {};
}

void Host::dismiss(const std::shared_ptr<Room>& room) {
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
