#pragma once

#include "api/kit/routes.hpp"

/// SIP peers of a site. Reference: sites-sippeers.
namespace dashsim::api {

/// Telephone numbers of a peer: sippeers_tns.cpp.
void sippeers_tns(Routes& routes);

}  // namespace dashsim::api
