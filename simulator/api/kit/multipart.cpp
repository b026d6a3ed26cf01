#include "api/kit/multipart.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::string_view kLineBreak = "\r\n";
constexpr std::size_t kBoundaryMax = 70;

/// The parameter of a header such as `form-data; name="a"; filename="b"`; nothing if absent.
std::optional<std::string_view> parameter(std::string_view header, std::string_view name) {
  std::size_t semicolon = header.find(';');
  while (semicolon != std::string_view::npos) {
    std::string_view rest = header.substr(semicolon + 1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = kernel::trim(rest.substr(0, equals));
    rest = rest.substr(equals + 1);
    const bool quoted = rest.starts_with('"');
    const std::size_t end = quoted ? rest.find('"', 1) : rest.find(';');
    if (quoted && end == std::string_view::npos) return std::nullopt;
    if (kernel::same_word(key, name))
      return quoted ? rest.substr(1, end - 1) : kernel::trim(rest.substr(0, end));
    header = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
    semicolon = header.find(';');
  }
  return std::nullopt;
}

/// A line that parts one content from the next.
struct Delimiter {
  std::size_t begin = 0;  ///< where the content before it ends
  std::size_t end = 0;    ///< where that behind it begins
  bool last = false;
};

/// A line is a delimiter only as a whole: what merely begins like one is content.
std::optional<Delimiter> next_delimiter(std::string_view body, std::string_view mark,
                                        std::size_t from) {
  for (std::size_t at = body.find(mark, from); at != std::string_view::npos;
       at = body.find(mark, at + 1)) {
    const bool begins_line = at == 0 || (at >= 2 && body.substr(at - 2, 2) == kLineBreak);
    if (!begins_line) continue;
    std::size_t end = at + mark.size();
    const bool last = body.substr(end, 2) == "--";
    if (last) end += 2;
    end = std::min(body.find_first_not_of(" \t", end), body.size());
    const bool ends_line = body.substr(end, 2) == kLineBreak || (last && end == body.size());
    if (ends_line) return Delimiter{at == 0 ? 0 : at - 2, std::min(end + 2, body.size()), last};
  }
  return std::nullopt;
}

/// What stands between two delimiters: headers, an empty line, content.
std::optional<FormPart> read_part(std::string_view text) {
  FormPart part;
  while (!text.starts_with(kLineBreak)) {
    const std::size_t line_end = text.find(kLineBreak);
    if (line_end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, line_end);
    text.remove_prefix(line_end + kLineBreak.size());
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = kernel::trim(line.substr(0, colon));
    const std::string_view value = kernel::trim(line.substr(colon + 1));
    if (kernel::same_word(name, "Content-Type")) part.content_type = value;
    if (kernel::same_word(name, "Content-Disposition"))
      part.is_file = parameter(value, "filename") || parameter(value, "filename*");
  }
  part.content = text.substr(kLineBreak.size());
  return part;
}

}  // namespace

std::string media_type(std::string_view content_type) {
  return kernel::lower_case(kernel::trim(content_type.substr(0, content_type.find(';'))));
}

std::optional<std::vector<FormPart>> read_form(std::string_view body,
                                               std::string_view content_type) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kBoundaryMax) return std::nullopt;
  const std::string mark = "--" + std::string(*boundary);
  std::vector<FormPart> parts;
  auto before = next_delimiter(body, mark, 0);
  while (before && !before->last) {
    // The line break of a delimiter may be that of the line in front of it.
    const auto after = next_delimiter(body, mark, before->end);
    if (!after || after->begin < before->end) return std::nullopt;
    const auto part = read_part(body.substr(before->end, after->begin - before->end));
    if (!part) return std::nullopt;
    parts.push_back(*part);
    before = after;
  }
  if (!before) return std::nullopt;
  return parts;
}

}  // namespace dashsim::api
