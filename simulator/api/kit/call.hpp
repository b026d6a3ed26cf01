#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/kit/catalogue.hpp"
#include "net/message.hpp"
#include "world/world.hpp"
#include "xml/reader.hpp"

/// A request on its way to a handler.
namespace dashsim::api {

/// A path and query, taken apart: prefixes, slashes and percent-escapes are dealt with.
struct Target {
  std::string prefix;                 ///< as the caller wrote it: "", "/api", "/v1.0", ...
  std::vector<std::string> segments;  ///< decoded, without empty ones
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  std::string raw_query;                                   ///< as sent, without the question mark

  /// Values of a parameter, whose name matches in any letter case.
  std::vector<std::string_view> all(std::string_view name) const;
  /// The first value; empty if the parameter is absent.
  std::string_view value(std::string_view name) const;
  bool has(std::string_view name) const { return !all(name).empty(); }
};

/// Nothing if an escape is malformed, or if a segment or parameter is no text of one line.
std::optional<Target> parse_target(std::string_view target);
/// Path and query of an absolute URL.
std::string_view without_authority(std::string_view url);
std::string percent_encode(std::string_view text);
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

class Call {
 public:
  Call(const Operation& operation, const Target& target, const world::User& user,
       const net::Request& request, std::string base_url, std::optional<xml::Document> document)
      : operation_(operation),
        target_(target),
        user_(user),
        request_(request),
        base_url_(std::move(base_url)),
        document_(std::move(document)) {}

  const Operation& operation() const { return operation_; }
  const world::User& user() const { return user_; }
  const Target& target() const { return target_; }

  /// What stands in the place of a placeholder such as "siteId"; empty if the path has none of that
  /// name.
  std::string_view path(std::string_view placeholder) const;
  /// A placeholder as a number; 0, which is nobody's id, if it is none.
  std::uint64_t path_number(std::string_view placeholder) const;
  world::AccountId account() const { return {path_number("accountId")}; }
  world::SiteId site() const { return {path_number("siteId")}; }
  world::SipPeerId sip_peer() const { return {path_number("sippeerId")}; }
  /// The id of the route, whether the reference spells it orderid, disconnectid or lidbid there.
  std::string_view order_id() const;

  std::string_view query(std::string_view name) const { return target_.value(name); }

  /// Root of the request's document; there is one where the catalogue knows a request root.
  xml::Element document() const { return document_->root(); }
  /// The request's body as it came, for operations that take something other than XML.
  std::string_view body() const { return request_.body; }
  /// A header, its name in any letter case; empty if absent.
  std::string_view header(std::string_view name) const {
    return net::find_header(request_.headers, name);
  }

  /// An absolute URL with the caller's own prefix: `path` begins with /accounts.
  std::string url(std::string_view path) const {
    return base_url_ + target_.prefix + std::string(path);
  }
  /// The URL of what this request created: its own path and the new id.
  std::string url_of_created(std::string_view id) const;
  /// The URL of this request with one query parameter changed.
  std::string url_with(std::string_view name, std::string_view value) const;
  /// Likewise, without that parameter.
  std::string url_without(std::string_view name) const;

 private:
  std::string changed_url(std::string_view name, std::optional<std::string_view> value) const;
  /// The path of the request as it can be asked for again, without prefix and query.
  std::string path_text() const;

  const Operation& operation_;
  const Target& target_;
  const world::User& user_;
  const net::Request& request_;
  std::string base_url_;
  std::optional<xml::Document> document_;
};

}  // namespace dashsim::api
