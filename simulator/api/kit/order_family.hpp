#pragma once

#include <span>
#include <string_view>

#include "api/kit/fields.hpp"
#include "api/kit/routes.hpp"
#include "world/orders.hpp"

/// What all families of orders do alike: create, list, get, notes, history, breakdowns. A family
/// states its names, its elements, its checks and its documents.
namespace dashsim::api {

/// How an order is to be read back.
struct OrderView {
  const world::World& world;
  bool tn_details = false;  ///< numbers with what is known of their places; query tndetail
  bool of_site = false;     ///< on a path of its site
  /// In a list of a day: the end of that day. Orders show the state that they had then.
  std::optional<kernel::VirtualTime> as_of{};
  bool whole = false;  ///< an entry of a list that was asked for whole orders; query orderDetails
};

/// What a list answers that no order fits.
enum class EmptyList : std::uint8_t {
  kLinks,      ///< 404 with a link to the first page
  kNotFound,   ///< 404 without a body
  kNoContent,  ///< 204
  kEmpty,      ///< 200 and a list that counts 0
};

/// How a family writes its lists.
struct OrderList {
  std::string_view root;
  std::string_view container;  ///< around count, links and entries; empty: they are in the root
  /// Writes an order as an entry.
  void (*write_entry)(const world::Order&, const OrderView&, xml::Writer&);
  EmptyList when_empty = EmptyList::kEmpty;
  std::size_t size_usual = 1000;
  std::size_t size_max = 1000;
  bool pages = true;  ///< false: neither page nor size are known, and there are no links
};

struct OrderFamily {
  world::OrderType type;
  std::string_view response;      ///< root of an order that is read or was created
  std::span<const Field> fields;  ///< elements of the request
  /// Reads a document that has passed `fields` and adds refusals for what tables cannot say. May be
  /// called when there are refusals already; then what it returns is not used.
  world::OrderRequest (*read)(const Call&, const world::World&, Refusals&);
  /// Writes what a POST answers inside the root.
  void (*write_created)(const world::Order&, xml::Writer&);
  /// Writes what a GET answers inside the root.
  void (*write)(const world::Order&, const OrderView&, xml::Writer&);
  /// Writes the request beside the errors that refuse it; null where the reference shows nothing.
  void (*echo)(const Call&, const world::World&, xml::Writer&);
  OrderList list;
  std::string_view created_response{};  ///< root of what a POST answers; empty: as `response`
};

/// What an entry of a list tells of an order, where lists of whole orders are another form.
void write_order_summary(const world::Order& order, std::string_view type, xml::Writer& out);
/// An entry OrderIdUserIdDate of families that list them so; `id` names the element of the order's
/// id, `type` is their OrderType.
void write_order_id_user_id_date(const world::Order& order, const OrderView& view,
                                 std::string_view id, std::string_view type, xml::Writer& out);

// The verbs. Families are constants, so a verb keeps a reference.
Handler create_order(const OrderFamily& family);
Handler list_orders(const OrderFamily& family);
/// How many orders there are, of the states that `status` names.
Handler count_orders(const OrderFamily& family);
Handler get_order(const OrderFamily& family);
/// Likewise, of families whose reference shows a text without a code for an order that is not
/// there.
Handler get_order_or_say_so(const OrderFamily& family);

/// Notes in a request for an order who has made it, and with which query parameters.
void sign(const Call& call, world::OrderRequest& request);

/// Whether a customer order id has only characters that are allowed, and not too many. Reference:
/// orders.
bool is_customer_order_id(std::string_view text);
/// Reads the `item` elements of a list of telephone numbers; bad and doubled ones and too many are
/// refused.
void read_tns(const xml::Element& list, std::string_view item, std::vector<world::Tn>& numbers,
              Refusals& refusals);

/// Reads a document's TelephoneNumbers, which must name some.
void read_required_tns(const xml::Element& document, std::vector<world::Tn>& numbers,
                       Refusals& refusals);

/// The order that the call names; null if there is none on its account (or on its site, where the
/// path names one).
const world::Order* find_order(const OrderFamily& family, const Call& call,
                               const world::World& world);
world::Order* find_order(const OrderFamily& family, const Call& call, world::World& world);
/// For an order that is not there: 404 with code 5035.
Refusals no_such_order(const OrderFamily& family, const Call& call);

/// A page of the orders that fit.
Result<Reply> list_page(const OrderFamily& family, const Call& call, const world::World& world,
                        const world::OrderFilter& filter);
/// The filter that the query parameters of order lists ask for; spans of days are inclusive.
/// Reference: query-params.md.
Result<world::OrderFilter> read_filter(const Call& call);

/// A TelephoneNumber: its FullNumber, and with details what is known of its place.
void write_tn(world::Tn tn, const OrderView& view, xml::Writer& out);
/// ErrorList with the errors of an order; nothing if it has none.
void write_order_errors(const world::Order& order, xml::Writer& out);

// Notes and history, order_notes.cpp. Reference: "notes" and "history" of each family.
Handler add_order_note(const OrderFamily& family);
Handler list_order_notes(const OrderFamily& family);
Handler change_order_note(const OrderFamily& family);
Handler order_history(const OrderFamily& family);
/// What the history of a draft of a port-in or bulk port-in answers.
Reply history_of_draft();

// Numbers of an order, order_breakdowns.cpp.
Handler order_area_codes(const OrderFamily& family);
Handler order_npa_nxx(const OrderFamily& family);
Handler order_tns(const OrderFamily& family);
/// States, RateCenters, Cities, Tiers and Vendors of numbers with their counts, as lists of orders
/// show them.
void write_tn_details(const std::vector<world::Tn>& numbers, const world::World& world,
                      xml::Writer& out);

}  // namespace dashsim::api
