#pragma once

#include <string>

#include "api/pipeline.hpp"

/// Why an answer is what it is, for the request that asks by the header X-Sim-Explain.
namespace dashsim::api {

inline constexpr std::string_view kExplainHeader = "X-Sim-Explain";

/// One line: the section of the reference, the fault, and for the order that the request is about
/// the lifecycle and the step that brought it to its state, with the places where they are written.
std::string explain(const Arrival& arrival, const net::Response& response,
                    const world::World& world);

}  // namespace dashsim::api
