#include "app/host.hpp"

#include <fmt/format.h>

#include <algorithm>

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

net::Response no_such_world(const std::string& name, bool control) {
  const std::string text = is_world_name(name) ? fmt::format("There is no world '{}'", name)
                                               : "What the request names is no name for a world";
  const std::string hint = "POST /_sim/worlds creates one; --auto-worlds creates any that is named";
  if (control) return control::error_reply(404, text, hint);
  const api::Reply reply = api::reply(404, "ErrorResponse", [&](xml::Writer& out) {
    out.open("ResponseStatus").element("Description", text + ". " + hint).close();
  });
  return {404,
          {{"Content-Type", "application/xml"}, {"X-Sim-Diagnosis", text + ". " + hint}},
          reply.body};
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

Host::Host(boost::asio::io_context& io, HostSettings settings, const scenario::Loader& loader)
    : io_(io),
      settings_(std::move(settings)),
      loader_(loader),
      pipeline_(settings_.xml),
      callbacks_(settings_.callbacks),
      started_(wall_now()) {
  add_room(std::string(kDefault), settings_.scenario);
}

void Host::handle(net::Request request, net::Respond respond) {
  const std::string mount = take_mount(request.target);
  if (control::is_control_path(request.target))
    return handle_control(std::move(request), mount, std::move(respond));
  api::Arrival arrival = pipeline_.receive(std::move(request), mount);
  const std::string name = world_of(arrival.request, mount, arrival.credentials);
  const std::shared_ptr<Room> room = find_room(name);
  if (room == nullptr) return respond(no_such_world(name, false));
  room->serve(std::move(arrival), std::move(respond));
}

void Host::handle_control(net::Request request, std::string_view mount, net::Respond respond) {
  if (control::is_collected_path(request.target))
    return control::handle_collected(request, *this, respond);
  if (control::is_server_path(request.target))
    return respond(control::handle_server(request, *this));
  const std::string name = world_of(request, mount, api::read_credentials(request.headers));
  const std::shared_ptr<Room> room = find_room(name);
  if (room == nullptr) return respond(no_such_world(name, true));
  room->serve_control(std::move(request), std::move(respond));
}

void Host::close() {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, room] : rooms_) room->post_close();
}

std::shared_ptr<Room> Host::find_room(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = rooms_.find(name);
    if (found != rooms_.end()) return found->second;
    if (!settings_.auto_worlds || !is_world_name(name) || rooms_.size() >= settings_.worlds_max)
      return nullptr;
  }
  return add_room(name, settings_.scenario);
}

std::shared_ptr<Room> Host::add_room(const std::string& name,
                                     std::shared_ptr<const scenario::Scenario> scenario) {
  auto room =
      std::make_shared<Room>(io_, name, std::move(scenario), pipeline_, callbacks_, settings_.room);
  const std::lock_guard lock(mutex_);
  return rooms_.emplace(name, std::move(room)).first->second;  // another thread may have been first
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
  for (const auto& [name, room] : rooms_) list.push_back({name, room->scenario_name()});
  return list;
}

std::vector<std::string> Host::create_world(const std::string& name,
                                            const std::optional<std::string>& scenario,
                                            const std::optional<std::uint64_t>& seed) {
  if (!is_world_name(name)) {
    return {fmt::format("'{}' is no name for a world: 1 to 64 letters, digits, '.', '_' and '-'",
                        name)};
  }
  std::shared_ptr<const scenario::Scenario> chosen = settings_.scenario;
  if (scenario) {
    scenario::Loaded loaded = loader_.load_text("scenario", *scenario);
    std::vector<std::string> lines;
    for (const scenario::Complaint& complaint : loaded.complaints)
      lines.push_back(to_line(complaint));
    if (!lines.empty()) return lines;
    chosen = std::move(loaded.scenario);
  }
  if (seed) {
    auto reseeded = std::make_shared<scenario::Scenario>(*chosen);
    reseeded->seed = *seed;
    chosen = std::move(reseeded);
  }
  {
    const std::lock_guard lock(mutex_);
    if (rooms_.contains(name)) return {fmt::format("there is a world '{}' already", name)};
    if (rooms_.size() >= settings_.worlds_max) {
      return {fmt::format("there are {} worlds, and no more are allowed (--worlds-max)",
                          rooms_.size())};
    }
  }
  add_room(name, std::move(chosen));
  return {};
}

bool Host::reset_world(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(name);
  if (found == rooms_.end()) return false;
  found->second->post_reset();
  return true;
}

bool Host::delete_world(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(name);
  if (found == rooms_.end()) return false;
  dismiss(found->second);
  rooms_.erase(found);
  return true;
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
  for (const auto& [name, room] : rooms_)
    room->post_figures([collection](const control::Figures& figures) { collection->add(figures); });
  for (const auto& room : leaving_)
    room->post_figures([collection](const control::Figures& figures) {
      collection->add({figures.tally, {}});
    });
}

}  // namespace dashsim::app
