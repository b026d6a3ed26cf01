#include "api/families.hpp"

namespace dashsim::api {

Routes all_routes() {
  Routes routes;
  account(routes);
  available_npa_nxx(routes);
  available_numbers(routes);
  bulk_portins(routes);
  csrs(routes);
  disc_numbers(routes);
  disconnects(routes);
  inservice_numbers(routes);
  lnp_checker(routes);
  lsr_orders(routes);
  orders(routes);
  portins(routes);
  port_outs(routes);
  sippeers(routes);
  sites(routes);
  subscriptions(routes);
  tn_reservation(routes);
  return routes;
}

}  // namespace dashsim::api
