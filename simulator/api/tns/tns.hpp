#pragma once

#include <string_view>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// What the files of this family share. Reference: tns.
namespace dashsim::api {

/// A number that the caller may know of. It has a record, or a block that holds it, or both, or an
/// order of the caller's is about to bring it.
struct KnownTn {
  world::Tn tn;
  const world::TnRecord* record = nullptr;
  const world::Block* block = nullptr;

  /// Null unless the number is in service.
  const world::TnRecord* in_service() const {
    return record != nullptr && record->state == world::TnState::kInService ? record : nullptr;
  }
};

/// A number of an account that the caller has no business with is as good as unknown: nothing.
std::optional<KnownTn> find_tn(const Call& call, const world::World& world, world::Tn tn);
/// The number of the path; refused if it is none, or unknown.
Result<KnownTn> read_tn(const Call& call, const world::World& world);
/// 404 as this family answers it.
Refusals nothing_found();

std::string_view status_of(const KnownTn& known, const world::World& world);
/// When an order of the caller's accounts changed something about the number for the last time; if
/// none did, when it came into service, else the start of the world.
kernel::VirtualTime last_modified(const Call& call, const KnownTn& known,
                                  const world::World& world);

enum class TnPlace : std::uint8_t { kPlain, kWithNetwork };
/// The elements from City to RateCenter.
void write_place(const KnownTn& known, TnPlace place, xml::Writer& out);

/// Empty if nobody knows that route.
std::string_view nn_route_name(std::string_view nnid);

// Operations.
Result<Reply> tn_details(const Call& call, world::World& world);
Result<Reply> search_tns(const Call& call, world::World& world);
Result<Reply> list_tns(const Call& call, world::World& world);

}  // namespace dashsim::api
