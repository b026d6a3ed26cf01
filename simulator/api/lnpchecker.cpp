// Whether and how numbers can be ported, before anybody orders it. Reference: lnpchecker.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/named.hpp"
#include "api/kit/port_request.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using scenario::Coverage;
using world::Portability;
using world::PortVerdict;
using world::Tn;

constexpr std::uint32_t kTooManyNumbers = 7314;
constexpr std::uint32_t kNumberRequired = 7316;
constexpr std::uint32_t kPortingNotEnabled = 7333;
constexpr std::uint32_t kModeInvalid = 7472;
constexpr std::size_t kNumbersMax = 5000;

/// What is to be told besides the rate centers. Query parameter fullCheck.
enum class Check : std::uint8_t { kRateCenters, kCarriers, kOnNet, kOffNet };

constexpr std::pair<std::string_view, Check> kChecks[] = {
    {"false", Check::kRateCenters},
    {"true", Check::kCarriers},
    {"onnetportability", Check::kOnNet},
    {"offnetportability", Check::kOffNet},
};

struct Checked {
  Tn tn;
  Portability found;
};

/// Numbers that share something, in the order in which the first of each came.
template <class Same>
std::vector<std::vector<Checked>> grouped(const std::vector<Checked>& all, Same same) {
  std::vector<std::vector<Checked>> groups;
  for (const Checked& each : all) {
    const auto group = std::ranges::find_if(
        groups, [&](const std::vector<Checked>& known) { return same(known.front(), each); });
    if (group == groups.end()) {
      groups.push_back({each});
    } else {
      group->push_back(each);
    }
  }
  return groups;
}

void write_numbers(const std::vector<Checked>& group, xml::Writer& out) {
  out.open("TnList");
  for (const Checked& each : group) out.element("Tn", to_text(each.tn));
  out.close();
}

void write_rate_centers(std::string_view list, const std::vector<Checked>& numbers, bool tiers,
                        xml::Writer& out) {
  const auto same = [](const Checked& a, const Checked& b) {
    if (a.found.place == nullptr || b.found.place == nullptr) return a.found.place == b.found.place;
    return a.found.place->rate_center == b.found.place->rate_center &&
           a.found.place->state == b.found.place->state && a.found.vendor == b.found.vendor;
  };
  out.open(list);
  for (const std::vector<Checked>& group : grouped(numbers, same)) {
    const Portability& found = group.front().found;
    out.open("RateCenterGroup");
    if (found.coverage == Coverage::kPartner && !found.vendor.empty()) {
      out.element("Vendor", found.vendor);
      const bool automated = found.type == scenario::PortType::kAutomatedOffnet;
      out.element("AutomatedPort", automated ? "true" : "false");
    }
    if (found.place != nullptr) {
      out.element_if("RateCenter", found.place->rate_center);
      out.element_if("City", found.place->city);
      out.element_if("State", found.place->state);
      if (found.place->lata != 0) out.element("LATA", found.place->lata);
      if (tiers) out.open("Tiers").element("Tier", found.place->tier).close();
    }
    write_numbers(group, out);
    out.close();
  }
  out.close();
}

void write_carriers(std::string_view list, const std::vector<Checked>& numbers, xml::Writer& out) {
  const auto same = [](const Checked& a, const Checked& b) {
    return a.found.carrier == b.found.carrier;
  };
  out.open(list);
  for (const std::vector<Checked>& group : grouped(numbers, same)) {
    const scenario::Carrier& carrier = *group.front().found.carrier;
    const auto yes_or_no = [](bool value) { return value ? "true" : "false"; };
    out.open("LosingCarrierTnList");
    out.element("LosingCarrierSPID", carrier.spid);
    out.element("LosingCarrierName", carrier.name);
    out.element("LosingCarrierIsWireless", yes_or_no(carrier.wireless));
    out.element("LosingCarrierAccountNumberRequired", yes_or_no(carrier.account_number_required));
    out.element("LosingCarrierMinimumPortingInterval", carrier.porting_interval);
    write_numbers(group, out);
    out.close();
  }
  out.close();
}

/// The part of the numbers for which `wanted` holds.
template <class Wanted>
std::vector<Checked> part(const std::vector<Checked>& all, Wanted wanted) {
  std::vector<Checked> some;
  std::ranges::copy_if(all, std::back_inserter(some), wanted);
  return some;
}

void write_answer(const std::vector<Checked>& all, Check check, xml::Writer& out) {
  // Without partners their rate centers are as good as nobody's.
  const bool partners = check == Check::kOffNet;
  const auto on_net = part(all, [](const Checked& each) {
    return each.found.place != nullptr && each.found.coverage == Coverage::kOnNet;
  });
  const auto partner =
      part(all, [](const Checked& each) { return each.found.coverage == Coverage::kPartner; });
  const auto unsupported = part(all, [&](const Checked& each) {
    const bool covered = each.found.coverage == Coverage::kOnNet && each.found.place != nullptr;
    return !covered && !(partners && each.found.coverage == Coverage::kPartner);
  });
  const auto portable =
      part(all, [](const Checked& each) { return each.found.verdict == PortVerdict::kPortable; });
  if (!portable.empty()) {
    const auto type = static_cast<std::size_t>(portable.front().found.type);
    out.element("PortType", scenario::kPortTypes[type]);
  }
  write_rate_centers("SupportedRateCenters", on_net, check == Check::kOnNet, out);
  write_rate_centers("UnsupportedRateCenters", unsupported, false, out);
  if (partners) write_rate_centers("PartnerSupportedRateCenters", partner, true, out);
  if (check == Check::kRateCenters) return;
  const auto of_carriers =
      part(all, [](const Checked& each) { return each.found.carrier != nullptr; });
  const auto supported =
      part(of_carriers, [](const Checked& each) { return each.found.carrier->supported; });
  const auto others =
      part(of_carriers, [](const Checked& each) { return !each.found.carrier->supported; });
  write_carriers("SupportedLosingCarriers", supported, out);
  write_carriers("UnsupportedLosingCarriers", others, out);
}

Result<Reply> check_numbers(const Call& call, world::World& world) {
  const std::string_view mode = call.query("fullCheck");
  const auto check = std::ranges::find_if(kChecks, [&](const auto& each) {
    return kernel::same_word(each.first, mode.empty() ? "false" : mode);
  });
  Refusals refusals;
  if (check == std::end(kChecks)) refusals.add(kModeInvalid);
  if (!account_has(call, world, "LNP")) refusals.add(kPortingNotEnabled);
  std::vector<std::string_view> texts;
  if (const auto list = call.document().child("TnList")) {
    for (const xml::Element element : list->children())
      if (element.name() == "Tn" && !element.text().empty()) texts.push_back(element.text());
  }
  if (texts.empty()) refusals.add(kNumberRequired);
  if (texts.size() > kNumbersMax) refusals.add(kTooManyNumbers, std::to_string(kNumbersMax));
  const std::vector<Tn> numbers = read_port_numbers(texts, refusals);
  if (!refusals.empty()) return refusals;

  std::vector<Checked> all;
  for (const Tn tn : numbers) {
    const Portability found = look_up(world, call.account(), tn);
    const auto code = port_obstacle(found, tn, world, nullptr);
    const bool just_not_covered = found.verdict == PortVerdict::kUnknownPlace ||
                                  found.verdict == PortVerdict::kPlaceNotCovered ||
                                  found.verdict == PortVerdict::kCarrierUnsupported;
    if (code && !just_not_covered) {
      refusals.add(*code, to_text(tn));
      continue;
    }
    all.push_back({tn, found});
  }
  if (!refusals.empty()) return refusals;
  return reply(200, "NumberPortabilityResponse",
               [&](xml::Writer& out) { write_answer(all, check->second, out); });
}

}  // namespace

void lnp_checker(Routes& routes) {
  routes.on("POST /accounts/{accountId}/lnpchecker", check_numbers);
}

}  // namespace dashsim::api
