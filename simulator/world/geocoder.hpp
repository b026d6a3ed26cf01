#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"

/// The service that tells whether an address exists. It knows the addresses that the scenario names
/// and takes all others as they are. Reference: geocodeRequest, sites, sites-sippeers.
namespace dashsim::world {

using scenario::Address;
using scenario::GeocodeAnswer;

/// An element for which the geocoder has another text than the one that was asked about.
struct Inconsistency {
  std::string_view element;  ///< in words: "Street Name"
  std::string given;
  std::string valid;
};

struct GeocodeResult {
  GeocodeAnswer answer = GeocodeAnswer::kVerified;
  Address address;  ///< as the geocoder writes it; of verified and corrected answers alone
  std::vector<Inconsistency> inconsistencies;  ///< of corrected answers
};

class Geocoder {
 public:
  explicit Geocoder(scenario::Geocoder known) : known_(std::move(known)) {}

  GeocodeResult look_up(const Address& address) const;

 private:
  scenario::Geocoder known_;
};

/// House number to post directional in one line: "1600 PENNSYLVANIA AVE NW".
std::string address_line1(const Address& address);

}  // namespace dashsim::world
