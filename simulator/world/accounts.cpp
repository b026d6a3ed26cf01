#include "world/accounts.hpp"

#include <algorithm>
#include <utility>

#include "kernel/text.hpp"

namespace dashsim::world {

bool has_product(const Products& products, std::string_view name) {
  return !products ||
         std::ranges::find(*products, name, &scenario::Product::name) != products->end();
}

bool has_feature(const Products& products, std::string_view name) {
  return !products || std::ranges::any_of(*products, [&](const scenario::Product& product) {
    return std::ranges::find(product.features, name) != product.features.end();
  });
}

SipPeerSettings messaging_of(const Products& products) {
  SipPeerSettings settings;
  if (!products) return settings;
  if (has_feature(products, "SMS")) settings.sms.emplace().protocol = "HTTP";
  if (has_feature(products, "MMS")) settings.mms.emplace().protocol = "HTTP";
  return settings;
}

User to_user(const scenario::User& user) {
  User copy{user.name,       user.password,  user.client_id, user.client_secret,    user.token, {},
            user.first_name, user.last_name, user.email,     user.telephone_number, user.roles};
  for (const std::uint64_t account : user.accounts) copy.accounts.push_back({account});
  return copy;
}

bool User::may_access(AccountId account) const {
  return std::ranges::find(accounts, account) != accounts.end();
}

const Account* Accounts::find(AccountId id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

void Accounts::set_products(AccountId id, Products products) {
  accounts_.at(id).products = std::move(products);
}

void Accounts::put_user(User user) {
  const auto known = std::ranges::find(users_, user.name, &User::name);
  if (known == users_.end()) {
    users_.push_back(std::move(user));
  } else {
    *known = std::move(user);
  }
}

void Accounts::remove_user(std::string_view name) {
  std::erase_if(users_, [&](const User& user) { return user.name == name; });
}

const User* Accounts::find_user(std::string_view name, std::string_view password) const {
  const User* user = find_user(name);
  return user != nullptr && kernel::same_secret(user->password, password) ? user : nullptr;
}

const User* Accounts::find_client(std::string_view id, std::string_view secret) const {
  for (const User& user : users_) {
    if (!user.client_id.empty() && user.client_id == id &&
        kernel::same_secret(user.client_secret, secret))
      return &user;
  }
  return find_user(id, secret);
}

const User* Accounts::find_token(std::string_view token) const {
  for (const User& user : users_) {
    if (!user.token.empty() && kernel::same_secret(user.token, token)) return &user;
  }
  return nullptr;
}

const User* Accounts::find_user(std::string_view name) const {
  const auto found = std::ranges::find(users_, name, &User::name);
  return found == users_.end() ? nullptr : &*found;
}

void Accounts::set_password(std::string_view user, std::string password) {
  std::ranges::find(users_, user, &User::name)->password = std::move(password);
}

Site& Sites::add(Site site) {
  const SiteId id = site.id;
  return sites_.emplace(id, std::move(site)).first->second;
}

std::vector<Host> SipPeer::all_voice_hosts() const {
  std::vector<Host> hosts = voice_hosts;
  for (const std::vector<Host>& group : voice_host_groups) {
    for (const Host& host : group) {
      const auto same = [&](const Host& other) {
        return other.name == host.name && other.port == host.port;
      };
      if (std::ranges::none_of(hosts, same)) hosts.push_back(host);
    }
  }
  return hosts;
}

SipPeer& Sites::add(SipPeer peer) {
  const SipPeerId id = peer.id;
  return peers_.emplace(id, std::move(peer)).first->second;
}

const Site* Sites::find(AccountId account, SiteId id) const {
  const auto found = sites_.find(id);
  return found == sites_.end() || found->second.account != account ? nullptr : &found->second;
}

Site* Sites::find(AccountId account, SiteId id) {
  return const_cast<Site*>(std::as_const(*this).find(account, id));  // NOLINT: *this is not const
}

const SipPeer* Sites::find(AccountId account, SiteId site, SipPeerId id) const {
  const auto found = peers_.find(id);
  if (found == peers_.end()) return nullptr;
  const SipPeer& peer = found->second;
  return peer.account == account && peer.site == site ? &peer : nullptr;
}

SipPeer* Sites::find(AccountId account, SiteId site, SipPeerId id) {
  return const_cast<SipPeer*>(std::as_const(*this).find(account, site, id));  // NOLINT: as above
}

const SipPeer* Sites::find_default_peer(SiteId site) const {
  for (const auto& [id, peer] : peers_) {
    if (peer.site == site && peer.is_default) return &peer;
  }
  return nullptr;
}

std::vector<const Site*> Sites::of_account(AccountId account) const {
  std::vector<const Site*> sites;
  for (const auto& [id, site] : sites_) {
    if (site.account == account) sites.push_back(&site);
  }
  return sites;
}

std::vector<const SipPeer*> Sites::of_site(SiteId site) const {
  std::vector<const SipPeer*> peers;
  for (const auto& [id, peer] : peers_) {
    if (peer.site == site) peers.push_back(&peer);
  }
  return peers;
}

void Sites::make_default(SipPeerId id) {
  const SiteId site = peers_.at(id).site;
  for (auto& [peer_id, peer] : peers_) {
    if (peer.site == site) peer.is_default = peer_id == id;
  }
}

}  // namespace dashsim::world
