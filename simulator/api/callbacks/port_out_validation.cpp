#include "api/callbacks/port_out_validation.hpp"

#include <fmt/format.h>

#include "api/kit/catalogue.hpp"
#include "api/kit/fields.hpp"
#include "kernel/text.hpp"
#include "xml/reader.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kUnexpectedStatus = 7593;
constexpr std::uint32_t kSomethingToFix = 7594;
constexpr std::uint32_t kEmptyBody = 7595;
constexpr std::uint32_t kRefusedWithoutErrors = 7596;
constexpr std::uint32_t kUnrecognizedCode = 7597;

/// The codes of the reference's table.
bool is_known(std::uint64_t code) {
  return (code >= 7510 && code <= 7519) || code == 7522 || code == 7598 || code == 7599;
}

std::string remark(std::uint32_t code, const std::vector<std::string>& about = {}) {
  return fmt::format("{}: {}", code, error_text(code, about));
}

/// What is in an answer, wherever it stands.
struct Content {
  std::optional<bool> portable;
  std::vector<std::string> codes;
};

void collect(const xml::Element& element, Content& content) {
  const std::string_view text = element.text();
  if (element.name() == "Portable") content.portable = kernel::parse_flag(text);
  if ((element.name() == "Code" || element.name() == "ErrorCode") && !text.empty())
    content.codes.emplace_back(text);
  for (const xml::Element child : element.children()) collect(child, content);
}

void judge(const Content& content, int status, world::Verdict& verdict) {
  if (content.portable == true) return;
  for (const std::string& text : content.codes) {
    const auto code = kernel::parse_whole(text);
    if (code && is_known(*code)) {
      verdict.errors.push_back({static_cast<std::uint32_t>(*code), {}});
    } else {
      verdict.remarks.push_back(remark(kUnrecognizedCode, {"Port-out validation", text}));
    }
  }
  if (!content.codes.empty()) return;
  if (content.portable == false) {
    verdict.remarks.push_back(remark(kRefusedWithoutErrors));
  } else if (status >= 400) {
    verdict.remarks.push_back(remark(kSomethingToFix, {std::to_string(status)}));
  }
}

}  // namespace

std::string write_validation(const world::ValidationRequest& request) {
  xml::Writer out;
  write_kept(request.document, out);
  return out.take();
}

world::Verdict read_verdict(int status, const std::string& body) {
  world::Verdict verdict;
  const std::string shown = std::to_string(status);
  const bool documented = status == 200 || status == 400 || status == 500;
  if (!documented) verdict.remarks.push_back(remark(kUnexpectedStatus, {shown}));
  if (kernel::trim(body).empty()) {
    if (status >= 400) verdict.remarks.push_back(remark(kEmptyBody, {shown}));
    return verdict;
  }
  const auto read = xml::Document::read(body);
  const auto* document = std::get_if<xml::Document>(&read);
  if (document == nullptr || status >= 500) {
    verdict.remarks.push_back(remark(kSomethingToFix, {shown}));
    return verdict;
  }
  Content content;
  collect(document->root(), content);
  judge(content, status, verdict);
  return verdict;
}

}  // namespace dashsim::api
