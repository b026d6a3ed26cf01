#pragma once

#include <string>
#include <string_view>

#include "api/kit/call.hpp"
#include "net/message.hpp"
#include "world/world.hpp"

/// Who calls: Basic credentials, bearer tokens, and the endpoint that gives tokens. Reference:
/// clients.md sections 1, 2.
namespace dashsim::api {

/// What an Authorization header says, not yet believed.
struct Credentials {
  enum class Kind : std::uint8_t { kNone, kBasic, kBearer };
  Kind kind = Kind::kNone;
  std::string user;   ///< without the world
  std::string world;  ///< of a user name of the form user~WORLD; empty: none
  std::string password;
  std::string token;
};

Credentials read_credentials(const net::Headers& headers);

/// Null if the world does not know them.
const world::User* find_user(const world::World& world, const Credentials& credentials);

/// Whether a path is that of the token endpoint: /oauth2/token under any prefix.
bool is_token_endpoint(const Target& target);
/// OAuth2 client credentials for a token of one virtual hour; answers in JSON. `user_name` becomes
/// the name of who has asked, once that is known.
net::Response give_token(const net::Request& request, world::World& world, std::string& user_name);

}  // namespace dashsim::api
