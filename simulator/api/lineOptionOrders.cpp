// Whether callers' names are displayed on numbers, set at once: an older way than tnoptions, which
// clients know and the reference leaves out. Shapes: clients.md.
#include <vector>

#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/reply.hpp"
#include "kernel/text.hpp"
#include "world/world.hpp"

namespace dashsim::api {
namespace {

using world::TnRecord;

constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kTnUnknown = 5071;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kNotInService = 5074;
constexpr std::uint32_t kOfAnotherAccount = 5076;
constexpr std::uint32_t kNotEnabled = 5078;
constexpr std::uint32_t kDisplayInvalid = 5079;
constexpr std::uint32_t kNameOfLocation = 5091;

struct Failure {
  std::string number;
  std::uint32_t code;
  std::vector<std::string> about;
};

/// Sets what an element TnLineOptions asks for, or says why it cannot be set.
std::optional<Failure> set_options(const Call& call, world::World& world,
                                   const xml::Element& options) {
  const std::string number(options.text_at("TelephoneNumber"));
  const std::string display(options.text_at("CallingNameDisplay"));
  const auto failure = [&](std::uint32_t code, std::vector<std::string> about = {}) {
    return Failure{number, code, std::move(about)};
  };
  const bool on = kernel::same_word(display, "on");
  const bool usual = kernel::same_word(display, "systemDefault");
  if (!on && !usual && !kernel::same_word(display, "off"))
    return failure(kDisplayInvalid, {display, "on, off, systemDefault"});
  if (on && !account_has(call, world, "CNAM")) return failure(kNotEnabled, {"CNAM"});
  const auto tn = world::parse_tn(number);
  if (!tn) return failure(kTnInvalid);
  TnRecord* record = world.numbers().find(*tn);
  if (record == nullptr) return failure(kTnUnknown);
  if (record->account != call.account()) return failure(kOfAnotherAccount);
  if (record->state != world::TnState::kInService) return failure(kNotInService);
  if (world.sites().all_peers().at(record->sip_peer).calling_name.enforced)
    return failure(kNameOfLocation);
  record->calling_name_display.reset();
  if (!usual) record->calling_name_display = on;
  return std::nullopt;
}

Result<Reply> set_line_options(const Call& call, world::World& world) {
  std::vector<std::string_view> completed;
  std::vector<Failure> failures;
  for (const xml::Element options : call.document().children()) {
    if (options.name() != "TnLineOptions") continue;
    if (auto failure = set_options(call, world, options)) {
      failures.push_back(*std::move(failure));
    } else {
      completed.push_back(options.text_at("TelephoneNumber"));
    }
  }
  if (completed.empty() && failures.empty()) return refuse(400, kTnRequired);
  return reply(200, "LineOptionOrderResponse", [&](xml::Writer& out) {
    out.open("LineOptions").open("CompletedNumbers");
    for (const std::string_view number : completed) out.element("TelephoneNumber", number);
    out.close();
    if (!failures.empty()) out.open("Errors");
    for (const Failure& failure : failures) {
      out.open("Error").element("TelephoneNumber", failure.number);
      out.element("ErrorCode", failure.code);
      out.element("Description", error_text(failure.code, failure.about)).close();
    }
    if (!failures.empty()) out.close();
    out.close();
  });
}

}  // namespace

void line_option_orders(Routes& routes) {
  routes.on("POST /accounts/{accountId}/lineOptionOrders", set_line_options);
}

}  // namespace dashsim::api
