#include "world/number_features.hpp"

#include <algorithm>
#include <map>

#include "kernel/text.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kNotOfTheAccount = 5076;
constexpr std::uint32_t kNameOfLocation = 5091;
constexpr std::uint32_t kTierNotProtected = 5099;
constexpr std::uint32_t kTollFreeNotProtected = 5100;
constexpr std::uint32_t kOnlySmsOfExternal = 5128;
constexpr std::uint32_t kExternalNotAssigned = 5130;
constexpr std::uint32_t kNotInServiceNotAssigned = 5131;
constexpr std::uint32_t kLongCodeNotPermitted = 5133;
constexpr std::uint32_t kPeerWithoutA2p = 5136;
constexpr std::uint32_t kA2pOfLocation = 5217;
constexpr std::uint32_t kA2pOnAtLocation = 5225;
constexpr std::uint32_t kLidbOfAnotherAccount = 11014;
constexpr std::uint32_t kDldaStatusChanged = 16108;

/// What has become of an order whose numbers have been handled one by one, those that it was not
/// taken for included.
Outcome outcome_by_errors(const Order& order) {
  if (order.errors.empty()) return Outcome::kAll;
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

/// Handles each number that a group of the order names and that is still in service on its account;
/// `gone` is the code of those that are not. `handle` is given the group and returns the code of
/// what is wrong with a number, or 0. Orders of other types have no such groups.
template <class Handle>
Outcome handle_each(World& world, Order& order, std::string_view groups, std::uint32_t gone,
                    Handle handle) {
  std::map<Tn, const RequestElement*> group_of;  // the first one that names a number
  for (const RequestElement* group : order.request.document.all_at(groups)) {
    for (const RequestElement* number : group->all_at("TelephoneNumbers/TelephoneNumber")) {
      if (const auto tn = parse_tn(number->text)) group_of.emplace(*tn, group);
    }
  }
  for (const Tn tn : order.request.numbers) {
    const auto group = group_of.find(tn);
    if (group == group_of.end()) continue;
    const bool there = world.numbers().find_in_service(order.account, tn) != nullptr;
    const std::uint32_t code = there ? handle(tn, *group->second) : gone;
    if (code == 0) {
      order.completed_numbers.push_back(tn);
    } else {
      order.failed_numbers.push_back(tn);
      order.errors.push_back({code, {}, {to_text(tn)}});
    }
  }
  return outcome_by_errors(order);
}

/// Puts the group of each number in place as its listing.
Outcome list_numbers(World& world, Order& order, std::string_view groups, std::uint32_t gone,
                     std::optional<Listing> TnFeatures::*listing) {
  return handle_each(world, order, groups, gone, [&](Tn tn, const RequestElement& group) {
    world.numbers().features(tn).*listing = Listing{group, order.id};
    return 0U;
  });
}

constexpr std::string_view kUnchanged = "unchanged";
constexpr std::string_view kSystemDefault = "systemDefault";

/// The text of an option that changes something: nothing if it is absent or unchanged, empty if the
/// system's default takes its place.
std::optional<std::string> wanted(const RequestElement& group, std::string_view name) {
  const std::string_view text = group.text_at(name);
  if (text.empty() || kernel::same_word(text, kUnchanged)) return std::nullopt;
  return kernel::same_word(text, kSystemDefault) ? std::string() : std::string(text);
}

void set(std::string& member, const RequestElement& group, std::string_view name) {
  if (const auto text = wanted(group, name)) member = *text;
}

void set_a2p(TnOptions& options, const RequestElement& group) {
  const RequestElement* settings = group.child("A2pSettings");
  if (settings == nullptr) return;
  const std::string_view given = settings->text_at("Action");
  const std::string_view action = given.empty() ? std::string_view("asSpecified") : given;
  if (kernel::same_word(action, kUnchanged)) return;
  const bool usual = kernel::same_word(action, kSystemDefault);
  options.a2p_action = usual ? std::string_view{} : action;
  options.a2p_message_class = settings->text_at("MessageClass");
  options.a2p_campaign = settings->text_at("CampaignId");
}

/// Why a long code cannot have these A2pSettings: its SIP peer leaves no choice. 0: it can. A peer
/// that says nothing of A2P leaves every choice.
std::uint32_t a2p_problem(const SipPeer& peer, const RequestElement& settings) {
  const std::string_view at_peer =
      peer.settings.sms ? std::string_view(peer.settings.sms->a2p_long_code) : std::string_view();
  const std::string_view action = settings.text_at("Action");
  const bool off = kernel::same_word(action, "off");
  if (kernel::same_word(action, kUnchanged)) return 0;
  if (kernel::same_word(action, kSystemDefault)) return at_peer == "OFF" ? kPeerWithoutA2p : 0;
  if (at_peer == "ON") return off ? kA2pOnAtLocation : kA2pOfLocation;
  return at_peer == "OFF" && !off ? kLongCodeNotPermitted : 0;
}

/// Why the options cannot be those of the number; 0: they can.
std::uint32_t problem(const World& world, const TnRecord& record, const RequestElement& group) {
  const auto other_than_sms = [](const RequestElement& element) {
    return element.name != "Sms" && element.name != "TelephoneNumbers";
  };
  if (record.is_external && std::ranges::any_of(group.children, other_than_sms))
    return kOnlySmsOfExternal;
  const SipPeer& peer = world.sites().all_peers().at(record.sip_peer);
  if (wanted(group, "CallingNameDisplay") && peer.calling_name.enforced) return kNameOfLocation;
  const RequestElement* a2p = group.child("A2pSettings");
  if (a2p != nullptr && !record.tn.is_toll_free()) {
    if (const std::uint32_t code = a2p_problem(peer, *a2p)) return code;
  }
  const auto protect = wanted(group, "Protected");
  const Block* block = world.numbers().block_of(record.tn);
  if (!protect || !kernel::same_word(*protect, "true") || block == nullptr) return 0;
  if (block->toll_free) return kTollFreeNotProtected;
  return block->tier != 0 ? kTierNotProtected : 0;
}

void apply(TnRecord& record, TnOptions& options, const RequestElement& group) {
  set(record.number_format, group, "NumberFormat");
  set(record.rpid_format, group, "RPIDFormat");
  set(record.rewrite_user, group, "RewriteUser");
  set(record.call_forward, group, "CallForward");
  if (const auto display = wanted(group, "CallingNameDisplay")) {
    record.calling_name_display.reset();
    if (!display->empty()) record.calling_name_display = kernel::same_word(*display, "on");
  }
  if (const auto protect = wanted(group, "Protected"))
    record.is_protected = kernel::same_word(*protect, "true");
  if (const auto sms = wanted(group, "Sms")) record.sms_enabled = kernel::same_word(*sms, "on");
  set(options.final_destination_uri, group, "FinalDestinationURI");
  set(options.nnid, group, "NNID");
  set(options.espid, group, "ESPID");
  set_a2p(options, group);
}

}  // namespace

Outcome set_lidb(World& world, Order& order) {
  return list_numbers(world, order, "LidbTnGroups/LidbTnGroup", kLidbOfAnotherAccount,
                      &TnFeatures::lidb);
}

Outcome set_dlda(World& world, Order& order) {
  return list_numbers(world, order, "DldaTnGroups/DldaTnGroup", kDldaStatusChanged,
                      &TnFeatures::dlda);
}

Outcome set_tn_options(World& world, Order& order) {
  const auto set_options = [&](Tn tn, const RequestElement& group) {
    TnRecord& record = *world.numbers().find(tn);
    const std::uint32_t code = problem(world, record, group);
    if (code == 0) apply(record, world.numbers().features(tn).options, group);
    return code;
  };
  return handle_each(world, order, "TnOptionGroups/TnOptionGroup", kNotOfTheAccount, set_options);
}

Outcome assign_to_end_users(World& world, Order& order) {
  const bool assigned = order.request.document.text_at("Action") == "ASSIGN";
  for (const Tn tn : order.request.numbers) {
    const TnRecord* record = world.numbers().find(tn);
    std::uint32_t code = 0;
    if (record == nullptr || record->account != order.account) {
      code = kNotOfTheAccount;
    } else if (record->state != TnState::kInService) {
      code = kNotInServiceNotAssigned;
    } else if (record->is_external) {
      code = kExternalNotAssigned;
    }
    if (code == 0) {
      world.numbers().features(tn).assigned = assigned;
      order.completed_numbers.push_back(tn);
    } else {
      order.failed_numbers.push_back(tn);
      order.errors.push_back({code, {to_text(tn)}});
    }
  }
  return outcome_by_errors(order);
}

}  // namespace dashsim::world
