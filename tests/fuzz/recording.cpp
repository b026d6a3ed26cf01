// Whatever the bytes, a recorded session is read or is none, what was read can be played again, and
// where it differs can be told.
#include "control/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include "app/replay.hpp"
#include "need.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dashsim;
  static const scenario::Loader kLoader(scenario::builtins(), {});
  static const auto kScenario = kLoader.load_builtin("default").scenario;
  const auto recording =
      control::read_recording(std::string(reinterpret_cast<const char*>(data), size));
  if (!recording || recording->exchanges.empty()) return 0;
  control::describe_differences(recording->exchanges.front().entry,
                                recording->exchanges.back().entry);
  if (const auto difference = app::find_difference(*recording, *kScenario)) {
    fuzz::need(difference->entry < recording->exchanges.size(), "a difference that is nowhere");
    if (!difference->replayed.empty())
      control::describe_differences(recording->exchanges[difference->entry].entry,
                                    difference->replayed);
  }
  return 0;
}
