#include "api/faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/kit/reply.hpp"
#include "api/questions.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using scenario::Damage;
using scenario::Fault;
using scenario::FaultAnswer;
using scenario::Mishap;
using world::FaultHit;

constexpr int kTooManyRequests = 429;
constexpr int kUnavailable = 503;
constexpr std::size_t kStatusDigits = 3;
constexpr std::uint64_t kStatusMin = 200, kStatusMax = 599;

/// WireMock's names for what happens to connections.
constexpr std::pair<std::string_view, Mishap> kSynonyms[] = {
    {"CONNECTION_RESET_BY_PEER", Mishap::kReset},
    {"EMPTY_RESPONSE", Mishap::kClose},
    {"MALFORMED_RESPONSE_CHUNK", Mishap::kHalf},
    {"RANDOM_DATA_THEN_CLOSE", Mishap::kGarbage},
};

template <std::size_t N, class Word>
bool find_word(const std::array<std::string_view, N>& words, std::string_view wanted, Word& found) {
  const auto word = std::ranges::find(words, wanted);
  if (word == words.end()) return false;
  found = static_cast<Word>(word - words.begin());
  return true;
}

FaultHit named_by_header(std::string_view wanted) {
  FaultHit hit;
  hit.fault.name = fmt::format("{}: {}", kFaultHeader, wanted);
  return hit;
}

/// What a status, a code or a word of the header means; nothing if it is none of these.
std::optional<FaultHit> meaning_of(std::string_view wanted) {
  FaultHit hit = named_by_header(wanted);
  Fault& fault = hit.fault;
  const auto number = kernel::parse_whole(wanted);
  const bool is_status = wanted.size() == kStatusDigits;
  if (number && (!is_status || (*number >= kStatusMin && *number <= kStatusMax))) {
    FaultAnswer& answer = fault.respond.emplace();
    (is_status ? answer.status : answer.code) = *number;
    return hit;
  }
  if (find_word(scenario::kMishaps, wanted, fault.connection) ||
      find_word(scenario::kDamages, wanted, fault.damage))
    return hit;
  for (const auto& [name, mishap] : kSynonyms) {
    if (name != wanted) continue;
    fault.connection = mishap;
    return hit;
  }
  return std::nullopt;
}

FaultHit nobody_knows(std::string_view wanted) {
  FaultHit hit = named_by_header(wanted);
  FaultAnswer& answer = hit.fault.respond.emplace();
  answer.status = 400;
  answer.content_type = "text/plain";
  answer.body =
      fmt::format("{} knows a status, an error code, a fault of this world, {} and {}, not '{}'\n",
                  kFaultHeader, fmt::join(scenario::kMishaps, ", "),
                  fmt::join(scenario::kDamages, ", "), wanted);
  return hit;
}

FaultHit asked_for(std::string_view wanted, world::Faults& faults) {
  if (auto hit = meaning_of(wanted)) {
    faults.note_asked();
    return *std::move(hit);
  }
  if (auto named = faults.meet_named(wanted)) return *std::move(named);
  return nobody_knows(wanted);
}

/// The first documented status of a refusal; 400 where there is none.
int status_of_refusal(const Operation& operation) {
  const auto refusal =
      std::ranges::find_if(operation.statuses, [](std::uint16_t status) { return status >= 400; });
  return refusal == operation.statuses.end() ? 400 : *refusal;
}

/// As the service limits: without a body, with the second from which on it may be asked again.
net::Response too_many_requests(const FaultHit& hit, const world::World& world) {
  using std::chrono::ceil;
  using std::chrono::seconds;
  const auto again = ceil<seconds>(world.now() + hit.retry_after).time_since_epoch();
  const auto wait = ceil<seconds>(hit.retry_after);
  return {kTooManyRequests,
          {{"Retry-After", std::to_string(wait.count())},
           {"X-RateLimit-Reset", std::to_string(again.count())}},
          {}};
}

}  // namespace

std::optional<FaultHit> meet_fault(const Arrival& arrival, world::World& world) {
  const std::string_view wanted = net::find_header(arrival.request.headers, kFaultHeader);
  if (!wanted.empty()) return asked_for(wanted, world.faults());
  if (world.faults().empty()) return std::nullopt;
  return world.faults().meet(question_of(arrival), world.now());
}

bool replaces_answer(const FaultHit& hit) {
  return hit.fault.respond || hit.fault.limit;
}

bool keeps_from_operation(const FaultHit& hit) {
  if (hit.fault.carried_out) return false;
  const Mishap mishap = hit.fault.connection;
  const bool lost = mishap == Mishap::kReset || mishap == Mishap::kClose ||
                    mishap == Mishap::kGarbage || mishap == Mishap::kSilence;
  return replaces_answer(hit) || lost;
}

net::Response answer_of_fault(const FaultHit& hit, const Operation* operation,
                              const world::World& world) {
  if (!hit.fault.respond)
    return hit.fault.limit ? too_many_requests(hit, world) : net::Response{kUnavailable, {}, {}};
  const FaultAnswer& answer = *hit.fault.respond;
  net::Response response{static_cast<int>(answer.status.value_or(kUnavailable)), {}, {}};
  if (answer.code && operation != nullptr) {
    const auto code = static_cast<std::uint32_t>(*answer.code);
    if (!answer.status) response.status = status_of_refusal(*operation);
    response.body = render(refuse(response.status, code), *operation);
  } else if (answer.body) {
    response.body = *answer.body;
  }
  if (!response.body.empty()) response.headers.push_back({"Content-Type", answer.content_type});
  for (const scenario::Condition& header : answer.headers)
    response.headers.push_back({header.path, header.pattern});
  if (answer.retry_after) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(*answer.retry_after);
    response.headers.push_back({"Retry-After", std::to_string(wait.count())});
  }
  return response;
}

// They are the same: neither layer may know the other.
static_assert(static_cast<std::size_t>(net::Mishap::kSilence) + 1 == scenario::kMishaps.size());

void spoil(net::Response& response, const FaultHit& hit) {
  if (hit.fault.damage == Damage::kMalformedXml) response.body.resize(response.body.size() / 2);
  if (hit.fault.damage == Damage::kWrongContentType) {
    std::erase_if(response.headers, [](const net::Header& header) {
      return kernel::same_word(header.name, "Content-Type");
    });
    response.headers.push_back({"Content-Type", "text/html"});
  }
  response.mishap = static_cast<net::Mishap>(hit.fault.connection);
  const bool waits = hit.fault.latency && !hit.fault.latency->is_virtual;
  if (waits) response.delay = std::chrono::ceil<std::chrono::milliseconds>(hit.latency);
}

}  // namespace dashsim::api
