#pragma once

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

/// See faults.cpp.
extern const Shape kFaultList;

}  // namespace dashsim::scenario
