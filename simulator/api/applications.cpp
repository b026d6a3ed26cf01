// Programs of customers that are called about calls and messages. Reference: applications.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/fields.hpp"

namespace dashsim::api {
namespace {

using world::Application;
using world::has_feature;
using world::kMessagingService;
using world::kVoiceService;

constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kTooShort = 1012;
constexpr std::uint32_t kNoCatapult = 12103;
constexpr std::uint32_t kInUse = 12107;
constexpr std::uint32_t kNoMessagingFeature = 12130;
constexpr std::uint32_t kNoVoiceFeature = 12150;
constexpr std::uint32_t kPasswordAlone = 12800;
constexpr std::uint32_t kServiceTypeInvalid = 12801;
constexpr std::uint32_t kUrlRequired = 12802;
constexpr std::uint32_t kUrlInvalid = 12803;
constexpr std::uint32_t kNameRequired = 12806;
constexpr std::uint32_t kTwoMessageUrls = 12960;
constexpr std::uint32_t kMethodInvalid = 12961;
constexpr std::uint32_t kOfOtherService = 12962;
constexpr std::uint32_t kStatusUrlRequired = 12963;
constexpr std::uint32_t kServiceTypeStays = 12964;
constexpr std::uint32_t kPasswordRequired = 12976;
constexpr std::uint32_t kUserAlone = 12977;
constexpr std::uint32_t kNoSuchApplication = 13629;
constexpr std::uint32_t kLastOfHttpVoice = 13653;

constexpr std::string_view kResponse = "ApplicationProvisioningResponse";
constexpr std::string_view kRemove = "remove";
constexpr std::size_t kCredentialMin = 6;
constexpr std::size_t kCredentialMax = 63;

struct Part {
  std::string_view element;
  std::string Application::*member;
  std::string_view service;
  bool is_url;  ///< else a method
};
constexpr Part kParts[] = {
    {"MsgCallbackUrl", &Application::message_url, kMessagingService, true},
    {"CallInitiatedCallbackUrl", &Application::call_initiated_url, kVoiceService, true},
    {"CallInitiatedMethod", &Application::call_initiated_method, kVoiceService, false},
    {"CallStatusCallbackUrl", &Application::call_status_url, kVoiceService, true},
    {"CallStatusMethod", &Application::call_status_method, kVoiceService, false},
};

bool is_url(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, scheme);
  const std::string_view rest = text.substr(scheme + 3);
  const auto visible = [](char c) { return c > ' ' && c < 0x7f; };
  return (name == "http" || name == "https") && !rest.empty() &&
         std::string_view("/?#:").find(rest.front()) == std::string_view::npos &&
         std::ranges::all_of(rest, visible);
}

enum class Scope : bool { kWhole, kChanges };

/// Reads a document over an application: what a document about changes leaves out stays as it is.
class Reading {
 public:
  Reading(const xml::Element& document, Scope scope, const Application* known, Refusals& refusals)
      : document_(document), scope_(scope), known_(known), refusals_(refusals) {
    if (known == nullptr) return;
    application_.id = known->id;
    application_.service_type = known->service_type;
    if (scope == Scope::kChanges) application_ = *known;
  }

  Application read() {
    read_service_type();
    if (const auto name = given("AppName"); !name.empty()) application_.name = name;
    if (application_.name.empty()) refusals_.add(kNameRequired);
    check_message_urls();
    for (const Part& part : kParts) read_part(part);
    check_urls();
    read_credentials();
    return std::move(application_);
  }

 private:
  std::string_view given(std::string_view path) const { return document_.text_at(path); }

  void read_service_type() {
    const std::string_view type = given("ServiceType");
    if (known_ != nullptr && (type.empty() || type == known_->service_type)) return;
    if (type != kVoiceService && type != kMessagingService) {
      refusals_.add(kServiceTypeInvalid);
    } else if (known_ != nullptr) {
      refusals_.add(kServiceTypeStays);
    } else {
      application_.service_type = type;
    }
  }

  /// The old name of the element and its new one may both be there if they agree.
  void check_message_urls() {
    const std::string_view before = given("CallbackUrl");
    const std::string_view now = given("MsgCallbackUrl");
    if (!before.empty() && !now.empty() && before != now) refusals_.add(kTwoMessageUrls);
    if (now.empty() && !before.empty()) read_text("CallbackUrl", kParts[0]);
  }

  void read_part(const Part& part) {
    const std::string_view text = given(part.element);
    if (text.empty()) return;
    const bool status_url = part.member == &Application::call_status_url;
    if (scope_ == Scope::kChanges && status_url && text == kRemove) {
      application_.call_status_url.clear();
      application_.call_status_method.clear();
      return;
    }
    read_text(part.element, part);
  }

  void read_text(std::string_view element, const Part& part) {
    const std::string_view text = given(element);
    if (part.service != application_.service_type) {
      // Of an application without a known type nothing can be said.
      if (!application_.service_type.empty())
        refusals_.add(kOfOtherService, std::string(element), std::string(part.service));
      return;
    }
    if (part.is_url && !is_url(text)) refusals_.add(kUrlInvalid);
    if (!part.is_url && text != "GET" && text != "POST") refusals_.add(kMethodInvalid);
    application_.*part.member = text;
  }

  void check_urls() {
    const bool voice = application_.service_type == kVoiceService;
    const std::string& needed = voice ? application_.call_initiated_url : application_.message_url;
    if (!application_.service_type.empty() && needed.empty()) refusals_.add(kUrlRequired);
    if (!application_.call_status_method.empty() && application_.call_status_url.empty())
      refusals_.add(kStatusUrlRequired);
  }

  void check_length(std::string_view name, std::string_view text) {
    const std::size_t length = characters(text);
    if (length < kCredentialMin)
      refusals_.add(kTooShort, std::string(name), std::to_string(kCredentialMin));
    if (length > kCredentialMax)
      refusals_.add(kTooLong, std::string(name), std::to_string(kCredentialMax));
  }

  void read_credentials() {
    const std::string_view user = given("CallbackCreds/UserId");
    const std::string_view password = given("CallbackCreds/Password");
    if (user.empty() && password.empty()) return;
    if (user.empty()) return refusals_.add(kPasswordAlone);
    const bool had_user = known_ != nullptr && !known_->user.empty();
    const bool same_user = had_user && known_->user == user;
    // Who writes back what was read has no password to send, and means no change.
    if (password.empty() && !same_user)
      return refusals_.add(had_user ? kPasswordRequired : kUserAlone);
    check_length("UserId", user);
    if (!password.empty()) check_length("Password", password);
    application_.user = user;
    application_.password = password.empty() ? std::string_view(known_->password) : password;
  }

  const xml::Element document_;
  const Scope scope_;
  const Application* known_;
  Refusals& refusals_;
  Application application_;
};

void write_application(const Application& application, xml::Writer& out) {
  out.open("Application");
  out.element("ApplicationId", application.id.value);
  out.element("ServiceType", application.service_type);
  out.element("AppName", application.name);
  for (const Part& part : kParts) out.element_if(part.element, application.*part.member);
  if (!application.user.empty())
    out.open("CallbackCreds").element("UserId", application.user).close();
  out.close();
}

Reply show(int status, const Application& application) {
  return reply(status, kResponse, [&](xml::Writer& out) { write_application(application, out); });
}

const Application* named_application(const Call& call, const world::World& world) {
  return world.applications().find(call.account(), call.path("applicationId"));
}

Refusals no_such_application(const Call& call) {
  return refuse(404, kNoSuchApplication, std::string(call.path("applicationId")));
}

/// What the products of the account do not allow.
void check_products(const Call& call, const world::World& world, std::string_view service,
                    Refusals& refusals) {
  const world::Products& products = world.accounts().find(call.account())->products;
  const std::string account(call.path("accountId"));
  if (service == kMessagingService && !has_feature(products, "HTTPV2"))
    refusals.add(kNoMessagingFeature, account);
  if (service == kVoiceService && !has_feature(products, "OrigHttpVoice") &&
      !has_feature(products, "TermHttpVoice"))
    refusals.add(kNoVoiceFeature, account);
}

Result<Reply> create(const Call& call, world::World& world) {
  Refusals refusals;
  Application application = Reading(call.document(), Scope::kWhole, nullptr, refusals).read();
  check_products(call, world, application.service_type, refusals);
  if (!refusals.empty()) return refusals;
  application.id = world.new_application_id();
  const Application& stored = world.applications().put(call.account(), std::move(application));
  Reply answer = show(201, stored);
  answer.location = call.url_of_created(stored.id.value);
  return answer;
}

Result<Reply> list(const Call& call, world::World& world) {
  return reply(200, kResponse, [&](xml::Writer& out) {
    out.open("ApplicationList");
    for (const auto& [id, application] : world.applications().of_account(call.account()))
      write_application(application, out);
    out.close();
  });
}

Result<Reply> get(const Call& call, world::World& world) {
  const Application* application = named_application(call, world);
  if (application == nullptr) return no_such_application(call);
  return show(200, *application);
}

Result<Reply> store(const Call& call, world::World& world, Scope scope) {
  const Application* known = named_application(call, world);
  if (known == nullptr) return no_such_application(call);
  Refusals refusals;
  Application application = Reading(call.document(), scope, known, refusals).read();
  if (!refusals.empty()) return refusals;
  return show(200, world.applications().put(call.account(), std::move(application)));
}

Result<Reply> replace(const Call& call, world::World& world) {
  return store(call, world, Scope::kWhole);
}

Result<Reply> change(const Call& call, world::World& world) {
  return store(call, world, Scope::kChanges);
}

template <class Predicate>
std::vector<const world::SipPeer*> peers_where(const Call& call, const world::World& world,
                                               Predicate predicate) {
  std::vector<const world::SipPeer*> peers;
  for (const auto& [id, peer] : world.sites().all_peers()) {
    if (peer.account == call.account() && predicate(peer.settings)) peers.push_back(&peer);
  }
  return peers;
}

std::vector<const world::SipPeer*> peers_of(const Call& call, const world::World& world,
                                            const Application& application) {
  return peers_where(call, world, [&](const world::SipPeerSettings& settings) {
    return settings.refers_to(application.id);
  });
}

std::string ids_of(const std::vector<const world::SipPeer*>& peers) {
  std::string ids;
  for (const world::SipPeer* peer : peers)
    ids += (ids.empty() ? "" : ", ") + std::to_string(peer->id.value);
  return ids;
}

Result<Reply> remove(const Call& call, world::World& world) {
  const Application* application = named_application(call, world);
  if (application == nullptr) return no_such_application(call);
  const auto users = peers_of(call, world, *application);
  if (!users.empty()) return refuse(400, kInUse, ids_of(users));
  const bool last_of_voice = application->service_type == kVoiceService &&
                             world.applications().count(call.account(), kVoiceService) == 1;
  const auto over_http = peers_where(call, world, [](const world::SipPeerSettings& settings) {
    return settings.origination.http() || settings.termination.http();
  });
  if (last_of_voice && !over_http.empty()) return refuse(400, kLastOfHttpVoice, ids_of(over_http));
  world.applications().erase(call.account(), call.path("applicationId"));
  return empty_reply(200);
}

Result<Reply> list_sip_peers(const Call& call, world::World& world) {
  if (world.accounts().find(call.account())->associated_catapult_account.empty())
    return refuse(400, kNoCatapult, std::string(call.path("accountId")));
  const Application* application = named_application(call, world);
  if (application == nullptr) return no_such_application(call);
  return reply(200, "AssociatedSipPeersResponse", [&](xml::Writer& out) {
    out.open("AssociatedSipPeers");
    for (const world::SipPeer* peer : peers_of(call, world, *application)) {
      out.open("AssociatedSipPeer");
      out.element("SiteId", peer->site.value);
      out.element("SiteName", world.sites().find(peer->account, peer->site)->name);
      out.element("PeerId", peer->id.value);
      out.element("PeerName", peer->name);
      out.close();
    }
    out.close();
  });
}

}  // namespace

void applications(Routes& routes) {
  routes.on("POST /accounts/{accountId}/applications", create);
  routes.on("GET /accounts/{accountId}/applications", list);
  routes.on("GET /accounts/{accountId}/applications/{applicationId}", get);
  routes.on("PUT /accounts/{accountId}/applications/{applicationId}", replace);
  routes.on("PATCH /accounts/{accountId}/applications/{applicationId}", change);
  routes.on("DELETE /accounts/{accountId}/applications/{applicationId}", remove);
  routes.on("GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers",
            list_sip_peers);
}

}  // namespace dashsim::api
