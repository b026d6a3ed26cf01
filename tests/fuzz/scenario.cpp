// Whatever the bytes, a scenario is loaded or complained of, never both and never neither.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "scenario/builtins.hpp"
#include "scenario/load.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dashsim::scenario;
  static const Loader kLoader(builtins(), [](const std::string&) { return std::nullopt; });
  const Loaded loaded =
      kLoader.load_text("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  if ((loaded.scenario == nullptr) == loaded.complaints.empty()) std::abort();
  return 0;
}
