// Telephone numbers of the caller's accounts: searched by what they are, or named in a list.
// Reference: tns.
#include <algorithm>
#include <set>

#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/listing.hpp"
#include "api/tns/tns.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Tn;
using world::World;

constexpr std::uint32_t kNpaInvalid = 15510;
constexpr std::uint32_t kNpaNxxInvalid = 15511;
constexpr std::uint32_t kNpaNxxXInvalid = 15512;
constexpr std::uint32_t kRateCenterInvalid = 15514;
constexpr std::uint32_t kPageInvalid = 15516;
constexpr std::uint32_t kStatusInvalid = 15519;
constexpr std::uint32_t kTooManyNumbers = 15607;
constexpr std::uint32_t kNotNumbers = 15608;
constexpr std::uint32_t kNotOnAccounts = 15610;
constexpr std::uint32_t kNumbersRequired = 15611;
constexpr PageSizes kSizes{.usual = 500, .max = 2500, .together = false};
constexpr std::size_t kNumbersMax = 2500;
constexpr std::string_view kServices[] = {"Voice", "E911", "Hosted_E911"};
constexpr std::string_view kStates[] = {"Available", "Inservice",        "Disconnected", "Aging",
                                        "PortOut",   "PortInPendingFoc", "Reserved"};

/// What numbers are searched by. Empty texts do not matter.
struct TnSearch {
  std::string prefix;  ///< leading digits
  std::string city, state, rate_center, lata, tier, host, service, status, account;

  bool matches(const KnownTn& known, const World& world) const;
};

bool is(const std::string& asked, std::string_view has) {
  return asked.empty() || kernel::same_word(asked, has);
}

bool has_host(const KnownTn& known, const std::string& host, const World& world) {
  if (host.empty()) return true;
  const world::TnRecord* record = known.in_service();
  if (record == nullptr) return false;
  const world::SipPeer& peer = world.sites().all_peers().at(record->sip_peer);
  const auto is_host = [&](const world::Host& each) { return each.name == host; };
  return std::ranges::any_of(peer.all_voice_hosts(), is_host) ||
         std::ranges::any_of(peer.termination_hosts, is_host);
}

/// Nobody hosts emergency calls for others here.
bool has_service(const KnownTn& known, const std::string& service, const World& world) {
  if (service.empty()) return true;
  const bool in_service = known.in_service() != nullptr;
  if (kernel::same_word(service, kServices[0])) return in_service;
  const world::TnFeatures* features = world.numbers().find_features(known.tn);
  return in_service && kernel::same_word(service, kServices[1]) && features != nullptr &&
         features->e911.has_value();
}

bool TnSearch::matches(const KnownTn& known, const World& world) const {
  static const world::Block kNowhere;
  const world::Block& block = known.block != nullptr ? *known.block : kNowhere;
  const bool of_account = account.empty() || account == std::to_string(known.record->account.value);
  return to_text(known.tn).starts_with(prefix) && is(city, block.city) && is(state, block.state) &&
         is(rate_center, block.rate_center) && is(lata, std::to_string(block.lata)) &&
         is(tier, std::to_string(block.tier)) && is(status, status_of(known, world)) &&
         of_account && has_host(known, host, world) && has_service(known, service, world);
}

bool is_word(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return kernel::same_word(word, text); });
}

/// The longest of the prefixes that are asked for; each has to be digits of its own length.
std::string read_prefix(const Call& call, Refusals& refusals) {
  struct Prefix {
    std::string_view parameter;
    std::size_t digits;
    std::uint32_t code;
  };
  constexpr Prefix kPrefixes[] = {{"npa", 3, kNpaInvalid},
                                  {"npaNxx", 6, kNpaNxxInvalid},
                                  {"npaNxxX", 7, kNpaNxxXInvalid},
                                  {"fullNumber", 10, 0}};
  std::string longest;
  for (const auto& [parameter, digits, code] : kPrefixes) {
    const std::string_view text = call.query(parameter);
    if (text.empty()) continue;
    const bool good = text.size() == digits && kernel::all_digits(text);
    if (!good && code != 0) refusals.add(code, text);
    if (!good && code == 0) refusals.add(invalid_value(text));
    if (good) longest = text;
  }
  return longest;
}

/// A number that the inventory does not know of as a rate center is refused.
void check_rate_center(const std::string& name, const World& world, Refusals& refusals) {
  const auto is_it = [&](const world::Block& block) { return is(name, block.rate_center); };
  if (std::ranges::none_of(world.numbers().inventory().blocks(), is_it))
    refusals.add(kRateCenterInvalid, name);
}

TnSearch read_search(const Call& call, const World& world, Refusals& refusals) {
  TnSearch search;
  search.prefix = read_prefix(call, refusals);
  search.city = call.query("city");
  search.state = call.query("state");
  search.rate_center = call.query("rateCenter");
  search.lata = call.query("lata");
  search.tier = call.query("tier");
  search.host = call.query("host");
  search.service = call.query("service");
  search.status = call.query("status");
  search.account = call.query("accountId");
  if (search.account.empty()) search.account = call.query("account");
  for (const std::string* whole : {&search.lata, &search.tier, &search.account}) {
    if (!whole->empty() && !kernel::all_digits(*whole)) refusals.add(invalid_value(*whole));
  }
  if (!search.service.empty() && !is_word(search.service, kServices))
    refusals.add(invalid_value(search.service));
  if (!search.status.empty() && !is_word(search.status, kStates)) refusals.add(kStatusInvalid);
  if (!search.rate_center.empty()) check_rate_center(search.rate_center, world, refusals);
  return search;
}

/// Numbers of all accounts of the caller that are on them in any way.
std::set<Tn> numbers_of(const world::User& user, const World& world) {
  std::set<Tn> numbers;
  for (const world::AccountId account : user.accounts) {
    for (const auto* list :
         {&world.numbers().in_service(account), &world.numbers().disconnected(account),
          &world.numbers().protected_for(account)})
      numbers.insert(list->begin(), list->end());
  }
  for (const auto& [age, reservation] : world.reservations()) {
    if (user.may_access(reservation.account)) numbers.insert(reservation.tn);
  }
  return numbers;
}

void write_number(const Call& call, const KnownTn& known, const World& world, xml::Writer& out) {
  out.open("TelephoneNumber");
  write_place(known, TnPlace::kPlain, out);
  out.element("Status", status_of(known, world));
  if (known.record != nullptr) out.element("AccountId", known.record->account.value);
  out.element("LastModified", kernel::format_instant(last_modified(call, known, world)));
  if (const world::TnRecord* record = known.in_service())
    out.element("InServiceDate", kernel::format_instant(record->in_service_since));
  out.close();
}

void write_numbers(const Call& call, std::span<const KnownTn> numbers, const World& world,
                   xml::Writer& out) {
  out.open("TelephoneNumbers");
  for (const KnownTn& known : numbers) write_number(call, known, world, out);
  out.close();
}

void write_error(std::uint32_t code, const std::set<std::string>& of, xml::Writer& out) {
  if (of.empty()) return;
  out.open("Error").element("Code", code).element("Description", error_text(code, {}));
  out.open("TelephoneNumbers");
  for (const std::string& number : of) out.element("TelephoneNumber", number);
  out.close().close();
}

}  // namespace

Result<Reply> search_tns(const Call& call, World& world) {
  Refusals refusals;
  const TnSearch search = read_search(call, world, refusals);
  const Result<Paging> paging = read_paging(call, kSizes);
  if (!paging) return paging.error();
  const std::optional<Tn> first =
      paging->first() ? std::optional(Tn{}) : world::parse_tn(paging->page);
  if (!first) refusals.add(kPageInvalid, paging->page);
  if (!refusals.empty()) return refusals;
  std::vector<KnownTn> page;
  std::size_t total = 0;
  std::string next;
  for (const Tn tn : numbers_of(call.user(), world)) {
    const auto known = find_tn(call, world, tn);
    if (!known || !search.matches(*known, world)) continue;
    ++total;
    if (tn < *first) continue;
    if (page.size() < paging->size) {
      page.push_back(*known);
    } else if (next.empty()) {
      next = to_text(tn);
    }
  }
  return reply(200, "TelephoneNumbersResponse", [&](xml::Writer& out) {
    out.element("TelephoneNumberCount", total);
    write_links(call, next, out);
    write_numbers(call, page, world, out);
  });
}

Result<Reply> list_tns(const Call& call, World& world) {
  std::set<std::string> invalid, unknown;
  std::map<Tn, KnownTn> found;
  std::size_t count = 0;
  for (const xml::Element element : call.document().children()) {
    if (element.name() != "Tn") continue;
    ++count;
    const auto tn = world::parse_tn(element.text());
    const auto known = tn ? find_tn(call, world, *tn) : std::nullopt;
    if (known) {
      found.emplace(*tn, *known);
    } else {
      (tn ? unknown : invalid).emplace(element.text());
    }
  }
  if (count == 0) return refuse(400, kNumbersRequired);
  if (count > kNumbersMax) return refuse(400, kTooManyNumbers, std::to_string(kNumbersMax));
  std::vector<KnownTn> numbers;
  numbers.reserve(found.size());
  for (const auto& [tn, known] : found) numbers.push_back(known);
  return reply(200, "TelephoneNumbersResponse", [&](xml::Writer& out) {
    out.element("TelephoneNumberCount", numbers.size());
    out.open("Links");
    out.element("first", link(call.url_without("page"), "first")).close();
    write_numbers(call, numbers, world, out);
    if (invalid.empty() && unknown.empty()) return;
    out.open("ErrorList");
    write_error(kNotNumbers, invalid, out);
    write_error(kNotOnAccounts, unknown, out);
    out.close();
  });
}

}  // namespace dashsim::api
