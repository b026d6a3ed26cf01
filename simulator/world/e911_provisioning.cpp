// What an E911 order does when its time has come. Reference: e911s; codes of domain E911Error.
#include <fmt/format.h>

#include <algorithm>

#include "world/e911.hpp"
#include "world/lifecycles.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kNotProvisioned = 8000;
constexpr std::uint32_t kE911TnOfAnotherAccount = 8003;
constexpr std::uint32_t kUnableToProvision = 8005;
constexpr std::uint32_t kAddressNotRecognized = 8006;
constexpr std::uint32_t kServiceUnavailable = 8007;
constexpr std::uint32_t kE911TnNotInService = 8009;
constexpr std::uint32_t kEndpointInUse = 8020;
constexpr std::uint32_t kNoSuchEndpoint = 8021;
constexpr std::uint32_t kCallbackProvisioned = 8026;
constexpr std::uint32_t kLocationInUse = 8028;
constexpr std::uint32_t kNoSuchLocation = 8029;
constexpr std::uint32_t kLocationNotProvisioned = 8040;
constexpr std::uint32_t kPidfloStateFixed = 8048;
constexpr std::uint32_t kLocationBound = 8051;
constexpr std::uint32_t kNotPidflo = 8054;
constexpr std::uint32_t kForbiddenToUpdate = 8058;
constexpr std::uint32_t kLocationExists = 8062;

constexpr std::string_view kCountry = "United States";

class Provisioning {
 public:
  Provisioning(World& world, Order& order)
      : world_(world), order_(order), request_(order.request.e911.front()) {}

  Outcome run() {
    if (request_.place && !request_.remove) settle_place_of_all();
    for (const Tn tn : order_.request.numbers) {
      const bool good = usable(tn) && (request_.remove ? remove_from(tn) : provision(tn));
      (good ? order_.completed_numbers : order_.failed_numbers).push_back(tn);
      count(good);
    }
    for (E911Endpoint& endpoint : request_.endpoints)
      count(request_.remove ? remove(endpoint) : provision(endpoint));
    for (E911Place& place : request_.additional)
      count(request_.remove ? remove(place) : provision(place));
    forget_unused_addresses(world_, order_.account);
    if (failed_ == 0) return Outcome::kAll;
    return done_ == 0 ? Outcome::kNone : Outcome::kSome;
  }

 private:
  void count(bool good) { ++(good ? done_ : failed_); }

  /// An error for one of those that the order is about; those with the same error share it.
  bool fail(std::string of, std::uint32_t code, std::vector<std::string> about = {}) {
    const auto same = std::ranges::find_if(order_.errors, [&](const OrderError& error) {
      return error.code == code && error.about == about;
    });
    if (same != order_.errors.end()) {
      same->of.push_back(std::move(of));
    } else {
      order_.errors.push_back({code, std::move(about), {std::move(of)}});
    }
    return false;
  }
  /// Likewise for an endpoint or a location: answers name telephone numbers alone beside an error,
  /// so the history says who earned it.
  bool fail_unseen(const std::string& of, std::uint32_t code, std::vector<std::string> about = {}) {
    add_remark(world_, order_, fmt::format("{} has earned error {}", of, code));
    return fail(of, code, std::move(about));
  }

  /// The address as the order has to use it; nothing, and the code of what is wrong, if there is no
  /// such address.
  struct Settled {
    std::optional<Address> address;
    std::uint32_t code = 0;
    std::vector<std::string> about;
  };
  static Address with_country(Address address) {
    if (address.country.empty()) address.country = kCountry;
    return address;
  }
  Settled settle(const Address& given) {
    GeocodeResult found = world_.geocoder().look_up(given);
    switch (found.answer) {
      case GeocodeAnswer::kVerified:
        return {with_country(given), 0, {}};
      case GeocodeAnswer::kCorrected:
        order_.adjusted = true;
        found.address.country = with_country(given).country;
        found.address.type = given.type;
        return {std::move(found.address), 0, {}};
      case GeocodeAnswer::kUnknown:
        return {std::nullopt, kAddressNotRecognized, {}};
      case GeocodeAnswer::kFailed:
        return {std::nullopt, kUnableToProvision, {"The address could not be geocoded"}};
      case GeocodeAnswer::kUnavailable:
        break;
    }
    return {std::nullopt, kServiceUnavailable, {}};
  }

  void settle_place_of_all() {
    of_all_ = settle(request_.place->address);
    if (of_all_.address) request_.place->address = *of_all_.address;
  }

  /// Whether the account has the number in service.
  bool usable(Tn tn) {
    const TnRecord* record = world_.numbers().find(tn);
    const bool in_service = record != nullptr && record->state == TnState::kInService;
    const bool owned = record != nullptr && record->account == order_.account;
    if (!owned) fail(to_text(tn), kE911TnOfAnotherAccount);
    if (!in_service) fail(to_text(tn), kE911TnNotInService);
    return owned && in_service;
  }

  bool provision(Tn tn) {
    TnFeatures& features = world_.numbers().features(tn);
    features.e911_failed = true;
    if (request_.place && !of_all_.address) return fail(to_text(tn), of_all_.code, of_all_.about);
    TnE911 e911 = features.e911.value_or(TnE911{});
    if (request_.place) {
      const auto id = address_of(*request_.place);
      if (!id) return fail(to_text(tn), kLocationInUse);
      e911.address = *id;
    }
    if (!request_.caller_name.empty()) e911.caller_name = request_.caller_name;
    features.e911 = std::move(e911);
    features.e911_failed = false;
    return true;
  }

  bool remove_from(Tn tn) {
    const TnFeatures* known = world_.numbers().find_features(tn);
    if (known == nullptr || !known->e911) return fail(to_text(tn), kNotProvisioned);
    TnFeatures& features = world_.numbers().features(tn);
    features.e911.reset();
    features.e911_failed = false;
    return true;
  }

  /// The pool's entry for a place, made if there is none; nothing if its location id stands for
  /// another place.
  std::optional<E911AddressId> address_of(const E911Place& place) {
    if (!place.location_id.empty()) {
      const E911Address* known = world_.e911().find_location(order_.account, place.location_id);
      if (known != nullptr && known->valid && known->address != place.address) return std::nullopt;
    }
    return world_.e911().put_address(order_.account, place);
  }

  bool provision(E911Endpoint& endpoint) {
    const Aeui* known = world_.e911().find(order_.account, endpoint.identifier);
    if (known != nullptr && known->pidflo_enabled != endpoint.pidflo_enabled)
      return fail_unseen(endpoint.identifier, kPidfloStateFixed);
    if (known != nullptr && !known->pidflo_enabled)
      return fail_unseen(endpoint.identifier, kNotPidflo, {endpoint.identifier});
    if (!callback_is_free(endpoint)) return false;
    Aeui aeui = known != nullptr ? *known : Aeui{};
    if (!locate(endpoint, aeui)) return false;
    aeui.identifier = endpoint.identifier;
    aeui.pidflo_enabled = endpoint.pidflo_enabled;
    if (!endpoint.callback_number.empty()) aeui.callback_number = endpoint.callback_number;
    const std::string& name =
        endpoint.caller_name.empty() ? request_.caller_name : endpoint.caller_name;
    if (!name.empty()) aeui.caller_name = name;
    aeui.preferred_language = endpoint.preferred_language;
    world_.e911().put(order_.account, std::move(aeui));
    return true;
  }

  /// Endpoints that do not tell where they are at call time are known by their callback number, so
  /// nobody else may have it.
  bool callback_is_free(const E911Endpoint& endpoint) {
    if (endpoint.pidflo_enabled) return true;
    for (const auto& [identifier, aeui] : world_.e911().aeuis(order_.account)) {
      if (!aeui.pidflo_enabled && aeui.callback_number == endpoint.callback_number)
        return fail_unseen(endpoint.identifier, kEndpointInUse);
    }
    const auto tn = parse_tn(endpoint.callback_number);
    const TnFeatures* features = tn ? world_.numbers().find_features(*tn) : nullptr;
    if (features != nullptr && features->e911)
      return fail_unseen(endpoint.identifier, kCallbackProvisioned);
    return true;
  }

  /// Finds out where the endpoint is: at a place of the pool, at one of its own, at that of the
  /// whole order, or where it was.
  bool locate(E911Endpoint& endpoint, Aeui& aeui) {
    const bool at_place_of_all =
        request_.place &&
        (endpoint.location_id.empty() || endpoint.location_id == request_.place->location_id);
    if (endpoint.place) {
      const Settled settled = settle(endpoint.place->address);
      if (!settled.address) return fail_unseen(endpoint.identifier, settled.code, settled.about);
      endpoint.place->address = *settled.address;
    } else if (at_place_of_all) {
      if (!of_all_.address) return fail_unseen(endpoint.identifier, of_all_.code, of_all_.about);
      endpoint.place = request_.place;
    } else if (!endpoint.location_id.empty()) {
      const E911Address* known = world_.e911().find_location(order_.account, endpoint.location_id);
      if (known == nullptr || !known->valid)
        return fail_unseen(endpoint.identifier, kLocationNotProvisioned, {endpoint.location_id});
      endpoint.place = {known->location_id, known->address};
    } else {
      return true;
    }
    if (endpoint.place->location_id.empty()) endpoint.place->location_id = endpoint.location_id;
    if (endpoint.pidflo_enabled) name(*endpoint.place);
    const auto id = address_of(*endpoint.place);
    if (!id) return fail_unseen(endpoint.identifier, kLocationInUse);
    aeui.address = *id;
    return true;
  }

  /// Gives a place of the pool the location id that its customer has not given.
  void name(E911Place& place) {
    if (!place.location_id.empty()) return;
    for (const auto& [id, known] : world_.e911().addresses(order_.account)) {
      if (known.address == place.address) place.location_id = known.location_id;
    }
    if (place.location_id.empty()) place.location_id = world_.new_location_id();
  }

  bool remove(const E911Endpoint& endpoint) {
    if (world_.e911().find(order_.account, endpoint.identifier) == nullptr)
      return fail_unseen(endpoint.identifier, kNoSuchEndpoint);
    world_.e911().erase(order_.account, endpoint.identifier);
    return true;
  }

  bool provision(E911Place& place) {
    const E911Address* known = place.location_id.empty()
                                   ? nullptr
                                   : world_.e911().find_location(order_.account, place.location_id);
    if (known != nullptr && known->valid && !may_become(*known, place.address)) return false;
    if (known != nullptr) {
      place.address.plus_four = known->address.plus_four;
      place.address.country = known->address.country;
    }
    const Settled settled = settle(place.address);
    if (settled.address) place.address = *settled.address;
    name(place);
    world_.e911().put_address(order_.account, place, settled.address.has_value());
    return settled.address || fail_unseen(place.location_id, settled.code, settled.about);
  }

  /// Whether an order may edit the address so: all but PlusFour and Country.
  bool may_become(const E911Address& known, const Address& wanted) {
    const std::string& id = known.location_id;
    if (known.address == wanted) return fail_unseen(id, kLocationExists, {id});
    const bool plus_four = !wanted.plus_four.empty() && wanted.plus_four != known.address.plus_four;
    const bool country = !wanted.country.empty() && wanted.country != known.address.country;
    if (plus_four) return fail_unseen(id, kForbiddenToUpdate, {"PlusFour"});
    if (country) return fail_unseen(id, kForbiddenToUpdate, {"Country"});
    return true;
  }

  bool remove(const E911Place& place) {
    const std::string& id = place.location_id;
    const E911Address* known = world_.e911().find_location(order_.account, id);
    if (known == nullptr) return fail_unseen(id, kNoSuchLocation);
    const std::vector<std::string> bound = endpoints_at(known->id);
    if (!bound.empty())
      return fail_unseen(id, kLocationBound, {fmt::format("{}", fmt::join(bound, ", "))});
    world_.e911().erase_address(order_.account, known->id);
    return true;
  }

  std::vector<std::string> endpoints_at(E911AddressId address) const {
    std::vector<std::string> endpoints;
    for (const auto& [tn, features] : world_.numbers().all_features()) {
      if (features.e911 && features.e911->address == address) endpoints.push_back(to_text(tn));
    }
    for (const auto& [identifier, aeui] : world_.e911().aeuis(order_.account)) {
      if (aeui.address == address) endpoints.push_back(identifier);
    }
    return endpoints;
  }

  World& world_;
  Order& order_;
  E911Request& request_;
  Settled of_all_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace

Outcome provision_e911(World& world, Order& order) {
  if (order.request.e911.empty()) return Outcome::kAll;  // of another type
  return Provisioning(world, order).run();
}

}  // namespace dashsim::world
