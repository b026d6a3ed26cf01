// Who may use the API. Reference: users.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/fields.hpp"

namespace dashsim::api {
namespace {

using world::User;
using world::World;

constexpr std::uint32_t kPasswordRequired = 12503;
constexpr std::uint32_t kPasswordTooShort = 12504;
constexpr std::uint32_t kPasswordTooLong = 12619;
constexpr std::uint32_t kAccessDenied = 1001;
constexpr std::string_view kDomain = "AdminValidationError";
constexpr std::size_t kPasswordMin = 6;
constexpr std::size_t kPasswordMax = 20;
/// Of users of whom the scenario says nothing else.
constexpr std::string_view kUsualRoles[] = {"ROLE_API_ORDERING", "ROLE_API_SEARCH", "ROLE_BDR"};
/// Roles of users who look and change nothing.
constexpr std::string_view kViewers[] = {"ROLE_API_SEARCH", "ROLE_BDR"};

void write_role(std::string_view role, xml::Writer& out) {
  out.open("Role").element("RoleName", role).open("Permissions");
  out.open("Permission").element("PermissionName", "VIEW").close();
  if (std::ranges::find(kViewers, role) == std::end(kViewers))
    out.open("Permission").element("PermissionName", "UPDATE").close();
  out.close().close();
}

/// Everything but the password.
void write_user(const User& user, xml::Writer& out) {
  out.element("Username", user.name);
  out.element_if("FirstName", user.first_name);
  out.element_if("LastName", user.last_name);
  out.element_if("EmailAddress", user.email);
  out.element_if("TelephoneNumber", user.telephone_number);
  out.open("Roles");
  for (const std::string& role : user.roles) write_role(role, out);
  if (user.roles.empty()) {
    for (const std::string_view role : kUsualRoles) write_role(role, out);
  }
  out.close();
}

/// Whether both work on the same account, or are the same.
bool know_each_other(const User& user, const User& other) {
  return user.name == other.name ||
         std::ranges::any_of(user.accounts, [&](const world::AccountId& account) {
           return other.may_access(account);
         });
}

template <class Belongs>
Reply list_users(const World& world, Belongs belongs) {
  return reply(200, "UsersResponse", [&](xml::Writer& out) {
    out.open("Users");
    for (const User& user : world.accounts().users()) {
      if (!belongs(user)) continue;
      out.open("User");
      write_user(user, out);
      out.close();
    }
    out.close();
  });
}

Result<Reply> list_of_account(const Call& call, World& world) {
  return list_users(world, [&](const User& user) { return user.may_access(call.account()); });
}

Result<Reply> list_all(const Call& call, World& world) {
  return list_users(world, [&](const User& user) { return know_each_other(call.user(), user); });
}

Result<Reply> get(const Call& call, World& world) {
  const User* user = std::as_const(world).accounts().find_user(call.path("userid"));
  if (user == nullptr || !know_each_other(call.user(), *user)) return no_such_resource();
  return reply(200, "UserResponse", [&](xml::Writer& out) {
    out.open("User");
    write_user(*user, out);
    out.open("Accounts");
    for (const world::AccountId id : user->accounts) {
      const world::Account* account = std::as_const(world).accounts().find(id);
      out.open("Account").element("AccountId", id.value);
      out.element("CompanyName", account->company_name).close();
    }
    out.close().close();
  });
}

/// One's own: the request shows that one knows the old password.
Result<Reply> change_password(const Call& call, World& world) {
  if (call.path("userid") != call.user().name) return refuse(403, kAccessDenied);
  const std::string password(call.document().text());
  const auto refused = [](std::uint32_t code, std::vector<std::string> about) {
    return Refusals{400, {{code, error_text(code, about, kDomain)}}, {}};
  };
  const std::size_t length = characters(password);
  if (length == 0) return refused(kPasswordRequired, {});
  if (length < kPasswordMin) return refused(kPasswordTooShort, {std::to_string(kPasswordMin)});
  if (length > kPasswordMax) return refused(kPasswordTooLong, {std::to_string(kPasswordMax)});
  world.accounts().set_password(call.user().name, password);
  return empty_reply(200);
}

}  // namespace

void users(Routes& routes) {
  routes.on("GET /accounts/{accountId}/users", list_of_account);
  routes.on("GET /users", list_all);
  routes.on("GET /users/{userid}", get);
  routes.on("PUT /users/{userid}/password", change_password);
}

}  // namespace dashsim::api
