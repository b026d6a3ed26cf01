#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/kit/catalogue.hpp"
#include "xml/writer.hpp"

/// What handlers answer: a reply, or refusals that the pipeline renders in the operation's
/// documented envelope.
namespace dashsim::api {

/// One thing that is wrong with a request.
struct Refusal {
  std::uint32_t code = 0;  ///< of the catalogue; 0: the reference gives none
  std::string text;
  std::vector<std::string> numbers{};  ///< telephone numbers that it is about; may be empty
};

/// Everything that is wrong with a request, and the status that says so. A request that is refused
/// has changed nothing.
struct Refusals {
  int status = 400;
  std::vector<Refusal> list;
  /// Writes what the reference shows beside the errors, such as the order as it was asked for; may
  /// be empty.
  std::function<void(xml::Writer&)> echo;

  bool empty() const { return list.empty(); }
  void add(Refusal refusal) { list.push_back(std::move(refusal)); }
  /// With the catalogue's text, its gaps filled from `about`.
  template <class... About>
  void add(std::uint32_t code, const About&... about) {
    const std::vector<std::string> list_of_about{std::string(about)...};
    list.push_back({code, error_text(code, list_of_about)});
  }
};

[[noreturn]] void throw_exception_from_error(const Refusals& refusals,
                                             const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Refusals>;

/// A refusal for one reason, with the catalogue's text.
template <class... About>
Refusals refuse(int status, std::uint32_t code, const About&... about) {
  Refusals refusals{.status = status, .list = {}, .echo = {}};
  refusals.add(code, about...);
  return refusals;
}

/// Code 1008: this cannot be the value of a parameter or an element.
Refusal invalid_value(std::string_view value);
/// Code 1019: what was sent cannot be read as what it has to be, and why.
Refusals bad_request(int status, std::string_view why);
/// For ids that lead nowhere where the reference gives a text but no code.
Refusals no_such_resource();

struct Reply {
  int status = 200;
  std::string body;      ///< XML, or empty
  std::string location;  ///< of what was created; empty: none
  // Of a body that is a file to be saved instead of XML.
  std::string content_type{};
  std::string file_name{};  ///< plain ASCII without quotes
};

/// A body with that root element; `write` writes what is in it.
template <class Write>
Reply reply(int status, std::string_view root, Write write) {
  xml::Writer out;
  out.open(root);
  write(out);
  out.close();
  return {status, out.take(), {}};
}

inline Reply empty_reply(int status) {
  return {status, {}, {}};
}
inline Reply created_at(std::string location) {
  return {201, {}, std::move(location)};
}

/// ErrorList with an Error a refusal.
void write_error_list(const Refusals& refusals, xml::Writer& out);
/// An Errors element a refusal, with the numbers that it is about.
void write_repeated_errors(const Refusals& refusals, xml::Writer& out);

/// The body of an answer that refuses, in the operation's documented form for that status.
std::string render(const Refusals& refusals, const Operation& operation);

}  // namespace dashsim::api
