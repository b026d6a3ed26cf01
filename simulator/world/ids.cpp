#include "world/ids.hpp"

#include <algorithm>
#include <iterator>

#include "kernel/text.hpp"

namespace dashsim::world {

bool Tn::is_toll_free() const {
  constexpr std::uint64_t kTollFree[] = {800, 833, 844, 855, 866, 877, 888};
  return std::ranges::find(kTollFree, npa()) != std::end(kTollFree);
}

std::string to_text(Tn tn) {
  return std::to_string(tn.value);
}

std::optional<Tn> parse_tn(std::string_view text) {
  if (text.size() != 10 || !kernel::all_digits(text) || text[0] < '2' || text[3] < '2')
    return std::nullopt;
  return Tn{*kernel::parse_whole(text)};
}

}  // namespace dashsim::world
