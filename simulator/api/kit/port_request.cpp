#include "api/kit/port_request.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "api/kit/fields.hpp"
#include "api/kit/order_family.hpp"
#include "kernel/text.hpp"
#include "world/porting.hpp"

namespace dashsim::api {
namespace {

using kernel::Date;
using scenario::PortType;
using world::PortVerdict;
using world::RequestElement;
using world::Tn;

// Codes of the catalogue, domain LNP or /portins errors.
constexpr std::uint32_t kCoverageMissing = 7004;
constexpr std::uint32_t kNumberRequired = 7101;
constexpr std::uint32_t kBtnRequired = 7103;
constexpr std::uint32_t kSubscriberRequired = 7104;
constexpr std::uint32_t kSubscriberNameRequired = 7105;
constexpr std::uint32_t kSubscriberTypeRequired = 7106;
constexpr std::uint32_t kAddressRequired = 7107;
constexpr std::uint32_t kHouseNumberRequired = 7108;
constexpr std::uint32_t kStreetNameRequired = 7109;
constexpr std::uint32_t kCityRequired = 7110;
constexpr std::uint32_t kStateRequired = 7111;
constexpr std::uint32_t kZipRequired = 7112;
constexpr std::uint32_t kWirelessInfoRequired = 7113;
constexpr std::uint32_t kAccountNumberRequired = 7114;
constexpr std::uint32_t kLoaPersonRequired = 7115;
constexpr std::uint32_t kPinRequired = 7117;
constexpr std::uint32_t kTnInvalid = 7201;
constexpr std::uint32_t kBtnInvalid = 7203;
constexpr std::uint32_t kSeveralCarriers = 7204;
constexpr std::uint32_t kBeingProcessed = 7205;
constexpr std::uint32_t kInService = 7206;
constexpr std::uint32_t kFocInPast = 7208;
constexpr std::uint32_t kFocTooSoon = 7209;
constexpr std::uint32_t kFocTooFar = 7210;
constexpr std::uint32_t kResidentialBusinessName = 7211;
constexpr std::uint32_t kZipInvalid = 7214;
constexpr std::uint32_t kFocFormat = 7217;
constexpr std::uint32_t kSiteInvalid = 7309;
constexpr std::uint32_t kNoDefaultPeer = 7310;
constexpr std::uint32_t kPeerOfAnotherSite = 7311;
constexpr std::uint32_t kPeerInvalid = 7312;
constexpr std::uint32_t kTooManyNumbers = 7314;
constexpr std::uint32_t kFocOnHoliday = 7315;
constexpr std::uint32_t kCustomerOrderIdInvalid = 7318;
constexpr std::uint32_t kPartialPortInvalid = 7319;
constexpr std::uint32_t kBandwidthNumber = 7320;
constexpr std::uint32_t kBusinessNameTooLong = 7324;
constexpr std::uint32_t kPreDirectionalInvalid = 7329;
constexpr std::uint32_t kPostDirectionalInvalid = 7330;
constexpr std::uint32_t kUnknownRateCenter = 7331;
constexpr std::uint32_t kSiteLocked = 7336;
constexpr std::uint32_t kAlternateSpid = 7337;
constexpr std::uint32_t kTriggeredWireless = 7343;
constexpr std::uint32_t kMiddleInitialTooLong = 7354;
constexpr std::uint32_t kFirstNameTooLong = 7355;
constexpr std::uint32_t kLastNameTooLong = 7356;
constexpr std::uint32_t kDuplicates = 7360;
constexpr std::uint32_t kTriggeredManualOffnet = 7361;
constexpr std::uint32_t kImmediateManual = 7362;
constexpr std::uint32_t kSeveralVendors = 7363;
constexpr std::uint32_t kNotActive = 7378;
constexpr std::uint32_t kTollFreeWireless = 7383;
constexpr std::uint32_t kTollFreePartial = 7384;
constexpr std::uint32_t kTollFreeBtn = 7385;
constexpr std::uint32_t kMixedTollFree = 7386;
constexpr std::uint32_t kTollFreeBusiness = 7391;
constexpr std::uint32_t kTollFreeImmediate = 7394;
constexpr std::uint32_t kStateUnsupported = 7395;
constexpr std::uint32_t kProtectedTollFree = 7397;
constexpr std::uint32_t kProtectedOffnet = 7398;
constexpr std::uint32_t kAttributeInvalid = 7399;
constexpr std::uint32_t kAttributeTwice = 7474;
constexpr std::uint32_t kProtectedNotSetUp = 7475;
constexpr std::uint32_t kAccountInSubscriber = 7481;
constexpr std::uint32_t kTriggeredManual = 7492;
constexpr std::uint32_t kNewBtnInvalid = 7494;
constexpr std::uint32_t kNewBtnIsPorted = 7496;
constexpr std::uint32_t kNewBtnIsBtn = 7497;
constexpr std::uint32_t kExternalNumber = 7600;
constexpr std::uint32_t kCarrierUnsupported = 7609;

constexpr std::size_t kNumbersMax = 5000;

constexpr std::string_view kSubscriberTypes[] = {"BUSINESS", "RESIDENTIAL"};
constexpr std::string_view kDirectionals[] = {"N", "S", "E", "W", "NE", "NW", "SE", "SW"};
constexpr std::string_view kAttributes[] = {"Protected", "External", "Hosted", "Imported"};

constexpr Field kFields[] = {
    flag("PartialPort", kPartialPortInvalid),
    flag("Triggered"),
    flag("Immediately"),
    text("LoaAuthorizingPerson", 0, 0, kLoaPersonRequired),
};
constexpr Field kSubscriberFields[] = {
    word("SubscriberType", kSubscriberTypes, kSubscriberTypeRequired, kSubscriberTypeRequired),
    text("BusinessName", 25, kBusinessNameTooLong),
    text("FirstName", 25, kFirstNameTooLong),
    text("MiddleInitial", 1, kMiddleInitialTooLong),
    text("LastName", 25, kLastNameTooLong),
};
constexpr Field kAddressFields[] = {
    text("HouseNumber", 0, 0, kHouseNumberRequired),
    text("StreetName", 0, 0, kStreetNameRequired),
    text("City", 0, 0, kCityRequired),
    text("StateCode", 0, 0, kStateRequired),
    text("Zip", 0, 0, kZipRequired),
    word("PreDirectional", kDirectionals, kPreDirectionalInvalid),
    word("PostDirectional", kDirectionals, kPostDirectionalInvalid),
};

constexpr std::string_view kUnitedStates =
    " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY ";
constexpr std::string_view kCanada = " AB BC MB NB NL NS NT NU ON PE QC SK YT ";

bool is_toll_free(PortType type) {
  return type == PortType::kAutomatedTollfree || type == PortType::kManualTollfree;
}
bool is_manual(PortType type) {
  return type == PortType::kManualOnnet || type == PortType::kManualOffnet ||
         type == PortType::kManualTollfree;
}
bool is_offnet(PortType type) {
  return type == PortType::kAutomatedOffnet || type == PortType::kManualOffnet;
}

std::vector<std::string> texts_of(const std::vector<Tn>& numbers) {
  std::vector<std::string> texts(numbers.size());
  std::ranges::transform(numbers, texts.begin(), [](Tn tn) { return to_text(tn); });
  return texts;
}

std::string joined(const std::vector<Tn>& numbers) {
  std::string text;
  for (const Tn tn : numbers) text.append(text.empty() ? "" : ", ").append(to_text(tn));
  return text;
}

/// A refusal that names the numbers that it is about.
void refuse_numbers(std::uint32_t code, const std::vector<Tn>& numbers, Refusals& refusals) {
  refusals.add(code, joined(numbers));
  refusals.list.back().numbers = texts_of(numbers);
}

/// Null if the document has none.
RequestElement* service_address(RequestElement& document) {
  const RequestElement* subscriber = document.child("Subscriber");
  if (subscriber == nullptr || subscriber->child("ServiceAddress") == nullptr) return nullptr;
  return &document.child_or_new("Subscriber").child_or_new("ServiceAddress");
}

/// Reads one document; a member a part of it.
class PortReader {
 public:
  PortReader(RequestElement document, const PortContext& context, Refusals& refusals)
      : context_(context), world_(context.world), refusals_(refusals) {
    port_.request.document = std::move(document);
  }

  PortRequest read(PortChecks checks) {
    read_basics();
    read_numbers();
    if (checks == PortChecks::kAll) {
      check_fields(document(), kFields, refusals_);
      check_numbers_are_there();
      check_customer_order_id();
      check_billing_numbers();
      check_subscriber();
      check_wireless_info();
      check_destination();
      check_attributes();
      check_type_rules();
      check_foc_date();
    }
    note_facts();
    return std::move(port_);
  }

 private:
  const RequestElement& document() const { return port_.request.document; }
  std::string_view at(std::string_view path) const { return document().text_at(path); }
  bool flag_is_set(std::string_view path) const {
    return kernel::parse_flag(at(path)).value_or(false);
  }
  const world::Account& account() const { return *world_.accounts().find(context_.account); }

  void read_basics() {
    world::OrderRequest& request = port_.request;
    request.customer_order_id = at("CustomerOrderId");
    if (const auto site = kernel::parse_whole(at("SiteId"))) request.site = world::SiteId{*site};
    if (const auto peer = kernel::parse_whole(at("PeerId")))
      request.sip_peer = world::SipPeerId{*peer};
    port_.porting.triggered = flag_is_set("Triggered");
    port_.porting.immediately = flag_is_set("Immediately");
    port_.porting.requested_foc = kernel::parse_instant(at("RequestedFocDate"));
  }

  void read_numbers() {
    std::vector<std::string_view> texts;
    for (const RequestElement* number : document().all_at("ListOfPhoneNumbers/PhoneNumber"))
      if (!number->text.empty()) texts.push_back(number->text);
    port_.request.numbers = read_port_numbers(texts, refusals_);
    look_up_numbers();
  }

  /// Each obstacle once, with all the numbers that it concerns.
  void look_up_numbers() {
    std::map<std::uint32_t, std::vector<Tn>> obstacles;
    std::vector<world::Portability> portable;
    for (const Tn tn : port_.request.numbers) {
      const world::Portability found = look_up(world_, context_.account, tn);
      if (const auto code = port_obstacle(found, tn, world_, context_.order)) {
        obstacles[*code].push_back(tn);
      } else {
        portable.push_back(found);
      }
    }
    for (const auto& [code, numbers] : obstacles) refuse_numbers(code, numbers, refusals_);
    if (!portable.empty()) take_type_from(portable);
  }

  void take_type_from(const std::vector<world::Portability>& portable) {
    const world::Portability& first = portable.front();
    const auto other = [&](auto&& differs) { return std::ranges::any_of(portable, differs); };
    if (other([&](const auto& each) {
          return is_toll_free(each.type) != is_toll_free(first.type);
        })) {
      refusals_.add(kMixedTollFree, joined(port_.request.numbers));
    } else if (other([&](const auto& each) {
                 return each.carrier != first.carrier || each.holder != first.holder;
               })) {
      refusals_.add(kSeveralCarriers);
    } else if (other([&](const auto& each) {
                 return each.type != first.type || each.vendor != first.vendor;
               })) {
      refusals_.add(kSeveralVendors);
    }
    world::Porting& porting = port_.porting;
    porting.type = first.type;
    porting.vendor = first.vendor.empty() ? "Bandwidth CLEC" : std::string(first.vendor);
    porting.losing_account = first.holder;
    carrier_ = first.carrier;
    if (first.carrier == nullptr) {
      porting.losing_name = "Bandwidth";
      return;
    }
    porting.losing_spid = first.carrier->spid;
    porting.losing_name = first.carrier->name;
    porting.losing_wireless = first.carrier->wireless;
    porting.interval = first.carrier->porting_interval;
  }

  void check_numbers_are_there() {
    const bool given = !document().all_at("ListOfPhoneNumbers/PhoneNumber").empty();
    if (port_.request.numbers.empty() && !given) refusals_.add(kNumberRequired);
    if (port_.request.numbers.size() > kNumbersMax)
      refusals_.add(kTooManyNumbers, std::to_string(kNumbersMax));
  }

  void check_customer_order_id() {
    if (!is_customer_order_id(port_.request.customer_order_id))
      refusals_.add(kCustomerOrderIdInvalid);
  }

  void check_billing_numbers() {
    const bool toll_free = is_toll_free(port_.porting.type);
    const std::string_view btn_text = at("BillingTelephoneNumber");
    const std::optional<Tn> btn = world::parse_tn(btn_text);
    if (btn_text.empty()) {
      if (!toll_free) refusals_.add(kBtnRequired);
    } else if (!btn) {
      refusals_.add(kBtnInvalid);
    } else if (!toll_free) {
      check_carrier_of(*btn);
    }
    const std::string_view new_text = at("NewBillingTelephoneNumber");
    if (new_text.empty()) return;
    const std::optional<Tn> new_btn = world::parse_tn(new_text);
    const auto& numbers = port_.request.numbers;
    if (!new_btn) {
      refusals_.add(kNewBtnInvalid);
    } else if (new_btn == btn) {
      refusals_.add(kNewBtnIsBtn);
    } else if (std::ranges::find(numbers, *new_btn) != numbers.end()) {
      refusals_.add(kNewBtnIsPorted);
    } else if (!toll_free) {
      check_carrier_of(*new_btn);
    }
  }

  /// Billing numbers that are known to be another carrier's cannot belong to this port.
  void check_carrier_of(Tn billing) {
    const auto& numbers = port_.request.numbers;
    if (carrier_ == nullptr || std::ranges::find(numbers, billing) != numbers.end()) return;
    const world::Portability found = look_up(world_, context_.account, billing);
    if (found.carrier != nullptr && found.carrier != carrier_) refusals_.add(kSeveralCarriers);
  }

  void check_subscriber() {
    const RequestElement* subscriber = document().child("Subscriber");
    if (subscriber == nullptr) {
      refusals_.add(kSubscriberRequired);
      return;
    }
    check_fields(*subscriber, kSubscriberFields, refusals_);
    const bool business = subscriber->text_at("SubscriberType") == "BUSINESS";
    const bool residential = subscriber->text_at("SubscriberType") == "RESIDENTIAL";
    const bool has_business_name = !subscriber->text_at("BusinessName").empty();
    if (residential && has_business_name) refusals_.add(kResidentialBusinessName);
    if ((business && !has_business_name) ||
        (residential && subscriber->text_at("LastName").empty()))
      refusals_.add(kSubscriberNameRequired);
    if (residential && is_toll_free(port_.porting.type)) refusals_.add(kTollFreeBusiness);
    if (subscriber->child("AccountNumber") != nullptr || subscriber->child("PinNumber") != nullptr)
      refusals_.add(kAccountInSubscriber);
    check_service_address(*subscriber, refusals_);
  }

  void check_wireless_info() {
    const RequestElement* info = document().child("WirelessInfo");
    if (info != nullptr && port_.porting.type == PortType::kManualTollfree)
      refusals_.add(kTollFreeWireless);
    if (carrier_ == nullptr) return;
    if (info == nullptr && carrier_->wireless) return refusals_.add(kWirelessInfoRequired);
    if (carrier_->account_number_required && at("WirelessInfo/AccountNumber").empty())
      refusals_.add(kAccountNumberRequired);
    if (carrier_->pin_required && at("WirelessInfo/PinNumber").empty()) refusals_.add(kPinRequired);
  }

  void check_destination() {
    const world::Sites& sites = world_.sites();
    const auto& [site_id, peer_id] = std::pair(port_.request.site, port_.request.sip_peer);
    const world::Site* site = site_id ? sites.find(context_.account, *site_id) : nullptr;
    if (site == nullptr) {
      refusals_.add(kSiteInvalid);
    } else if (site->locked) {
      refusals_.add(kSiteLocked);
    }
    if (at("PeerId").empty()) {
      if (site != nullptr && sites.find_default_peer(site->id) == nullptr)
        refusals_.add(kNoDefaultPeer);
      return;
    }
    const auto peer = peer_id ? sites.all_peers().find(*peer_id) : sites.all_peers().end();
    if (peer == sites.all_peers().end() || peer->second.account != context_.account) {
      refusals_.add(kPeerInvalid);
    } else if (site != nullptr && peer->second.site != site->id) {
      refusals_.add(kPeerOfAnotherSite);
    }
  }

  void check_attributes() {
    std::set<std::string_view> seen;
    for (const RequestElement* each : document().all_at("TnAttributes/TnAttribute")) {
      const std::string_view attribute = each->text;
      if (attribute.empty()) continue;
      if (!seen.insert(attribute).second) refusals_.add(kAttributeTwice, std::string(attribute));
      if (std::ranges::find(kAttributes, attribute) == std::end(kAttributes))
        refusals_.add(kAttributeInvalid, std::string(attribute));
    }
    if (!seen.contains("Protected")) return;
    port_.request.protect = true;
    if (!world::has_feature(account().products, "PROTECTED_TNS")) refusals_.add(kProtectedNotSetUp);
    if (is_toll_free(port_.porting.type)) refusals_.add(kProtectedTollFree);
    if (is_offnet(port_.porting.type)) refusals_.add(kProtectedOffnet);
  }

  void check_type_rules() {
    const world::Porting& porting = port_.porting;
    const std::string_view alternate = at("AlternateSpid");
    const bool foreign_spid =
        !alternate.empty() && !account().alt_spid.empty() && alternate != account().alt_spid;
    if (foreign_spid && !is_toll_free(porting.type)) refusals_.add(kAlternateSpid);
    if (porting.triggered) {
      if (porting.losing_wireless) refusals_.add(kTriggeredWireless);
      if (porting.type == PortType::kManualOffnet) refusals_.add(kTriggeredManualOffnet);
      if (porting.type == PortType::kManualOnnet) refusals_.add(kTriggeredManual);
    }
    if (porting.immediately && is_manual(porting.type))
      refusals_.add(is_toll_free(porting.type) ? kTollFreeImmediate : kImmediateManual);
    if (porting.type != PortType::kManualTollfree) return;
    if (flag_is_set("PartialPort")) refusals_.add(kTollFreePartial);
    if (!at("BillingTelephoneNumber").empty()) refusals_.add(kTollFreeBtn);
  }

  void check_foc_date() {
    const std::string_view text = at("RequestedFocDate");
    const bool as_before = context_.order != nullptr && !context_.order->request.draft &&
                           context_.order->request.document.text_at("RequestedFocDate") == text;
    if (text.empty() || as_before) return;
    if (!port_.porting.requested_foc) return refusals_.add(kFocFormat);
    const bool at_once = port_.porting.immediately && port_.porting.type == PortType::kInternal;
    if (at_once) return;
    const Date today = kernel::eastern_date(world_.now());
    const Date day = written_day(text);
    const std::chrono::days most(
        static_cast<std::chrono::days::rep>(world_.scenario().rules.foc_days_max));
    if (day < today) {
      refusals_.add(kFocInPast);
    } else if (day < world::earliest_foc(world_, port_.porting.interval)) {
      refusals_.add(kernel::is_business_day(day) ? kFocTooSoon : kFocOnHoliday);
    } else if (day > today + most) {
      refusals_.add(kFocTooFar);
    } else if (!kernel::is_business_day(day)) {
      refusals_.add(kFocOnHoliday);
    }
  }

  /// The date portion, as the client wrote it.
  static Date written_day(std::string_view text) {
    return world::foc_day(*kernel::parse_instant(text.substr(0, 10)));
  }

  void note_facts() {
    const auto fact = [&](std::string name, std::string_view value) {
      port_.request.facts.children.push_back({std::move(name), std::string(value), {}});
    };
    fact("PortType", scenario::kPortTypes[static_cast<std::size_t>(port_.porting.type)]);
    fact("LosingCarrierName", port_.porting.losing_name);
  }

  const PortContext& context_;
  const world::World& world_;
  Refusals& refusals_;
  PortRequest port_;
  const scenario::Carrier* carrier_ = nullptr;  ///< of all numbers; null: internal or unknown
};

}  // namespace

std::vector<Tn> read_port_numbers(const std::vector<std::string_view>& texts, Refusals& refusals) {
  std::vector<Tn> numbers;
  std::set<Tn> seen;
  bool twice = false;
  for (const std::string_view text : texts) {
    const std::optional<Tn> tn = world::parse_tn(text);
    if (!tn) {
      refusals.add(kTnInvalid, std::string(text));
      continue;
    }
    twice = !seen.insert(*tn).second || twice;
    numbers.push_back(*tn);
  }
  if (twice) refusals.add(kDuplicates);
  return numbers;
}

void check_service_address(const RequestElement& subscriber, Refusals& refusals) {
  const RequestElement* address = subscriber.child("ServiceAddress");
  if (address == nullptr) return refusals.add(kAddressRequired);
  check_fields(*address, kAddressFields, refusals);
  const std::string_view state = address->text_at("StateCode");
  if (!state.empty() && country_of(state).empty())
    refusals.add(kStateUnsupported, std::string(state));
  const std::string_view zip = address->text_at("Zip");
  if (!zip.empty() && !is_postal_code(zip)) refusals.add(kZipInvalid);
}

std::optional<std::uint32_t> port_obstacle(const world::Portability& found, Tn tn,
                                           const world::World& world, const world::Order* order) {
  const world::Order* claimant = world.orders().claimant(world::OrderType::kPortins, tn);
  if (claimant != nullptr && claimant != order) return kBeingProcessed;
  switch (found.verdict) {
    case PortVerdict::kPortable:
      return std::nullopt;
    case PortVerdict::kUnknownPlace:
      return kUnknownRateCenter;
    case PortVerdict::kPlaceNotCovered:
      return kCoverageMissing;
    case PortVerdict::kCarrierUnsupported:
      return kCarrierUnsupported;
    case PortVerdict::kNotActive:
      return kNotActive;
    case PortVerdict::kOwnNumber:
      return kInService;
    case PortVerdict::kBandwidthNumber:
      return kBandwidthNumber;
    case PortVerdict::kExternalNumber:
      return kExternalNumber;
  }
  return std::nullopt;
}

bool is_postal_code(std::string_view text) {
  const auto has_form = [&](std::string_view form) {
    return text.size() == form.size() && std::ranges::equal(text, form, [](char c, char wanted) {
             if (wanted == '9') return c >= '0' && c <= '9';
             if (wanted == 'A') return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
             return c == wanted;
           });
  };
  return has_form("99999") || has_form("99999-9999") || has_form("A9A 9A9") || has_form("A9A9A9");
}

std::string_view country_of(std::string_view state_code) {
  if (state_code.size() != 2) return {};
  std::string wanted(" ");
  wanted.append(kernel::upper_case(state_code)).append(" ");
  if (kUnitedStates.find(wanted) != std::string_view::npos) return "United States";
  return kCanada.find(wanted) != std::string_view::npos ? "Canada" : std::string_view{};
}

RequestElement with_country(RequestElement document) {
  RequestElement* address = service_address(document);
  if (address == nullptr) return document;
  address->drop_child("ResetAddressFields");
  const std::string_view country = country_of(address->text_at("StateCode"));
  if (address->text_at("Country").empty() && !country.empty())
    address->child_or_new("Country").text = country;
  return document;
}

RequestElement as_service_address(RequestElement document) {
  if (RequestElement* address = service_address(document))
    address->child_or_new("AddressType").text = "Service";
  return document;
}

PortRequest read_port(RequestElement document, const PortContext& context, PortChecks checks,
                      Refusals& refusals) {
  return PortReader(std::move(document), context, refusals).read(checks);
}

}  // namespace dashsim::api
