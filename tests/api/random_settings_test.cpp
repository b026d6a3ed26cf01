// Customers who set up sites, SIP peers, their products, applications and credentials in any order:
// what refers to each other agrees, what was written is read, and what is refused or somebody
// else's stays as it was.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <set>

#include "products_story.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"

namespace dashsim::test::random_settings_test {
namespace {

namespace json = boost::json;
using testing::AnyOf;

const std::string kScenario = R"(
scenario: settings
clock: {poll_advance: 0s}
users:
  - {name: tester, password: secret, accounts: [9900000]}
  - {name: other, password: secret, accounts: [9900001]}
)";

const std::string kSites = "/sites?sipPeerDetails=true&tnCounts=true";
const std::string kCredentials = "/sipcredentials";
/// What a SIP peer has beside itself.
const std::string kOrigination = "/products/origination/settings";
const std::string kTermination = "/products/termination/settings";
const std::string kSms = "/products/messaging/features/sms";
const std::string kMms = "/products/messaging/features/mms";
const std::string kToApplication = "/products/messaging/applicationSettings";
const std::string kCountries = "/products/messaging/settings";

struct Customer {
  std::string user, account;
};
const Customer kCustomers[] = {{"tester", "9900000"}, {"other", "9900001"}};

/// Every text of a document with the name of its element, in small letters for some samples write
/// names otherwise. Left out is what only the service says, and what is never told.
std::multiset<std::string> texts_of(const std::string& xml) {
  static const std::set<std::string> kOnOneSide = {
      "password", "id", "peerid", "hostid", "country", "addresstype", "applicationid"};
  std::multiset<std::string> texts;
  each_element(xml, [&](const xml::Element& element) {
    if (element.has_children() || element.text().empty()) return;
    std::string name(element.name());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!kOnOneSide.contains(name)) texts.insert(name + "=" + std::string(element.text()));
  });
  return texts;
}

std::set<std::string> set_of(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

std::string tag(const std::string& name, const std::string& text) {
  return "<" + name + ">" + text + "</" + name + ">";
}

class RandomSettings : public SimTest, public testing::WithParamInterface<std::uint64_t> {
 protected:
  RandomSettings()
      : SimTest({.scenario = kScenario, .journal_entries_max = 100'000}),
        dice_(GetParam(), "settings") {
    uses_what_no_sample_shows();
    look();
    seen_ = take_snapshot();
  }

  // What customers do.

  void take_step() {
    using Step = void (RandomSettings::*)();
    static constexpr Step kSteps[] = {
        &RandomSettings::make_application,
        &RandomSettings::make_application,
        &RandomSettings::replace_application,
        &RandomSettings::change_application,
        &RandomSettings::delete_application,
        &RandomSettings::delete_application,
        &RandomSettings::make_site,
        &RandomSettings::change_site,
        &RandomSettings::delete_site,
        &RandomSettings::make_peer,
        &RandomSettings::make_peer,
        &RandomSettings::change_peer,
        &RandomSettings::change_peer,
        &RandomSettings::delete_peer,
        &RandomSettings::delete_peer,
        &RandomSettings::set_voice,
        &RandomSettings::set_voice,
        &RandomSettings::set_voice,
        &RandomSettings::make_sms,
        &RandomSettings::make_sms,
        &RandomSettings::change_sms,
        &RandomSettings::delete_sms,
        &RandomSettings::add_smpp_host,
        &RandomSettings::add_smpp_host,
        &RandomSettings::make_mms,
        &RandomSettings::make_mms,
        &RandomSettings::change_mms,
        &RandomSettings::delete_mms,
        &RandomSettings::set_application,
        &RandomSettings::set_application,
        &RandomSettings::set_application,
        &RandomSettings::set_countries,
        &RandomSettings::make_credentials,
        &RandomSettings::change_credential,
        &RandomSettings::delete_credential,
        &RandomSettings::change_password,
        &RandomSettings::move_numbers,
        &RandomSettings::move_numbers,
        &RandomSettings::set_messages_of_number,
        &RandomSettings::pass_time,
    };
    customer_ = kCustomers[dice_.one_in(5) ? 1 : 0];
    last_ = {};
    (this->*dice_.of(kSteps))();
  }

  std::string application_document(bool voice) {
    std::string xml =
        tag("ServiceType", voice ? "Voice-V2" : "Messaging-V2") + tag("AppName", "app" + digit());
    if (voice) {
      xml += tag("CallInitiatedCallbackUrl", url());
      if (dice_.one_in(2)) xml += tag("CallInitiatedMethod", dice_.one({"GET", "POST"}));
      if (dice_.one_in(2)) {
        xml += tag("CallStatusCallbackUrl", url());
        if (dice_.one_in(2)) xml += tag("CallStatusMethod", dice_.one({"GET", "POST", "PUT"}));
      }
    } else {
      xml += tag("MsgCallbackUrl", url());
    }
    if (dice_.one_in(2))
      xml += tag("CallbackCreds", tag("UserId", "userid" + digit()) + tag("Password", "secret1"));
    return tag("Application", xml);
  }
  void make_application() {
    const std::string document = application_document(dice_.one_in(2));
    const Answer made = call("POST", "/applications", document);
    if (made.status == 201) expect_written("/applications/" + made.created_id(), document);
  }
  void replace_application() {
    const std::string path = any_application();
    const std::string document = application_document(dice_.one_in(2));
    if (call("PUT", path, document).status == 200) expect_written(path, document);
  }
  /// What a change leaves out stays.
  void change_application() {
    const std::string path = any_application();
    const auto before = texts_of(ask("GET", path).body);
    const auto [name, text] = dice_.of(
        std::vector<std::pair<std::string, std::string>>{{"AppName", "app" + digit()},
                                                         {"CallStatusCallbackUrl", "remove"},
                                                         {"CallStatusCallbackUrl", url()},
                                                         {"CallInitiatedMethod", "GET"},
                                                         {"MsgCallbackUrl", url()}});
    if (call("PATCH", path, tag("Application", tag(name, text))).status != 200) return;
    const auto after = texts_of(ask("GET", path).body);
    const auto sent = texts_of(tag(name, text));
    const std::string sent_name = sent.begin()->substr(0, sent.begin()->find('=') + 1);
    auto expected = before;
    const bool removed = text == "remove";
    std::erase_if(expected, [&](const std::string& each) {
      return each.starts_with(sent_name) || (removed && each.starts_with("callstatusmethod="));
    });
    if (!removed) expected.merge(std::multiset(sent));
    EXPECT_EQ(after, expected);
  }
  /// Only what nobody refers to can go, and with HTTP voice somewhere not the last one for calls.
  void delete_application() {
    check_references();  // of this customer
    const std::string path = any_application();
    const std::string id = last_of(path);
    const bool known = applications_.contains(id);
    const bool used = references_.contains(id);
    const bool voice = known && applications_.at(id) == "Voice-V2";
    const auto voices = std::ranges::count_if(
        applications_, [](const auto& each) { return each.second == "Voice-V2"; });
    const std::string expected = !known                               ? "404 13629"
                                 : used                               ? "400 12107"
                                 : voice && over_http_ && voices == 1 ? "400 13653"
                                                                      : "200 ";
    const Answer answer = call("DELETE", path);
    EXPECT_EQ(code(answer), expected);
    if (answer.status == 200) gone_.push_back({customer_, path, "404 13629"});
  }

  std::string site_document() {
    return tag("Site",
               tag("Name", "site" + digit()) +
                   (dice_.one_in(2) ? tag("Description", "d" + digit()) : std::string()) +
                   (dice_.one_in(2) ? tag("CustomerProvidedId", digit()) : std::string()) +
                   tag("Address", tag("HouseNumber", "1") + tag("StreetName", "Main") +
                                      tag("City", dice_.one({"RALEIGH", "RALEIGH", "NOWHERE"})) +
                                      tag("StateCode", "NC") + tag("Zip", "27606")));
  }
  void make_site() {
    const std::string document = site_document();
    const Answer made = call("POST", "/sites", document);
    if (made.status == 201) expect_written("/sites/" + made.created_id(), document);
  }
  void change_site() {
    const std::string path = any_site();
    const std::string document = site_document();
    if (call("PUT", path, document).status == 200) expect_written(path, document);
  }
  void delete_site() {
    const std::string path = any_site();
    const bool has_peers = std::ranges::any_of(
        peers_of_account(), [&](const auto& peer) { return peer.starts_with(path + "/"); });
    const Answer answer = call("DELETE", path);
    EXPECT_EQ(code(answer) == "400 12031", has_peers);
    if (answer.status == 200) gone_.push_back({customer_, path, "404 12016"});
  }

  std::string address() { return "10.0.0." + std::to_string(dice_.below(12)); }
  std::string voice_hosts() {
    std::string hosts;
    for (auto n = 1 + dice_.below(2); n != 0; --n) hosts += tag("Host", tag("HostName", address()));
    return hosts;
  }
  std::string peer_document() {
    std::string xml =
        tag("PeerName", "peer" + digit()) + tag("IsDefaultPeer", dice_.one({"true", "false"}));
    if (dice_.one_in(2)) xml += tag("Description", "d" + digit());
    if (dice_.one_in(3)) xml += tag("FinalDestinationUri", "sip:" + digit() + "@example.com");
    if (dice_.one_in(2)) {
      xml += tag("VoiceHosts", voice_hosts());
    } else if (dice_.one_in(2)) {
      xml += tag("VoiceHostGroups",
                 tag("VoiceHostGroup", voice_hosts()) + tag("VoiceHostGroup", voice_hosts()));
    }
    if (dice_.one_in(2))
      xml += tag("TerminationHosts",
                 tag("TerminationHost", tag("HostName", address()) + tag("Port", "5060") +
                                            tag("CustomerTrafficAllowed", "DOMESTIC")));
    return tag("SipPeer", xml + tag("CallingName", tag("Display", dice_.one({"true", "false"})) +
                                                       tag("Enforced", "true")));
  }
  void make_peer() {
    const std::string site = any_site();
    const std::string document = peer_document();
    const Answer made = call("POST", site + "/sippeers", document);
    if (made.status == 201) expect_written(site + "/sippeers/" + made.created_id(), document);
  }
  void change_peer() {
    const std::string path = any_peer();
    const std::string document = peer_document();
    if (call("PUT", path, document).status == 200) expect_written(path, document);
  }
  /// Only what has nothing any more and what nobody needs can go.
  void delete_peer() {
    const std::string path = any_peer();
    const auto peers = peers_of_account();
    const bool known = std::ranges::find(peers, path) != peers.end();
    const Answer answer = call("DELETE", path);
    EXPECT_EQ(answer.status, !known ? 404 : is_needed(path) ? 400 : 200) << answer.body;
    if (answer.status == 200) gone_.push_back({customer_, path + "/products", "404 13563"});
  }
  bool is_needed(const std::string& path) const {
    bool needed = has(path, kSms) || has(path, kMms);
    for (const std::string& direction : {kOrigination, kTermination})
      needed = needed ||
               seen_.at({customer_.account, path + direction}).find(">HTTP<") != std::string::npos;
    for (const json::value& each : account().at("sites").as_array()) {
      const auto& peers = each.at("sippeers").as_array();
      for (const json::value& peer : peers) {
        const std::string other =
            "/sites/" + text(each.at("id")) + "/sippeers/" + text(peer.at("id"));
        if (other == path) {
          needed = needed || peer.at("numbers").to_number<std::size_t>() != 0 ||
                   (peer.at("default").as_bool() && peers.size() > 1);
        } else {
          needed =
              needed ||
              seen_.at({customer_.account, other + kSms}).find(tag("ProxyPeerId", last_of(path))) !=
                  std::string::npos;
        }
      }
    }
    return needed;
  }

  void set_voice() {
    const std::string peer = any_peer();
    const std::string path = peer + dice_.one({kOrigination.c_str(), kTermination.c_str()});
    const bool was_sip = ask("GET", path).body.find(">SIP<") != std::string::npos;
    const bool http = !dice_.one_in(3);
    const std::string settings =
        tag("VoiceProtocol", http ? "HTTP" : "SIP") +
        (dice_.one_in(http ? 3 : 1)
             ? std::string()
             : tag("HttpSettings", tag("HttpVoiceV2AppId", any_application_for("Voice-V2"))));
    const std::string root =
        path.ends_with(kOrigination) ? "SipPeerOriginationSettings" : "SipPeerTerminationSettings";
    const std::string document = tag(root, settings);
    const Answer answer = call(dice_.one({"POST", "PUT"}), path, document);
    if (answer.status >= 300) return;
    expect_written(path, document);
    if (http && was_sip) {
      EXPECT_EQ(ask("GET", peer).body.find("<HostName>"), std::string::npos)
          << "calls that go to a program need no hosts";
    }
  }

  std::string smpp_host(const std::string& element) {
    return tag(element, tag("HostName", address()) + tag("Priority", digit()) +
                            tag("ConnectionType", dice_.one({"TRANSCEIVER", "RECEIVER_ONLY"})));
  }
  std::string sms_document() {
    const std::string protocol = dice_.one({"HTTP", "HTTP", "SMPP", "SMPP", "SIP"});
    std::string settings = tag("TollFree", dice_.one({"true", "false"})) +
                           tag("ShortCode", dice_.one({"true", "false"})) +
                           tag("Protocol", protocol);
    for (const char* zone : {"Zone1", "Zone2", "Zone3", "Zone4", "Zone5"})
      settings += tag(zone, dice_.one({"true", "false"}));
    std::string more;
    if (protocol == "SMPP" && dice_.one_in(2)) more = tag("SmppHosts", smpp_host("SmppHost"));
    if (protocol == "HTTP" && dice_.one_in(3))
      more = tag("HttpSettings", tag("ProxyPeerId", last_of(any_peer())));
    return tag("SipPeerSmsFeature", tag("SipPeerSmsFeatureSettings", settings) + more);
  }
  void make_sms() { write("POST", any_peer() + kSms, sms_document()); }
  void change_sms() { write("PUT", any_peer_with(kSms) + kSms, sms_document()); }
  void delete_sms() { call("DELETE", any_peer_with(kSms) + kSms); }
  void add_smpp_host() {
    call("POST", any_peer_with(kSms) + kSms + "/smpp/hosts", smpp_host("SmsHost"));
  }

  std::string mms_document() {
    if (dice_.one_in(2))
      return tag("MmsFeature", tag("MmsSettings", tag("Protocol", "HTTP")) +
                                   tag("Protocols", tag("HTTP", tag("HttpSettings", ""))));
    const std::string hosts =
        tag("MmsMM4TermHosts", tag("TermHosts", tag("TermHost", tag("HostName", address())))) +
        tag("MmsMM4OrigHosts",
            tag("OrigHosts", tag("OrigHost", tag("HostName", "mms" + digit() + ".example.com") +
                                                 tag("Port", "8726") + tag("Priority", digit()))));
    return tag("MmsFeature",
               tag("MmsSettings", tag("Protocol", "MM4")) +
                   tag("Protocols", tag("MM4", tag("Tls", dice_.one({"ON", "OFF"})) + hosts)));
  }
  void make_mms() { write("POST", any_peer_with(kSms) + kMms, mms_document()); }
  void change_mms() { write("PUT", any_peer_with(kMms) + kMms, mms_document()); }
  void delete_mms() { call("DELETE", any_peer_with(kMms) + kMms); }

  void set_application() {
    const std::string path = any_peer_with(kSms) + kToApplication;
    const bool remove = dice_.one_in(4);
    const std::string id = remove ? "REMOVE" : any_application_for("Messaging-V2");
    const Answer answer =
        call("PUT", path, tag("ApplicationsSettings", tag("HttpMessagingV2AppId", id)));
    if (answer.status != 200) return;
    EXPECT_EQ(ask("GET", path).at("ApplicationsSettings/HttpMessagingV2AppId"), remove ? "" : id);
  }
  void set_countries() {
    std::string list;
    for (auto n = dice_.below(3); n != 0; --n)
      list += tag("Country", dice_.one({"CAN", "GBR", "MEX", "XXX"}));
    const std::string path = any_peer() + kCountries;
    const Answer answer =
        call("PUT", path, tag("SipPeerMessagingSettings", tag("BreakOutCountries", list)));
    if (answer.status == 200) {
      EXPECT_EQ(tag("BreakOutCountries", list), element_in(ask("GET", path).body, list.empty()));
    }
  }

  std::string credential() {
    return tag("SipCredential",
               tag("UserName", "phone" + digit()) + tag("Domain", dice_.one({"a.com", "b.com"})) +
                   tag("Hash1", "hash" + digit()) + tag("Hash1b", "hash" + digit()));
  }
  void make_credentials() {
    const std::string first = credential();
    const std::string list = dice_.one_in(2) ? first : first + credential();
    call("POST", kCredentials, tag("SipCredentials", list));
  }
  void change_credential() {
    const std::string path = any_credential();
    const std::string hashes = tag("Hash1", "hash" + digit()) + tag("Hash1b", "hash" + digit());
    if (call("PUT", path, tag("SipCredential", hashes)).status != 200) return;
    const Answer read = ask("GET", path);
    const std::string in = "SipCredential/";
    EXPECT_EQ(tag("Hash1", read.at(in + "Hash1")) + tag("Hash1b", read.at(in + "Hash1b")), hashes);
    EXPECT_EQ(path, kCredentials + "/" + read.at(in + "UserName") + "@" + read.at(in + "Domain"));
  }
  void delete_credential() {
    const std::string path = any_credential();
    if (call("DELETE", path).status == 200) gone_.push_back({customer_, path, "404 23007"});
  }

  /// No password but the newest works, at once.
  void change_password() {
    const std::string before = passwords_.at(customer_.user);
    const std::string now(4 + dice_.below(19), static_cast<char>('a' + dice_.below(26)));
    const Answer answer = sim.call("PUT", "/users/" + customer_.user + "/password",
                                   basic(customer_.user, before), tag("Password", now));
    last_ = {"PUT", "/users", answer.status < 300};
    const std::string expected = now.size() < 6    ? "400 12504"
                                 : now.size() > 20 ? "400 12619"
                                                   : "200 ";
    EXPECT_EQ(code(answer), expected);
    if (answer.status != 200) return;
    passwords_[customer_.user] = now;
    const auto status = [&](const std::string& password) {
      return sim.call("GET", "/users/" + customer_.user, basic(customer_.user, password)).status;
    };
    old_passwords_.insert(before);
    old_passwords_.erase(now);
    EXPECT_EQ(status(now), 200);
    for (const std::string& old : old_passwords_) EXPECT_EQ(status(old), 401);
  }

  void move_numbers() {
    std::string list;
    for (auto n = 1 + dice_.below(3); n != 0; --n) list += tag("FullNumber", any_number());
    call("POST", any_peer() + "/movetns", tag("SipPeerTelephoneNumbers", list));
  }
  void set_messages_of_number() {
    const std::string number = any_number();
    const std::string settings = tag("SmsEnabled", dice_.one({"true", "false"}));
    const auto id_of = [&](const std::string& view) {
      return sim
          .call("GET", "/tns/" + number + "/" + view,
                basic(customer_.user, passwords_.at(customer_.user)))
          .at("Id");
    };
    const std::string site = id_of("sites");
    const std::string peer = site.empty() || dice_.one_in(4)
                                 ? any_peer()
                                 : "/sites/" + site + "/sippeers/" + id_of("sippeers");
    call("PUT", peer + "/tns/" + number,
         tag("SipPeerTelephoneNumber",
             tag("FullNumber", number) + tag("MessagingSettings", settings)));
  }
  void pass_time() { sim.advance(dice_.one({"10s", "1d"})); }

  // What they choose from: few of everything, so that they meet.

  std::string digit() { return std::to_string(1 + dice_.below(5)); }
  std::string url() { return "https://" + dice_.one({"a", "b", "c"}) + ".example.com"; }
  static std::string last_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

  const json::value& account() const {
    const auto& accounts = state_.at("accounts").as_array();
    return *std::ranges::find_if(accounts, [&](const json::value& each) {
      return text(each.at("id")) == customer_.account;
    });
  }
  std::string any_site() {
    const auto& sites = account().at("sites").as_array();
    return "/sites/" + (sites.empty() || dice_.one_in(16) ? "1" : text(dice_.of(sites).at("id")));
  }
  std::string any_peer() {
    const std::vector<std::string> peers = peers_of_account();
    return peers.empty() || dice_.one_in(16) ? any_site() + "/sippeers/1" : dice_.of(peers);
  }
  /// Mostly one that has the feature, if there is one.
  std::string any_peer_with(const std::string& feature) {
    std::vector<std::string> peers = peers_of_account();
    std::erase_if(peers, [&](const std::string& peer) { return !has(peer, feature); });
    return peers.empty() || dice_.one_in(4) ? any_peer() : dice_.of(peers);
  }
  bool has(const std::string& peer, const std::string& feature) const {
    const auto found = seen_.find({customer_.account, peer + feature});
    return found != seen_.end() && found->second.find("Feature>") != std::string::npos;
  }
  std::vector<std::string> peers_of_account() const {
    std::vector<std::string> paths;
    for (const json::value& site : account().at("sites").as_array()) {
      for (const json::value& peer : site.at("sippeers").as_array())
        paths.push_back("/sites/" + text(site.at("id")) + "/sippeers/" + text(peer.at("id")));
    }
    return paths;
  }
  std::string any_application_id() {
    const auto& list = account().at("applications").as_array();
    return list.empty() || dice_.one_in(16) ? "nobodys" : text(dice_.of(list).at("id"));
  }
  /// Mostly one of that service type, if there is one.
  std::string any_application_for(const std::string& type) {
    std::vector<std::string> ids;
    for (const json::value& each : account().at("applications").as_array()) {
      if (text(each.at("type")) == type) ids.push_back(text(each.at("id")));
    }
    return ids.empty() || dice_.one_in(4) ? any_application_id() : dice_.of(ids);
  }
  std::string any_application() { return "/applications/" + any_application_id(); }
  std::string any_credential() {
    const auto& list = account().at("sipCredentials").as_array();
    return kCredentials + "/" +
           (list.empty() || dice_.one_in(16) ? "nobody@a.com" : text(dice_.of(list)));
  }
  std::string any_number() { return "919555010" + std::to_string(dice_.below(10)); }

  Answer ask(const std::string& method, const std::string& path, const std::string& xml = {}) {
    return sim.call(method, "/accounts/" + customer_.account + path,
                    basic(customer_.user, passwords_.at(customer_.user)), xml);
  }
  /// The one request of a step that may change something.
  Answer call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    Answer answer = ask(method, path, xml);
    EXPECT_THAT(answer.status, AnyOf(200, 201, 400, 404, 409))
        << method << path << xml << answer.body;
    last_ = {method, path, answer.status < 300};
    good_ += answer.status < 300 ? 1 : 0;
    return answer;
  }
  void write(const std::string& method, const std::string& path, const std::string& xml) {
    if (call(method, path, xml).status < 300) expect_written(path, xml);
  }
  void expect_written(const std::string& path, const std::string& xml) {
    const Answer read = ask("GET", path);
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(texts_of(read.body), texts_of(xml)) << path << xml << read.body;
  }
  static std::string code(const Answer& answer) {
    return std::to_string(answer.status) + " " + answer.at("ResponseStatus/ErrorCode");
  }
  /// The list of countries as it stands there; an empty one stands nowhere.
  static std::string element_in(const std::string& xml, bool empty) {
    const std::string name = "BreakOutCountries";
    if (empty) return xml.find(name) == std::string::npos ? tag(name, "") : xml;
    const std::size_t begin = xml.find("<" + name + ">");
    const std::size_t end = xml.find("</" + name + ">");
    return begin == std::string::npos ? xml : xml.substr(begin, end + name.size() + 3 - begin);
  }

  // What must hold.

  void look() { state_ = json::parse(sim.control("GET", "/state").body); }

  /// All settings of both accounts by account and path.
  using Snapshot = std::map<std::pair<std::string, std::string>, std::string>;

  Snapshot take_snapshot() {
    Snapshot snapshot;
    const Customer before = customer_;
    for (const Customer& each : kCustomers) {
      customer_ = each;
      std::vector<std::string> paths = {kSites,   "/hosts",    "/applications",
                                        "/users", "/products", kCredentials};
      for (const std::string& peer : peers_of_account()) {
        for (const std::string& part :
             {kOrigination, kTermination, kSms, kMms, kToApplication, kCountries})
          paths.push_back(peer + part);
      }
      for (const std::string& path : paths)
        snapshot[{customer_.account, path}] = ask("GET", path).body;
    }
    customer_ = before;
    return snapshot;
  }

  void check_world() {
    look();
    Snapshot now = take_snapshot();
    check_what_changed(now);
    seen_ = std::move(now);
    for (const Customer& each : kCustomers) {
      customer_ = each;
      check_references();
      check_hosts();
      check_counts();
    }
    check_that_gone_is_gone();
  }

  /// A request that was refused has changed nothing, and a good one nothing that it is not about.
  void check_what_changed(const Snapshot& now) {
    std::set<std::pair<std::string, std::string>> keys;
    for (const Snapshot* each : {&std::as_const(seen_), &now}) {
      for (const auto& [key, body] : *each) keys.insert(key);
    }
    for (const auto& key : keys) {
      const auto before = seen_.find(key);
      const auto after = now.find(key);
      const bool same =
          before != seen_.end() && after != now.end() && before->second == after->second;
      EXPECT_TRUE(same || (key.first == customer_.account && concerns(key.second)))
          << last_.method << " " << last_.path << " changed " << key.first << key.second;
    }
  }
  bool concerns(const std::string& path) const {
    if (!last_.good) return false;
    const auto both = [&](const std::string& start) {
      return last_.path.starts_with(start) && path.starts_with(start);
    };
    if (both("/applications") || both(kCredentials)) return true;
    if (!last_.path.starts_with("/sites")) return false;
    if (path == kSites || path == "/hosts") return true;
    // Something of the same peer, or the peer that was made just now.
    const bool made = last_.method == "POST" && last_.path.ends_with("/sippeers");
    const std::string peer = path.substr(0, path.find("/products"));
    return path.starts_with("/sites/") &&
           (made ? peer.starts_with(last_.path) && !seen_.contains({customer_.account, path})
                 : last_.path == peer || last_.path.starts_with(peer + "/"));
  }

  /// Applications and SIP peers name each other, products have what they need.
  void check_references() {
    applications_.clear();
    references_.clear();
    over_http_ = false;
    const Answer list = ask("GET", "/applications");
    const std::string in = "ApplicationList/Application/";
    const auto ids = list.all(in + "ApplicationId");
    const auto types = list.all(in + "ServiceType");
    for (std::size_t i = 0; i < ids.size(); ++i) applications_[ids[i]] = types.at(i);
    EXPECT_EQ(ids.size(), account().at("applications").as_array().size());
    for (const std::string& peer : peers_of_account()) check_products(peer);
    if (over_http_) {
      EXPECT_TRUE(std::ranges::any_of(applications_,
                                      [](const auto& each) { return each.second == "Voice-V2"; }));
    }
    for (const auto& [id, peers] : references_)
      EXPECT_TRUE(applications_.contains(id)) << "an application that is not there";
    for (const std::string& id : ids) {
      const Answer answer = ask("GET", "/applications/" + id + "/associatedsippeers");
      if (customer_.account != "9900000") {
        EXPECT_EQ(code(answer), "400 12103");
        continue;
      }
      const auto told = answer.all("AssociatedSipPeers/AssociatedSipPeer/PeerId");
      const auto users = references_.find(id);
      EXPECT_THAT(told, testing::UnorderedElementsAreArray(
                            users == references_.end() ? std::set<std::string>() : users->second));
    }
  }
  void check_products(const std::string& peer) {
    const auto at = [&](const std::string& path, const std::string& where) {
      Answer answer;
      answer.body = seen_.at({customer_.account, peer + path});
      return answer.at(where);
    };
    const auto refer = [&](const std::string& id, const std::string& type) {
      if (id.empty()) return;
      references_[id].insert(last_of(peer));
      EXPECT_EQ(applications_[id], type);
    };
    for (const std::string& direction : {kOrigination, kTermination}) {
      const std::string in =
          direction == kOrigination ? "SipPeerOriginationSettings/" : "SipPeerTerminationSettings/";
      over_http_ = over_http_ || at(direction, in + "VoiceProtocol") == "HTTP";
      refer(at(direction, in + "HttpSettings/HttpVoiceV2AppId"), "Voice-V2");
    }
    const std::string sms = at(kSms, "SipPeerSmsFeature/SipPeerSmsFeatureSettings/Protocol");
    const std::string mms =
        at(kMms, "MmsFeature/MmsSettings/Protocol") + at(kMms, "MmsFeature/MmsSettings/protocol");
    const std::string application = at(kToApplication, "ApplicationsSettings/HttpMessagingV2AppId");
    refer(application, "Messaging-V2");
    EXPECT_TRUE(application.empty() || sms == "HTTP" || mms == "HTTP");
    EXPECT_TRUE(mms.empty() || !sms.empty()) << "there is no MMS without SMS";
  }

  /// The list of all hosts is that of the peers, and nobody shares where calls come from.
  void check_hosts() {
    std::multiset<std::string> of_peers, termination;
    for (const std::string& peer : peers_of_account()) {
      const Answer read = ask("GET", peer);
      for (const char* list : {"VoiceHosts/Host", "VoiceHostGroups/VoiceHostGroup/Host"})
        for (const std::string& host :
             set_of(read.all(std::string("SipPeer/") + list + "/HostName")))
          of_peers.insert(last_of(peer) + " voice " + host);
      for (const std::string& host :
           read.all("SipPeer/TerminationHosts/TerminationHost/HostName")) {
        of_peers.insert(last_of(peer) + " termination " + host);
        EXPECT_EQ(termination.count(host), 0U) << host;
        termination.insert(host);
      }
      Answer sms;
      sms.body = seen_.at({customer_.account, peer + kSms});
      for (const std::string& host : sms.all("SipPeerSmsFeature/SmppHosts/SmppHost/HostName"))
        of_peers.insert(last_of(peer) + " sms " + host);
    }
    std::multiset<std::string> listed;
    each_element(ask("GET", "/hosts").body, [&](const xml::Element& peer) {
      if (peer.name() != "SipPeerHost") return;
      for (const auto& [list, kind] : {std::pair{"SmsHosts", " sms "},
                                       {"VoiceHosts", " voice "},
                                       {"TerminationHosts", " termination "}}) {
        for (const xml::Element host : peer.child(list)->children())
          listed.insert(std::string(peer.text_at("SipPeerId")) + kind +
                        std::string(host.text_at("HostName")));
      }
    });
    EXPECT_EQ(listed, of_peers);
  }

  /// Counts are those of lists: of numbers, and of credentials.
  void check_counts() {
    std::size_t numbers = 0;
    for (const json::value& site : account().at("sites").as_array()) {
      const std::string path = "/sites/" + text(site.at("id"));
      std::size_t of_site = 0;
      for (const json::value& peer : site.at("sippeers").as_array())
        of_site += std::stoul(ask("GET", path + "/sippeers/" + text(peer.at("id")) + "/totaltns")
                                  .at("SipPeerTelephoneNumbersCount/SipPeerTelephoneNumbersCount"));
      EXPECT_EQ(ask("GET", path + "/totaltns").at("SiteTNs/TotalCount"), std::to_string(of_site));
      numbers += of_site;
    }
    EXPECT_EQ(numbers, account().at("inService").as_array().size());
    const auto& credentials = account().at("sipCredentials").as_array();
    const Answer list = ask("GET", kCredentials);
    EXPECT_EQ(list.status, credentials.empty() ? 404 : 200);
    EXPECT_EQ(list.count("SipCredentials/SipCredential"), credentials.size());
  }

  struct Gone {
    Customer customer;
    std::string path, answer;
  };
  void check_that_gone_is_gone() {
    if (gone_.empty()) return;
    const Gone gone = dice_.of(gone_);
    customer_ = gone.customer;
    const bool again = gone.path.starts_with(kCredentials) && ask("GET", gone.path).status == 200;
    if (!again) {
      EXPECT_EQ(code(ask("GET", gone.path)), gone.answer) << gone.path;
    }
  }

  struct Request {
    std::string method, path;
    bool good = false;
  };

  Dice dice_;
  Customer customer_ = kCustomers[0];
  std::map<std::string, std::string> passwords_{{"tester", "secret"}, {"other", "secret"}};
  std::set<std::string> old_passwords_;  ///< of whomever
  json::value state_;
  Request last_;
  Snapshot seen_;
  std::vector<Gone> gone_;
  std::map<std::string, std::string> applications_;          ///< service type of each
  std::map<std::string, std::set<std::string>> references_;  ///< peers of each that is used
  bool over_http_ = false;                                   ///< calls of some peer go to programs
  std::size_t good_ = 0;
};

TEST_P(RandomSettings, AgreeAfterEveryStep) {
  constexpr int kStepCount = 120;
  for (int step = 0; step < kStepCount && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    take_step();
    check_world();
  }
  EXPECT_GT(good_, 40U) << "enough requests are good ones";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomSettings, testing::Range<std::uint64_t>(1, 7),
                         [](const auto& test) { return "Seed" + std::to_string(test.param); });

}  // namespace
}  // namespace dashsim::test::random_settings_test
