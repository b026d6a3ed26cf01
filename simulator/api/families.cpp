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
  external_tns(routes);
  import_tn_checker(routes);
  import_tn_orders(routes);
  inservice_numbers(routes);
  lnp_checker(routes);
  lsr_orders(routes);
  orders(routes);
  portins(routes);
  port_outs(routes);
  remove_imported_tn_orders(routes);
  sippeers(routes);
  sites(routes);
  subscriptions(routes);
  tn_reservation(routes);
  return routes;
}

}  // namespace dashsim::api
