#include "api/families.hpp"

namespace dashsim::api {

Routes all_routes() {
  Routes routes;
  account(routes);
  addresses(routes);
  aeuis(routes);
  applications(routes);
  available_npa_nxx(routes);
  available_numbers(routes);
  bdrs(routes);
  billing_reports(routes);
  bulk_portins(routes);
  cities(routes);
  covered_rate_centers(routes);
  csrs(routes);
  disc_numbers(routes);
  disconnects(routes);
  dldas(routes);
  e911s(routes);
  emergency_notification_endpoint_orders(routes);
  emergency_notification_group_orders(routes);
  emergency_notification_groups(routes);
  emergency_notification_recipients(routes);
  external_tns(routes);
  geocode_request(routes);
  hosts(routes);
  import_tn_checker(routes);
  import_tn_orders(routes);
  import_to_account(routes);
  inservice_numbers(routes);
  lidbs(routes);
  line_option_orders(routes);
  lnp_checker(routes);
  lsr_orders(routes);
  move_tns(routes);
  numbers_assignment(routes);
  orders(routes);
  port_outs(routes);
  portins(routes);
  products(routes);
  rate_centers(routes);
  remove_imported_tn_orders(routes);
  reports(routes);
  sip_credentials(routes);
  sippeers(routes);
  sites(routes);
  subscriptions(routes);
  tn_options(routes);
  tn_reservation(routes);
  tns(routes);
  users(routes);
  return routes;
}

}  // namespace dashsim::api
