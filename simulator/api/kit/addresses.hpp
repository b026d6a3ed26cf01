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
