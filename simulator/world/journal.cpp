#include "world/journal.hpp"

#include <algorithm>
#include <string_view>

#include "kernel/byte_codec.hpp"
#include "kernel/text.hpp"

namespace dashsim::world {
namespace {

constexpr std::string_view kMask = "***";
/// A chunk that has reached them grows no more.
constexpr std::size_t kChunkBytes = 64U << 10U;

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

/// Masks what the keys of settings hold, in JSON and in YAML.
void mask_settings(std::string& text, std::string_view key) {
  constexpr std::string_view kBlanks = " \t";
  std::size_t at = 0;
  while ((at = text.find(key, at)) != std::string::npos) {
    at += key.size();
    std::size_t colon = at;
    if (colon < text.size() && (text[colon] == '"' || text[colon] == '\'')) ++colon;
    colon = text.find_first_not_of(kBlanks, colon);
    if (colon == std::string::npos || text[colon] != ':') continue;
    const std::size_t begin = text.find_first_not_of(kBlanks, colon + 1);
    if (begin == std::string::npos) return;
    const bool quoted = text[begin] == '"' || text[begin] == '\'';
    std::size_t end = begin + 1;
    while (end < text.size() &&
           (quoted ? text[end] != text[begin]
                   : std::string_view(",}\r\n").find(text[end]) == std::string_view::npos)) {
      end += text[end] == '\\' && quoted ? 2 : 1;
    }
    end = std::min(quoted ? end + 1 : end, text.size());
    const std::string mask =
        quoted ? text[begin] + std::string(kMask) + text[begin] : std::string(kMask);
    text.replace(begin, end - begin, mask);
    at = begin + mask.size();
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

bool may_hold_secrets(std::string_view text) {
  // Most bodies hold none, and one look for a rare letter is all that they cost.
  if (mentions_password(text)) return true;
  if (text.starts_with('<')) return false;  // documents have no other secrets
  return text.find("client_secret=") != std::string_view::npos ||
         text.find("access_token") != std::string_view::npos;
}

bool is_credential(std::string_view header) {
  return kernel::same_word(header, "Authorization") || kernel::same_word(header, "X-Sim-Token");
}

/// The scheme stays, what follows it does not.
std::string masked_credentials(std::string_view value) {
  const std::size_t space = value.find(' ');
  return std::string(value.substr(0, space == std::string_view::npos ? 0 : space + 1))
      .append(kMask);
}

/// Headers and a body, without their secrets.
void pack_message(kernel::ByteWriter& out, const ExchangeView::HeaderViews& headers,
                  std::string_view body) {
  std::string masked;
  if (may_hold_secrets(body)) masked = mask_secrets(std::string(body));
  const bool is_masked = !masked.empty();
  out.number(static_cast<std::uint32_t>(headers.size()));
  for (const auto& [name, value] : headers) {
    out.text(name);
    if (is_credential(name)) {
      out.text(masked_credentials(value));
    } else if (is_masked && kernel::same_word(name, "Content-Length")) {
      out.text(std::to_string(masked.size()));  // the body's own would tell the secret's
    } else {
      out.text(value);
    }
  }
  out.text(is_masked ? masked : body);
}

void pack(std::string& bytes, const ExchangeView& exchange) {
  kernel::ByteWriter out(bytes);
  out.instant(exchange.time);
  out.number(exchange.direction);
  out.number(exchange.status);
  for (const std::string_view text : {exchange.method, exchange.url, exchange.operation,
                                      exchange.user, exchange.diagnosis, exchange.fault})
    out.text(text);
  pack_message(out, exchange.request_headers, exchange.request_body);
  pack_message(out, exchange.response_headers, exchange.response_body);
}

Exchange unpack(std::string_view bytes) {
  kernel::ByteReader in(bytes);
  Exchange exchange;
  exchange.time = in.instant();
  exchange.direction = in.number<Direction>();
  exchange.status = in.number<int>();
  for (std::string* text : {&exchange.method, &exchange.url, &exchange.operation, &exchange.user,
                            &exchange.diagnosis, &exchange.fault})
    *text = in.text();
  exchange.request_headers = in.pairs<HeaderList>();
  exchange.request_body = in.text();
  exchange.response_headers = in.pairs<HeaderList>();
  exchange.response_body = in.text();
  return exchange;
}

}  // namespace

std::string mask_secrets(std::string text) {
  if (mentions_password(text)) {
    mask_passwords(text);
    mask_between(text, "password=", '&');
  }
  if (text.starts_with('<')) return text;
  mask_between(text, "client_secret=", '&');
  mask_between(text, "\"access_token\":\"", '"');
  return text;
}

ExchangeView::ExchangeView(const Exchange& exchange)
    : time{exchange.time},
      direction(exchange.direction),
      method(exchange.method),
      url(exchange.url),
      operation(exchange.operation),
      user(exchange.user),
      request_headers(exchange.request_headers.begin(), exchange.request_headers.end()),
      request_body(exchange.request_body),
      status(exchange.status),
      response_headers(exchange.response_headers.begin(), exchange.response_headers.end()),
      response_body(exchange.response_body),
      diagnosis(exchange.diagnosis),
      fault(exchange.fault) {}

void Journal::record(const ExchangeView& exchange) {
  Chunk& chunk = growing_chunk();
  const std::size_t begin = chunk.bytes.size();
  pack(chunk.bytes, exchange);
  chunk.ends.push_back(static_cast<std::uint32_t>(chunk.bytes.size()));
  bytes_ += chunk.bytes.size() - begin;
  ++last_sequence_;
  const auto counted = all_counts_.find(exchange);
  if (counted != all_counts_.end()) {
    ++counted->second;
  } else {
    all_counts_.emplace(Kind{exchange.direction, std::string(exchange.operation), exchange.status},
                        1);
  }
  while (oldest_ <= last_sequence_ &&
         (entries().size() > limits_.entries_max || bytes_ > limits_.bytes_max)) {
    drop_oldest();
    ++dropped_;
    ++all_dropped_;
    forget_commands();
  }
}

Journal::Chunk& Journal::growing_chunk() {
  if (chunks_.empty() || chunks_.back()->bytes.size() >= kChunkBytes) {
    Chunk next{last_sequence_ + 1, {}, {}};
    if (!chunks_.empty()) next.bytes.reserve(kChunkBytes + kChunkBytes / 8);
    chunks_.emplace_back(std::move(next));
  }
  return chunks_.back().edit();
}

const Journal::Chunk& Journal::chunk_of(std::uint64_t sequence) const {
  const auto after = std::ranges::upper_bound(chunks_, sequence, {},
                                              [](const Chunk& chunk) { return chunk.first; });
  return *after[-1];
}

/// Where an entry lies among the bytes of its chunk.
std::string_view Journal::bytes_of(const Chunk& chunk, std::uint64_t sequence) {
  const std::size_t index = sequence - chunk.first;
  const std::size_t begin = index == 0 ? 0 : chunk.ends[index - 1];
  return std::string_view(chunk.bytes).substr(begin, chunk.ends[index] - begin);
}

Exchange Journal::read(std::uint64_t sequence) const {
  Exchange exchange = unpack(bytes_of(chunk_of(sequence), sequence));
  exchange.sequence = sequence;
  return exchange;
}

void Journal::drop_oldest() {
  const Chunk& chunk = *chunks_.front();
  bytes_ -= bytes_of(chunk, oldest_).size();
  ++oldest_;
  if (oldest_ == chunk.first + chunk.ends.size()) chunks_.pop_front();
}

Journal::Counts Journal::counts() const {
  Counts counts = all_counts_;
  for (const auto& [kind, times] : cleared_counts_) {
    const auto found = counts.find(kind);
    found->second -= times;
    if (found->second == 0) counts.erase(found);
  }
  return counts;
}

void Journal::note_command(Command command) {
  if (!is_whole_) return;
  for (const std::string_view key : {"password", "client_secret", "token"})
    mask_settings(command.body, key);
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
  chunks_.clear();
  oldest_ = last_sequence_ + 1;
  bytes_ = 0;
  dropped_ = 0;
  cleared_counts_ = all_counts_;
  forget_commands();
}

}  // namespace dashsim::world
