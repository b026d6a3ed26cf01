// Whatever the bytes, a recorded session is read or is none, and what it holds can be compared.
#include "control/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dashsim::control;
  const auto recording = read_recording(std::string(reinterpret_cast<const char*>(data), size));
  if (!recording || recording->exchanges.empty()) return 0;
  describe_differences(recording->exchanges.front().entry, recording->exchanges.back().entry);
  return 0;
}
