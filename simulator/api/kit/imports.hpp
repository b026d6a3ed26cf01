#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "api/kit/order_family.hpp"

/// What families share in which customers bring numbers from elsewhere or take them away again.
/// Reference: importTnOrders, removeImportedTnOrders, externalTns, importTnChecker; of the clients'
/// own operations moveTns and importToAccount.
namespace dashsim::api {

/// Whether the account may have numbers that are not Bandwidth's.
bool may_import(const Call& call, const world::World& world);

/// What a family answers to a SiteId and SipPeerId that lead nowhere.
struct DestinationCodes {
  std::uint32_t site_missing, site_invalid, site_locked;
  std::uint32_t peer_invalid, peer_of_another_site, no_default_peer;
};
/// The codes of orders in general.
inline constexpr DestinationCodes kOrderDestination{.site_missing = 5022,
                                                    .site_invalid = 5016,
                                                    .site_locked = 5094,
                                                    .peer_invalid = 5023,
                                                    .peer_of_another_site = 5023,
                                                    .no_default_peer = 5020};
void read_destination(const Call& call, const world::World& world, const DestinationCodes& codes,
                      world::OrderRequest& request, Refusals& refusals);

/// The numbers of a document's TelephoneNumbers. Refused, each with the reason: an absent or empty
/// list, what is no number, doubled ones, too many.
std::vector<world::Tn> read_imports(const xml::Element& document, Refusals& refusals);

/// Notes who has authorized the import, CARRIER or SUBSCRIBER, as a fact of the request.
void read_loa_type(const xml::Element& document, std::string_view usual,
                   world::OrderRequest& request, Refusals& refusals);

/// A POST whose refusals stand below a ProcessingStatus FAILED.
Handler create_or_fail(const OrderFamily& family);

/// Query parameters that ask for a fact of a request, each with the name of the fact.
using FactQueries = std::span<const std::pair<std::string_view, std::string_view>>;
/// A list that knows more parameters than all lists; their value ALL asks for nothing.
Handler list_orders_by_facts(const OrderFamily& family, FactQueries queries);

/// CustomerOrderId, dates, ids and where the numbers go.
void write_import_head(const world::Order& order, xml::Writer& out);
/// TelephoneNumbers with a TelephoneNumber each.
void write_imports(const std::vector<world::Tn>& numbers, xml::Writer& out);
/// ProcessingStatus, and Errors with an Error a code and the numbers that earned it. `domain` is
/// that of the codes' texts.
void write_import_result(const world::Order& order, std::string_view domain, xml::Writer& out);
/// Errors alone, likewise.
void write_grouped_errors(const world::Order& order, std::string_view domain, xml::Writer& out);
/// An entry of a list; `type` is its OrderType.
void write_import_summary(const world::Order& order, std::string_view type, xml::Writer& out);

/// What orders are called whose documents tell no more than their numbers and what became of them.
struct TnListWords {
  std::string_view order;   ///< the element that holds it
  std::string_view entry;   ///< that of lists
  std::string_view type;    ///< OrderType of lists
  std::string_view domain;  ///< of the codes' texts
};
void write_tn_list(const world::Order& order, const TnListWords& words, xml::Writer& out);

/// The functions of an OrderFamily for such orders.
template <const TnListWords& kWords>
struct TnListDocuments {
  static void write(const world::Order& order, const OrderView& /*view*/, xml::Writer& out) {
    write_tn_list(order, kWords, out);
  }
  static void write_created(const world::Order& order, xml::Writer& out) {
    out.open(kWords.order);
    write_tn_list(order, kWords, out);
    out.close();
  }
  static void write_entry(const world::Order& order, const OrderView& /*view*/, xml::Writer& out) {
    out.open(kWords.entry);
    write_import_summary(order, kWords.type, out);
    out.close();
  }
};

}  // namespace dashsim::api
