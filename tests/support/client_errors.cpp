#include "support/client_errors.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include "support/xml_text.hpp"

namespace dashsim::test {
namespace {

/// Text of the first element of that name anywhere; nothing if there is none.
std::optional<std::string> first_anywhere(const std::string& body, std::string_view name) {
  std::optional<std::string> text;
  each_element(body, [&](const xml::Element& element) {
    if (!text && element.name() == name) text = std::string(element.text());
  });
  return text;
}

/// Codes in the elements of that name, wherever they are.
std::vector<std::string> codes_in(const std::string& body, std::string_view name) {
  std::vector<std::string> codes;
  each_element(body, [&](const xml::Element& element) {
    if (element.name() == name) codes.emplace_back(element.text_at("Code"));
  });
  return codes;
}

/// What Node and C# look for, in this order: ErrorCode and Description wherever they are, Error
/// unless there are too many of them, Errors, resultCode.
std::string error_anywhere(const std::string& body, std::size_t errors_max) {
  const auto code = first_anywhere(body, "ErrorCode");
  if (code && first_anywhere(body, "Description")) return *code;
  const auto codes = codes_in(body, "Error");
  if (!codes.empty() && codes.size() <= errors_max) return codes[0];
  for (const std::string& each : codes_in(body, "Errors")) {
    if (!each.empty()) return each;
  }
  return first_anywhere(body, "resultCode").value_or("");
}

}  // namespace

std::string node_error(const Answer& answer) {
  if (answer.status >= 400) return kStatusAlone;
  const std::string code = error_anywhere(answer.body, 1);
  return code == "0" ? std::string() : code;
}

std::string python_error(const Answer& answer) {
  if (answer.status < 400) return {};
  if (answer.count("ErrorList/Error") != 0) return answer.at("ErrorList/Error/Code");
  std::vector<std::string> texts;  // of the root, its first child, and that one's first child
  each_element(answer.body,
               [&](const xml::Element& element) { texts.emplace_back(element.text()); });
  return texts.size() > 2 ? texts[2] : kStatusAlone;
}

std::string ruby_error(const Answer& answer) {
  return answer.status >= 400 ? kStatusAlone : "";
}

std::string php_error(const Answer& answer) {
  if (answer.status < 400) return {};
  if (answer.status >= 500) return kStatusAlone;
  for (const char* path : {"ResponseStatus/ErrorCode", "Error/Code", "Errors/Code"}) {
    if (const std::string code = answer.at(path); !code.empty()) return code;
  }
  return kStatusAlone;
}

std::string java_error(const Answer& answer) {
  if (answer.status != 200 && answer.status != 201) return kStatusAlone;
  return answer.at("ResponseStatus/ErrorCode");
}

std::string csharp_error(const Answer& answer) {
  if (answer.status >= 200 && answer.status < 300) return {};
  const std::string code = error_anywhere(answer.body, SIZE_MAX);
  return code.empty() ? kStatusAlone : code;
}

std::string numbers_java_error(const Answer& answer) {
  constexpr const char* kPending = "5019";
  const std::string code = answer.at("ErrorList/Error/Code");
  return answer.count("ErrorList/Error") == 1 && code == kPending ? "" : code;
}

}  // namespace dashsim::test
