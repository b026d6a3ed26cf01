#pragma once

#include <optional>

#include "api/pipeline.hpp"

/// Answers that go wrong on purpose: by a rule of the world, or by the header X-Sim-Fault of the
/// one request that carries it.
namespace dashsim::api {

/// The header with which a request asks for a fault: a status, an error code, a named fault of the
/// world, or what is to become of the connection, also as WireMock names it.
inline constexpr std::string_view kFaultHeader = "X-Sim-Fault";

/// The fault that happens to the request, counted; nothing for most.
std::optional<world::FaultHit> meet_fault(const Arrival& arrival, world::World& world);

/// Whether the operation is not carried out.
bool keeps_from_operation(const world::FaultHit& hit);
/// Whether the operation's own answer is lost, replaced by that of the fault.
bool replaces_answer(const world::FaultHit& hit);
/// What is answered instead. `operation` is null where none is documented.
net::Response answer_of_fault(const world::FaultHit& hit, const Operation* operation,
                              const world::World& world);
/// What becomes of an answer on its way.
void spoil(net::Response& response, const world::FaultHit& hit);

}  // namespace dashsim::api
