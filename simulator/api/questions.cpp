#include "api/questions.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

void collect(const xml::Element& element, const std::vector<std::string_view>& path,
             std::size_t depth, std::vector<std::string>& found) {
  if (depth == path.size()) {
    found.emplace_back(element.text());
    return;
  }
  for (const xml::Element child : element.children()) {
    if (child.name() == path[depth]) collect(child, path, depth + 1, found);
  }
}

/// Looks up the texts of all elements that a path leads to; none if the body is no document. It is
/// read once, when somebody wants something of it.
world::Question::Values texts_of(const std::string& body) {
  using Read = decltype(xml::Document::read(body, {}));
  return [&body, read = std::make_shared<std::optional<Read>>()](std::string_view path) {
    if (!*read) read->emplace(xml::Document::read(body, {}));
    std::vector<std::string> found;
    if (const auto* document = std::get_if<xml::Document>(&**read))
      collect(document->root(), kernel::split(path, '/'), 0, found);
    return found;
  };
}

world::AccountId account_of(const Target& target) {
  const auto accounts = std::ranges::find_if(target.segments, [](const std::string& segment) {
    return kernel::same_word(segment, "accounts");
  });
  if (accounts == target.segments.end() || accounts + 1 == target.segments.end()) return {};
  return {kernel::parse_whole(*(accounts + 1)).value_or(0)};
}

std::vector<std::string> values_of(const Target& target, std::string_view name) {
  const auto values = target.all(name);
  return {values.begin(), values.end()};
}

}  // namespace

world::Question question_of(const Arrival& arrival) {
  const net::Request& request = arrival.request;
  world::Question question;
  if (arrival.match.operation != nullptr) question.operation = arrival.match.operation->name;
  question.method = request.method;
  question.path = std::string_view(request.target).substr(0, request.target.find('?'));
  question.user = arrival.credentials.user;
  if (arrival.target) question.account = account_of(*arrival.target);
  question.headers = [&request](std::string_view name) {
    const std::string_view value = net::find_header(request.headers, name);
    return value.empty() ? std::vector<std::string>() : std::vector{std::string(value)};
  };
  question.query = [&arrival](std::string_view name) {
    return arrival.target ? values_of(*arrival.target, name) : std::vector<std::string>();
  };
  question.elements = texts_of(request.body);
  return question;
}

world::Question question_of(const world::Exchange& exchange) {
  const std::string_view url = without_authority(exchange.url);
  const auto target = parse_target(url);
  world::Question question;
  question.is_callback = exchange.direction == world::Exchange::Direction::kCallback;
  question.operation = exchange.operation;
  question.method = exchange.method;
  question.path = url.substr(0, url.find('?'));
  question.user = exchange.user;
  if (target) question.account = account_of(*target);
  question.headers = [&exchange](std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [each, value] : exchange.request_headers) {
      if (kernel::same_word(each, name)) values.push_back(value);
    }
    return values;
  };
  question.query = [target](std::string_view name) {
    return target ? values_of(*target, name) : std::vector<std::string>();
  };
  question.elements = texts_of(exchange.request_body);
  return question;
}

}  // namespace dashsim::api
