#include "scenario/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kernel/text.hpp"
#include "scenario/fault_rules.hpp"
#include "scenario/lifecycle_rules.hpp"
#include "scenario/members.hpp"

namespace dashsim::scenario {
namespace {

Clock read_clock(const Members& in) {
  Clock clock;
  in.read("start", clock.start);
  in.read("speed", clock.speed);
  in.read("poll_advance", clock.poll_advance);
  read_word(in.at("mode"), kClockModes, clock.mode);
  return clock;
}

User read_user(const Node& node) {
  const Members in(node);
  User user;
  user.place = node.place;
  in.read("name", user.name);
  in.read("password", user.password);
  in.read("client_id", user.client_id);
  in.read("client_secret", user.client_secret);
  in.read("token", user.token);
  in.read("first_name", user.first_name);
  in.read("last_name", user.last_name);
  in.read("email", user.email);
  in.read("telephone_number", user.telephone_number);
  in.read("roles", user.roles);
  in.read("accounts", user.accounts);
  return user;
}

constexpr std::pair<std::string_view, std::string Address::*> kAddressElements[] = {
    {"house_number", &Address::house_number},
    {"house_suffix", &Address::house_suffix},
    {"pre_directional", &Address::pre_directional},
    {"street_name", &Address::street_name},
    {"street_suffix", &Address::street_suffix},
    {"post_directional", &Address::post_directional},
    {"address_line2", &Address::address_line2},
    {"city", &Address::city},
    {"state", &Address::state},
    {"zip", &Address::zip},
    {"plus_four", &Address::plus_four},
    {"county", &Address::county},
    {"country", &Address::country},
    {"type", &Address::type},
};

std::optional<Address> read_address(const Node* node) {
  if (node == nullptr) return std::nullopt;
  Address address;
  for (const auto& [key, element] : kAddressElements) Members(*node).read(key, address.*element);
  return address;
}

std::vector<AddressPart> read_address_parts(const Node* node) {
  std::vector<AddressPart> parts;
  if (node == nullptr) return parts;
  for (const auto& [key, element] : kAddressElements) {
    if (const Node* part = node->member(key)) parts.push_back({element, part->text});
  }
  return parts;
}

Products read_products(const Node* node) {
  if (node == nullptr) return std::nullopt;
  std::vector<Product> products;
  for (const Node& item : node->items) {
    Product& product = products.emplace_back();
    product.name = item.key;
    for (const Node& feature : item.items) product.features.push_back(feature.text);
  }
  return products;
}

std::vector<Host> read_hosts(std::span<const Node> nodes) {
  std::vector<Host> hosts;
  for (const Node& node : nodes) {
    const Members in(node);
    Host& host = hosts.emplace_back();
    host.place = node.place;
    in.read("host", host.name);
    in.read("port", host.port);
    in.read("traffic", host.customer_traffic_allowed);
  }
  return hosts;
}

SipPeer read_sip_peer(const Node& node) {
  const Members in(node);
  SipPeer peer;
  peer.place = node.place;
  in.read("id", peer.id);
  in.read("name", peer.name);
  in.read("description", peer.description);
  in.read("default", peer.is_default);
  in.read("final_destination_uri", peer.final_destination_uri);
  in.read("premise_trunks", peer.premise_trunks);
  peer.voice_hosts = read_hosts(in.items("voice_hosts"));
  for (const Node& group : in.items("voice_host_groups"))
    peer.voice_host_groups.push_back(read_hosts(group.items));
  peer.termination_hosts = read_hosts(in.items("termination_hosts"));
  peer.address = read_address(in.at("address"));
  if (const Node* calling_name = in.at("calling_name")) {
    Members(*calling_name).read("display", peer.calling_name.display);
    Members(*calling_name).read("enforced", peer.calling_name.enforced);
  }
  peer.products = read_products(in.at("products"));
  return peer;
}

Site read_site(const Node& node) {
  const Members in(node);
  Site site;
  site.place = node.place;
  in.read("id", site.id);
  in.read("name", site.name);
  in.read("description", site.description);
  in.read("customer_provided_id", site.customer_provided_id);
  in.read("customer_name", site.customer_name);
  site.address = read_address(in.at("address"));
  if (const Node* uc_trunking = in.at("uc_trunking")) {
    UcTrunkingConfiguration& to = site.uc_trunking.emplace();
    Members(*uc_trunking).read("type", to.type);
    Members(*uc_trunking).read("usage_category", to.usage_category);
  }
  in.read("locked", site.locked);
  for (const Node& peer : in.items("sippeers")) site.sip_peers.push_back(read_sip_peer(peer));
  return site;
}

/// Behind those that are known already.
void read_known_addresses(const Members& in, Geocoder& geocoder) {
  for (const Node& item : in.items("addresses")) {
    Geocoding& geocoding = geocoder.addresses.emplace_back();
    geocoding.place = item.place;
    geocoding.when = read_address_parts(item.member("when"));
    read_word(item.member("answer"), kGeocodeAnswers, geocoding.answer);
    geocoding.address = read_address_parts(item.member("address"));
  }
}

bool is_up(const Node& service) {
  return service.text != kServiceStates[1];
}

Geocoder read_geocoder(const Node& node) {
  const Members in(node);
  Geocoder geocoder;
  if (const Node* status = in.at("status")) geocoder.up = is_up(*status);
  read_known_addresses(in, geocoder);
  return geocoder;
}

Account read_account(const Node& node) {
  const Members in(node);
  Account account;
  account.place = node.place;
  in.read("id", account.id);
  in.read("company_name", account.company_name);
  in.read("account_type", account.account_type);
  in.read("associated_catapult_account", account.associated_catapult_account);
  in.read("global_account_number", account.global_account_number);
  in.read("nena_id", account.nena_id);
  in.read("customer_segment", account.customer_segment);
  in.read("alt_spid", account.alt_spid);
  in.read("spid", account.spid);
  in.read("port_carrier_type", account.port_carrier_type);
  in.read("tiers", account.tiers);
  account.address = read_address(in.at("address"));
  account.products = read_products(in.at("products"));
  if (const Node* contact = in.at("contact")) {
    const Members from(*contact);
    Contact& to = account.contact.emplace();
    from.read("first_name", to.first_name);
    from.read("last_name", to.last_name);
    from.read("phone", to.phone);
    from.read("email", to.email);
  }
  if (const Node* validation = in.at("port_out_validation")) {
    const Members from(*validation);
    PortOutValidation& to = account.port_out_validation.emplace();
    from.read("url", to.url);
    from.read("user", to.user);
    from.read("password", to.password);
  }
  for (const Node& site : in.items("sites")) account.sites.push_back(read_site(site));
  if (const Node* numbers = in.at("numbers")) {
    for (const Node& item : Members(*numbers).items("in_service")) {
      InServiceNumbers& entry = account.in_service.emplace_back();
      entry.place = item.place;
      Members(item).read("numbers", entry.range);
      Members(item).read("site", entry.site);
      Members(item).read("sippeer", entry.sip_peer);
    }
    for (const Node& item : Members(*numbers).items("protected")) {
      account.protected_numbers.push_back(
          {parse_tn_range(item.text).value_or(TnRange{}), item.place});
    }
  }
  return account;
}

Block read_block(const Node& node) {
  const Members in(node);
  Block block;
  block.place = node.place;
  in.read("block", block.pattern);
  block.range = parse_block(block.pattern).value_or(TnRange{});
  in.read("rate_center", block.rate_center);
  in.read("city", block.city);
  in.read("state", block.state);
  in.read("lata", block.lata);
  in.read("tier", block.tier);
  in.read("zips", block.zips);
  in.read("toll_free", block.toll_free);
  return block;
}

RateCenterName read_rate_center(std::string_view text, std::string_view state) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return {std::string(text), std::string(state)};
  const std::size_t behind = std::min(text.find_first_not_of(' ', comma + 1), text.size());
  return {std::string(text.substr(0, comma)), std::string(text.substr(behind))};
}

LocalCallingArea read_local_calling_area(const Node& node) {
  const Members in(node);
  LocalCallingArea area;
  area.place = node.place;
  in.read("rate_center", area.rate_center);
  in.read("state", area.state);
  for (const Node& item : in.items("includes"))
    area.includes.push_back(read_rate_center(item.text, area.state));
  return area;
}

std::vector<TnRange> read_ranges(const Members& in, std::string_view key) {
  std::vector<TnRange> ranges;
  for (const Node& item : in.items(key)) {
    if (const auto range = parse_tn_range(item.text)) ranges.push_back(*range);
  }
  return ranges;
}

PortOut read_port_out(const Node& node, kernel::VirtualTime start) {
  const Members in(node);
  PortOut port_out;
  in.read("account", port_out.account);
  port_out.numbers = read_ranges(in, "numbers");
  in.read("spid", port_out.spid);
  in.read("pon", port_out.pon);
  in.read("pin", port_out.pin);
  in.read("account_number", port_out.account_number);
  in.read("zip", port_out.zip);
  in.read("subscriber_name", port_out.subscriber_name);
  if (const Node* foc = in.at("foc")) port_out.foc = parse_moment(foc->text, start);
  return port_out;
}

ServiceRecord read_service_record(const Node& node) {
  const Members in(node);
  ServiceRecord record;
  record.place = node.place;
  record.numbers = read_ranges(in, "numbers");
  in.read("account_number", record.account_number);
  in.read("customer_name", record.customer_name);
  in.read("address_line", record.address_line);
  in.read("city", record.city);
  in.read("state", record.state);
  in.read("zip", record.zip);
  return record;
}

Carrier read_carrier(const Node& node) {
  const Members in(node);
  Carrier carrier;
  carrier.place = node.place;
  in.read("spid", carrier.spid);
  in.read("name", carrier.name);
  in.read("wireless", carrier.wireless);
  in.read("account_number_required", carrier.account_number_required);
  in.read("pin_required", carrier.pin_required);
  in.read("porting_interval", carrier.porting_interval);
  in.read("supported", carrier.supported);
  for (const Node& item : in.items("numbers")) {
    CarrierBlock& block = carrier.numbers.emplace_back();
    block.block = read_block(item);
    read_word(item.member("coverage"), kCoverages, block.coverage);
    Members(item).read("vendor", block.vendor);
    Members(item).read("automated", block.automated);
  }
  carrier.not_active = read_ranges(in, "not_active");
  return carrier;
}

ProductsChange read_products_change(const Node& node) {
  const Members in(node);
  ProductsChange change;
  in.read("account", change.account);
  in.read("sippeer", change.sip_peer);
  change.products = read_products(in.at("products")).value_or(std::vector<Product>());
  return change;
}

Subscription read_subscription(const Node& node, Complaints& complaints) {
  const Members in(node);
  Subscription subscription;
  subscription.place = node.place;
  in.read("account", subscription.account);
  in.read("event_type", subscription.event_type);
  in.read("url", subscription.url);
  in.read("email", subscription.email);
  in.read("user", subscription.user);
  in.read("password", subscription.password);
  in.read("daily_digest", subscription.daily_digest);
  in.read("expiry", subscription.expiry);
  if (const Node* type = in.at("order_type")) {
    subscription.order_type = find_subscribable(type->text);
    if (!subscription.order_type) {
      std::vector<std::string_view> known;
      for (const OrderTypeWords& each : all_order_types()) {
        if (each.subscribable) known.push_back(each.name);
      }
      complaints.add(type->place,
                     fmt::format("'{}' is not an order type: {}{}", type->text,
                                 fmt::join(known, ", "), suggestion(type->text, known)));
    }
  }
  return subscription;
}

void read_lifecycles(const Node& node, std::vector<Lifecycle> Lifecycles::*list, Scenario& scenario,
                     Complaints& complaints) {
  for (const Node& member : node.items) {
    const auto type = find_order_type(member.key);
    if (!type || member.kind != Node::Kind::kList) continue;
    Lifecycles& lifecycles = scenario.lifecycles[static_cast<std::size_t>(*type)];
    for (const Node& item : member.items)
      (lifecycles.*list).push_back(read_lifecycle(item, *type, scenario.clock.start, complaints));
  }
}

}  // namespace

TimelineEntry read_timeline_entry(const Node& node, kernel::VirtualTime start) {
  const Members in(node);
  TimelineEntry entry;
  entry.place = node.place;
  if (const Node* at = in.at("at")) entry.at = parse_moment(at->text, start).value_or(start);
  for (const Node& block : in.items("inventory")) entry.inventory.push_back(read_block(block));
  for (const Node& item : in.items("withdraw"))
    entry.withdraw.push_back({item.text, parse_block(item.text).value_or(TnRange{})});
  for (const Node& user : in.items("users")) entry.users.push_back(read_user(user));
  in.read("remove_users", entry.remove_users);
  if (const Node* products = in.at("products")) entry.products = read_products_change(*products);
  for (const Node& carrier : in.items("carriers")) entry.carriers.push_back(read_carrier(carrier));
  if (const Node* lost = in.at("messaging_lost")) {
    const Members from(*lost);
    MessagingLost& to = entry.messaging_lost.emplace();
    from.read("account", to.account);
    to.numbers = read_ranges(from, "numbers");
  }
  if (const Node* port_out = in.at("port_out")) entry.port_out = read_port_out(*port_out, start);
  if (const Node* call = in.at("emergency_call")) {
    const Members from(*call);
    EmergencyCallDue& to = entry.emergency_call.emplace();
    from.read("account", to.account);
    from.read("tn", to.tn);
    from.read("aeui", to.aeui);
  }
  if (const Node* faults = in.at("faults")) entry.faults = read_faults(*faults, start);
  in.read("end_faults", entry.end_faults);
  return entry;
}

Scenario read_values(const Node& root, Complaints& complaints) {
  const Members in(root);
  Scenario scenario;
  in.read("scenario", scenario.name);
  in.read("about", scenario.about);
  in.read("seed", scenario.seed);
  if (const Node* clock = in.at("clock")) scenario.clock = read_clock(Members(*clock));
  for (const Node& user : in.items("users")) scenario.users.push_back(read_user(user));
  for (const Node& account : in.items("accounts"))
    scenario.accounts.push_back(read_account(account));
  for (const Node& block : in.items("inventory")) scenario.inventory.push_back(read_block(block));
  for (const Node& item : in.items("local_calling_areas"))
    scenario.local_calling_areas.push_back(read_local_calling_area(item));
  for (const Node& item : in.items("carriers")) scenario.carriers.push_back(read_carrier(item));
  for (const Node& item : in.items("customer_service_records"))
    scenario.customer_service_records.push_back(read_service_record(item));
  for (const Node& item : in.items("timeline"))
    scenario.timeline.push_back(read_timeline_entry(item, scenario.clock.start));
  if (const Node* node = in.at("lifecycles"))
    read_lifecycles(*node, &Lifecycles::variants, scenario, complaints);
  for (const Node& item : in.items("subscriptions")) {
    scenario.subscriptions.push_back(read_subscription(item, complaints));
  }
  if (const Node* node = in.at("faults"))
    scenario.faults = read_faults(*node, scenario.clock.start);
  if (const Node* node = in.at("geocoder")) scenario.geocoder = read_geocoder(*node);
  if (const Node* node = in.at("callbacks")) {
    const Members from(*node);
    scenario.callbacks.place = node->place;
    from.read("retries", scenario.callbacks.retries);
    from.read("over", scenario.callbacks.over);
    from.read("jitter", scenario.callbacks.jitter);
    from.read("preemptive_auth", scenario.callbacks.preemptive_auth);
    from.read("timeout", scenario.callbacks.timeout);
    from.read("validation_timeout", scenario.callbacks.validation_timeout);
  }
  if (const Node* node = in.at("rules")) {
    const Members from(*node);
    from.read("site_name_max", scenario.rules.site_name_max);
    from.read("sip_peer_name_max", scenario.rules.sip_peer_name_max);
    from.read("bare_callback_subscriptions", scenario.rules.bare_callback_subscriptions);
    from.read("reservation_life", scenario.rules.reservation_life);
    from.read("ageing", scenario.rules.ageing);
    from.read("available_numbers_port", scenario.rules.available_numbers_port);
    from.read("foc_days_max", scenario.rules.foc_days_max);
    from.read("lsr_numbers_max", scenario.rules.lsr_numbers_max);
    from.read("lsr_large_port", scenario.rules.lsr_large_port);
    from.read("lsr_large_port_days", scenario.rules.lsr_large_port_days);
    from.read("magic_numbers", scenario.rules.magic_numbers);
    if (const Node* service = from.at("report_service"))
      scenario.rules.report_service_up = is_up(*service);
  }
  return scenario;
}

void read_known_addresses(const Node& root, Scenario& scenario) {
  read_known_addresses(Members(root), scenario.geocoder);
}

void read_usual_lifecycles(const Node& root, Scenario& scenario, Complaints& complaints) {
  read_lifecycles(root, &Lifecycles::usual, scenario, complaints);
}

}  // namespace dashsim::scenario
