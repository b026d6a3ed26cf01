#pragma once

#include <algorithm>
#include <array>

#include "scenario/schema.hpp"

/// Shapes that many keys have, for the files that describe the format.
namespace dashsim::scenario {

inline constexpr bool kRequired = true;

inline constexpr Shape kText{Form::kText};
inline constexpr Shape kWhole{Form::kWhole};
inline constexpr Shape kNumber{Form::kNumber};
inline constexpr Shape kFlag{Form::kFlag};
inline constexpr Shape kDuration{Form::kDuration};
inline constexpr Shape kInstant{Form::kInstant};
inline constexpr Shape kMoment{Form::kMoment};
inline constexpr Shape kTnRangeText{Form::kTnRange};
inline constexpr Shape kBlockText{Form::kBlock};
inline constexpr Shape kTexts{.form = Form::kList, .item = &kText};
inline constexpr Shape kWholes{.form = Form::kList, .item = &kWhole};
/// Names, such as those of elements, and patterns of their values.
inline constexpr Shape kWhen{.form = Form::kMapOf, .item = &kText};

/// What a Matcher reads.
inline constexpr auto kMatcherKeys = std::to_array<Key>({
    {"on", &kText, "pattern of operations, such as \"POST /accounts/{accountId}/orders*\""},
    {"method", &kText, "such as POST"},
    {"path", &kText, "pattern of the path; of a callback, of its URL"},
    {"user", &kText, "pattern of the user's name"},
    {"header", &kWhen, "headers and the patterns that they must match"},
    {"query", &kWhen, "query parameters, likewise"},
    {"when", &kWhen, "elements of the document, likewise"},
});

template <std::size_t N, std::size_t M>
constexpr std::array<Key, N + M> joined(const std::array<Key, N>& first,
                                        const std::array<Key, M>& second) {
  std::array<Key, N + M> all{};
  std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
  return all;
}

/// See fault_rules.cpp.
extern const Shape kFaultList;
/// See lifecycle_rules.cpp.
extern const Shape kLifecycleList;

}  // namespace dashsim::scenario
