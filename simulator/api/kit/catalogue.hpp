#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The operations that are documented, and the texts of their errors: tables that the build makes
/// of fixtures/catalogue. Router, error writing, `dashsim operations` and coverage read nothing
/// else.
namespace dashsim::api {

/// The forms in which the reference writes errors.
enum class Envelope : std::uint8_t {
  kResponseStatus,    ///< ResponseStatus/ErrorCode, Description
  kErrorList,         ///< ErrorList/Error/Code, Description
  kErrors,            ///< repeated Errors/Code, Description
  kStatus,            ///< Status/Code, Description
  kError,             ///< one Error/Code, Description
  kIrisStatus,        ///< irisStatus/Code, Description
  kLinks,             ///< no error at all, only where the list begins
  kErrorMessage,      ///< ErrorMessage with the text alone
  kBulkPortinStatus,  ///< BulkPortin/Status/Code, Description
};

struct StatusRoot {
  std::uint16_t status;
  std::string_view root;  ///< empty: no body is documented
};

struct StatusEnvelope {
  std::uint16_t status;
  Envelope envelope;
};

struct Operation {
  std::string_view name;  ///< "GET /accounts/{accountId}/orders", as the reference writes it
  std::span<const std::uint16_t> statuses;
  std::span<const std::string_view> request_roots;  ///< none: no body is documented
  std::span<const StatusRoot> response_roots;
  std::string_view error_root;  ///< for statuses whose body is not documented
  Envelope error_envelope;      ///< likewise
  std::span<const StatusEnvelope> envelopes;
  bool in_reference;  ///< false: only clients know it
  std::string_view method = name.substr(0, name.find(' '));
  std::string_view path = name.substr(name.find(' ') + 1);

  std::string_view root_for_error(int status) const;
  Envelope envelope_for_error(int status) const;
};

struct ErrorText {
  std::uint32_t code;
  std::string_view domain;  ///< the list of codes that it is from: one code may mean several things
  std::string_view text;    ///< with %s for what is known only when it happens
};

std::span<const Operation> operations();
std::vector<std::string> operation_names();
/// By code.
std::span<const ErrorText> error_texts();

/// The text of a code, its gaps filled from `about` in order; gaps left over are closed. Of several
/// meanings that of `domain`, or the first.
std::string error_text(std::uint32_t code, std::span<const std::string> about,
                       std::string_view domain = {});

/// Where a path leads. Literal segments match in any letter case; a literal wins over a
/// placeholder.
struct RouteMatch {
  const Operation* operation = nullptr;  ///< null: no operation of this method is documented there
  std::size_t index = 0;                 ///< of the operation in operations()
  std::vector<std::string_view>
      allowed;  ///< without an operation: methods that are documented; empty: an unknown path
};

/// Looks up paths of decoded segments.
class RouteFinder {
 public:
  RouteFinder();
  RouteMatch find(std::string_view method, std::span<const std::string> segments) const;
  /// The documented operations whose paths are most like this one, best first.
  std::vector<std::string> nearest(std::string_view method,
                                   std::span<const std::string> segments) const;

 private:
  struct Node {
    std::vector<std::pair<std::string, std::uint32_t>> literals;  // lower case
    std::uint32_t placeholder = 0;                                // 0: none
    std::vector<std::uint32_t> operations;
  };
  std::uint32_t descend(std::uint32_t node, std::string_view segment);
  const Node* walk(std::uint32_t node, std::span<const std::string> segments) const;

  std::vector<Node> nodes_;
};

}  // namespace dashsim::api
