// Orders for line features of telephone numbers. Reference: tnoptions.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/tn_groups.hpp"
#include "kernel/network.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kFeatureMissing = 5078;
constexpr std::uint32_t kDisplayInvalid = 5079;
constexpr std::uint32_t kCallForwardInvalid = 5080;
constexpr std::uint32_t kNumberFormatInvalid = 5081;
constexpr std::uint32_t kForwardedToItself = 5088;
constexpr std::uint32_t kRpidFormatInvalid = 5089;
constexpr std::uint32_t kProtectedInvalid = 5107;
constexpr std::uint32_t kProtectedNotAllowed = 5110;
constexpr std::uint32_t kSmsInvalid = 5113;
constexpr std::uint32_t kMessagingMissing = 5114;
constexpr std::uint32_t kNothingApplied = 5115;
constexpr std::uint32_t kUriTooLong = 5117;
constexpr std::uint32_t kUriNoTn = 5118;
constexpr std::uint32_t kUriHostInvalid = 5119;
constexpr std::uint32_t kUriBeginning = 5120;
constexpr std::uint32_t kUriCharacters = 5121;
constexpr std::uint32_t kUriForm = 5122;
constexpr std::uint32_t kSmsMustBeOn = 5132;
constexpr std::uint32_t kA2pValuesNotAllowed = 5134;
constexpr std::uint32_t kTollFreeCannotBeOff = 5135;
constexpr std::uint32_t kA2pActionInvalid = 5138;
constexpr std::uint32_t kA2pMissing = 5139;
constexpr std::uint32_t kNnidInvalid = 5140;
constexpr std::uint32_t kCampaignInvalid = 12822;

constexpr std::string_view kDomain = "tnoptions";
constexpr std::string_view kGroups = "TnOptionGroups/TnOptionGroup";
constexpr std::string_view kNumbers = "TelephoneNumbers/TelephoneNumber";
constexpr std::string_view kUnchanged = "unchanged";
constexpr std::string_view kSystemDefault = "systemDefault";
constexpr std::size_t kUriMax = 60;
constexpr std::size_t kA2pTextMax = 64;

constexpr std::string_view kOnOrOff[] = {"on", "off"};
constexpr std::string_view kTrueOrFalse[] = {"true", "false"};
constexpr std::string_view kFormats[] = {"10digit", "11digit", "e164"};
constexpr std::string_view kActions[] = {"asSpecified", "off", kUnchanged, kSystemDefault};

/// An option that is one of a few words, besides unchanged and (where `has_default`) systemDefault.
struct WordOption {
  std::string_view name;
  std::span<const std::string_view> words;
  std::uint32_t code;
  std::string_view valid{};  ///< what the code's text lists; empty: it lists nothing
  bool has_default = true;
};
constexpr WordOption kWordOptions[] = {
    {"NumberFormat", kFormats, kNumberFormatInvalid},
    {"RPIDFormat", kFormats, kRpidFormatInvalid},
    {"CallingNameDisplay", kOnOrOff, kDisplayInvalid, "on, off, unchanged, systemDefault"},
    {"Protected", kTrueOrFalse, kProtectedInvalid, "true, false, unchanged, systemDefault"},
    {"Sms", kOnOrOff, kSmsInvalid, "on, off, unchanged", false},
};
/// All options, in the order in which orders are read back.
constexpr std::string_view kOptions[] = {
    "NumberFormat", "RPIDFormat", "RewriteUser", "CallForward",         "CallingNameDisplay",
    "Protected",    "Sms",        "NNID",        "FinalDestinationURI", "ESPID"};

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return kernel::same_word(word, text); });
}

/// What a group wants of an option; empty if it changes nothing or goes back to the default.
std::string_view value(const RequestElement& group, std::string_view name) {
  const std::string_view text = group.text_at(name);
  return text == kUnchanged || kernel::same_word(text, kSystemDefault) ? std::string_view{} : text;
}

class GroupCheck {
 public:
  GroupCheck(const RequestElement& group, const world::Account& account, Refusals& refusals)
      : group_(group), products_(account.products), refusals_(refusals) {
    for (const RequestElement* number : group.all_at(kNumbers)) {
      numbers_.push_back(number->text);
      const auto tn = world::parse_tn(number->text);
      toll_free_ = toll_free_ || (tn && tn->is_toll_free());
      long_code_ = long_code_ || (tn && !tn->is_toll_free());
    }
  }

  void run() {
    for (const WordOption& option : kWordOptions) check_word(option);
    check_call_forward();
    check_final_destination();
    const std::string_view nnid = value(group_, "NNID");
    if (!nnid.empty() && !kernel::all_digits(nnid)) refusals_.add(kNnidInvalid);
    check_features();
    if (const RequestElement* a2p = group_.child("A2pSettings")) check_a2p(*a2p);
    const bool any =
        group_.child("A2pSettings") != nullptr ||
        std::ranges::any_of(kOptions, [&](auto name) { return !group_.text_at(name).empty(); });
    if (any) return;
    std::string list;
    for (const std::string& number : numbers_) list.append(list.empty() ? "" : ", ").append(number);
    refusals_.add(kNothingApplied, list);
  }

 private:
  void check_word(const WordOption& option) {
    const std::string_view text = group_.text_at(option.name);
    if (text.empty() || is_one_of(text, option.words) || kernel::same_word(text, kUnchanged))
      return;
    if (option.has_default && kernel::same_word(text, kSystemDefault)) return;
    refusals_.add(option.code, std::string(text), std::string(option.valid));
  }

  void check_call_forward() {
    const std::string forward(value(group_, "CallForward"));
    if (forward.empty()) return;
    if (!world::parse_tn(forward)) return refusals_.add(kCallForwardInvalid, forward);
    if (std::ranges::find(numbers_, forward) != numbers_.end())
      refusals_.add(kForwardedToItself, forward, forward);
  }

  /// A telephone number, or name@address:port, with or without the prefix that the reference's
  /// sample has and its text has not.
  void check_final_destination() {
    std::string_view uri = value(group_, "FinalDestinationURI");
    if (uri.empty()) return;
    if (uri.size() >= kUriMax) return refusals_.add(kUriTooLong, std::to_string(kUriMax - 1));
    if (uri.starts_with("sips:")) return refusals_.add(kUriBeginning, "sips:");
    if (uri.starts_with("sip:")) uri.remove_prefix(4);
    if (uri.starts_with("+")) uri.remove_prefix(1);
    const auto allowed = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == ':' || c == '.' || c == '@';
    };
    if (!std::ranges::all_of(uri, allowed)) return refusals_.add(kUriCharacters);
    const std::size_t at = uri.find('@');
    if (at == std::string_view::npos) {
      if (!world::parse_tn(uri)) refusals_.add(kernel::all_digits(uri) ? kUriNoTn : kUriForm);
      return;
    }
    std::string_view host = uri.substr(at + 1);
    const std::size_t colon = host.find(':');
    const std::string_view port = colon == std::string_view::npos ? "1" : host.substr(colon + 1);
    host = host.substr(0, colon);
    const std::uint64_t number = kernel::parse_whole(port).value_or(0);
    if (at == 0 || number == 0 || number > 65535) return refusals_.add(kUriForm);
    if (!kernel::parse_network(host)) refusals_.add(kUriHostInvalid);
  }

  void check_features() {
    const auto missing = [&](std::string_view feature) {
      return !world::has_feature(products_, feature);
    };
    if (!value(group_, "CallForward").empty() && missing("CallForwarding"))
      refusals_.add(kFeatureMissing, "CallForwarding");
    if (kernel::same_word(value(group_, "CallingNameDisplay"), "on") && missing("CNAM"))
      refusals_.add(kFeatureMissing, "CNAM");
    if (kernel::same_word(value(group_, "Protected"), "true") && missing("PROTECTED_TNS"))
      refusals_.add(kProtectedNotAllowed);
    if (kernel::same_word(value(group_, "Sms"), "on") && missing("SMS"))
      refusals_.add(kMessagingMissing);
  }

  void check_a2p(const RequestElement& settings) {
    const std::string_view given = settings.text_at("Action");
    const std::string_view action = given.empty() ? kActions[0] : given;
    if (!is_one_of(action, kActions)) return refusals_.add(kA2pActionInvalid);
    const bool specified = kernel::same_word(action, kActions[0]);
    for (const std::string_view name : {"MessageClass", "CampaignId"}) {
      const std::string text(settings.text_at(name));
      if (!text.empty() && !specified) refusals_.add(kA2pValuesNotAllowed, std::string(name));
      if (text.size() > kA2pTextMax) refusals_.add(kCampaignInvalid, text);
    }
    const bool sms_off = kernel::same_word(group_.text_at("Sms"), "off");
    if (specified && sms_off) refusals_.add(kSmsMustBeOn);
    if (kernel::same_word(action, "off") && toll_free_) refusals_.add(kTollFreeCannotBeOff);
    if (specified && long_code_ && !world::has_feature(products_, "A2pLongCode"))
      refusals_.add(kA2pMissing);
  }

  const RequestElement& group_;
  const world::Products& products_;
  Refusals& refusals_;
  std::vector<std::string> numbers_;
  bool toll_free_ = false, long_code_ = false;  ///< whether it names such numbers
};

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  const RequestElement document = keep(call.document());
  const world::Account& account = *world.accounts().find(call.account());
  for (const RequestElement* group : document.all_at(kGroups))
    GroupCheck(*group, account, refusals).run();
  for (const std::string& text : read_group_numbers(document, kGroups, refusals)) {
    if (const auto tn = world::parse_tn(text)) {
      request.numbers.push_back(*tn);
    } else {
      refusals.add(kTnInvalid);
    }
  }
  return request;
}

void write_groups(const RequestElement& document, xml::Writer& out) {
  out.open("TnOptionGroups");
  for (const RequestElement* group : document.all_at(kGroups)) {
    out.open("TnOptionGroup");
    for (const std::string_view name : kOptions) out.element_if(name, group->text_at(name));
    if (const RequestElement* a2p = group->child("A2pSettings")) write_kept(*a2p, out);
    write_group_numbers(*group, out);
    out.close();
  }
  out.close();
}

void write_order(const Order& order, xml::Writer& out) {
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("ProcessingStatus", order.status->name);
  write_groups(order.request.document, out);
  write_tn_errors(order.errors, kDomain, out);
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_order(order, out);
}

void write_created(const Order& order, xml::Writer& out) {
  out.open("TnOptionOrder");
  write_order(order, out);
  out.close();
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  if (view.whole) return write_created(order, out);
  out.open("TnOptionOrderSummary");
  write_order_summary(order, "tn_option", out);
  out.close();
}

constexpr OrderFamily kTnOptions{
    .type = world::OrderType::kTnoptions,
    .response = "TnOptionOrder",
    .fields = {},
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "TnOptionOrders",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
    .created_response = "TnOptionOrderResponse",
};

}  // namespace

void tn_options(Routes& routes) {
  routes.on("GET /accounts/{accountId}/tnoptions", list_orders(kTnOptions));
  routes.on("POST /accounts/{accountId}/tnoptions", create_order(kTnOptions));
  routes.on("GET /accounts/{accountId}/tnoptions/{orderid}", get_order_or_say_so(kTnOptions));
  routes.on("GET /accounts/{accountId}/tnoptions/{orderid}/history", order_history(kTnOptions));
}

}  // namespace dashsim::api
