#include "world/journal.hpp"

#include <array>
#include <string_view>

#include "kernel/text.hpp"

namespace dashsim::world {
namespace {

constexpr std::string_view kMask = "***";

void mask_credentials(HeaderList& headers) {
  for (auto& [name, value] : headers) {
    if (!kernel::same_word(name, "Authorization") && !kernel::same_word(name, "X-Sim-Token"))
      continue;
    const std::size_t space = value.find(' ');
    value = (space == std::string::npos ? std::string() : value.substr(0, space + 1)) +
            std::string(kMask);
  }
}

/// Masks secrets of a body; its length would tell theirs, so a header that states it follows.
void mask_body(std::string& body, HeaderList& headers) {
  const std::size_t size = body.size();
  body = mask_secrets(std::move(body));
  if (body.size() == size) return;
  for (auto& [name, value] : headers) {
    if (kernel::same_word(name, "Content-Length")) value = std::to_string(body.size());
  }
}

/// Masks what stands between each `open` and the next `close`.
void mask_between(std::string& text, std::string_view open, char close) {
  std::size_t at = 0;
  while ((at = text.find(open, at)) != std::string::npos) {
    const std::size_t begin = at + open.size();
    const std::size_t end = std::min(text.find(close, begin), text.size());
    text.replace(begin, end - begin, kMask);
    at = begin + kMask.size();
  }
}

/// Masks the whole content of every element whose name ends in Password, whatever it is made of.
void mask_passwords(std::string& text) {
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string::npos) {
    const std::size_t name_end = std::min(text.find_first_of(" \t\r\n/>", at + 1), text.size());
    const std::string name = text.substr(at + 1, name_end - at - 1);
    const std::size_t tag_end = text.find('>', name_end);
    at = name_end;
    if (!name.ends_with("Password") || tag_end == std::string::npos || text[tag_end - 1] == '/')
      continue;
    const std::size_t end = std::min(text.find("</" + name, tag_end), text.size());
    text.replace(tag_end + 1, end - tag_end - 1, kMask);
    at = tag_end + 1 + kMask.size();
  }
}

/// "assword", found by its w.
bool mentions_password(std::string_view text) {
  constexpr std::string_view kWord = "assword";
  constexpr std::size_t kRare = kWord.find('w');
  for (std::size_t at = text.find('w'); at != std::string_view::npos; at = text.find('w', at + 1)) {
    if (at >= kRare && text.substr(at - kRare).starts_with(kWord)) return true;
  }
  return false;
}

}  // namespace

std::string mask_secrets(std::string text) {
  // Most bodies hold none of these, and one look for a rare letter is all that they cost.
  if (mentions_password(text)) {
    mask_passwords(text);
    mask_between(text, "password=", '&');
  }
  if (text.starts_with('<')) return text;  // documents have no other secrets
  if (text.find("client_secret=") != std::string::npos) mask_between(text, "client_secret=", '&');
  if (text.find("access_token") != std::string::npos)
    mask_between(text, "\"access_token\":\"", '"');
  return text;
}

std::size_t Exchange::bytes() const {
  std::size_t sum = sizeof(Exchange) + url.size() + request_body.size() + response_body.size();
  for (const HeaderList* headers : {&request_headers, &response_headers}) {
    for (const auto& [name, value] : *headers)
      sum += name.size() + value.size() + 2 * sizeof(std::string);
  }
  return sum;
}

void Journal::record(Exchange exchange) {
  mask_credentials(exchange.request_headers);
  mask_body(exchange.request_body, exchange.request_headers);
  mask_body(exchange.response_body, exchange.response_headers);
  exchange.sequence = ++last_sequence_;
  const Kind kind{exchange.direction, exchange.operation, exchange.status};
  ++counts_[kind];
  ++all_counts_[kind];
  bytes_ += exchange.bytes();
  entries_.emplace_back(std::move(exchange));
  while (!entries_.empty() &&
         (entries_.size() > limits_.entries_max || bytes_ > limits_.bytes_max)) {
    bytes_ -= entries_.front()->bytes();
    entries_.pop_front();
    ++dropped_;
    ++all_dropped_;
    forget_commands();
  }
}

void Journal::note_command(Command command) {
  if (!is_whole_) return;
  command_bytes_ += sizeof(Command) + command.target.size() + command.body.size();
  if (commands_.size() >= limits_.entries_max || command_bytes_ > limits_.bytes_max)
    return forget_commands();
  command.after = last_sequence_;
  commands_.push_back(std::move(command));
}

void Journal::forget_commands() {
  commands_.clear();
  command_bytes_ = 0;
  is_whole_ = false;
}

void Journal::clear() {
  entries_.clear();
  bytes_ = 0;
  dropped_ = 0;
  counts_.clear();
  forget_commands();
}

}  // namespace dashsim::world
