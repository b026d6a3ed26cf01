// The account itself. Reference: account.
#include "api/families.hpp"
#include "api/kit/postal_addresses.hpp"

namespace dashsim::api {
namespace {

using world::Account;
using world::Contact;

constexpr std::uint32_t kAccountNotFound = 12020;

constexpr Binding<Account> kNames[] = {
    {"AssociatedCatapultAccount", &Account::associated_catapult_account},
    {"GlobalAccountNumber", &Account::global_account_number},
    {"CompanyName", &Account::company_name},
    {"AccountType", &Account::account_type},
    {"NenaId", &Account::nena_id},
    {"CustomerSegment", &Account::customer_segment},
};
constexpr Binding<Contact> kContact[] = {
    {"FirstName", &Contact::first_name},
    {"LastName", &Contact::last_name},
    {"Phone", &Contact::phone},
    {"Email", &Contact::email},
};
constexpr Binding<Account> kCarrier[] = {
    {"AltSpid", &Account::alt_spid},
    {"SPID", &Account::spid},
    {"PortCarrierType", &Account::port_carrier_type},
};

void write_account(const Account& account, xml::Writer& out) {
  out.open("Account");
  out.element("AccountId", account.id.value);
  write_bound<Account>(account, kNames, Empties::kWrite, out);
  out.open("Tiers");
  for (const std::uint64_t tier : account.tiers) out.element("Tier", tier);
  out.close();
  if (account.address) write_address(*account.address, Empties::kWrite, out);
  if (account.contact) {
    out.open("Contact");
    write_bound<Contact>(*account.contact, kContact, Empties::kWrite, out);
    out.close();
  }
  write_bound<Account>(account, kCarrier, Empties::kOmit, out);
  out.close();
}

Result<Reply> get_account(const Call& call, world::World& world) {
  const Account* account = world.accounts().find(call.account());
  if (account == nullptr) return refuse(404, kAccountNotFound, std::string(call.path("accountId")));
  return reply(200, "AccountResponse", [&](xml::Writer& out) { write_account(*account, out); });
}

}  // namespace

void account(Routes& routes) {
  routes.on("GET /accounts/{accountId}", get_account);
}

}  // namespace dashsim::api
