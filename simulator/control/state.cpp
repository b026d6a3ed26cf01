// What a world holds and what it waits for.
#include "control/json_call.hpp"

namespace dashsim::control {
namespace {

json::array tns(const auto& numbers) {
  json::array list;
  for (const world::Tn tn : numbers) list.emplace_back(to_text(tn));
  return list;
}

}  // namespace

json::object order_line(const world::Order& order) {
  json::object line{{"id", order.id.value},
                    {"type", scenario::words(order.type).name},
                    {"account", order.account.value},
                    {"status", order.status->name},
                    {"created", kernel::format_instant(order.created)},
                    {"modified", kernel::format_instant(order.modified)},
                    {"user", order.request.user},
                    {"completedNumbers", tns(order.completed_numbers)},
                    {"failedNumbers", tns(order.failed_numbers)}};
  if (!order.lifecycle->name.empty()) line["lifecycle"] = order.lifecycle->name;
  return line;
}

namespace {

json::array orders(const world::World& world) {
  json::array list;
  world.orders().for_each([&](const world::Order& order) { list.push_back(order_line(order)); });
  return list;
}

json::array sites(const world::World& world, world::AccountId account) {
  json::array list;
  for (const world::Site* site : world.sites().of_account(account)) {
    json::array peers;
    for (const world::SipPeer* peer : world.sites().of_site(site->id)) {
      peers.push_back(json::object{{"id", peer->id.value},
                                   {"name", peer->name},
                                   {"default", peer->is_default},
                                   {"numbers", world.numbers().in_service(peer->id).size()}});
    }
    list.push_back(
        json::object{{"id", site->id.value}, {"name", site->name}, {"sippeers", std::move(peers)}});
  }
  return list;
}

json::array subscriptions(const world::World& world) {
  json::array list;
  for (const auto& [age, subscription] : world.subscriptions().all()) {
    json::object entry{{"id", subscription.id.value}, {"account", subscription.account.value}};
    if (subscription.order_type)
      entry["orderType"] = scenario::words(*subscription.order_type).name;
    if (!subscription.event_type.empty()) entry["eventType"] = subscription.event_type;
    if (subscription.email) entry["email"] = subscription.email->email;
    if (subscription.callback) {
      entry["url"] = subscription.callback->url;
      entry["status"] = subscription.callback->status;
    }
    list.push_back(std::move(entry));
  }
  return list;
}

json::array reservations(const world::World& world) {
  json::array list;
  for (const auto& [age, reservation] : world.reservations()) {
    list.push_back(json::object{{"id", reservation.id.value},
                                {"account", reservation.account.value},
                                {"number", to_text(reservation.tn)},
                                {"expires", kernel::format_instant(reservation.expires)}});
  }
  return list;
}

/// What numbers have beside their place; of those that have something.
json::array features(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [tn, has] : world.numbers().all_features()) {
    if (world.numbers().find_in_service(account, tn) == nullptr) continue;
    list.push_back(json::object{{"number", to_text(tn)},
                                {"e911", has.e911.has_value()},
                                {"lidb", has.lidb.has_value()},
                                {"dlda", has.dlda.has_value()},
                                {"emergencyGroup", has.emergency_group.value}});
  }
  return list;
}

json::array aeuis(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [identifier, aeui] : world.e911().aeuis(account)) {
    list.push_back(
        json::object{{"identifier", identifier}, {"emergencyGroup", aeui.emergency_group.value}});
  }
  return list;
}

json::array emergency_recipients(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [id, recipient] : world.emergency().recipients(account)) {
    list.push_back(
        json::object{{"id", id}, {"type", recipient.type}, {"description", recipient.description}});
  }
  return list;
}

json::array emergency_groups(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [id, group] : world.emergency().groups(account)) {
    json::array recipients;
    for (const world::EmergencyRecipientId& recipient : group.recipients)
      recipients.emplace_back(recipient.value);
    list.push_back(json::object{
        {"id", id}, {"description", group.description}, {"recipients", std::move(recipients)}});
  }
  return list;
}

json::array applications(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [id, application] : world.applications().of_account(account)) {
    list.push_back(
        json::object{{"id", id}, {"type", application.service_type}, {"name", application.name}});
  }
  return list;
}

json::array reports(const world::World& world, world::AccountId account) {
  static constexpr std::string_view kStatuses[] = {"InProgress", "Ready", "Expired"};
  json::array list;
  for (const auto& [id, instance] : world.reports().instances(account)) {
    list.push_back(json::object{{"id", id.value},
                                {"report", instance.report->name},
                                {"format", instance.format},
                                {"status", kStatuses[static_cast<std::size_t>(instance.status)]}});
  }
  return list;
}

json::array sip_credentials(const world::World& world, world::AccountId account) {
  json::array list;
  for (const auto& [name, credential] : world.sip_credentials().of_account(account))
    list.emplace_back(name);
  return list;
}

json::array archives(const world::World& world, world::AccountId account,
                     world::ArchiveFamily family) {
  static constexpr std::string_view kStatuses[] = {"RECEIVED", "PROCESSING", "COMPLETED"};
  json::array list;
  for (const world::BillingArchive& archive : world.reports().archives(account, family)) {
    list.push_back(json::object{{"id", archive.id.value},
                                {"type", archive.kind},
                                {"status", kStatuses[static_cast<std::size_t>(archive.status)]}});
  }
  return list;
}

void get_state(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  const world::World& world = control.world();
  json::array accounts;
  for (const scenario::Account& account : world.scenario().accounts) {
    const world::AccountId id{account.id};
    accounts.push_back(
        json::object{{"id", account.id},
                     {"companyName", account.company_name},
                     {"sites", sites(world, id)},
                     {"inService", tns(world.numbers().in_service(id))},
                     {"disconnected", tns(world.numbers().disconnected(id))},
                     {"protected", tns(world.numbers().protected_for(id))},
                     {"features", features(world, id)},
                     {"aeuis", aeuis(world, id)},
                     {"emergencyRecipients", emergency_recipients(world, id)},
                     {"emergencyGroups", emergency_groups(world, id)},
                     {"applications", applications(world, id)},
                     {"sipCredentials", sip_credentials(world, id)},
                     {"reports", reports(world, id)},
                     {"billingReports", archives(world, id, world::ArchiveFamily::kBillingReports)},
                     {"bdrs", archives(world, id, world::ArchiveFamily::kBdrs)}});
  }
  respond(json_reply(200, json::object{{"world", world.name()},
                                       {"scenario", world.scenario().name},
                                       {"seed", world.scenario().seed},
                                       {"now", kernel::format_instant(world.now())},
                                       {"accounts", std::move(accounts)},
                                       {"portedOut", tns(world.numbers().ported_out())},
                                       {"orders", orders(world)},
                                       {"reservations", reservations(world)},
                                       {"subscriptions", subscriptions(world)}}));
}

void get_outbox(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  static constexpr std::string_view kKinds[] = {"email", "sms", "voice"};
  json::array list;
  for (const world::Mail& mail : control.world().outbox()) {
    list.push_back(json::object{{"time", kernel::format_instant(mail.time)},
                                {"kind", kKinds[static_cast<std::size_t>(mail.kind)]},
                                {"to", mail.to},
                                {"subject", mail.subject},
                                {"body", mail.body}});
  }
  respond(json_reply(200, json::object{{"outbox", std::move(list)}}));
}

constexpr WorldRoute kStateRoutes[] = {
    {"GET", "outbox", "e-mail, text messages and spoken announcements that were never sent",
     get_outbox},
    {"GET", "state", "the whole world", get_state},
};

}  // namespace

std::span<const WorldRoute> state_routes() {
  return kStateRoutes;
}

}  // namespace dashsim::control
