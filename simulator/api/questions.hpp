#pragma once

#include "api/pipeline.hpp"
#include "world/matching.hpp"

/// What rules may ask of requests: of one that has just come, and of one in the journal.
namespace dashsim::api {

/// Lives no longer than the arrival.
world::Question question_of(const Arrival& arrival);
/// Lives no longer than the exchange.
world::Question question_of(const world::Exchange& exchange);

}  // namespace dashsim::api
