#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Small questions about text that every layer asks. ASCII only: the protocol's words are.
namespace dashsim::kernel {

/// Equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);
/// Equal; how long it takes to say so tells nothing of where two texts of one length differ.
bool same_secret(std::string_view a, std::string_view b);
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
bool all_digits(std::string_view text);  ///< false for empty text
/// Without white space at both ends.
std::string_view trim(std::string_view text);

/// A decimal number without sign; nothing else, not even white space, and no overflow.
std::optional<std::uint64_t> parse_whole(std::string_view text);
/// "true" or "false" in any letter case.
std::optional<bool> parse_flag(std::string_view text);

/// Whether `text` matches `pattern`, in which * stands for any characters and ? for one.
bool matches(std::string_view pattern, std::string_view text);

/// Insertions, deletions, changes and swaps of neighbours that turn `a` into `b`, letter case
/// aside.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The word nearest to `wrong` if one is near enough to be a slip of the pen; empty otherwise.
std::string_view nearest(std::string_view wrong, std::span<const std::string_view> words);

/// Whether `bytes` are UTF-8 without control characters (line breaks and tabs aside) and without
/// what XML and JSON cannot carry.
bool is_text(std::string_view bytes);
/// `bytes` if they are text; else with a question mark for every byte that is not ASCII text.
std::string as_text(std::string_view bytes);

std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace dashsim::kernel
