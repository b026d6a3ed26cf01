#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "scenario/complaints.hpp"
#include "scenario/faults.hpp"
#include "scenario/vocabulary.hpp"

/// A scenario that has been checked: plain values from which a world starts. Units and defaults are
/// those of schema.cpp.
namespace dashsim::scenario {

enum class ClockMode : std::uint8_t { kManual, kReal, kScaled, kAuto };
inline constexpr std::array<std::string_view, 4> kClockModes{"manual", "real", "scaled", "auto"};

struct Clock {
  kernel::VirtualTime start{};
  ClockMode mode = ClockMode::kManual;
  double speed = 60;  ///< virtual seconds a wall second, in mode scaled
  kernel::Duration poll_advance{
      0};  ///< what a read of an unfinished order moves the clock by; 0: nothing
};

struct User {
  std::string name;
  std::string password;
  std::string client_id;  ///< for OAuth2 client credentials; empty: none
  std::string client_secret;
  std::string token;  ///< a bearer token that never expires; empty: none
  std::string first_name, last_name, email, telephone_number;
  std::vector<std::string> roles;  ///< empty: the usual ones
  std::vector<std::uint64_t> accounts;
  Place place;
};

/// Elements of a postal address as the reference names them; empty ones are absent.
struct Address {
  std::string house_number, house_suffix, pre_directional, street_name, street_suffix;
  std::string post_directional, address_line2, city, state, zip, plus_four, county, country, type;
  bool operator==(const Address&) const = default;
};

struct Contact {
  std::string first_name, last_name, phone, email;
};

/// Products of an account, and those that a SIP peer may have. Reference: products,
/// sites-sippeers-products.
inline constexpr std::array<std::string_view, 9> kAccountProducts{
    "Origination",    "Termination",      "MESSAGING",       "E911", "TollFree", "UcTrunking",
    "EdgeManagement", "NumberManagement", "VirtualInventory"};
inline constexpr std::array<std::string_view, 4> kSipPeerProducts{"Termination", "EdgeManagement",
                                                                  "Messaging", "Origination"};
inline constexpr std::array<std::string_view, 24> kFeatures{
    "CallForwarding", "DlDa",          "CNAM",        "LIDB",         "OrigHttpVoice",
    "TermHttpVoice",  "SMS",           "MMS",         "HTTP",         "HTTPV2",
    "TollFree",       "ShortCode",     "A2pLongCode", "Cloud",        "Seats",
    "Premise",        "ORDERING",      "LNP",         "EXTERNAL_TNS", "LSR",
    "PROTECTED_TNS",  "TN_ASSIGNMENT", "RESERVATION", "CSR"};

struct Product {
  std::string name;
  std::vector<std::string> features;
};
/// None given: all of them, so that nobody has to name products to use them.
using Products = std::optional<std::vector<Product>>;

struct CallingName {
  bool display = false;
  bool enforced = false;
};

inline constexpr std::array<std::string_view, 3> kTrafficTypes{"LITE", "DOMESTIC", "ALL"};

struct Host {
  std::string name;                      ///< address, network or domain name
  std::string port;                      ///< empty: not given
  std::string customer_traffic_allowed;  ///< of termination hosts; empty: not given
  Place place;
};

struct SipPeer {
  std::uint64_t id = 0;
  std::string name, description, final_destination_uri, premise_trunks;
  bool is_default = false;
  std::vector<Host> voice_hosts;
  std::vector<std::vector<Host>> voice_host_groups;
  std::vector<Host> termination_hosts;
  std::optional<Address> address;
  CallingName calling_name;
  Products products;
  Place place;
};

inline constexpr std::array<std::string_view, 3> kUcTypes{"Seats", "Premise", "Cloud"};
inline constexpr std::array<std::string_view, 3> kUsageCategories{"UC250", "UC500", "UC1000"};

struct UcTrunkingConfiguration {
  std::string type;
  std::string usage_category;  ///< of seats alone; may be empty
};

struct Site {
  std::uint64_t id = 0;
  std::string name, description, customer_provided_id, customer_name;
  std::optional<Address> address;
  std::optional<UcTrunkingConfiguration> uc_trunking;
  bool locked = false;  ///< for contract paperwork: it cannot be changed or deleted
  std::vector<SipPeer> sip_peers;
  Place place;
};

/// Telephone numbers from `first` to `last`, both included.
struct TnRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct InServiceNumbers {
  TnRange range;
  std::uint64_t site = 0;      ///< 0: the account's first site
  std::uint64_t sip_peer = 0;  ///< 0: the default peer of the site
  Place place;
};

/// Numbers that nobody uses and that only the account may order.
struct ProtectedNumbers {
  TnRange range;
  Place place;
};

/// Who is asked before numbers leave an account. Reference: callbacks,
/// portOutValidationCallbackApi.
struct PortOutValidation {
  std::string url;
  std::string user, password;  ///< empty: none
};

struct Account {
  std::uint64_t id = 0;
  std::string company_name, account_type, associated_catapult_account, global_account_number;
  std::string nena_id, customer_segment, alt_spid, spid, port_carrier_type;
  std::vector<std::uint64_t> tiers;
  std::optional<Address> address;
  std::optional<Contact> contact;
  Products products;
  std::vector<Site> sites;
  std::vector<InServiceNumbers> in_service;
  std::vector<ProtectedNumbers> protected_numbers;
  std::optional<PortOutValidation> port_out_validation;
  Place place;
};

/// Available numbers that share a place: all numbers that begin with the digits of a pattern such
/// as 919439xxxx.
struct Block {
  std::string pattern;
  TnRange range;
  std::string rate_center, city, state;
  std::uint64_t lata = 0;
  std::uint64_t tier = 0;
  std::vector<std::string> zips;
  bool toll_free = false;
  Place place;
};

/// Numbers of another carrier that share a place. Toll-free ones have none.
struct CarrierBlock {
  Block block;
  Coverage coverage = Coverage::kOnNet;
  std::string vendor;     ///< the partner that serves the place, or who ports toll-free numbers
  bool automated = true;  ///< ports need no human hand
};

/// A carrier that numbers can be ported from. Reference: lnpchecker, portins.
struct Carrier {
  std::string spid;
  std::string name;
  bool wireless = false;
  bool account_number_required = false;
  bool pin_required = false;
  std::uint64_t porting_interval = 1;  ///< business days from a request to the earliest port
  bool supported = true;               ///< there is an agreement to port from it
  std::vector<CarrierBlock> numbers;   ///< of blocks that lie in each other the smallest counts
  std::vector<TnRange> not_active;     ///< of these, numbers that are in service with nobody
  Place place;
};

struct RateCenterName {
  std::string rate_center, state;
};

/// Where calls from a rate center are local calls, besides the rate center itself. One of two
/// places may count the other in without being counted in itself.
struct LocalCallingArea {
  std::string rate_center, state;
  std::vector<RateCenterName> includes;
  Place place;
};

/// Numbers that lose their messaging to another account.
struct MessagingLost {
  std::uint64_t account = 0;
  std::vector<TnRange> numbers;
};

/// Another carrier asks for numbers of an account, with what the subscriber has told it. Members
/// that it does not know are empty.
struct PortOut {
  std::uint64_t account = 0;
  std::vector<TnRange> numbers;
  std::string spid, pon, pin, account_number, zip, subscriber_name;
  std::optional<kernel::VirtualTime> foc;  ///< its day counts; none: the next business day
};

/// Somebody calls for help from an endpoint: a telephone number or an alternate end user, the other
/// one empty.
struct EmergencyCallDue {
  std::uint64_t account = 0;
  std::string tn, aeui;
};

/// What the carrier of telephone numbers says of the customer who has them. Reference: csrs.
struct ServiceRecord {
  std::vector<TnRange> numbers;
  std::string account_number, customer_name, address_line, city, state, zip;
  Place place;
};

/// Numbers of the inventory by a pattern such as 919439xxxx.
struct NumberPattern {
  std::string pattern;
  TnRange range;
};

/// Products that an account has from then on, or one of its SIP peers.
struct ProductsChange {
  std::uint64_t account = 0;
  std::optional<std::uint64_t> sip_peer;
  std::vector<Product> products;
};

/// Something that happens by itself at a time.
struct TimelineEntry {
  kernel::VirtualTime at{};
  std::vector<Block> inventory;         ///< numbers that become available
  std::vector<NumberPattern> withdraw;  ///< numbers that are available no longer
  std::vector<User> users;              ///< that come, or take the place of one of their name
  std::vector<std::string> remove_users;
  std::optional<ProductsChange> products;
  std::vector<Carrier> carriers;  ///< that come, or take the place of one of their SPID
  std::optional<MessagingLost> messaging_lost;
  std::optional<PortOut> port_out;
  std::optional<EmergencyCallDue> emergency_call;
  std::vector<Fault> faults;            ///< that begin
  std::vector<std::string> end_faults;  ///< names of those that end
  Place place;
};

/// From a step back to an earlier one, by its place among the steps.
struct Repeat {
  std::uint32_t from = 0;
  std::uint32_t times = 0;  ///< 0: without end
};

struct Step {
  kernel::Duration after{0};
  StepTime at = StepTime::kAfterDelay;    ///< not before that time
  std::optional<Repeat> repeat;           ///< where the order goes from here, so many times
  kernel::VirtualTime moment{};           ///< of StepTime::kMoment
  const State* status = nullptr;          ///< null: stays as it is
  const State* status_if_some = nullptr;  ///< instead, when the effects could do a part only
  const State* status_if_none = nullptr;  ///< instead, when they could do nothing
  std::string note;
  std::vector<std::uint32_t> errors;  ///< codes of the catalogue
  std::vector<Effect> effects;
  std::optional<std::uint64_t>
      at_most;  ///< numbers that the effects may handle, to make an order partial
  Place place;
};

/// What becomes of telephone numbers, whatever the world would make of them.
struct NumberOutcome {
  std::string numbers;                ///< a pattern
  std::vector<std::uint32_t> errors;  ///< that each of them earns
  Place place;
};

struct Lifecycle {
  std::string name;
  std::vector<Condition> when;   ///< elements of the request, or facts
  std::vector<Condition> query;  ///< query parameters of the request
  std::string user;              ///< pattern of who placed the order; empty: anybody
  std::optional<std::uint64_t> account;
  std::optional<std::uint64_t> times;  ///< orders that it applies to; none: no limit
  double probability = 1;
  std::vector<NumberOutcome> outcomes;                     ///< the first with a number counts
  std::vector<Step> steps;                                 ///< none: the usual ones
  std::array<std::vector<Step>, kTriggerNames.size()> on;  ///< instead, from a trigger on
  Place place;
};

struct Lifecycles {
  std::vector<Lifecycle> variants;  ///< of the scenario; the first that applies wins
  std::vector<Lifecycle> usual;     ///< what usually happens, likewise; the last one always applies
};

/// What the geocoder says of an address.
enum class GeocodeAnswer : std::uint8_t {
  kVerified,     ///< it is good
  kCorrected,    ///< it is not, but the geocoder knows which one is meant
  kUnknown,      ///< nobody knows that place
  kFailed,       ///< the geocoder makes no sense of it
  kUnavailable,  ///< the geocoder is down for this one
};
inline constexpr std::array<std::string_view, 5> kGeocodeAnswers{"verified", "corrected", "unknown",
                                                                 "failed", "unavailable"};

/// An element of an address with a text, or with a pattern that it has to match.
struct AddressPart {
  std::string Address::*element;
  std::string text;
};

struct Geocoding {
  std::vector<AddressPart> when;  ///< patterns with * and ?, letter case aside; all must match
  GeocodeAnswer answer = GeocodeAnswer::kVerified;
  std::vector<AddressPart> address;  ///< what the good address has instead; empty text: nothing
  Place place;
};

/// Of services behind the API that a scenario can put out of order.
inline constexpr std::array<std::string_view, 2> kServiceStates{"up", "down"};

/// Knows the addresses that its list names, and takes all others as they are.
struct Geocoder {
  bool up = true;
  std::vector<Geocoding> addresses;  ///< the first one that matches wins
};

struct Subscription {
  std::uint64_t account = 0;
  std::optional<OrderType> order_type;
  std::string event_type;
  std::string url, email;
  std::string user, password;
  bool daily_digest = false;
  std::optional<std::uint64_t> expiry;  ///< virtual seconds
  Place place;
};

struct Callbacks {
  std::uint64_t retries = 8;
  kernel::Duration over =
      std::chrono::minutes(40);  ///< virtual time from the first attempt to the last
  kernel::Duration jitter{0};    ///< virtual time that each is late by at most, by chance
  bool preemptive_auth = false;
  std::chrono::milliseconds timeout =
      std::chrono::seconds(10);  ///< wall time that a receiver may take
  std::chrono::milliseconds validation_timeout =
      std::chrono::seconds(30);  ///< and to validate a port-out. Reference: callbacks
  Place place;
};

/// Limits that the documentation states and the service applies less strictly, for products that
/// rely on that.
struct Rules {
  std::uint64_t site_name_max = 10;          ///< characters. Reference: sites
  std::uint64_t sip_peer_name_max = 10;      ///< characters. Reference: sites-sippeers
  bool bare_callback_subscriptions = false;  ///< read back without a list around. Reference:
                                             ///< subscriptions shows both
  kernel::Duration reservation_life = std::chrono::hours(4);  ///< Reference: tnreservation
  kernel::Duration ageing = std::chrono::hours(24 * 45);  ///< from disconnect to available again
  bool available_numbers_port = true;  ///< a number of the inventory that nobody has can be ported
                                       ///< in, as test suites port whatever number is at hand
  std::uint64_t foc_days_max = 30;     ///< days from now to the latest RequestedFocDate. Reference:
                                       ///< error code 7210
  std::uint64_t lsr_numbers_max = 5000;   ///< of one LSR order. Reference: error code 13522
  std::uint64_t lsr_large_port = 50;      ///< LSR orders for more numbers than that ...
  std::uint64_t lsr_large_port_days = 7;  ///< ... are for so many days later. Error code 17028
  bool report_service_up = true;          ///< down refuses new reports. Error code 19031
  bool magic_numbers =
      false;  ///< numbers that end in an error code earn it. See world/magic_numbers
};

/// What may differ between worlds of one scenario that are explored. See exploration.hpp.
struct Variation {
  kernel::Duration delay_max{std::chrono::minutes(5)};  ///< of callbacks
  std::uint64_t stretch = 2;  ///< lifecycles take so many times as long at most, and so many times
                              ///< less
};

struct SourceFile {
  std::string file;
  std::string text;
};

/// What a scenario was read from, so that it can be made again where its files are not.
struct Source {
  std::string name;               ///< of the file; of the built-in scenario, if there is no file
  std::vector<SourceFile> files;  ///< its own first, then those that it extends
};

struct Scenario {
  std::string name;
  std::string about;
  Clock clock;
  std::uint64_t seed = 1;
  std::vector<User> users;
  std::vector<Account> accounts;
  std::vector<Block> inventory;
  std::vector<LocalCallingArea> local_calling_areas;
  std::vector<Carrier> carriers;
  std::vector<ServiceRecord> customer_service_records;  ///< the first with a number counts
  std::vector<TimelineEntry> timeline;
  std::array<Lifecycles, kOrderTypes> lifecycles;
  std::vector<Subscription> subscriptions;
  std::vector<Fault> faults;  ///< the first one that applies to a request happens to it
  Geocoder geocoder;
  Callbacks callbacks;
  Rules rules;
  std::optional<Variation> variation;  ///< none: the scenario is as it was written
  std::vector<std::shared_ptr<const std::string>> files;  ///< the names that places point to
  std::shared_ptr<const Source> source;                   ///< null: it was not loaded
};

}  // namespace dashsim::scenario
