// Whatever a customer does, in whatever order, what must hold of a world holds: every order is in a
// state of its type, every number is in one place, lists and totals agree, and a copy, a restored
// snapshot and a world that was rewound are the same world.
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "app/driver.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"

namespace {

using namespace dashsim;

void need(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

std::shared_ptr<const scenario::Scenario> load() {
  const scenario::Loader loader(scenario::builtins(),
                                [](const std::string&) { return std::nullopt; });
  return loader
      .load_text("fuzz", R"(scenario: fuzz
clock: {poll_advance: 0s}
rules: {ageing: 2d}
inventory:
  - {block: "919439000x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606]}
subscriptions: [{account: 9900000, order_type: orders, url: "http://localhost:9000/"}]
)")
      .scenario;
}

/// Bytes as decisions; when there are no more, the first one of everything.
class Decisions {
 public:
  Decisions(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool left() const { return at_ < size_; }
  std::size_t below(std::size_t bound) { return left() ? data_[at_++] % bound : 0; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

class Session {
 public:
  explicit Session(Decisions decisions)
      : decisions_(decisions), driver_("fuzz", scenario(), pipeline(), {}, nowhere_) {}

  void play() {
    while (decisions_.left()) {
      take_step();
      check();
    }
  }

 private:
  static const api::Pipeline& pipeline() {
    static const api::Pipeline kPipeline;
    return kPipeline;
  }
  static std::shared_ptr<const scenario::Scenario> scenario() {
    static const auto kScenario = load();
    return kScenario;
  }

  std::string number() { return fmt::format("919439000{}", decisions_.below(10)); }
  std::string order() {
    return orders_.empty() ? "nobody" : orders_[decisions_.below(orders_.size())];
  }

  void call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    driver_.arrive(pipeline().receive({method,
                                       "/accounts/9900000" + path,
                                       {{"Host", "fuzz"},
                                        {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="},
                                        {"Content-Type", "application/xml"}},
                                       xml},
                                      {}),
                   [&](const net::Response& response) {
                     need(response.status < 500, "an answer of 500");
                     const std::string_view location =
                         net::find_header(response.headers, "Location");
                     if (method == "POST" && location.find("/orders/") != location.npos)
                       orders_.emplace_back(location.substr(location.rfind('/') + 1));
                   });
  }
  net::Response control(const std::string& method, const std::string& path,
                        const std::string& body = {}) {
    net::Response answer;
    driver_.control({method, "/_sim" + path, {}, body},
                    [&](const net::Response& response) { answer = response; });
    return answer;
  }
  std::string state() { return control("GET", "/state").body; }

  void take_step() {
    switch (decisions_.below(12)) {
      case 0:
        return call("POST", "/orders",
                    fmt::format("<Order><SiteId>743</SiteId><BackOrderRequested>{}"
                                "</BackOrderRequested><AreaCodeSearchAndOrderType><AreaCode>919"
                                "</AreaCode><Quantity>{}</Quantity></AreaCodeSearchAndOrderType>"
                                "</Order>",
                                decisions_.below(2) == 0, 1 + decisions_.below(12)));
      case 1:
        return call("POST", "/orders",
                    "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType>"
                    "<TelephoneNumberList><TelephoneNumber>" +
                        number() +
                        "</TelephoneNumber></TelephoneNumberList>"
                        "</ExistingTelephoneNumberOrderType></Order>");
      case 2:
        return call("POST", "/disconnects",
                    "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
                    "<TelephoneNumberList><TelephoneNumber>" +
                        number() +
                        "</TelephoneNumber></TelephoneNumberList>"
                        "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
      case 3:
        return call("POST", "/tnreservation",
                    "<Reservation><ReservedTn>" + number() + "</ReservedTn></Reservation>");
      case 4:
        return call("POST", "/orders/" + order() + "/notes",
                    "<Note><UserId>tester</UserId><Description>a note</Description></Note>");
      case 5:
        return call("PUT", "/orders/" + order(), "<Order><CloseOrder>true</CloseOrder></Order>");
      case 6:
        return call("GET", "/orders?page=1&size=5");
      case 7:
        return call("GET", "/orders/" + order() + "/history");
      case 8:
        return answer();
      case 9:
        return keep_and_restore();
      case 10:
        return go_back();
      default:
        static constexpr std::array kTimes{"1s", "2m", "5h", "3d"};
        control("POST", "/clock/advance",
                fmt::format("{{\"by\": \"{}\"}}", kTimes[decisions_.below(kTimes.size())]));
    }
  }

  /// The receiver of a callback.
  void answer() {
    static constexpr std::array kStatuses{200, 500, 401};
    if (driver_.in_flight() != nullptr)
      driver_.answered({{}, {kStatuses[decisions_.below(kStatuses.size())], {}, {}}});
  }

  void keep_and_restore() {
    if (driver_.busy()) return;
    const std::string before = state();
    control("POST", "/snapshot");
    control("POST", "/restore");
    need(state() == before, "a restored snapshot is another world");
  }

  void go_back() {
    if (driver_.busy()) return;
    const std::string before = state();
    control("POST", "/rewind", R"({"by": "0s"})");
    need(state() == before, "a world that was rewound is another one");
    control("POST", "/rewind", R"({"by": "1m"})");
  }

  void check() const {
    const world::World& world = driver_.world();
    std::size_t orders = 0;
    world.orders().for_each([&](const world::Order& each) {
      ++orders;
      need(each.status != nullptr &&
               scenario::find_state(each.type, each.status->name) == each.status,
           "an order in no state of its type");
      need(!each.history.empty() && each.history.back().status == each.status,
           "an order whose history ends elsewhere");
      need(each.final() == each.completed.has_value(), "an order that ends without an end");
    });
    need(orders == world.orders().size(), "orders that nobody counts");
    std::set<world::Tn> seen;
    for (const auto* list : {&world.numbers().in_service(world::AccountId{9900000}),
                             &world.numbers().disconnected(world::AccountId{9900000}),
                             &world.numbers().protected_for(world::AccountId{9900000})}) {
      for (const world::Tn tn : *list) {
        need(seen.insert(tn).second, "a number in two places");
        need(!world.numbers().available(tn), "a number that somebody has, and nobody");
      }
    }
  }

  Decisions decisions_;
  app::Nowhere nowhere_;
  app::Driver driver_;
  std::vector<std::string> orders_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kDecisionsMax = 400;
  Session(Decisions(data, std::min(size, kDecisionsMax))).play();
  return 0;
}
