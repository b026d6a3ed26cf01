#include "control/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "control/coverage.hpp"
#include "control/json_call.hpp"

namespace dashsim::control {
namespace {

using world::Exchange;

/// Of requests without a documented operation, or refused before anybody looked for it.
constexpr std::string_view kOther = "other";
constexpr std::string_view kAskedFor = "X-Sim-Fault";

/// Adds or takes away, member by member. Less than nothing wraps around, and back again.
template <class Change>
void change(Tally& tally, const Tally& by, Change change_by) {
  for (const auto& [kind, times] : by.exchanges) change_by(tally.exchanges[kind], times);
  change_by(tally.attempts.delivered, by.attempts.delivered);
  change_by(tally.attempts.failed, by.attempts.failed);
  change_by(tally.attempts.dropped, by.attempts.dropped);
  for (const auto& [name, times] : by.faults) change_by(tally.faults[name], times);
  for (const auto& [place, use] : by.rules) {
    world::RuleUse& rule =
        tally.rules.try_emplace(place, world::RuleUse{use.kind, use.name, place}).first->second;
    change_by(rule.matched, use.matched);
    change_by(rule.happened, use.happened);
  }
  change_by(tally.journal_dropped, by.journal_dropped);
  for (const auto& [operation, histogram] : by.latencies) {
    Histogram& latencies = tally.latencies[operation];
    for (std::size_t i = 0; i < histogram.counts.size(); ++i)
      change_by(latencies.counts[i], histogram.counts[i]);
    change_by(latencies.sum, histogram.sum);
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    c == '\n' ? out += "\\n" : out += c;
  }
  return out;
}

/// A metric with its lines.
class Metric {
 public:
  Metric(std::string_view name, std::string_view type, std::string_view help)
      : name_(name), text_(fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type)) {}

  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  template <class Value>
  Metric& line(Labels labels, Value value, std::string_view suffix = {}) {
    text_.append(name_).append(suffix);
    char before = '{';
    for (const auto& [label, text] : labels) {
      text_ += fmt::format("{}{}=\"{}\"", before, label, escaped(text));
      before = ',';
    }
    if (labels.size() != 0) text_ += '}';
    text_ += fmt::format(" {}\n", value);
    return *this;
  }
  const std::string& text() const { return text_; }

 private:
  std::string_view name_;
  std::string text_;
};

std::string single(std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t value) {
  return Metric(name, type, help).line({}, value).text();
}

std::string requests_text(const Tally& tally) {
  Metric metric("dashsim_requests_total", "counter",
                "Requests, by operation and by the status of the answer; 0: no answer was had.");
  for (const auto& [kind, times] : tally.exchanges) {
    if (kind.direction != Exchange::Direction::kRequest || times == 0) continue;
    metric.line({{"operation", kind.operation.empty() ? kOther : kind.operation},
                 {"status", std::to_string(kind.status)}},
                times);
  }
  return metric.text();
}

std::string latencies_text(const Tally& tally) {
  Metric metric("dashsim_request_seconds", "histogram",
                "Wall time from a request's arrival at its world to its answer, by operation.");
  for (const auto& [name, histogram] : tally.latencies) {
    const std::string_view operation = name.empty() ? kOther : std::string_view(name);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      count += histogram.counts[i];
      const bool last = i == Histogram::kSecondsMax.size();
      const std::string bound = last ? "+Inf" : fmt::format("{}", Histogram::kSecondsMax[i]);
      metric.line({{"operation", operation}, {"le", bound}}, count, "_bucket");
    }
    const std::chrono::duration<double> seconds = histogram.sum;
    metric.line({{"operation", operation}}, seconds.count(), "_sum");
    metric.line({{"operation", operation}}, count, "_count");
  }
  return metric.text();
}

std::string orders_text(const Stock& stock) {
  Metric metric("dashsim_orders", "gauge", "Orders, by type and state.");
  for (const auto& [kind, count] : stock.orders)
    metric.line({{"type", kind.first}, {"state", kind.second}}, count);
  return metric.text();
}

std::string callbacks_text(const Tally& tally) {
  return Metric("dashsim_callbacks_total", "counter", "Attempts to call back, by outcome.")
      .line({{"outcome", "delivered"}}, tally.attempts.delivered)
      .line({{"outcome", "failed"}}, tally.attempts.failed)
      .line({{"outcome", "dropped"}}, tally.attempts.dropped)
      .text();
}

std::string faults_text(const Tally& tally) {
  Metric metric("dashsim_faults_total", "counter", "Faults that have happened, by name.");
  for (const auto& [name, times] : tally.faults) metric.line({{"fault", name}}, times);
  return metric.text();
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

}  // namespace

bool is_collected_path(std::string_view target) {
  if (path_of(target) == "/_sim/metrics") return true;
  const auto parsed = api::parse_target(target);
  return path_of(target) == "/_sim/coverage" && parsed && parsed->value("all") == "1";
}

void handle_collected(const net::Request& request, ServerControl& server, const Respond& respond) {
  net::Response error;
  const auto call = read_call(request, error);
  if (!call) return respond(std::move(error));
  if (call->method != "GET" && call->method != "HEAD")
    return respond(
        error_reply(405, fmt::format("/_sim/{} does not take {}", call->path[0], call->method),
                    "GET /_sim/ lists all calls"));
  const bool metrics = call->path[0] == "metrics";
  server.collect([metrics, call = *call, &server, respond](const Figures& figures) {
    if (!metrics) return respond(coverage_reply(call, figures.tally.exchanges));
    respond({200,
             {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
             metrics_text(figures, server.version(), server.uptime_seconds())});
  });
}

void Histogram::note(std::chrono::nanoseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::ranges::lower_bound(kSecondsMax, seconds);
  ++counts[static_cast<std::size_t>(bound - kSecondsMax.begin())];
  sum += took;
}

void Tally::add(const Tally& other) {
  change(*this, other, [](auto& value, auto by) { value += by; });
}

void Tally::take_away(const Tally& other) {
  change(*this, other, [](auto& value, auto by) { value -= by; });
}

Tally tally_of(const world::World& world) {
  Tally tally;
  tally.exchanges = world.journal().all_counts();
  tally.attempts = world.attempt_counts();
  for (const auto& [rule, use] : world.faults().uses()) tally.faults[rule.second] += use.fired;
  if (world.faults().asked() != 0) tally.faults[std::string(kAskedFor)] += world.faults().asked();
  for (world::RuleUse& use : rule_uses(world)) tally.rules.emplace(use.place, std::move(use));
  tally.journal_dropped = world.journal().all_dropped();
  return tally;
}

void Stock::add(const Stock& other) {
  for (const auto& [kind, count] : other.orders) orders[kind] += count;
  worlds += other.worlds;
  events += other.events;
  journal_entries += other.journal_entries;
}

Stock stock_of(const world::World& world) {
  Stock stock;
  for (const scenario::OrderTypeWords& type : scenario::all_order_types()) {
    for (const auto& [state, count] : world.orders().counts_of(type.type))
      stock.orders[{type.name, state}] = count;
  }
  stock.worlds = 1;
  stock.events = world.events().size();
  stock.journal_entries = world.journal().entries().size();
  return stock;
}

std::string metrics_text(const Figures& figures, std::string_view version,
                         std::uint64_t uptime_seconds) {
  const Tally& tally = figures.tally;
  const Stock& stock = figures.stock;
  return Metric("dashsim_build_info", "gauge", "Which dashsim this is.")
             .line({{"version", version}}, 1)
             .text() +
         single("dashsim_uptime_seconds", "gauge", "Wall time since the server began.",
                uptime_seconds) +
         single("dashsim_worlds", "gauge", "Worlds.", stock.worlds) + requests_text(tally) +
         latencies_text(tally) + orders_text(stock) + callbacks_text(tally) + faults_text(tally) +
         single("dashsim_scheduled_events", "gauge", "Events that wait for their virtual time.",
                stock.events) +
         single("dashsim_journal_entries", "gauge", "Exchanges that the journals keep.",
                stock.journal_entries) +
         single("dashsim_journal_dropped_total", "counter",
                "Exchanges that the journals have let go, for their bounds.",
                tally.journal_dropped);
}

}  // namespace dashsim::control
