#include "api/authentication.hpp"

#include <fmt/format.h>

#include "kernel/base64.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr auto kTokenLife = std::chrono::hours(1);

Credentials read_basic(std::string_view encoded) {
  Credentials credentials;
  const auto decoded = kernel::base64_decode(encoded);
  if (!decoded) return credentials;
  const std::size_t colon = decoded->find(':');
  if (colon == std::string::npos) return credentials;
  credentials.kind = Credentials::Kind::kBasic;
  credentials.user = decoded->substr(0, colon);
  credentials.password = decoded->substr(colon + 1);
  if (const std::size_t tilde = credentials.user.rfind('~'); tilde != std::string::npos) {
    credentials.world = credentials.user.substr(tilde + 1);
    credentials.user.resize(tilde);
  }
  return credentials;
}

net::Response json(int status, std::string body) {
  return {status,
          {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          std::move(body)};
}

/// A field of a form body; empty if there is none.
std::string form_field(std::string_view body, std::string_view name) {
  for (const std::string_view part : kernel::split(body, '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || part.substr(0, equals) != name) continue;
    return percent_decode(part.substr(equals + 1), true).value_or(std::string());
  }
  return {};
}

}  // namespace

Credentials read_credentials(const net::Headers& headers) {
  const std::string_view header = kernel::trim(net::find_header(headers, "Authorization"));
  const std::size_t space = header.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view scheme = header.substr(0, space);
  const std::string_view value = kernel::trim(header.substr(space));
  if (kernel::same_word(scheme, "Basic")) return read_basic(value);
  Credentials credentials;
  if (kernel::same_word(scheme, "Bearer")) {
    credentials.kind = Credentials::Kind::kBearer;
    credentials.token = value;
  }
  return credentials;
}

const world::User* find_user(const world::World& world, const Credentials& credentials) {
  switch (credentials.kind) {
    case Credentials::Kind::kBasic:
      return world.accounts().find_user(credentials.user, credentials.password);
    case Credentials::Kind::kBearer:
      return world.find_token(credentials.token);
    case Credentials::Kind::kNone:
      return nullptr;
  }
  return nullptr;
}

bool is_token_endpoint(const Target& target) {
  return target.segments.size() == 2 && kernel::same_word(target.segments[0], "oauth2") &&
         kernel::same_word(target.segments[1], "token");
}

net::Response give_token(const net::Request& request, world::World& world, std::string& user_name) {
  if (request.method != "POST") {
    net::Response response =
        json(405, R"({"error":"invalid_request","error_description":"use POST"})");
    response.headers.push_back({"Allow", "POST"});
    return response;
  }
  Credentials credentials = read_credentials(request.headers);
  if (credentials.kind != Credentials::Kind::kBasic) {
    credentials.user = form_field(request.body, "client_id");
    credentials.password = form_field(request.body, "client_secret");
  }
  const world::User* user = world.accounts().find_client(credentials.user, credentials.password);
  if (user == nullptr) {
    net::Response response = json(401, R"({"error":"invalid_client"})");
    response.headers.push_back({"WWW-Authenticate", "Basic realm=\"dashsim\""});
    return response;
  }
  user_name = user->name;
  if (form_field(request.body, "grant_type") != "client_credentials") {
    return json(
        400,
        R"({"error":"unsupported_grant_type","error_description":"grant_type must be client_credentials"})");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kTokenLife).count();
  return json(200, fmt::format(R"({{"access_token":"{}","token_type":"bearer","expires_in":{}}})",
                               world.new_token(*user, kTokenLife), seconds));
}

}  // namespace dashsim::api
