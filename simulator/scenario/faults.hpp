#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "scenario/complaints.hpp"
#include "scenario/matcher.hpp"

/// Rules that make matching requests fail in a chosen way, as scenarios and the control API write
/// them.
namespace dashsim::scenario {

/// What becomes of the connection on which an answer is due.
enum class Mishap : std::uint8_t {
  kNone,
  kReset,    ///< the connection is reset
  kClose,    ///< it is closed without an answer
  kHalf,     ///< half of the answer, then it is closed
  kGarbage,  ///< bytes that are no HTTP, then it is closed
  kSlow,     ///< the answer comes in small pieces
  kSilence,  ///< no answer, and the connection stays open
};
inline constexpr std::array<std::string_view, 7> kMishaps{
    "none", "reset", "close", "half_answer", "garbage", "slow_bytes", "no_answer"};

/// What becomes of the operation's own answer.
enum class Damage : std::uint8_t {
  kNone,
  kMalformedXml,      ///< its document breaks off
  kWrongContentType,  ///< it is said to be a web page
};
inline constexpr std::array<std::string_view, 3> kDamages{"none", "malformed_xml",
                                                          "wrong_content_type"};

/// What is answered instead. Where nothing is said, the answer is a 503 without a body.
struct FaultAnswer {
  std::optional<std::uint64_t> status;
  std::optional<std::uint64_t> code;  ///< of the catalogue, in the operation's own envelope
  std::optional<std::string> body;
  std::string content_type = "application/xml";
  std::vector<Condition> headers;               ///< names and values
  std::optional<kernel::Duration> retry_after;  ///< written in seconds
};

inline constexpr std::array<std::string_view, 2> kTimeSources{"real", "virtual"};

/// How long an answer takes. A fixed time, or one that chance draws.
struct Latency {
  kernel::Duration fixed{0};
  kernel::Duration from{0}, to{0};  ///< uniformly between these; both 0: not meant
  kernel::Duration median{0};       ///< of a log-normal distribution; 0: not meant
  double sigma = 0.5;
  bool is_virtual = false;  ///< the clock moves by it, and nobody waits
};

/// Requests that an account may make: a bucket that refills.
struct RateLimit {
  std::uint64_t requests = 1;
  kernel::Duration per = std::chrono::seconds(1);  ///< virtual time
  std::uint64_t burst = 0;                         ///< 0: as many as `requests`
};

/// What callbacks are, for rules that look for some.
inline constexpr std::array<std::string_view, 3> kCallbackOperations{
    "POST /callbacks/notificationCallbackApi", "POST /callbacks/portOutValidationCallbackApi",
    "POST /callbacks/emergencyNotification"};

/// What becomes of a callback. Times are virtual.
struct CallbackFault {
  kernel::Duration delay{0};     ///< it is sent so much later
  kernel::Duration reorder{0};   ///< the next one overtakes it if it comes within this time
  std::uint64_t duplicates = 0;  ///< so many copies follow it
  bool drop = false;             ///< it is never sent, and nobody tries again
  bool corrupt = false;          ///< its document breaks off, at the first attempt
};

struct Fault {
  std::string name;
  Matcher looks_for;  ///< among requests, or with `callback` among callbacks
  std::optional<std::uint64_t> nth, every, times;
  double probability = 1;
  bool optional = false;  ///< it happens in explored worlds only, and in some of them
  std::optional<kernel::VirtualTime> from, until;  ///< `until` is exclusive
  // What happens to them.
  std::optional<FaultAnswer> respond;
  bool carried_out = false;  ///< the request has its effects all the same; its answer is lost
  Mishap connection = Mishap::kNone;
  Damage damage = Damage::kNone;
  std::optional<Latency> latency;
  std::optional<RateLimit> limit;  ///< it happens only to requests beyond the limit, with 429
  std::optional<CallbackFault> callback;
  Place place;
};

}  // namespace dashsim::scenario
