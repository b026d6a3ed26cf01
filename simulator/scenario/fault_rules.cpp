#include "scenario/fault_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "scenario/members.hpp"
#include "scenario/reader.hpp"
#include "scenario/shapes.hpp"

namespace dashsim::scenario {
namespace {

constexpr Shape kMishap{.form = Form::kWord, .words = kMishaps};
constexpr Key kFaultAnswerKeys[] = {
    {"status", &kWhole, "HTTP status; that of the code's refusal, or 503, if left out"},
    {"code", &kWhole, "an error code, told in the operation's own form"},
    {"body", &kText, "the whole body"},
    {"content_type", &kText, "of the body"},
    {"headers", &kWhen, "header names and values"},
    {"retry_after", &kDuration, "header Retry-After, in seconds"},
};
constexpr Shape kFaultAnswer{.form = Form::kMap, .keys = kFaultAnswerKeys};
constexpr Shape kTimeSource{.form = Form::kWord, .words = kTimeSources};
constexpr Key kLatencyKeys[] = {
    {"fixed", &kDuration, "always so long"},
    {"from", &kDuration, "at least so long, uniformly up to `to`"},
    {"to", &kDuration, ""},
    {"median", &kDuration, "log-normal around this"},
    {"sigma", &kNumber, "of the log-normal distribution; 0.5 if left out"},
    {"clock", &kTimeSource, "real waits; virtual moves the clock instead"},
};
constexpr Shape kLatency{.form = Form::kMap, .keys = kLatencyKeys};
constexpr Key kRateLimitKeys[] = {
    {"requests", &kWhole, "requests of an account", kRequired},
    {"per", &kDuration, "virtual time in which so many more are allowed", kRequired},
    {"burst", &kWhole, "requests at once; as many as `requests` if left out"},
};
constexpr Shape kRateLimit{.form = Form::kMap, .keys = kRateLimitKeys};
constexpr Shape kDamage{.form = Form::kWord, .words = kDamages};
constexpr Key kCallbackFaultKeys[] = {
    {"delay", &kDuration, "it is sent so much later"},
    {"reorder", &kDuration, "the next one overtakes it if it comes within this time"},
    {"duplicates", &kWhole, "so many copies follow it"},
    {"drop", &kFlag, "it is never sent"},
    {"corrupt", &kFlag, "its document breaks off"},
};
constexpr Shape kCallbackFault{.form = Form::kMap, .keys = kCallbackFaultKeys};
constexpr auto kFaultKeys = joined(
    kMatcherKeys,
    std::to_array<Key>(
        {{"name", &kText, "for reports and the header X-Sim-Fault", kRequired},
         {"nth", &kWhole, "only the n-th request that matches"},
         {"every", &kWhole, "only every n-th request that matches"},
         {"times", &kWhole, "how often it happens at most"},
         {"probability", &kNumber, "how likely it is, up to 1"},
         {"from", &kMoment, "when it begins"},
         {"until", &kMoment, "when it is over"},
         {"optional", &kFlag, "it happens in worlds that `dashsim explore` makes, and not in all"},
         {"respond", &kFaultAnswer, "what is answered instead"},
         {"carried_out", &kFlag, "the request has its effects all the same"},
         {"connection", &kMishap, "what becomes of the connection"},
         {"damage", &kDamage, "what becomes of the operation's own answer"},
         {"latency", &kLatency, "how long the answer takes"},
         {"limit", &kRateLimit, "429 for requests of an account beyond the limit"},
         {"callback", &kCallbackFault,
          "what becomes of callbacks; the rule looks at no requests then"}}));
constexpr Shape kFault{.form = Form::kMap, .keys = kFaultKeys};

FaultAnswer read_fault_answer(const Node& node) {
  const Members in(node);
  FaultAnswer answer;
  in.read("status", answer.status);
  in.read("code", answer.code);
  in.read("body", answer.body);
  in.read("content_type", answer.content_type);
  answer.headers = read_conditions(in.at("headers"));
  in.read("retry_after", answer.retry_after);
  return answer;
}

Latency read_latency(const Node& node) {
  const Members in(node);
  Latency latency;
  in.read("fixed", latency.fixed);
  in.read("from", latency.from);
  in.read("to", latency.to);
  in.read("median", latency.median);
  in.read("sigma", latency.sigma);
  const Node* clock = in.at("clock");
  latency.is_virtual = clock != nullptr && clock->text == kTimeSources[1];
  return latency;
}

RateLimit read_rate_limit(const Node& node) {
  const Members in(node);
  RateLimit limit;
  in.read("requests", limit.requests);
  in.read("per", limit.per);
  in.read("burst", limit.burst);
  return limit;
}

CallbackFault read_callback_fault(const Node& node) {
  const Members in(node);
  CallbackFault fault;
  in.read("delay", fault.delay);
  in.read("reorder", fault.reorder);
  in.read("duplicates", fault.duplicates);
  in.read("drop", fault.drop);
  in.read("corrupt", fault.corrupt);
  return fault;
}

void read_counters(const Members& in, kernel::VirtualTime start, Fault& fault) {
  in.read("nth", fault.nth);
  in.read("every", fault.every);
  in.read("times", fault.times);
  in.read("probability", fault.probability);
  if (const Node* from = in.at("from")) fault.from = parse_moment(from->text, start);
  if (const Node* until = in.at("until")) fault.until = parse_moment(until->text, start);
}

Fault read_fault(const Node& node, kernel::VirtualTime start) {
  const Members in(node);
  Fault fault;
  fault.place = node.place;
  in.read("name", fault.name);
  fault.looks_for = read_matcher(in);
  read_counters(in, start, fault);
  if (const Node* respond = in.at("respond")) fault.respond = read_fault_answer(*respond);
  in.read("optional", fault.optional);
  in.read("carried_out", fault.carried_out);
  read_word(in.at("connection"), kMishaps, fault.connection);
  read_word(in.at("damage"), kDamages, fault.damage);
  if (const Node* latency = in.at("latency")) fault.latency = read_latency(*latency);
  if (const Node* limit = in.at("limit")) fault.limit = read_rate_limit(*limit);
  if (const Node* callback = in.at("callback")) fault.callback = read_callback_fault(*callback);
  return fault;
}

bool does_something_to_requests(const Fault& fault) {
  return fault.respond || fault.connection != Mishap::kNone || fault.damage != Damage::kNone ||
         fault.latency || fault.limit;
}

void check_callback_fault(const Fault& fault, const auto& need) {
  constexpr std::uint64_t kDuplicatesMax = 100;
  const CallbackFault& callback = *fault.callback;
  const bool does_something = callback.delay.count() != 0 || callback.reorder.count() != 0 ||
                              callback.duplicates != 0 || callback.drop || callback.corrupt;
  need(does_something, "a callback needs delay, reorder, duplicates, drop or corrupt");
  need(callback.delay.count() == 0 || callback.reorder.count() == 0,
       "a callback is either delayed or reordered");
  need(callback.duplicates <= kDuplicatesMax, "a callback has 100 duplicates at most");
  need(!does_something_to_requests(fault) && !fault.carried_out,
       "a fault happens either to requests or to callbacks");
  const Matcher& wanted = fault.looks_for;
  need(wanted.user.empty() && wanted.headers.empty() && wanted.query.empty(),
       "callbacks have no user, header or query to look for");
}

void check_answer(const FaultAnswer& answer, const auto& need) {
  constexpr std::uint64_t kStatusMin = 200, kStatusMax = 599, kCodeMax = 99'999;
  need(!answer.status || (*answer.status >= kStatusMin && *answer.status <= kStatusMax),
       "a status is between 200 and 599");
  need(!answer.code || *answer.code <= kCodeMax, "an error code has five digits at most");
  need(!answer.code || !answer.body, "either a code or a body");
}

constexpr kernel::Duration kDay = std::chrono::hours(24);

void check_limit(const RateLimit& limit, const auto& need) {
  constexpr std::uint64_t kBurstMax = 100'000;
  need(limit.requests != 0 && limit.per.count() > 0 && limit.per <= kDay,
       "a limit allows some requests in some time, a day at most");
  need(limit.requests <= kBurstMax && limit.burst <= kBurstMax,
       "a limit allows 100,000 requests at most");
}

/// Whether exactly one way to find the time is meant.
bool is_one_way(const Latency& latency) {
  const bool uniform = latency.to.count() != 0;
  const int ways = (latency.fixed.count() != 0 ? 1 : 0) + (uniform ? 1 : 0) +
                   (latency.median.count() != 0 ? 1 : 0);
  return ways == 1 && latency.from <= latency.to;
}

void check_latency(const Latency& latency, const auto& need) {
  need(is_one_way(latency), "a latency is fixed, from ... to ..., or around a median");
  need(std::max({latency.fixed, latency.to, latency.median}) <= kDay, "a latency is a day at most");
}

}  // namespace

constexpr Shape kFaultList{.form = Form::kList, .item = &kFault};

std::vector<Fault> read_faults(const Node& list, kernel::VirtualTime start) {
  std::vector<Fault> faults;
  faults.reserve(list.items.size());
  for (const Node& item : list.items) faults.push_back(read_fault(item, start));
  return faults;
}

void check_faults(const std::vector<Fault>& faults, std::span<const std::string> operations,
                  Complaints& complaints) {
  std::map<std::string_view, Place> names;
  for (const Fault& fault : faults) {
    const auto need = [&](bool good, std::string_view what) {
      if (!good) complaints.add(fault.place, std::string(what));
    };
    const auto [first, is_new] = names.emplace(fault.name, fault.place);
    need(is_new, fmt::format("fault '{}' is given twice, first on line {}", fault.name,
                             first->second.line));
    need(does_something_to_requests(fault) || fault.callback,
         "a fault needs respond, connection, damage, latency, limit or callback");
    if (fault.callback) {
      check_operation(fault.looks_for, fault.place, kCallbackOperations, complaints);
    } else {
      check_operation(fault.looks_for, fault.place, operations, complaints);
    }
    need(fault.probability <= 1, "a probability is 1 at most");
    need(fault.nth != 0 && fault.every != 0 && fault.times != 0, "counting begins with 1");
    need(!fault.from || !fault.until || *fault.from < *fault.until, "`until` comes after `from`");
    if (fault.respond) check_answer(*fault.respond, need);
    if (fault.latency) check_latency(*fault.latency, need);
    if (fault.limit) check_limit(*fault.limit, need);
    if (fault.callback) check_callback_fault(fault, need);
  }
}

LoadedFaults load_faults(const std::string& text, kernel::VirtualTime start,
                         std::span<const std::string> operations) {
  constexpr std::string_view kFile = "faults";
  static constexpr Key kKeys[] = {{"faults", &kFaultList, "", kRequired}};
  static constexpr Shape kOnlyFaults{.form = Form::kMap, .keys = kKeys};
  Complaints complaints;
  const Tree tree = read_yaml(kFile, text, complaints);
  check_shape(tree.root, kOnlyFaults, complaints);
  LoadedFaults loaded;
  if (const Node* list = tree.root.member("faults")) loaded.faults = read_faults(*list, start);
  for (Fault& fault : loaded.faults) fault.place.file = kFile;  // it outlives the tree
  check_faults(loaded.faults, operations, complaints);
  loaded.complaints = complaints.sorted();
  return loaded;
}

}  // namespace dashsim::scenario
