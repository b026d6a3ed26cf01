#include "scenario/verification.hpp"

#include "scenario/faults.hpp"
#include "scenario/members.hpp"
#include "scenario/reader.hpp"
#include "scenario/shapes.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::array<std::string_view, 2> kSubjects{"requests", "callbacks"};
constexpr Shape kSubject{.form = Form::kWord, .words = kSubjects};
constexpr Shape kMatcher{.form = Form::kMap, .keys = kMatcherKeys};
constexpr Shape kMatchers{.form = Form::kList, .item = &kMatcher};
constexpr auto kVerificationKeys =
    joined(kMatcherKeys, std::to_array<Key>({
                             {"of", &kSubject, "requests, if left out"},
                             {"status", &kWhole, "of the answer"},
                             {"times", &kWhole, "exactly so often"},
                             {"at_least", &kWhole, "1, if nothing is said"},
                             {"at_most", &kWhole, ""},
                             {"within", &kDuration, "only the latest virtual time"},
                             {"in_order", &kMatchers, "these came one after the other"},
                         }));
constexpr Shape kVerification{.form = Form::kMap, .keys = kVerificationKeys};

}  // namespace

const Shape& verification_shape() {
  return kVerification;
}

LoadedVerification load_verification(const std::string& text,
                                     std::span<const std::string> operations) {
  Complaints complaints;
  const Tree tree = read_yaml("verification", text, complaints);
  const Place& place = tree.root.place;
  check_shape(tree.root, kVerification, complaints);
  const Members in(tree.root);
  LoadedVerification loaded;
  Verification& verification = loaded.verification;
  verification.looks_for = read_matcher(in);
  const Node* subject = in.at("of");
  verification.of_callbacks = subject != nullptr && subject->text == kSubjects[1];
  in.read("status", verification.status);
  in.read("times", verification.times);
  in.read("at_least", verification.at_least);
  in.read("at_most", verification.at_most);
  in.read("within", verification.within);
  for (const Node& each : in.items("in_order"))
    verification.in_order.push_back(read_matcher(Members(each)));
  if (verification.times && (verification.at_least || verification.at_most))
    complaints.add(place, "either times, or at_least and at_most");
  if (verification.least() > verification.most())
    complaints.add(place, "at_least is more than at_most");
  const auto check = [&](const Matcher& matcher) {
    if (verification.of_callbacks)
      return check_operation(matcher, place, kCallbackOperations, complaints);
    check_operation(matcher, place, operations, complaints);
  };
  check(verification.looks_for);
  for (const Matcher& each : verification.in_order) check(each);
  loaded.complaints = complaints.sorted();
  return loaded;
}

}  // namespace dashsim::scenario
