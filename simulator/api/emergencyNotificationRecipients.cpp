// Who can be told of emergency calls, and how. Reference: emergencyNotificationRecipients.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/emergency_lists.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/listing.hpp"

namespace dashsim::api {
namespace {

using world::EmergencyGroup;
using world::EmergencyRecipient;

constexpr std::uint32_t kTnInvalid = 8065;
constexpr std::uint32_t kDescriptionRequired = 8066;
constexpr std::uint32_t kTypeInvalid = 8067;
constexpr std::uint32_t kTypeRequired = 8068;
constexpr std::uint32_t kElementRequired = 8069;
constexpr std::uint32_t kEmailInvalid = 8070;
constexpr std::uint32_t kUrlInvalid = 8071;
constexpr std::uint32_t kUserInvalid = 8072;
constexpr std::uint32_t kPasswordInvalid = 8073;
constexpr std::uint32_t kExistsAlready = 8074;
constexpr std::uint32_t kNoSuchRecipient = 8075;
constexpr std::uint32_t kInGroup = 8080;
constexpr std::uint32_t kTooLong = 8107;

constexpr std::string_view kDomain = "emergencyNotificationRecipients";
constexpr std::string_view kResponse = "EmergencyNotificationRecipientsResponse";
constexpr std::size_t kDescriptionMax = 200;
constexpr std::size_t kEmailMax = 254;
constexpr std::size_t kUrlMax = 256;
constexpr std::size_t kUserMax = 32;
constexpr std::size_t kPasswordMax = 256;

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.size() > kEmailMax) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.find('.');
  return dot != 0 && dot != std::string_view::npos && dot + 1 < domain.size() &&
         domain.find('@') == std::string_view::npos && text.find(' ') == std::string_view::npos;
}

bool is_https_url(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme)) return false;
  text.remove_prefix(kScheme.size());
  const std::string_view host = text.substr(0, text.find_first_of("/?"));
  const auto visible = [](char c) { return c > ' ' && c < 0x7f; };
  return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos &&
         std::ranges::all_of(text, visible);
}

class Reading {
 public:
  Reading(const xml::Element& document, Refusals& refusals)
      : document_(document), refusals_(refusals) {}

  EmergencyRecipient read() {
    recipient_.description = document_.text_at("Description");
    if (recipient_.description.empty()) refusals_.add(kDescriptionRequired);
    check_length("Description", recipient_.description, kDescriptionMax);
    recipient_.type = document_.text_at("Type");
    if (recipient_.type.empty()) {
      refusals_.add(kTypeRequired);
    } else if (recipient_.type == "EMAIL") {
      read_email();
    } else if (recipient_.type == "SMS") {
      read_tn("Sms");
    } else if (recipient_.type == "TTS") {
      read_tn("Tts");
    } else if (recipient_.type == "CALLBACK") {
      read_callback();
    } else {
      refusals_.add(kTypeInvalid);
    }
    return std::move(recipient_);
  }

 private:
  void check_length(std::string_view name, const std::string& text, std::size_t max) {
    if (characters(text) > max) refusals_.add(kTooLong, std::string(name), std::to_string(max));
  }

  /// The text there; refused and empty if the type calls for it in vain.
  std::string required(std::string_view path) {
    std::string text(document_.text_at(path));
    if (text.empty())
      refusals_.add(kElementRequired, recipient_.type, std::string(path.substr(0, path.find('/'))));
    return text;
  }

  void read_email() {
    recipient_.email = required("EmailAddress");
    if (!recipient_.email.empty() && !is_email(recipient_.email)) refusals_.add(kEmailInvalid);
  }

  /// Ten digits, as the reference's requests have them, or eleven, as its answers do.
  void read_tn(std::string_view element) {
    const std::string text = required(std::string(element) + "/TelephoneNumber");
    if (text.empty()) return;
    const bool with_country = text.size() == 11 && text.front() == '1';
    const auto tn = world::parse_tn(with_country ? text.substr(1) : text);
    if (!tn) return refusals_.add(kTnInvalid);
    recipient_.tn = "1" + to_text(*tn);
  }

  void read_callback() {
    recipient_.url = required("Callback/Url");
    if (!recipient_.url.empty() && !is_https_url(recipient_.url)) refusals_.add(kUrlInvalid);
    check_length("Url", recipient_.url, kUrlMax);
    recipient_.user = document_.text_at("Callback/Credentials/Username");
    recipient_.password = document_.text_at("Callback/Credentials/Password");
    const auto good = [](const std::string& text, std::size_t max) {
      return !text.empty() && characters(text) <= max;
    };
    if (!good(recipient_.user, kUserMax)) refusals_.add(kUserInvalid);
    if (!good(recipient_.password, kPasswordMax)) refusals_.add(kPasswordInvalid);
  }

  const xml::Element document_;
  Refusals& refusals_;
  EmergencyRecipient recipient_;
};

/// Another recipient that is the same but for its id; null if there is none.
const EmergencyRecipient* find_same(const Call& call, const world::World& world,
                                    const EmergencyRecipient& recipient) {
  for (const auto& [id, each] : world.emergency().recipients(call.account())) {
    if (each.id != recipient.id && each.same_as(recipient)) return &each;
  }
  return nullptr;
}

Refusals no_such_recipient() {
  return {404, {{kNoSuchRecipient, error_text(kNoSuchRecipient, {}, kDomain)}}, {}};
}

const EmergencyRecipient* named_recipient(const Call& call, const world::World& world) {
  return world.emergency().find_recipient(call.account(), call.path("enrId"));
}

Reply show(int status, const EmergencyRecipient& recipient) {
  return reply(status, kResponse,
               [&](xml::Writer& out) { write_recipient(recipient, RecipientDetails::kAll, out); });
}

/// Puts the request's recipient in the place of `known`, or makes a new one.
Result<Reply> store(const Call& call, world::World& world, const EmergencyRecipient* known) {
  Refusals refusals;
  EmergencyRecipient recipient = Reading(call.document(), refusals).read();
  if (!refusals.empty()) return refusals;
  if (known != nullptr) recipient.id = known->id;
  if (const EmergencyRecipient* same = find_same(call, world, recipient))
    return refuse(409, kExistsAlready, same->id.value);
  recipient.life.created = known != nullptr ? known->life.created : world.now();
  recipient.life.modified = world.now();
  recipient.life.modified_by = call.user().name;
  if (known == nullptr) recipient.id = world.new_emergency_recipient_id();
  const EmergencyRecipient& stored = world.emergency().put(call.account(), std::move(recipient));
  Reply answer = show(known != nullptr ? 200 : 201, stored);
  if (known == nullptr) answer.location = call.url_of_created(stored.id.value);
  return answer;
}

Result<Reply> create(const Call& call, world::World& world) {
  return store(call, world, nullptr);
}

Result<Reply> get(const Call& call, world::World& world) {
  const EmergencyRecipient* recipient = named_recipient(call, world);
  if (recipient == nullptr) return no_such_recipient();
  return show(200, *recipient);
}

Result<Reply> change(const Call& call, world::World& world) {
  const EmergencyRecipient* recipient = named_recipient(call, world);
  if (recipient == nullptr) return no_such_recipient();
  return store(call, world, recipient);
}

Result<Reply> remove(const Call& call, world::World& world) {
  const EmergencyRecipient* recipient = named_recipient(call, world);
  if (recipient == nullptr) return no_such_recipient();
  const EmergencyGroup* group = world.emergency().group_of(call.account(), recipient->id);
  if (group != nullptr) {
    const std::string about[] = {recipient->id.value, group->id.value};
    return Refusals{409, {{kInGroup, error_text(kInGroup, about, kDomain)}}, {}};
  }
  world.emergency().erase_recipient(call.account(), call.path("enrId"));
  return empty_reply(200);
}

constexpr std::string_view kFlags[] = {"true", "false"};
constexpr EmergencyParameter kParameters[] = {{"ModifiedByUser"}, {"GroupCount", kFlags}};

Result<Reply> list(const Call& call, world::World& world) {
  const Result<EmergencyQuery> query = read_emergency_query(call, "ModifiedAfterDate", kParameters);
  if (!query) return query.error();
  const std::string_view user = call.query("ModifiedByUser");
  std::vector<EmergencyEntry> fitting;
  for (const auto& [id, recipient] : world.emergency().recipients(call.account())) {
    const bool of_user = user.empty() || user == recipient.life.modified_by;
    if (of_user && query->recipients.matches(recipient))
      fitting.push_back({{recipient.life.modified, recipient.life.change}, &recipient});
  }
  const EmergencyPage page = page_of(std::move(fitting), *query);
  Refusals checked;  // the value has been checked with the other parameters
  const bool counts = read_flag(call, "GroupCount", checked);
  return reply(200, kResponse, [&](xml::Writer& out) {
    write_emergency_links(call, page, out);
    out.open("EmergencyNotificationRecipients");
    for (const void* entry : page.entries) {
      const auto& recipient = *static_cast<const EmergencyRecipient*>(entry);
      std::optional<std::size_t> groups;  // a recipient is in one at most
      if (counts) groups = world.emergency().group_of(call.account(), recipient.id) ? 1 : 0;
      write_recipient(recipient, RecipientDetails::kAll, out, groups);
    }
    out.close();
  });
}

}  // namespace

void emergency_notification_recipients(Routes& routes) {
  routes.on("POST /accounts/{accountId}/emergencyNotificationRecipients", create);
  routes.on("GET /accounts/{accountId}/emergencyNotificationRecipients", list);
  routes.on("GET /accounts/{accountId}/emergencyNotificationRecipients/{enrId}", get);
  routes.on("PUT /accounts/{accountId}/emergencyNotificationRecipients/{enrId}", change);
  routes.on("DELETE /accounts/{accountId}/emergencyNotificationRecipients/{enrId}", remove);
}

}  // namespace dashsim::api
