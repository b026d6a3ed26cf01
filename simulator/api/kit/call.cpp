#include "api/kit/call.hpp"

#include <algorithm>
#include <array>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

/// What clients put before /accounts, longest first; one word or two. Reference: clients.md section
/// 1.
constexpr std::array<std::string_view, 2> kPrefixes[] = {
    {"api", "v1.0"}, {"api", "v1"}, {"api", "v2"}, {"api"}, {"v1.0"}, {"v1"}, {"iris"},
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Takes a known prefix off the front of the segments and returns how it was written.
std::string take_prefix(std::vector<std::string_view>& segments) {
  for (const auto& prefix : kPrefixes) {
    const std::span words(prefix.data(), prefix[1].empty() ? 1 : 2);
    if (segments.size() < words.size()) continue;
    if (!std::ranges::equal(words, std::span(segments).first(words.size()), kernel::same_word))
      continue;
    std::string written;
    for (std::size_t i = 0; i < words.size(); ++i) written.append("/").append(segments[i]);
    segments.erase(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(words.size()));
    return written;
  }
  return {};
}

/// Text of one line: what answers may repeat.
bool is_line(std::string_view text) {
  const auto breaks = [](char c) { return c == '\t' || c == '\r' || c == '\n'; };
  return kernel::is_text(text) && std::ranges::none_of(text, breaks);
}

/// A name in braces, and the segment of the path that it stands in.
using Placeholders = std::vector<std::pair<std::string_view, std::size_t>>;

Placeholders read_placeholders(const Operation& operation) {
  Placeholders placeholders;
  std::size_t index = 0;
  for (const std::string_view segment : kernel::split(operation.path.substr(1), '/')) {
    if (segment.starts_with('{'))
      placeholders.emplace_back(segment.substr(1, segment.size() - 2), index);
    ++index;
  }
  return placeholders;
}

/// Of an operation of the catalogue: handlers ask for them all the time.
const Placeholders& placeholders_of(const Operation& operation) {
  static const std::vector<Placeholders> kAll = [] {
    std::vector<Placeholders> all;
    all.reserve(operations().size());
    for (const Operation& each : operations()) all.push_back(read_placeholders(each));
    return all;
  }();
  return kAll[static_cast<std::size_t>(&operation - operations().data())];
}

/// Characters that stand for themselves in a path and are text: nearly all paths have no other.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '%'; });
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string_view without_authority(std::string_view url) {
  constexpr std::string_view kMark = "://";
  const std::size_t scheme = url.find(kMark);
  if (scheme == std::string_view::npos) return url;
  return url.substr(std::min(url.find('/', scheme + kMark.size()), url.size()));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kHex[byte >> 4U];
      encoded += kHex[byte & 0xfU];
    }
  }
  return encoded;
}

std::optional<Target> parse_target(std::string_view text) {
  Target target;
  const std::size_t question = text.find('?');
  const std::string_view path = text.substr(0, question);
  if (question != std::string_view::npos) target.raw_query = text.substr(question + 1);

  std::vector<std::string_view> raw = kernel::split(path, '/');
  std::erase(raw, std::string_view{});
  target.prefix = take_prefix(raw);
  target.segments.reserve(raw.size());
  for (const std::string_view segment : raw) {
    if (is_plain(segment)) {
      target.segments.emplace_back(segment);
      continue;
    }
    auto decoded = percent_decode(segment, false);
    if (!decoded || !is_line(*decoded)) return std::nullopt;
    target.segments.push_back(*std::move(decoded));
  }
  if (target.raw_query.empty()) return target;
  for (const std::string_view part : kernel::split(target.raw_query, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), true);
    auto value =
        percent_decode(equals == part.npos ? std::string_view{} : part.substr(equals + 1), true);
    if (!name || !value || !is_line(*name) || !is_line(*value)) return std::nullopt;
    target.query.emplace_back(*std::move(name), *std::move(value));
  }
  return target;
}

std::vector<std::string_view> Target::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [each, value] : query) {
    if (kernel::same_word(each, name)) values.emplace_back(value);
  }
  return values;
}

std::string_view Target::value(std::string_view name) const {
  for (const auto& [each, value] : query) {
    if (kernel::same_word(each, name)) return value;
  }
  return {};
}

std::string_view Call::path(std::string_view placeholder) const {
  for (const auto& [name, segment] : placeholders_of(operation_)) {
    if (name == placeholder && segment < target_.segments.size()) return target_.segments[segment];
  }
  return {};
}

std::uint64_t Call::path_number(std::string_view placeholder) const {
  return kernel::parse_whole(path(placeholder)).value_or(0);
}

std::string_view Call::order_id() const {
  for (const std::string_view name : {"orderid", "orderId", "disconnectid", "lidbid"}) {
    if (const std::string_view id = path(name); !id.empty()) return id;
  }
  return {};
}

std::string Call::path_text() const {
  std::string text;
  for (const std::string& segment : target_.segments)
    text.append("/").append(percent_encode(segment));
  return text;
}

std::string Call::url_of_created(std::string_view id) const {
  return url(path_text().append("/").append(id));
}

std::string Call::url_with(std::string_view name, std::string_view value) const {
  return changed_url(name, value);
}

std::string Call::url_without(std::string_view name) const {
  return changed_url(name, std::nullopt);
}

std::string Call::changed_url(std::string_view name, std::optional<std::string_view> value) const {
  std::string text = path_text();
  char separator = '?';
  const auto add = [&](std::string_view key, std::string_view content) {
    text += separator;
    text.append(percent_encode(key)).append("=").append(percent_encode(content));
    separator = '&';
  };
  bool changed = false;
  for (const auto& [key, content] : target_.query) {
    const bool this_one = kernel::same_word(key, name);
    changed = changed || this_one;
    if (!this_one) {
      add(key, content);
    } else if (value) {
      add(key, *value);
    }
  }
  if (!changed && value) add(name, *value);
  return url(text);
}

}  // namespace dashsim::api
