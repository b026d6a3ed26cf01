#pragma once

#include <string>

#include "world/subscriptions.hpp"

/// The question that a customer is asked before numbers of his leave, and his answer. Reference:
/// callbacks, portOutValidationCallbackApi.
namespace dashsim::api {

std::string write_validation(const world::ValidationRequest& request);

/// What an answer says. Codes count wherever they stand, unless it says that the numbers may go;
/// the oddities that codes 7593 to 7597 name become remarks. Answers that are no use say nothing:
/// that is as good as a yes.
world::Verdict read_verdict(int status, const std::string& body);

}  // namespace dashsim::api
