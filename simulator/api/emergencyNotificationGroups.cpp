// Groups of endpoints whose emergency calls the same recipients are told of, as they are now.
// Reference: emergencyNotificationGroups. They come and go by emergencyNotificationGroupOrders.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/emergency_lists.hpp"
#include "api/kit/listing.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::EmergencyGroup;
using world::World;

constexpr std::uint32_t kNoSuchGroup = 8079;
constexpr std::uint32_t kValueNotSupported = 8091;
constexpr std::size_t kEndpointsUsual = 20;
constexpr std::size_t kEndpointsMax = 5000;
constexpr std::string_view kDomain = "emergencyNotificationGroups";
constexpr std::string_view kResponse = "EmergencyNotificationGroupsResponse";
constexpr std::string_view kFlags[] = {"true", "false"};
constexpr EmergencyParameter kParameters[] = {
    {"EngId"}, {"EngDescription"}, {"EngName"}, {"EnrDetails", kFlags}, {"EndpointCount", kFlags}};

struct GroupView {
  const World& world;
  world::AccountId account;
  bool recipient_details = false;
  bool endpoint_count = false;
  std::optional<world::EmergencyEndpoints> endpoints{};
};

void write_group(const EmergencyGroup& group, const GroupView& view, xml::Writer& out) {
  out.open("EmergencyNotificationGroup");
  out.element("Identifier", group.id.value);
  out.element("CreatedDate", kernel::format_instant(group.life.created));
  out.element("ModifiedBy", group.life.modified_by);
  out.element("ModifiedDate", kernel::format_instant(group.life.modified));
  out.element("Description", group.description);
  if (view.endpoint_count)
    out.element("EndpointCount", endpoints_of(view.world, view.account, group.id).size());
  out.open("EmergencyNotificationRecipients");
  const RecipientDetails details =
      view.recipient_details ? RecipientDetails::kWhatItIs : RecipientDetails::kIdentifier;
  for (const world::EmergencyRecipientId& id : group.recipients)
    write_recipient(view.world, view.account, id.value, details, out);
  out.close();
  if (view.endpoints) write_endpoints(*view.endpoints, out);
  out.close();
}

/// Whether any recipient of the group is one of those that are asked for.
bool has_recipient(const EmergencyGroup& group, const RecipientFilter& filter, const Call& call,
                   const World& world) {
  return filter.empty() ||
         std::ranges::any_of(group.recipients, [&](const world::EmergencyRecipientId& id) {
           return filter.matches(*world.emergency().find_recipient(call.account(), id.value));
         });
}

Result<Reply> list(const Call& call, World& world) {
  const Result<EmergencyQuery> query = read_emergency_query(call, "ModifiedAfterDate", kParameters);
  if (!query) return query.error();
  const std::string_view id = call.query("EngId");
  std::vector<EmergencyEntry> fitting;
  for (const auto& [group_id, group] : world.emergency().groups(call.account())) {
    const bool fits = (id.empty() || id == group_id) &&
                      is_part_of(call.query("EngDescription"), group.description) &&
                      is_part_of(call.query("EngName"), group.description) &&
                      has_recipient(group, query->recipients, call, world);
    if (fits) fitting.push_back({{group.life.modified, group.life.change}, &group});
  }
  const EmergencyPage page = page_of(std::move(fitting), *query);
  Refusals checked;  // the values have been checked with the other parameters
  const GroupView view{world, call.account(), read_flag(call, "EnrDetails", checked),
                       read_flag(call, "EndpointCount", checked)};
  return reply(200, kResponse, [&](xml::Writer& out) {
    write_emergency_links(call, page, out);
    out.open("EmergencyNotificationGroups");
    for (const void* entry : page.entries)
      write_group(*static_cast<const EmergencyGroup*>(entry), view, out);
    out.close();
  });
}

/// Numbers before identifiers, each in order, from `first` on. The first that is left is in `next`.
world::EmergencyEndpoints page_of(const world::EmergencyEndpoints& all, std::string_view first,
                                  std::size_t size, std::string& next) {
  world::EmergencyEndpoints page;
  bool begun = first.empty();
  const auto belongs = [&](const std::string& id) {
    begun = begun || id == first;
    if (begun && page.size() == size && next.empty()) next = id;
    return begun && page.size() < size;
  };
  for (const world::Tn tn : all.numbers) {
    if (belongs(to_text(tn))) page.numbers.push_back(tn);
  }
  for (const std::string& id : all.aeuis) {
    if (belongs(id)) page.aeuis.push_back(id);
  }
  return page;
}

std::size_t read_endpoint_size(const Call& call, Refusals& refusals) {
  const std::string_view text = call.query("endpointSize");
  if (text.empty()) return kEndpointsUsual;
  const std::uint64_t size = kernel::parse_whole(text).value_or(0);
  if (size == 0 || size > kEndpointsMax)
    refusals.add(kValueNotSupported, std::string(text), "endpointSize",
                 "1 to " + std::to_string(kEndpointsMax));
  return size;
}

Result<Reply> get(const Call& call, World& world) {
  Refusals refusals;
  const bool with_endpoints = read_flag(call, "includeEndpoints", refusals);
  const std::size_t size = read_endpoint_size(call, refusals);
  if (!refusals.empty()) return refusals;
  const EmergencyGroup* group = world.emergency().find_group(call.account(), call.path("engId"));
  if (group == nullptr)
    return Refusals{404, {{kNoSuchGroup, error_text(kNoSuchGroup, {}, kDomain)}}, {}};
  GroupView view{world, call.account()};
  std::string next;
  if (with_endpoints)
    view.endpoints = page_of(endpoints_of(world, call.account(), group->id),
                             call.query("endpointId"), size, next);
  return reply(200, kResponse, [&](xml::Writer& out) {
    if (!next.empty()) {
      out.open("Links");
      out.element("first", link(call.url_without("endpointId"), "first"));
      out.element("next", link(call.url_with("endpointId", next), "next")).close();
    }
    write_group(*group, view, out);
  });
}

}  // namespace

void emergency_notification_groups(Routes& routes) {
  routes.on("GET /accounts/{accountId}/emergencyNotificationGroups", list);
  routes.on("GET /accounts/{accountId}/emergencyNotificationGroups/{engId}", get);
}

}  // namespace dashsim::api
