#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/data_dir.hpp"
#include "app/driver.hpp"
#include "scenario/load.hpp"

/// Makes a world again from its log.
namespace dashsim::app {

/// What is known of a log before it is replayed.
struct Recovering {
  std::shared_ptr<WorldLog> log;
  LogReader reader;  ///< has read how the world began
  std::shared_ptr<const scenario::Scenario> scenario;
  std::string version;  ///< of the dashsim that began it
};

/// Opens the log of a world and makes the scenario that it began with. Nothing if its beginning is
/// damaged: then the log is put aside, which is told on stderr, and the world is no more. Throws
/// std::runtime_error if this build cannot read it.
std::optional<Recovering> begin_recovery(const DataDir& data, const std::string& world,
                                         const scenario::Loader& loader);

/// Brings the driver of a fresh world to where its log ends, and gives the log that goes on. Where
/// that is damaged, it is cut, the rest is kept beside, and stderr is told. Where the world comes
/// out otherwise than it was, throws std::runtime_error, or writes the log anew if the settings
/// accept it. Adds to `inputs` how many were applied.
std::shared_ptr<WorldLog> replay(Recovering& recovering, Driver& driver, DataDir& data,
                                 const scenario::Loader& loader, std::uint64_t& inputs);

}  // namespace dashsim::app
