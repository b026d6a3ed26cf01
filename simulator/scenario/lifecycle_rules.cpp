#include "scenario/lifecycle_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenario/members.hpp"
#include "scenario/shapes.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::uint64_t kErrorCodeMax = 99'999;
constexpr std::uint64_t kRepeatsMax = 1'000'000;
constexpr std::size_t kOutcomeDigits = 10;  // of a telephone number

constexpr Shape kEffect{.form = Form::kWord, .words = kEffectNames};
constexpr Shape kEffects{.form = Form::kList, .item = &kEffect};
constexpr Shape kStepTime{.form = Form::kStepTime, .words = kStepTimes};
constexpr Key kRepeatKeys[] = {
    {"from", &kText, "label of the step that the order goes back to", kRequired},
    {"times", &kWhole, "how often; without end if left out"},
};
constexpr Shape kRepeat{.form = Form::kMap, .keys = kRepeatKeys};
constexpr Key kStepKeys[] = {
    {"after", &kDuration, "virtual time since the step before"},
    {"at", &kStepTime,
     "not before that time: activation is when the numbers of a port move, event when POST "
     "/_sim/events says so; or +2d after the start, or an instant"},
    {"label", &kText, "a name, to come back to"},
    {"status", &kText, "state that the order comes to"},
    {"status_if_some", &kText, "instead, when the effects could do a part only"},
    {"status_if_none", &kText, "instead, when they could do nothing"},
    {"note", &kText, "what the history says"},
    {"errors", &kWholes, "error codes that the order earns"},
    {"effects", &kEffects, "what happens to the world"},
    {"at_most", &kWhole, "numbers that the effects may handle"},
    {"repeat", &kRepeat, "from here back to an earlier step"},
};
constexpr Shape kStep{.form = Form::kMap, .keys = kStepKeys};
constexpr Shape kSteps{.form = Form::kList, .item = &kStep};

constexpr Key kOnKeys[] = {
    {"close", &kSteps, "when a client closes the order"},
    {"draft", &kSteps, "when it is placed as a draft"},
    {"submit", &kSteps, "when a draft is submitted; the lifecycle's own steps if left out"},
    {"supp", &kSteps, "when a client changes it"},
    {"cancel", &kSteps, "when a client cancels it"},
    {"activate", &kSteps, "when a client activates its numbers"},
    {"document", &kSteps, "when a file is uploaded for it"},
    {"accept", &kSteps, "when the customer who loses the numbers has nothing against it"},
    {"note", &kSteps, "when a client adds a note to it, unless it is a draft or over"},
};
static_assert(std::size(kOnKeys) == kTriggerNames.size());
constexpr Shape kOn{.form = Form::kMap, .keys = kOnKeys};

constexpr Key kOutcomeKeys[] = {
    {"numbers", &kText, "pattern of telephone numbers", kRequired},
    {"errors", &kWholes, "error codes that each of them earns", kRequired},
};
constexpr Shape kOutcome{.form = Form::kMap, .keys = kOutcomeKeys};
constexpr Shape kOutcomes{.form = Form::kList, .item = &kOutcome};

constexpr Key kLifecycleKeys[] = {
    {"name", &kText, "for reports"},
    {"when", &kWhen,
     "elements of the request, or PortType, Triggered, ..., and the patterns that they must match"},
    {"query", &kWhen, "query parameters of the request, likewise"},
    {"user", &kText, "pattern of the name of the user who places the order"},
    {"account", &kWhole, "account whose order it is"},
    {"times", &kWhole, "orders that it applies to"},
    {"probability", &kNumber, "how likely it is to apply, up to 1"},
    {"outcomes", &kOutcomes,
     "telephone numbers that fail; the order ends as if they had failed by themselves"},
    {"steps", &kSteps, "what happens, in order; the usual if left out"},
    {"on", &kOn, "what happens from then on; the usual if left out"},
};
constexpr Shape kLifecycle{.form = Form::kMap, .keys = kLifecycleKeys};

const State* read_state(const Node* node, OrderType type, Complaints& complaints) {
  if (node == nullptr) return nullptr;
  const State* state = find_state(type, node->text);
  if (state == nullptr) {
    std::vector<std::string_view> known;
    for (const State& each : words(type).states) known.push_back(each.name);
    complaints.add(node->place,
                   fmt::format("'{}' is not a state of {}: {}{}", node->text, words(type).name,
                               fmt::join(known, ", "), suggestion(node->text, known)));
  }
  return state;
}

std::vector<std::uint32_t> read_errors(const Members& in, Complaints& complaints) {
  std::vector<std::uint32_t> errors;
  for (const Node& item : in.items("errors")) {
    const auto code = kernel::parse_whole(item.text);
    if (!code) continue;
    if (*code > kErrorCodeMax) {
      complaints.add(item.place, fmt::format("'{}' is not an error code", item.text));
    } else {
      errors.push_back(static_cast<std::uint32_t>(*code));
    }
  }
  return errors;
}

NumberOutcome read_outcome(const Node& node, Complaints& complaints) {
  const Members in(node);
  NumberOutcome outcome;
  outcome.place = node.place;
  in.read("numbers", outcome.numbers);
  outcome.errors = read_errors(in, complaints);
  const bool good = outcome.numbers.size() <= kOutcomeDigits &&
                    outcome.numbers.find_first_not_of("0123456789*?") == std::string::npos;
  if (!good)
    complaints.add(node.place, fmt::format("'{}' is no pattern of telephone numbers of ten digits, "
                                           "such as 919555010*",
                                           outcome.numbers));
  const Node* errors = in.at("errors");
  if (errors != nullptr && errors->items.empty())
    complaints.add(node.place, "numbers that fail need errors");
  return outcome;
}

void read_time(const Node* node, kernel::VirtualTime start, Step& step) {
  if (node == nullptr) return;
  if (const auto moment = parse_moment(node->text, start)) {
    step.at = StepTime::kMoment;
    step.moment = *moment;
  } else {
    read_word(node, kStepTimes, step.at);
  }
}

Step read_step(const Node& node, OrderType type, kernel::VirtualTime start,
               Complaints& complaints) {
  const Members in(node);
  Step step;
  step.place = node.place;
  in.read("after", step.after);
  read_time(in.at("at"), start, step);
  step.status = read_state(in.at("status"), type, complaints);
  step.status_if_some = read_state(in.at("status_if_some"), type, complaints);
  step.status_if_none = read_state(in.at("status_if_none"), type, complaints);
  in.read("note", step.note);
  step.errors = read_errors(in, complaints);
  in.read("at_most", step.at_most);
  for (const Node& item : in.items("effects")) {
    const auto found = std::ranges::find(kEffectNames, item.text);
    if (found != kEffectNames.end()) {
      step.effects.push_back(static_cast<Effect>(std::distance(kEffectNames.begin(), found)));
    }
  }
  return step;
}

/// The steps that labels have named so far.
using Labels = std::map<std::string_view, std::uint32_t>;

std::optional<Repeat> read_repeat(const Node& node, const Labels& labels, Complaints& complaints) {
  const Members in(node);
  const Node* from = in.at("from");
  if (from == nullptr) return std::nullopt;
  const auto label = labels.find(from->text);
  if (label == labels.end()) {
    std::vector<std::string_view> known;
    for (const auto& [name, step] : labels) known.push_back(name);
    complaints.add(from->place, fmt::format("no step up to here has the label '{}'{}", from->text,
                                            suggestion(from->text, known)));
    return std::nullopt;
  }
  std::uint64_t times = 0;
  in.read("times", times);
  const bool good = in.at("times") == nullptr || (times != 0 && times <= kRepeatsMax);
  if (!good)
    complaints.add(node.place, "steps are repeated once at least, a million times at most");
  return Repeat{label->second, static_cast<std::uint32_t>(std::min(times, kRepeatsMax))};
}

std::vector<Step> read_steps(std::span<const Node> nodes, OrderType type, kernel::VirtualTime start,
                             Complaints& complaints) {
  std::vector<Step> steps;
  Labels labels;
  for (const Node& node : nodes) {
    const Node* label = node.member("label");
    const bool is_new =
        label == nullptr ||
        labels.emplace(label->text, static_cast<std::uint32_t>(steps.size())).second;
    if (!is_new)
      complaints.add(label->place, fmt::format("two steps have the label '{}'", label->text));
    steps.push_back(read_step(node, type, start, complaints));
    if (const Node* repeat = node.member("repeat"))
      steps.back().repeat = read_repeat(*repeat, labels, complaints);
  }
  return steps;
}

bool waits(const Step& step) {
  return step.after.count() != 0 || step.at == StepTime::kEvent;
}

void check_repeat(const std::vector<Step>& steps, std::size_t i, Complaints& complaints) {
  const Step& step = steps[i];
  if (step.status != nullptr && step.status->final)
    complaints.add(step.place,
                   fmt::format("nothing is repeated: {} is a final state", step.status->name));
  // Moments and activations are past in the second round.
  const auto first = steps.begin() + step.repeat->from;
  if (std::none_of(first, steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, waits))
    complaints.add(step.place,
                   "nothing waits in this loop: a step of it needs 'after', or 'at: "
                   "event'");
}

/// Whether steps begin an order, or follow what it has been through.
enum class Starts : bool { kOrder, kBranch };

void check_time(const Step& step, bool first, Complaints& complaints) {
  const bool at_once = step.after.count() == 0 && step.at == StepTime::kAfterDelay;
  if (first && !at_once)
    complaints.add(step.place, "the first step happens at once; 'after' belongs to later ones");
  if (first && step.status == nullptr) complaints.add(step.place, "the first step needs a status");
  if (step.at == StepTime::kEvent && step.after.count() != 0)
    complaints.add(step.place, "a step waits either for an event or for a time");
}

void check_steps(const std::vector<Step>& steps, Starts starts, Complaints& complaints) {
  std::string end;  // why nothing comes behind
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (!end.empty())
      return complaints.add(step.place, fmt::format("this step is never reached: {}", end));
    check_time(step, i == 0 && starts == Starts::kOrder, complaints);
    if (step.repeat) check_repeat(steps, i, complaints);
    if (step.status != nullptr && step.status->final) {
      end = fmt::format("{} is a final state", step.status->name);
    } else if (step.repeat && step.repeat->times == 0) {
      end = "the loop before it has no end";
    }
  }
}

}  // namespace

constexpr Shape kLifecycleList{.form = Form::kList, .item = &kLifecycle};

Lifecycle read_lifecycle(const Node& node, OrderType type, kernel::VirtualTime start,
                         Complaints& complaints) {
  const Members in(node);
  Lifecycle lifecycle;
  lifecycle.place = node.place;
  in.read("name", lifecycle.name);
  in.read("times", lifecycle.times);
  lifecycle.when = read_conditions(in.at("when"));
  lifecycle.query = read_conditions(in.at("query"));
  in.read("user", lifecycle.user);
  in.read("account", lifecycle.account);
  in.read("probability", lifecycle.probability);
  for (const Node& item : in.items("outcomes"))
    lifecycle.outcomes.push_back(read_outcome(item, complaints));
  lifecycle.steps = read_steps(in.items("steps"), type, start, complaints);
  if (const Node* on = in.at("on")) {
    for (std::size_t i = 0; i < kTriggerNames.size(); ++i)
      lifecycle.on[i] = read_steps(Members(*on).items(kTriggerNames[i]), type, start, complaints);
  }
  return lifecycle;
}

void check_lifecycle(const Lifecycle& lifecycle, Complaints& complaints) {
  const auto is_empty = [](const std::vector<Step>& steps) { return steps.empty(); };
  if (lifecycle.steps.empty() && lifecycle.outcomes.empty() &&
      std::ranges::all_of(lifecycle.on, is_empty))
    complaints.add(lifecycle.place, fmt::format("lifecycle '{}' has no steps", lifecycle.name));
  if (lifecycle.probability > 1) complaints.add(lifecycle.place, "a probability is 1 at most");
  check_steps(lifecycle.steps, Starts::kOrder, complaints);
  for (std::size_t i = 0; i < lifecycle.on.size(); ++i) {
    const bool draft = i == static_cast<std::size_t>(Trigger::kDraft);
    check_steps(lifecycle.on[i], draft ? Starts::kOrder : Starts::kBranch, complaints);
  }
}

}  // namespace dashsim::scenario
