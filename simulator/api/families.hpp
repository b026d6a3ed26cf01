#pragma once

#include "api/kit/routes.hpp"

/// The families, each in the file or folder of its name: it spells out its operations in its
/// routes.
namespace dashsim::api {

void account(Routes& routes);
void addresses(Routes& routes);
void aeuis(Routes& routes);
void applications(Routes& routes);
void available_npa_nxx(Routes& routes);
void available_numbers(Routes& routes);
void bdrs(Routes& routes);
void billing_reports(Routes& routes);
void bulk_portins(Routes& routes);
void cities(Routes& routes);
void covered_rate_centers(Routes& routes);
void csrs(Routes& routes);
void disc_numbers(Routes& routes);
void disconnects(Routes& routes);
void dldas(Routes& routes);
void e911s(Routes& routes);
void emergency_notification_endpoint_orders(Routes& routes);
void emergency_notification_group_orders(Routes& routes);
void emergency_notification_groups(Routes& routes);
void emergency_notification_recipients(Routes& routes);
void external_tns(Routes& routes);
void geocode_request(Routes& routes);
void hosts(Routes& routes);
void import_tn_checker(Routes& routes);
void import_tn_orders(Routes& routes);
void import_to_account(Routes& routes);
void inservice_numbers(Routes& routes);
void lidbs(Routes& routes);
void line_option_orders(Routes& routes);
void lnp_checker(Routes& routes);
void lsr_orders(Routes& routes);
void move_tns(Routes& routes);
void numbers_assignment(Routes& routes);
void orders(Routes& routes);
void port_outs(Routes& routes);
void portins(Routes& routes);
void products(Routes& routes);
void rate_centers(Routes& routes);
void remove_imported_tn_orders(Routes& routes);
void reports(Routes& routes);
void sip_credentials(Routes& routes);
void sippeers(Routes& routes);
void sites(Routes& routes);
void subscriptions(Routes& routes);
void tn_options(Routes& routes);
void tn_reservation(Routes& routes);
void tns(Routes& routes);
void users(Routes& routes);

/// All operations that are built.
Routes all_routes();

}  // namespace dashsim::api
