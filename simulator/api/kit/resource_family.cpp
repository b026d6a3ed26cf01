#include "api/kit/resource_family.hpp"

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Address;

constexpr std::uint32_t kStateInvalid = 12543;
constexpr std::uint32_t kAddressTypeInvalid = 12579;

constexpr Binding<Address> kAddress[] = {
    {"HouseNumber", &Address::house_number, 45, 12537, 12536},
    {"HouseSuffix", &Address::house_suffix, 45, 12547},
    {"PreDirectional", &Address::pre_directional, 2, 12548},
    {"StreetName", &Address::street_name, 200, 12539, 12538},
    {"StreetSuffix", &Address::street_suffix, 45, 13045},
    {"PostDirectional", &Address::post_directional, 2, 12549},
    {"AddressLine2", &Address::address_line2, 200, 12550},
    {"City", &Address::city, 100, 12541, 12540},
    {"StateCode", &Address::state, 0, 0, 12542},
    {"Zip", &Address::zip, 5, 12551},
    {"PlusFour", &Address::plus_four, 4, 12552},
    {"County", &Address::county, 45, 12553},
    {"Country", &Address::country},
    {"AddressType", &Address::type},
};

}  // namespace

void read_address(const xml::Element& element, std::optional<Address>& address,
                  Refusals& refusals) {
  const std::optional<xml::Element> source = element.child("Address");
  if (!source || !source->has_children()) return;
  Address& read = address.emplace();
  read_bound<Address>(*source, kAddress, read, refusals);
  if (!read.state.empty() && read.state.size() != 2) refusals.add(kStateInvalid, read.state);
  if (read.country.empty()) read.country = "US";
  if (read.type.empty()) read.type = "Service";
  if (!kernel::same_word(read.type, "Service") && !kernel::same_word(read.type, "Billing")) {
    refusals.add(kAddressTypeInvalid, read.type);
  }
}

void write_address(const Address& address, Empties empties, xml::Writer& out) {
  out.open("Address");
  write_bound<Address>(address, kAddress, empties, out);
  out.close();
}

}  // namespace dashsim::api
