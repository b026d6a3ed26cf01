// All that is known of a telephone number. Reference: tns, "tndetails".
#include "api/kit/postal_addresses.hpp"
#include "api/kit/tn_features.hpp"
#include "api/tns/tns.hpp"

namespace dashsim::api {
namespace {

using world::Listing;
using world::OrderType;
using world::RequestElement;
using world::Tn;
using world::TnFeatures;
using world::TnRecord;
using world::World;

void write_service(const TnRecord& record, const World& world, xml::Writer& out) {
  const world::Site* site = world.sites().find(record.account, record.site);
  if (site != nullptr) {
    out.open("Site").element("Id", site->id.value).element("Name", site->name).close();
    const world::SipPeer* peer = world.sites().find(record.account, record.site, record.sip_peer);
    if (peer != nullptr) {
      out.open("SipPeer").element("PeerId", peer->id.value);
      out.element("PeerName", peer->name).close();
    }
  }
  out.open("ServiceTypes").element("ServiceType", "Voice");
  if (record.sms_enabled) out.element("ServiceType", "Messaging");
  out.close();
}

/// The number's own address, or that of its SIP peer.
void write_e911(const TnRecord& record, const TnFeatures& features, const World& world,
                xml::Writer& out) {
  const world::SipPeer* peer = world.sites().find(record.account, record.site, record.sip_peer);
  const bool of_peer = !features.e911 && peer != nullptr && peer->address;
  const bool ordered = features.e911 || features.e911_failed;
  if (!ordered && !of_peer && features.emergency_group.value.empty()) return;
  out.open("E911");
  if (ordered) out.element("LastE911OrderOutcome", features.e911_failed ? "FAILED" : "SUCCESS");
  out.element("SipPeerAddress", of_peer);
  if (features.e911) {
    out.element_if("CallerName", features.e911->caller_name);
    write_e911_address(world, record.account, features.e911->address, out);
  } else if (of_peer) {
    write_address(*peer->address, Empties::kOmit, out);
  }
  write_emergency_group(world, record.account, features.emergency_group, out);
  out.close();
}

/// The group of an order that is about to change the number; null if there is none.
const RequestElement* pending_group(const World& world, OrderType type, Tn tn,
                                    std::string_view groups) {
  const world::Order* order = world.orders().claimant(type, tn);
  if (order == nullptr) return nullptr;
  for (const RequestElement* group : order->request.document.all_at(groups)) {
    for (const RequestElement* each : group->all_at("TelephoneNumbers/TelephoneNumber")) {
      if (world::parse_tn(each->text) == tn) return group;
    }
  }
  return nullptr;
}

/// A listing that is in place, or the one that is being ordered.
void write_listing(std::string_view name, const RequestElement* pending,
                   const std::optional<Listing>& listing, xml::Writer& out) {
  if (pending == nullptr && !listing) return;
  out.open(name).element("Status", pending != nullptr ? "Pending" : "Success");
  for (const RequestElement& element : (pending != nullptr ? *pending : listing->group).children) {
    if (element.name == "TelephoneNumbers") continue;
    // Changes of directory listings call the type of the subscriber otherwise.
    const bool renamed = element.name == "AccountType";
    if (!renamed) {
      write_kept(element, out);
      continue;
    }
    out.element("SubscriberType", element.text == "RESIDENCE" ? std::string_view("RESIDENTIAL")
                                                              : std::string_view(element.text));
  }
  out.close();
}

void write_features(const TnRecord& record, const TnFeatures& features, const World& world,
                    xml::Writer& out) {
  out.open("Features");
  write_e911(record, features, world, out);
  write_listing("Lidb",
                pending_group(world, OrderType::kLidb, record.tn, "LidbTnGroups/LidbTnGroup"),
                features.lidb, out);
  write_listing("Dlda",
                pending_group(world, OrderType::kDldas, record.tn, "DldaTnGroups/DldaTnGroup"),
                features.dlda, out);
  out.close();
}

void write_messaging(const TnRecord& record, const TnFeatures& features, xml::Writer& out) {
  const world::TnOptions& options = features.options;
  if (!record.sms_enabled && options.a2p_action.empty() && options.nnid.empty()) return;
  out.open("MessagingSettings").element("SmsEnabled", record.sms_enabled);
  out.element_if("CampaignId", options.a2p_campaign);
  out.element_if("MessageClass", options.a2p_message_class);
  if (!options.a2p_action.empty()) out.element("A2pState", "overridden");
  if (!options.nnid.empty()) {
    out.open("AssignedNNRoute").element("Nnid", options.nnid);
    out.element_if("Name", nn_route_name(options.nnid)).close();
  }
  out.close();
}

}  // namespace

Result<Reply> tn_details(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  return reply(200, "TelephoneNumberResponse", [&](xml::Writer& out) {
    out.open("TelephoneNumberDetails");
    write_place(*known, TnPlace::kWithNetwork, out);
    out.element("Status", status_of(*known, world));
    const TnRecord* record = known->in_service();
    if (record != nullptr) {
      out.element("AccountId", record->account.value);
      write_service(*record, world, out);
    }
    out.element("LastModified", kernel::format_instant(last_modified(call, *known, world)));
    if (record != nullptr) {
      const TnFeatures* kept = world.numbers().find_features(known->tn);
      const TnFeatures features = kept != nullptr ? *kept : TnFeatures{};
      out.element("InServiceDate", kernel::format_instant(record->in_service_since));
      write_features(*record, features, world, out);
      write_messaging(*record, features, out);
      write_tn_attributes(*record, out);
    }
    out.close();
  });
}

}  // namespace dashsim::api
