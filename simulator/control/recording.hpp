#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/message.hpp"
#include "scenario/scenario.hpp"
#include "world/journal.hpp"

/// Sessions that dashsim has recorded, read from the HAR that `GET /_sim/journal.har` gives.
namespace dashsim::control {

struct RecordedExchange {
  bool is_callback = false;
  std::string user;       ///< who called; empty: nobody that the world knew
  net::Request request;   ///< its secrets are masked
  std::string base_url;   ///< what stood before the target: scheme, host, the choice of a world
  net::Response answer;   ///< status 0: there was none
  std::string diagnosis;  ///< why
  std::string entry;      ///< as it stands in the HAR
};

struct RecordedCommand {
  net::Request request;
  std::size_t after = 0;  ///< it came when there were so many exchanges
};

struct Recording {
  std::uint64_t seed = 0;
  std::optional<scenario::Variation> variation;  ///< of an explored world
  bool is_whole = false;  ///< nothing is missing, so that it can be played again
  std::vector<RecordedExchange> exchanges;
  std::vector<RecordedCommand> commands;
};

/// Nothing if `text` is no HAR that dashsim has written.
std::optional<Recording> read_recording(const std::string& text);

/// How an exchange stands in a HAR.
std::string har_entry_of(const world::Exchange& exchange);

/// Every value in which two entries of HARs differ, by its path, as both have it.
std::string describe_differences(const std::string& recorded, const std::string& replayed);

}  // namespace dashsim::control
