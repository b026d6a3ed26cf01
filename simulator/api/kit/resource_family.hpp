#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/kit/fields.hpp"

/// Resources and settings: one table binds elements to members, and reading, checking and writing
/// follow it.
namespace dashsim::api {

/// An element that is a text member of T.
template <class T>
struct Binding {
  std::string_view element;
  std::string T::*member;
  std::uint64_t characters_max = 0;  ///< 0: no limit
  std::uint32_t too_long_code = 0;
  std::uint32_t missing_code = 0;  ///< 0: may be absent
};

template <class T>
void read_bound(const xml::Element& element, std::span<const Binding<T>> bindings, T& value,
                Refusals& refusals) {
  for (const Binding<T>& binding : bindings) {
    const Field field =
        text(binding.element, binding.characters_max, binding.too_long_code, binding.missing_code);
    check_fields(element, {&field, 1}, refusals);
    value.*binding.member = element.text_at(binding.element);
  }
}

enum class Empties : bool { kOmit, kWrite };

template <class T>
void write_bound(const T& value, std::span<const Binding<T>> bindings, Empties empties,
                 xml::Writer& out) {
  for (const Binding<T>& binding : bindings) {
    const std::string& text = value.*binding.member;
    if (empties == Empties::kWrite || !text.empty()) out.element(binding.element, text);
  }
}

}  // namespace dashsim::api
