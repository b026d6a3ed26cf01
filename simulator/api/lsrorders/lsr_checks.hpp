#pragma once

#include "api/kit/fields.hpp"
#include "world/world.hpp"

/// What may be wrong with the document of an LSR order. Reference: lsrorders, the table of errors.
namespace dashsim::api {

/// The request that is placed, with what is known of the port.
struct LsrRequest {
  world::OrderRequest request;
  world::Porting porting;
};

/// Reads the document of a POST; with refusals, the result is of no use.
LsrRequest read_lsr(const xml::Element& document, world::AccountId account,
                    const world::World& world, Refusals& refusals);

/// Checks the document of a PUT that changes this order. It is as complete as that of a POST, but
/// for the PON and the telephone numbers, which stay.
void check_lsr_change(const xml::Element& document, const world::Order& order,
                      const world::World& world, Refusals& refusals);

/// The day of RequestedFocDate; nothing if it is not written as yyyy-mm-dd.
std::optional<kernel::VirtualTime> parse_foc_date(std::string_view text);

/// Whether the document of a PUT says that the order is to end.
bool cancels_lsr(const xml::Element& document);

/// The document of an LSR once what `change` may change, and says, has taken the place of what was
/// there.
world::RequestElement merged_lsr(const world::RequestElement& document, const xml::Element& change);
/// Whether `change` says anything that merging would not do: another PON, other numbers.
bool names_what_stays(const world::Order& order, const xml::Element& change);

}  // namespace dashsim::api
