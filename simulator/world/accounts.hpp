#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "world/ids.hpp"
#include "world/sip_peer_settings.hpp"

/// Accounts with their sites and SIP peers, and the users who work on them. Reference: account,
/// sites, sites-sippeers.
namespace dashsim::world {

using scenario::Address;
using scenario::CallingName;
using scenario::Contact;
using scenario::Host;
using scenario::PortOutValidation;
using scenario::Products;
using scenario::UcTrunkingConfiguration;

/// Whether a product is there, or a feature of any product. Products that nobody has named are all
/// there.
bool has_product(const Products& products, std::string_view name);
bool has_feature(const Products& products, std::string_view name);

struct Account {
  AccountId id;
  std::string company_name, account_type, associated_catapult_account, global_account_number;
  std::string nena_id, customer_segment, alt_spid, spid, port_carrier_type;
  std::vector<std::uint64_t> tiers;
  std::optional<Address> address;
  std::optional<Contact> contact;
  Products products;
  std::optional<PortOutValidation> port_out_validation;  ///< none: nobody is asked
};

struct Site {
  SiteId id;
  AccountId account;
  std::string name, description, customer_provided_id, customer_name;
  std::optional<Address> address;
  std::optional<UcTrunkingConfiguration> uc_trunking;
  bool locked = false;  ///< for contract paperwork: it cannot be changed or deleted
};

struct SipPeer {
  SipPeerId id;
  SiteId site;
  AccountId account;
  std::string name, description, final_destination_uri, premise_trunks;
  bool is_default = false;
  std::vector<Host> voice_hosts;
  std::vector<std::vector<Host>> voice_host_groups;
  std::vector<Host> termination_hosts;
  std::optional<Address> address;
  CallingName calling_name;
  Products products;
  SipPeerSettings settings{};

  /// Those of the list and of all groups, each once.
  std::vector<Host> all_voice_hosts() const;
};

/// Of a peer whose scenario names messaging features: it has them from the start, over HTTP.
SipPeerSettings messaging_of(const Products& products);

struct User {
  std::string name, password, client_id, client_secret, token;
  std::vector<AccountId> accounts;
  std::string first_name{}, last_name{}, email{}, telephone_number{};
  std::vector<std::string> roles{};  ///< empty: the usual ones

  bool may_access(AccountId account) const;
};
/// As a scenario puts it.
User to_user(const scenario::User& user);

class Accounts {
 public:
  void add(Account account) { accounts_.emplace(account.id, std::move(account)); }
  /// Null if there is none.
  const Account* find(AccountId id) const;
  /// There is such an account.
  void set_products(AccountId id, Products products);

  /// In the place of the user of that name, if there is one.
  void put_user(User user);
  void remove_user(std::string_view name);
  /// The user with these Basic credentials; null if there is none.
  const User* find_user(std::string_view name, std::string_view password) const;
  /// The user with these OAuth2 client credentials (or Basic ones, which do as well); null if there
  /// is none.
  const User* find_client(std::string_view id, std::string_view secret) const;
  /// The user with this permanent token; null if there is none.
  const User* find_token(std::string_view token) const;
  const User* find_user(std::string_view name) const;
  /// In the order in which they came.
  const std::vector<User>& users() const { return users_; }
  /// From the next request on. There is a user of that name.
  void set_password(std::string_view user, std::string password);

 private:
  std::map<AccountId, Account> accounts_;
  std::vector<User> users_;
};

/// Sites and their SIP peers, in the order of their ids. What is returned stays valid until it is
/// erased.
class Sites {
 public:
  Site& add(Site site);
  SipPeer& add(SipPeer peer);

  /// Null if there is none, or if it belongs to another account: clients must not tell the two
  /// apart.
  const Site* find(AccountId account, SiteId id) const;
  Site* find(AccountId account, SiteId id);
  const SipPeer* find(AccountId account, SiteId site, SipPeerId id) const;
  SipPeer* find(AccountId account, SiteId site, SipPeerId id);
  /// The peer that numbers go to when an order names none; null if the site has none.
  const SipPeer* find_default_peer(SiteId site) const;

  std::vector<const Site*> of_account(AccountId account) const;
  std::vector<const SipPeer*> of_site(SiteId site) const;
  const std::map<SipPeerId, SipPeer>& all_peers() const { return peers_; }

  /// Makes this peer the only default one of its site.
  void make_default(SipPeerId id);
  void erase(SiteId id) { sites_.erase(id); }
  void erase(SipPeerId id) { peers_.erase(id); }

 private:
  std::map<SiteId, Site> sites_;
  std::map<SipPeerId, SipPeer> peers_;
};

}  // namespace dashsim::world
