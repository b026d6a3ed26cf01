// Whether a world was asked what a test expects it to have been asked.
#include <fmt/format.h>

#include <algorithm>

#include "api/kit/catalogue.hpp"
#include "api/questions.hpp"
#include "control/json_call.hpp"
#include "scenario/verification.hpp"

namespace dashsim::control {
namespace {

using scenario::Matcher;
using scenario::Verification;
using world::Difference;
using world::Exchange;

constexpr int kUnmet = 409;
constexpr std::size_t kNearestMax = 3;

/// Operation and status are all that it looks for: counters know, whatever the journal has let go.
bool is_counted(const Matcher& matcher) {
  return matcher.method.empty() && matcher.path.empty() && matcher.user.empty() &&
         matcher.headers.empty() && matcher.query.empty() && matcher.when.empty();
}

class Verifier {
 public:
  Verifier(const Verification& wanted, const world::World& world)
      : wanted_(wanted), world_(world), journal_(world.journal()) {}

  net::Response answer() const {
    return wanted_.in_order.empty() ? answer_count() : answer_order();
  }

 private:
  /// Of the kind and time that is asked about.
  bool concerns(const Exchange& exchange) const {
    const bool is_callback = exchange.direction == Exchange::Direction::kCallback;
    return is_callback == wanted_.of_callbacks &&
           (!wanted_.within || exchange.time >= world_.now() - *wanted_.within);
  }
  bool has_status(int status) const {
    return !wanted_.status || *wanted_.status == static_cast<std::uint64_t>(status);
  }
  std::vector<Difference> misses(const Matcher& matcher, const Exchange& exchange) const {
    std::vector<Difference> list = differences(matcher, api::question_of(exchange));
    if (!has_status(exchange.status))
      list.push_back(
          {"status", std::to_string(*wanted_.status), {std::to_string(exchange.status)}});
    return list;
  }
  /// Nothing that is asked about can have gone from the journal.
  bool is_complete() const {
    if (journal_.dropped() == 0) return true;
    return wanted_.within && !journal_.entries().empty() &&
           journal_.entries().front().time < world_.now() - *wanted_.within;
  }

  std::uint64_t count_entries() const {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(journal_.entries(), [&](const Exchange& exchange) {
          return concerns(exchange) && misses(wanted_.looks_for, exchange).empty();
        }));
  }
  /// As counters tell, by operation and status alone.
  std::uint64_t count_kinds() const {
    std::uint64_t count = 0;
    for (const auto& [kind, times] : journal_.counts()) {
      const bool is_callback = kind.direction == Exchange::Direction::kCallback;
      if (is_callback != wanted_.of_callbacks || !has_status(kind.status)) continue;
      Matcher by_operation;
      by_operation.on = wanted_.looks_for.on;
      world::Question question;
      question.operation = kind.operation;
      if (fits(by_operation, question)) count += times;
    }
    return count;
  }
  std::string wish() const {
    if (wanted_.least() == wanted_.most()) return fmt::format("{} times", wanted_.least());
    if (wanted_.most() == UINT64_MAX) return fmt::format("at least {} times", wanted_.least());
    return fmt::format("{} to {} times", wanted_.least(), wanted_.most());
  }

  net::Response answer_count() const {
    const bool counted = is_counted(wanted_.looks_for) && !wanted_.within;
    const std::uint64_t least = counted ? count_kinds() : count_entries();
    // What has gone from the journal may have been of this kind, too, as far as counters know.
    const std::uint64_t most = counted || is_complete() ? least
                                                        : std::min(least + journal_.dropped(),
                                                                   std::max(least, count_kinds()));
    json::object body{{"count", least}, {"wanted", wish()}};
    if (least >= wanted_.least() && most <= wanted_.most()) return met(std::move(body));
    if (most >= wanted_.least() && least <= wanted_.most()) return cannot_tell(std::move(body));
    if (most < wanted_.least()) body["nearest"] = nearest(wanted_.looks_for);
    return unmet(std::move(body), fmt::format("it was seen {} times, not {}", least, wish()));
  }

  net::Response answer_order() const {
    std::size_t found = 0;
    for (const Exchange& exchange : journal_.entries()) {
      if (found == wanted_.in_order.size()) break;
      if (concerns(exchange) && misses(wanted_.in_order[found], exchange).empty()) ++found;
    }
    json::object body{{"found", found}, {"wanted", wanted_.in_order.size()}};
    if (found == wanted_.in_order.size()) return met(std::move(body));
    if (!is_complete()) return cannot_tell(std::move(body));
    body["nearest"] = nearest(wanted_.in_order[found]);
    return unmet(
        std::move(body),
        fmt::format("number {} of in_order did not come after the ones before it", found + 1));
  }

  static net::Response met(json::object body) {
    body["verified"] = true;
    return json_reply(200, body);
  }
  static net::Response unmet(json::object body, const std::string& text) {
    body["verified"] = false;
    body["error"] = text;
    return json_reply(kUnmet, body);
  }
  net::Response cannot_tell(json::object body) const {
    body["verified"] = nullptr;
    body["error"] = "cannot tell";
    body["hint"] = fmt::format(
        "the journal has let {} entries go; start with a larger --journal-entries or look earlier",
        journal_.dropped());
    return json_reply(kUnmet, body);
  }

  /// Those that miss the least, the latest first, with what is other than wanted.
  json::array nearest(const Matcher& matcher) const {
    struct Near {
      std::size_t index;
      std::vector<Difference> differences;
    };
    std::vector<Near> list;
    const world::Journal::Entries entries = journal_.entries();
    for (std::size_t index = entries.size(); index-- > 0;) {
      const Exchange exchange = entries[index];
      if (concerns(exchange)) list.push_back({index, misses(matcher, exchange)});
    }
    std::ranges::stable_sort(list, {}, [](const Near& near) { return near.differences.size(); });
    json::array shown;
    for (const Near& near : list) {
      if (shown.size() == kNearestMax) break;
      if (near.differences.empty()) continue;
      const Exchange exchange = entries[near.index];
      json::array differs;
      for (const Difference& each : near.differences) {
        differs.push_back(json::object{{"what", each.what},
                                       {"wanted", each.wanted},
                                       {"was", json::array(each.was.begin(), each.was.end())}});
      }
      shown.push_back(json::object{{"sequence", exchange.sequence},
                                   {"time", kernel::format_instant(exchange.time)},
                                   {"method", exchange.method},
                                   {"url", exchange.url},
                                   {"status", exchange.status},
                                   {"differs", std::move(differs)}});
    }
    return shown;
  }

  const Verification& wanted_;
  const world::World& world_;
  const world::Journal& journal_;
};

void verify(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const scenario::LoadedVerification loaded =
      scenario::load_verification(call.raw.empty() ? "{}" : call.raw, api::operation_names());
  if (!loaded.complaints.empty())
    return respond(complaints_reply(
        "this cannot be verified",
        R"(send {"on": "POST /accounts/{accountId}/orders", "times": 1})", loaded.complaints));
  respond(Verifier(loaded.verification, control.world()).answer());
}

constexpr WorldRoute kVerifyRoutes[] = {
    {"POST", "verify",
     "whether something was asked: on, method, path, user, header, query, when, status; times, "
     "at_least, at_most, within, or in_order",
     verify, kNoInput, scenario::verification_shape},
};

}  // namespace

std::span<const WorldRoute> verify_routes() {
  return kVerifyRoutes;
}

}  // namespace dashsim::control
