#pragma once

#include <map>
#include <string>
#include <string_view>

#include "api/pipeline.hpp"
#include "kernel/text.hpp"
#include "need.hpp"
#include "world/world.hpp"

/// What holds of every world, whatever has happened to it.
namespace dashsim::fuzz {

/// Every order is in a documented state of its type, and its history has led there.
inline void check_orders(const world::World& world) {
  std::array<world::Orders::StateCounts, scenario::kOrderTypes> counted;
  std::size_t orders = 0;
  world.orders().for_each([&](const world::Order& order) {
    ++orders;
    ++counted[static_cast<std::size_t>(order.type)][order.status->name];
    need(scenario::find_state(order.type, order.status->name) == order.status,
         "an order in no state of its type");
    need(!order.history.empty() && order.history.back().status == order.status,
         "an order whose history ends elsewhere");
    for (const world::HistoryEntry& entry : order.history) {
      need(scenario::find_state(order.type, entry.status->name) == entry.status,
           "an order that has been in no state of its type");
      need(entry.time <= world.now(), "a history of what is to come");
    }
    need(order.final() == order.completed.has_value(), "an order that ends without an end");
    need(world.orders().find(order.account, order.type, order.id.value) == &order,
         "an order that is not found by its id");
  });
  need(orders == world.orders().size(), "orders that nobody counts");
  for (std::size_t type = 0; type < scenario::kOrderTypes; ++type) {
    std::map<std::string_view, std::uint64_t> told =
        world.orders().counts_of(static_cast<world::OrderType>(type));
    std::erase_if(told, [](const auto& count) { return count.second == 0; });
    need(told == counted[type], "states of orders that are counted wrongly");
  }
}

/// Every number is in one place, and that is where its record says.
inline void check_numbers(const world::World& world) {
  using world::TnState;
  const world::Numbers& numbers = world.numbers();
  std::map<world::Tn, TnState> places;
  const auto put = [&](world::Tn tn, TnState place) {
    need(places.emplace(tn, place).second, "a number in two places");
    const world::TnRecord* record = numbers.find(tn);
    need(record != nullptr && record->state == place, "a number that is not where it is listed");
    need(!numbers.available(tn), "a number that somebody has, and nobody");
  };
  std::size_t on_peers = 0, in_service = 0;
  for (const auto& [id, peer] : world.sites().all_peers()) {
    for (const world::Tn tn : numbers.in_service(id)) {
      ++on_peers;
      const world::TnRecord* record = numbers.find_in_service(peer.account, tn);
      need(record != nullptr && record->sip_peer == id && record->site == peer.site,
           "a number on a SIP peer that is not its own");
    }
  }
  for (const scenario::Account& each : world.scenario().accounts) {
    const world::AccountId account{each.id};
    in_service += numbers.in_service(account).size();
    for (const world::Tn tn : numbers.in_service(account)) put(tn, TnState::kInService);
    for (const world::Tn tn : numbers.disconnected(account)) put(tn, TnState::kDisconnected);
    for (const world::Tn tn : numbers.protected_for(account)) put(tn, TnState::kProtected);
  }
  need(on_peers == in_service, "a number in service on no SIP peer");
  for (const world::Tn tn : numbers.ported_out()) put(tn, TnState::kPortedOut);
  for (const auto& [age, reservation] : world.reservations()) {
    const world::TnRecord* record = numbers.find(reservation.tn);
    // It was ordered meanwhile, or it is held for this reservation alone.
    if (record != nullptr && record->state != TnState::kReserved) continue;
    need(record != nullptr && record->reservation == reservation.id,
         "a number that is reserved, and is not");
    put(reservation.tn, TnState::kReserved);
  }
  for (const world::Block& block : numbers.inventory().blocks()) {
    for (std::uint64_t tn = block.range.first; tn <= block.range.last; ++tn)
      need(numbers.available({tn}) || places.contains({tn}), "a number that is nowhere");
  }
  for (const auto& [tn, features] : numbers.all_features()) {
    const auto place = places.find(tn);
    need(place != places.end() && place->second == TnState::kInService,
         "features of a number that is not in service");
  }
}

/// Asks a copy of a world, so that nothing happens to it.
class Asking {
 public:
  Asking(const api::Pipeline& pipeline, const world::World& world)
      : pipeline_(pipeline), world_("fuzz", world) {}

  net::Response get(const std::string& path) {
    return pipeline_.handle(
        pipeline_.receive({"GET",
                           "/accounts/9900000" + path,
                           {{"Host", "fuzz"}, {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="}},
                           {}},
                          {}),
        world_);
  }
  /// The number in the first element of that name, 0 in an answer without content.
  std::size_t number_in(const std::string& path, const std::string& element) {
    const net::Response answer = get(path);
    if (answer.status == 204 || answer.status == 404) return 0;
    const std::size_t at = answer.body.find("<" + element + ">");
    need(answer.status == 200 && at != std::string::npos, "a total that is not told");
    const std::size_t begin = at + element.size() + 2;
    return kernel::parse_whole(answer.body.substr(begin, answer.body.find('<', begin) - begin))
        .value_or(SIZE_MAX);
  }
  std::size_t count_in(const std::string& path, const std::string& element) {
    const net::Response answer = get(path);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = answer.body.find("<" + element + ">", at)) != std::string::npos;
         ++at)
      ++count;
    return count;
  }

 private:
  const api::Pipeline& pipeline_;
  world::World world_;
};

/// What totals tell is what lists hold.
inline void check_totals(const api::Pipeline& pipeline, const world::World& world) {
  const world::AccountId account{9900000};
  Asking asking(pipeline, world);
  const std::size_t in_service = world.numbers().in_service(account).size();
  const std::string page = "?page=1&size=1000";
  need(asking.number_in("/inserviceNumbers/totals", "Count") == in_service, "numbers in service");
  need(asking.count_in("/inserviceNumbers" + page, "TelephoneNumber") == in_service,
       "a list of numbers in service");
  const std::size_t disconnected = world.numbers().disconnected(account).size();
  need(asking.number_in("/discnumbers/totals", "Count") == disconnected, "disconnected numbers");
  need(asking.count_in("/discnumbers" + page, "TelephoneNumber") == disconnected,
       "a list of disconnected numbers");
  std::size_t of_sites = 0;
  for (const world::Site* site : world.sites().of_account(account)) {
    const std::string path = "/sites/" + std::to_string(site->id.value);
    std::size_t of_peers = 0;
    for (const world::SipPeer* peer : world.sites().of_site(site->id)) {
      const std::string peer_path = path + "/sippeers/" + std::to_string(peer->id.value);
      const std::size_t count = world.numbers().in_service(peer->id).size();
      need(asking.count_in(peer_path + "/tns" + page, "FullNumber") == count,
           "a list of the numbers of a SIP peer");
      of_peers += count;
    }
    need(asking.number_in(path + "/totaltns", "TotalCount") == of_peers, "numbers of a site");
    of_sites += of_peers;
  }
  need(of_sites == in_service, "numbers of all sites");
  for (const std::string type : {"orders", "portins"}) {
    std::size_t orders = 0;
    world.orders().for_each([&](const world::Order& order) {
      const bool listed = order.account == account && scenario::words(order.type).name == type &&
                          !(type == "portins" && order.request.draft);
      orders += listed ? 1 : 0;
    });
    need(asking.number_in("/" + type + "/totals", "Count") == orders, "a total of orders");
  }
}

}  // namespace dashsim::fuzz
