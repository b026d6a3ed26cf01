// Endpoints of emergency calls that are no telephone numbers of the account: alternate end users.
// Reference: aeuis. They come and go by E911 orders.
#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/tn_features.hpp"

namespace dashsim::api {
namespace {

using world::Aeui;

constexpr std::uint32_t kNoneFound = 12087;
constexpr std::size_t kSizeUsual = 500;
constexpr std::size_t kSizeMax = 1000;

/// Which endpoints are asked for. Reference: query-params.md.
struct Wanted {
  std::string_view identifier, callback_number;
  bool beginnings = false;  ///< what is asked for may be the beginning of an identifier or number
  bool pidflo_only = false;

  bool matches(const Aeui& aeui) const {
    return fits(aeui.identifier, identifier) && fits(aeui.callback_number, callback_number) &&
           (!pidflo_only || aeui.pidflo_enabled);
  }

 private:
  bool fits(std::string_view text, std::string_view asked) const {
    return asked.empty() || (beginnings ? text.starts_with(asked) : text == asked);
  }
};

void write_entry(const Aeui& aeui, const Call& call, const world::World& world, xml::Writer& out) {
  out.open("AlternateEndUserIdentifier");
  out.element("Identifier", aeui.identifier);
  out.element_if("CallbackNumber", aeui.callback_number);
  write_emergency_group(world, call.account(), aeui.emergency_group, out);
  out.close();
}

Result<Reply> list_aeuis(const Call& call, world::World& world) {
  Refusals refusals;
  const Wanted wanted{call.query("aeui"), call.query("callback"),
                      read_flag(call, "suggestions", refusals),
                      read_flag(call, "pidfloenabledonly", refusals)};
  if (!refusals.empty()) return refusals;
  const Result<Paging> paging =
      read_paging(call, {.usual = kSizeUsual, .max = kSizeMax, .together = false});
  if (!paging) return paging.error();
  std::vector<const Aeui*> page;
  const Aeui* next = nullptr;
  std::size_t total = 0;
  for (const auto& [identifier, aeui] : world.e911().aeuis(call.account())) {
    if (!wanted.matches(aeui)) continue;
    ++total;
    if (!paging->first() && identifier < paging->page) continue;
    if (page.size() < paging->size) {
      page.push_back(&aeui);
    } else if (next == nullptr) {
      next = &aeui;
    }
  }
  if (page.empty()) return refuse(404, kNoneFound);
  return reply(200, "AlternateEndUserIdentifiersResponse", [&](xml::Writer& out) {
    out.element("TotalCount", total);
    write_links(call, next == nullptr ? std::string_view{} : std::string_view(next->identifier),
                out);
    out.open("AlternateEndUserIdentifiers");
    for (const Aeui* aeui : page) write_entry(*aeui, call, world, out);
    out.close();
  });
}

Result<Reply> get_aeui(const Call& call, world::World& world) {
  const Aeui* aeui = world.e911().find(call.account(), call.path("acid"));
  if (aeui == nullptr) return no_such_resource();
  return reply(200, "AlternateEndUserIdentifierResponse", [&](xml::Writer& out) {
    out.open("AlternateEndUserIdentifier");
    out.element("Identifier", aeui->identifier);
    out.element_if("CallbackNumber", aeui->callback_number);
    out.open("E911");
    out.element_if("CallerName", aeui->caller_name);
    write_e911_address(world, call.account(), aeui->address, out);
    write_emergency_group(world, call.account(), aeui->emergency_group, out);
    out.close().close();
  });
}

}  // namespace

void aeuis(Routes& routes) {
  routes.on("GET /accounts/{accountId}/aeuis", list_aeuis);
  routes.on("GET /accounts/{accountId}/aeuis/{acid}", get_aeui);
}

}  // namespace dashsim::api
