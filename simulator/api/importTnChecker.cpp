// Whether numbers can be imported, before anybody orders it. Reference: importTnChecker.
#include <map>

#include "api/families.hpp"
#include "api/kit/imports.hpp"
#include "world/imports.hpp"

namespace dashsim::api {
namespace {

using world::ImportVerdict;
using world::Tn;

constexpr std::uint32_t kNotContracted = 19007;
constexpr std::string_view kDomain = "importTnChecker";

/// What numbers earn that cannot be imported, in the order in which they are told.
constexpr std::pair<ImportVerdict, std::uint32_t> kObstacles[] = {
    {ImportVerdict::kBandwidthNumber, world::kBandwidthImport},
    {ImportVerdict::kForeignNumber, world::kForeignImport},
};

Result<Reply> check_numbers(const Call& call, world::World& world) {
  Refusals refusals;
  if (!may_import(call, world)) refusals.add(kNotContracted);
  const std::vector<Tn> numbers = read_imports(call.document(), refusals);
  if (!refusals.empty()) return refusals;
  std::map<ImportVerdict, std::vector<Tn>> by_verdict;
  for (const Tn tn : numbers) by_verdict[import_verdict(world, call.account(), tn)].push_back(tn);
  return reply(200, "ImportTnCheckerResponse", [&](xml::Writer& out) {
    out.open("ImportTnCheckerPayload");
    write_imports(by_verdict[ImportVerdict::kImportable], out);
    out.open("ImportTnErrors");
    for (const auto& [verdict, code] : kObstacles) {
      if (by_verdict[verdict].empty()) continue;
      out.open("ImportTnError");
      out.element("Code", code);
      out.element("Description", error_text(code, {}, kDomain));
      write_imports(by_verdict[verdict], out);
      out.close();
    }
    out.close().close();
  });
}

}  // namespace

void import_tn_checker(Routes& routes) {
  routes.on("POST /accounts/{accountId}/importTnChecker", check_numbers);
}

}  // namespace dashsim::api
