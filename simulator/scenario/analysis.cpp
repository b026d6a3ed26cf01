#include "scenario/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/text.hpp"
#include "scenario/path_patterns.hpp"

namespace dashsim::scenario {
namespace {

/// Whether all that matches `narrow` matches `wide`, too. What takes more thought to see is not
/// seen.
bool covers(std::string_view wide, std::string_view narrow) {
  if (wide == narrow) return true;
  // A star of the one may stand for more or less than a question mark of the other.
  const bool comparable = wide.find('?') == wide.npos || narrow.find('*') == narrow.npos;
  return comparable && kernel::matches(wide, narrow);
}

bool covers(const std::vector<Condition>& wide, const std::vector<Condition>& narrow) {
  return std::ranges::all_of(wide, [&](const Condition& condition) {
    return std::ranges::any_of(narrow, [&](const Condition& each) {
      return each.path == condition.path && covers(condition.pattern, each.pattern);
    });
  });
}

bool covers(const Matcher& wide, const Matcher& narrow) {
  const auto covers_text = [&](std::string Matcher::*text) {
    return (wide.*text).empty() ||
           (!(narrow.*text).empty() && covers(std::string_view(wide.*text), narrow.*text));
  };
  return covers_text(&Matcher::on) && covers_text(&Matcher::method) &&
         covers_text(&Matcher::path) && covers_text(&Matcher::user) &&
         covers(wide.headers, narrow.headers) && covers(wide.query, narrow.query) &&
         covers(wide.when, narrow.when);
}

bool covers(const Lifecycle& wide, const Lifecycle& narrow) {
  const bool covers_user = wide.user.empty() || (!narrow.user.empty() &&
                                                 covers(std::string_view(wide.user), narrow.user));
  const bool covers_account = !wide.account || wide.account == narrow.account;
  return covers_user && covers_account && covers(wide.when, narrow.when) &&
         covers(wide.query, narrow.query);
}

bool has_no_limit(const Lifecycle& lifecycle) {
  return !lifecycle.times && lifecycle.probability >= 1;
}

bool has_no_limit(const Fault& fault) {
  return !fault.nth && !fault.every && !fault.times && fault.probability >= 1 && !fault.from &&
         !fault.until && !fault.limit && !fault.optional;
}

/// "line 7", with its file where that is another one.
std::string where(const Place& other, const Place& here) {
  return other.file == here.file ? fmt::format("line {}", other.line)
                                 : fmt::format("line {} of {}", other.line, other.file);
}

class Analysis {
 public:
  Analysis(const Scenario& scenario, std::span<const std::string> operations,
           std::span<const std::uint32_t> codes)
      : scenario_(scenario), operations_(operations), codes_(codes) {}

  std::vector<Complaint> run() {
    for (const Lifecycles& each : scenario_.lifecycles) look_at(each.variants);
    look_at(scenario_.faults);
    for (const Fault& fault : scenario_.faults)
      look_at(fault, scenario_.clock.start, "the clock starts");
    for (const TimelineEntry& entry : scenario_.timeline) {
      for (const Fault& fault : entry.faults) look_at(fault, entry.at, "it begins");
    }
    return complaints_.sorted();
  }

 private:
  void warn(const Place& place, std::string text) {
    if (!place.built_in) complaints_.warn(place, std::move(text));
  }

  void look_at(const std::vector<Lifecycle>& lifecycles) {
    for (auto each = lifecycles.begin(); each != lifecycles.end(); ++each) {
      look_at_codes(*each);
      const auto before = std::find_if(lifecycles.begin(), each, [&](const Lifecycle& other) {
        return has_no_limit(other) && covers(other, *each);
      });
      if (before == each) continue;
      warn(each->place,
           fmt::format("lifecycle '{}' is never chosen: '{}' on {} applies wherever it does",
                       each->name, before->name, where(before->place, each->place)));
    }
  }

  void look_at_codes(const Lifecycle& lifecycle) {
    look_at_codes(lifecycle.steps);
    for (const std::vector<Step>& branch : lifecycle.on) look_at_codes(branch);
  }

  void look_at_codes(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      for (const std::uint32_t code : step.errors) look_at_code(code, step.place);
    }
  }

  void look_at_code(std::uint64_t code, const Place& place) {
    if (codes_.empty() || std::ranges::find(codes_, code) != codes_.end()) return;
    warn(place, fmt::format("error code {} is not documented, so that it has no text", code));
  }

  /// Of faults that are there from the start, those that others keep from ever happening.
  void look_at(const std::vector<Fault>& faults) {
    for (auto each = faults.begin(); each != faults.end(); ++each) {
      const auto before = std::find_if(faults.begin(), each, [&](const Fault& other) {
        return has_no_limit(other) && !ends(other) &&
               other.callback.has_value() == each->callback.has_value() &&
               covers(other.looks_for, each->looks_for);
      });
      if (before == each) continue;
      warn(each->place,
           fmt::format("fault '{}' never happens: '{}' on {} happens to all that it looks for",
                       each->name, before->name, where(before->place, each->place)));
    }
  }

  /// Whether the timeline ends the fault, or replaces it.
  bool ends(const Fault& fault) const {
    return std::ranges::any_of(scenario_.timeline, [&](const TimelineEntry& entry) {
      return std::ranges::count(entry.end_faults, fault.name) != 0 || has(entry.faults, fault.name);
    });
  }

  static bool has(const std::vector<Fault>& faults, std::string_view name) {
    return std::ranges::find(faults, name, &Fault::name) != faults.end();
  }

  /// `begin` is when the fault is there at the earliest.
  void look_at(const Fault& fault, kernel::VirtualTime begin, std::string_view when) {
    if (fault.until && *fault.until <= begin)
      warn(fault.place, fmt::format("fault '{}' is over before {}", fault.name, when));
    if (fault.respond && fault.respond->code) look_at_code(*fault.respond->code, fault.place);
    look_at_counters(fault);
    look_at_operation(fault);
  }

  void look_at_counters(const Fault& fault) {
    if (!fault.nth) return;
    if (fault.every && *fault.nth % *fault.every != 0) {
      warn(fault.place, fmt::format("fault '{}' never happens: nth {} is no multiple of every {}",
                                    fault.name, *fault.nth, *fault.every));
    } else if (fault.every || fault.times) {
      warn(fault.place,
           fmt::format("fault '{}' happens once by nth alone: {} says nothing beside it",
                       fault.name, fault.every ? "every" : "times"));
    }
  }

  /// What a fault looks for besides an operation may be what none of that name has.
  void look_at_operation(const Fault& fault) {
    const Matcher& wanted = fault.looks_for;
    if (wanted.on.empty() || operations_.empty() || fault.callback) return;
    std::vector<std::string_view> meant;
    std::ranges::copy_if(operations_, std::back_inserter(meant),
                         [&](const std::string& each) { return kernel::matches(wanted.on, each); });
    const auto none = [&](const auto& fits) { return std::ranges::none_of(meant, fits); };
    if (!wanted.method.empty() &&
        none([&](std::string_view each) { return has_method(each, wanted.method); })) {
      warn(fault.place, fmt::format("fault '{}' never happens: no operation '{}' has the method {}",
                                    fault.name, wanted.on, wanted.method));
    }
    if (!wanted.path.empty() && none([&](std::string_view each) {
          return may_be_path(wanted.path, each.substr(each.find(' ') + 1));
        })) {
      warn(fault.place, fmt::format("fault '{}' never happens: no operation '{}' has a path '{}'",
                                    fault.name, wanted.on, wanted.path));
    }
  }

  static bool has_method(std::string_view operation, std::string_view pattern) {
    const std::string_view method = operation.substr(0, operation.find(' '));
    // HEAD is answered as GET is.
    return kernel::matches(pattern, method) ||
           (method == "GET" && kernel::matches(pattern, "HEAD"));
  }

  const Scenario& scenario_;
  std::span<const std::string> operations_;
  std::span<const std::uint32_t> codes_;
  Complaints complaints_;
};

}  // namespace

std::vector<Complaint> analyse(const Scenario& scenario, std::span<const std::string> operations,
                               std::span<const std::uint32_t> codes) {
  return Analysis(scenario, operations, codes).run();
}

}  // namespace dashsim::scenario
