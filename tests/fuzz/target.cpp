// Whatever the bytes, a request target is taken apart or refused, what was taken apart can be put
// together again, and an operation with any query is answered in XML and never fails.
#include <cstddef>
#include <cstdint>

#include "api/pipeline.hpp"
#include "need.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"
#include "xml/reader.hpp"

namespace {

using namespace dashsim;
using fuzz::need;

void take_apart(std::string_view text) {
  static const api::RouteFinder kFinder;
  const auto target = api::parse_target(text);
  if (!target) return;
  kFinder.find("GET", target->segments);
  kFinder.nearest("POST", target->segments);
  std::string again = target->prefix;
  for (const std::string& segment : target->segments) again += "/" + api::percent_encode(segment);
  char separator = '?';
  for (const auto& [name, value] : target->query) {
    again += separator + api::percent_encode(name) + "=" + api::percent_encode(value);
    separator = '&';
    need(target->has(name), "a parameter that is not found by its name");
  }
  const auto same = api::parse_target(again);
  need(same && same->segments == target->segments && same->query == target->query,
       "a target that is another one when it is put together again");
}

/// Documented reads, with ids that are there where the built-in scenario has some.
std::vector<std::string> reads() {
  std::vector<std::string> paths;
  for (const api::Operation& operation : api::operations()) {
    if (operation.method != "GET") continue;
    std::string path(operation.path);
    const auto fill = [&path](std::string_view placeholder, std::string_view id) {
      const std::size_t at = path.find(placeholder);
      if (at != std::string::npos) path.replace(at, placeholder.size(), id);
    };
    fill("{accountId}", "9900000");
    fill("{siteId}", "743");
    fill("{sippeerId}", "303716");
    fill("{tn}", "9195550100");
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}', open) - open + 1, "1");
    paths.push_back(std::move(path));
  }
  return paths;
}

void ask(std::uint8_t which, std::string_view query) {
  static const std::vector<std::string> kReads = reads();
  static const api::Pipeline kPipeline;
  static const scenario::Loader kLoader(scenario::builtins(), {});
  static world::World world("fuzz", kLoader.load_builtin("default").scenario,
                            {.entries_max = 1, .bytes_max = 1U << 20U});
  const std::string& path = kReads[which % kReads.size()];
  const net::Response answer = kPipeline.handle(
      kPipeline.receive({"GET",
                         path + "?" + std::string(query),
                         {{"Host", "fuzz"}, {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="}},
                         {}},
                        {}),
      world);
  need(answer.status != 500, "an answer of 500");
  if (net::find_header(answer.headers, "Content-Type") != "application/xml") return;
  need(std::holds_alternative<xml::Document>(xml::Document::read(answer.body)),
       "an answer that is no XML");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  take_apart(text);
  ask(data[0], text);
  return 0;
}
