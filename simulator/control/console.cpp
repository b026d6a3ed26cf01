#include "control/console.hpp"

#include <algorithm>

#include "control/control.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

constexpr std::string_view kPage = "index.html";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/javascript; charset=utf-8";
}

/// Nothing but the console's own files and calls: what strangers have sent is shown, never run.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

bool takes_html(const net::Request& request) {
  return net::find_header(request.headers, "Accept").find("text/html") != std::string_view::npos;
}

}  // namespace

std::optional<net::Response> console_file(const net::Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  constexpr std::string_view kFolder = "/_sim/console/";
  std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path == "/_sim" && takes_html(request))
    return net::Response{302, {{"Location", "_sim/"}}, {}};  // below any mount
  if (path == "/_sim/" && takes_html(request)) {
    path = kPage;
  } else if (path.starts_with(kFolder)) {
    path.remove_prefix(kFolder.size());
  } else {
    return std::nullopt;
  }
  const auto file = std::ranges::find(console_files(), path, &ConsoleFile::name);
  if (file == console_files().end()) return std::nullopt;
  return net::Response{200,
                       {{"Content-Type", std::string(type_of(file->name))},
                        {"Cache-Control", "no-cache"},
                        {"Vary", "Accept"},
                        {"Content-Security-Policy", std::string(kPolicy)},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Referrer-Policy", "no-referrer"}},
                       std::string(file->text)};
}

}  // namespace dashsim::control
