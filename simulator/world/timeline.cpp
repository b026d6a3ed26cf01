// What happens by itself, or because somebody asks for it over the control API.
#include <fmt/format.h>

#include "world/emergency_notification.hpp"
#include "world/port_outs.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

std::vector<Tn> numbers_in(const std::vector<scenario::TnRange>& ranges) {
  std::vector<Tn> numbers;
  for (const scenario::TnRange& range : ranges) {
    for (std::uint64_t tn = range.first; tn <= range.last; ++tn) numbers.push_back(Tn{tn});
  }
  return numbers;
}

}  // namespace

void World::handle(const TimelineDue& event) {
  ++rule_counts_.timeline[event.entry];
  happen(scenario_->timeline[event.entry]);
}

void World::happen(const scenario::TimelineEntry& entry) {
  change_inventory(entry);
  change_users(entry);
  if (entry.products) change_products(*entry.products);
  for (const scenario::Carrier& carrier : entry.carriers) {
    carriers_.put(carrier);
    happened("carrier", carrier.spid, "changed");
  }
  if (entry.messaging_lost)
    lose_messaging({entry.messaging_lost->account}, numbers_in(entry.messaging_lost->numbers));
  if (entry.port_out) request_port_out(*this, to_request(*entry.port_out));
  for (const scenario::Fault& fault : entry.faults) {
    if (fault.optional) continue;
    faults_.add(fault);
    happened("fault", fault.name, "begins");
  }
  for (const std::string& name : entry.end_faults) {
    if (faults_.remove(name)) happened("fault", name, "ends");
  }
  if (const auto& call = entry.emergency_call) {
    const std::string& endpoint = call->tn.empty() ? call->aeui : call->tn;
    if (!call_emergency(*this, {{call->account}, endpoint}))
      happened("emergency call", endpoint, "no such endpoint");
  }
}

void World::change_inventory(const scenario::TimelineEntry& entry) {
  for (const scenario::NumberPattern& numbers : entry.withdraw) {
    numbers_.withdraw(numbers.range);
    happened("inventory", numbers.pattern, "WITHDRAWN");
  }
  for (const Block& block : entry.inventory) {
    numbers_.add_block(block);
    happened("inventory", block.pattern, "AVAILABLE");
  }
  if (!entry.inventory.empty()) wake_waiting_orders();
}

void World::change_users(const scenario::TimelineEntry& entry) {
  const auto end_tokens = [this](const std::string& name) {
    std::erase_if(tokens_, [&](const auto& token) { return token.second.user == name; });
  };
  for (const scenario::User& user : entry.users) {
    end_tokens(user.name);
    accounts_.put_user(to_user(user));
    happened("user", user.name, "changed");
  }
  for (const std::string& name : entry.remove_users) {
    end_tokens(name);
    accounts_.remove_user(name);
    happened("user", name, "removed");
  }
}

void World::change_products(const scenario::ProductsChange& change) {
  const AccountId account{change.account};
  if (!change.sip_peer) {
    accounts_.set_products(account, change.products);
    return happened("account", fmt::format("{}", change.account), "products changed");
  }
  const auto known = sites_.all_peers().find({*change.sip_peer});
  if (known == sites_.all_peers().end()) return;  // a client has deleted it
  SipPeer& peer = *sites_.find(account, known->second.site, known->first);
  peer.products = change.products;
  const SipPeerSettings messaging = messaging_of(peer.products);
  if (!peer.settings.sms) peer.settings.sms = messaging.sms;
  if (!peer.settings.mms) peer.settings.mms = messaging.mms;
  happened("SIP peer", fmt::format("{}", *change.sip_peer), "products changed");
}

}  // namespace dashsim::world
