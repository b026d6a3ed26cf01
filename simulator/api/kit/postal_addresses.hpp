#pragma once

#include <optional>

#include "api/kit/resource_family.hpp"
#include "world/geocoder.hpp"

/// Postal addresses: their elements, and what the geocoder says of them. Reference: sites,
/// sites-sippeers, geocodeRequest.
namespace dashsim::api {

/// What must be there besides house number, street, city and state.
enum class AddressNeeds : bool { kPlaceOnly, kZipAndType };

/// Reads Address below `element` into `address`, which stays empty if there is none.
void read_address(const xml::Element& element, AddressNeeds needs,
                  std::optional<world::Address>& address, Refusals& refusals);
void write_address(const world::Address& address, Empties empties, xml::Writer& out);
/// What is in an Address element, and writing it without the element around it.
world::Address read_address_elements(const xml::Element& address);
void write_address_elements(const world::Address& address, Empties empties, xml::Writer& out);

/// A state, territory or province by its two letters; one of the eight directions, such as NW.
/// Letter case aside.
bool is_state(std::string_view text);
bool is_directional(std::string_view text);
/// Whether zip codes of that address are those of the United States.
bool is_in_us(const world::Address& address);

/// The codes of a family for addresses that the geocoder does not take.
struct GeocodeCodes {
  std::uint32_t unknown;
  std::uint32_t unavailable;
};

/// Nothing, or what the geocoder has against a service address; others it is not asked about. A
/// corrected one is refused with 409 and the address that it recommends beside the error.
Refusals check_with_geocoder(const world::Address& address, const world::Geocoder& geocoder,
                             const GeocodeCodes& codes);

}  // namespace dashsim::api
