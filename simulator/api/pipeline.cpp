#include "api/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "api/authentication.hpp"
#include "api/explain.hpp"
#include "api/families.hpp"
#include "api/faults.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {

/// What becomes known of an exchange on its way, for the journal.
struct Pipeline::Exchange {
  std::string_view operation;
  std::string user;
  std::string diagnosis;
};

namespace {

constexpr std::uint32_t kInternalError = 1000;
constexpr std::uint32_t kAccessDenied = 1001;

constexpr std::string_view kXml = "application/xml";

net::Response xml_response(int status, std::string body) {
  net::Response response{status, {}, std::move(body)};
  response.headers.reserve(3);  // with the date and a location
  if (!response.body.empty()) response.headers.push_back({"Content-Type", std::string(kXml)});
  return response;
}

net::Response file_response(Reply reply) {
  return {reply.status,
          {{"Content-Type", std::move(reply.content_type)},
           {"Content-Disposition", fmt::format("attachment; filename=\"{}\"", reply.file_name)}},
          std::move(reply.body)};
}

net::Response refused(const Refusals& refusals, const Operation& operation) {
  return xml_response(refusals.status, render(refusals, operation));
}

net::Response challenge() {
  // Java's client sends credentials only after this header, on the same connection; the reference
  // shows no body.
  return {401, {{"WWW-Authenticate", "Basic realm=\"dashsim\""}}, {}};
}

std::string_view base_method(std::string_view method) {
  return method == "HEAD" ? "GET" : method;
}

/// The account that the path names is one that the user may work on.
bool has_access(const Call& call, const world::World& world) {
  if (call.path("accountId").empty()) return true;
  return call.user().may_access(call.account()) && world.accounts().find(call.account()) != nullptr;
}

/// The request's document where the operation has one; nothing where it has none.
Result<std::optional<xml::Document>> read_document(const net::Request& request,
                                                   const Operation& operation,
                                                   const xml::Limits& limits) {
  std::optional<xml::Document> none;
  if (request.body_too_large) return bad_request(413, "the body is larger than this server takes");
  if (operation.request_roots.empty()) return none;
  auto read = xml::Document::read(request.body, limits);
  if (const auto* fault = std::get_if<xml::Fault>(&read)) {
    return bad_request(fault->kind == xml::FaultKind::kTooComplex ? 413 : 400, fault->text);
  }
  auto& document = std::get<xml::Document>(read);
  const std::string_view root = document.root().name();
  if (std::ranges::find(operation.request_roots, root) == operation.request_roots.end()) {
    return bad_request(400, fmt::format("the root element is <{}>, not <{}>", root,
                                        fmt::join(operation.request_roots, "> or <")));
  }
  return std::optional<xml::Document>(std::move(document));
}

net::Response run(const Handler& handler, const Call& call, world::World& world,
                  std::string& diagnosis) {
  try {
    Result<Reply> result = handler.run(call, world);
    if (!result) return refused(result.error(), call.operation());
    std::string location = std::move(result->location);
    net::Response response = result->content_type.empty()
                                 ? xml_response(result->status, std::move(result->body))
                                 : file_response(*std::move(result));
    if (!location.empty()) response.headers.push_back({"Location", std::move(location)});
    return response;
  } catch (const std::exception& error) {
    // A bug of ours. It must not take the server down, and it must be seen.
    diagnosis = fmt::format("{} failed: {}", call.operation().name, error.what());
    return refused(refuse(500, kInternalError), call.operation());
  }
}

world::ExchangeView::HeaderViews views(const net::Headers& headers) {
  world::ExchangeView::HeaderViews views;
  views.reserve(headers.size());
  for (const auto& [name, value] : headers) views.emplace_back(name, value);
  return views;
}

std::string diagnosis_of(const world::FaultHit& hit) {
  return fmt::format("fault '{}': {}", hit.fault.name,
                     scenario::kMishaps[static_cast<std::size_t>(hit.fault.connection)]);
}

bool keeps_answer_back(const world::FaultHit& hit) {
  const auto mishap = hit.fault.connection;
  return mishap != scenario::Mishap::kNone && mishap != scenario::Mishap::kHalf &&
         mishap != scenario::Mishap::kSlow;
}

/// Where links begin: with the caller's own Host, if that is one.
std::string base_url(const net::Request& request, std::string_view mount) {
  constexpr std::string_view kHostCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]";
  const std::string_view host = net::find_header(request.headers, "Host");
  const bool usable =
      !host.empty() && host.find_first_not_of(kHostCharacters) == std::string_view::npos;
  std::string url(request.secure ? "https://" : "http://");
  return url.append(usable ? host : "localhost").append(mount);
}

}  // namespace

net::Response undocumented(int status, const std::string& diagnosis) {
  net::Response response =
      xml_response(status, reply(status, "ErrorResponse", [&](xml::Writer& out) {
                             out.open("ResponseStatus").element("Description", diagnosis).close();
                           }).body);
  response.headers.push_back({"X-Sim-Diagnosis", diagnosis});
  return response;
}

bool is_placed_by_us(const Operation& operation) {
  return operation.name == "POST /callbacks/notificationCallbackApi" ||
         operation.name == "POST /callbacks/portOutValidationCallbackApi";
}

Pipeline::Pipeline(const xml::Limits& xml_limits) : Pipeline(xml_limits, all_routes()) {}

Pipeline::Pipeline(const xml::Limits& xml_limits, Routes routes)
    : routes_(std::move(routes)), xml_limits_(xml_limits) {}

RouteMatch Pipeline::find_route(const net::Request& request, const Target& target) const {
  return finder_.find(base_method(request.method), target.segments);
}

Arrival Pipeline::receive(net::Request request, std::string_view mount) const {
  Arrival arrival;
  arrival.base_url = base_url(request, mount);
  arrival.target = parse_target(request.target);
  if (arrival.target) arrival.match = find_route(request, *arrival.target);
  arrival.credentials = read_credentials(request.headers);
  arrival.request = std::move(request);
  return arrival;
}

net::Response Pipeline::handle(const Arrival& arrival, world::World& world) const {
  Exchange exchange;
  net::Response response = answer_in_spite_of_fault(arrival, world, exchange);
  const std::string_view wish = net::find_header(arrival.request.headers, kExplainHeader);
  if (!wish.empty() && wish != "0")
    response.headers.push_back({std::string(kExplainHeader), explain(arrival, response, world)});
  response.headers.push_back({"Date", kernel::format_http_date(world.now())});

  record(arrival, exchange, response, world.now(), world.journal());
  return response;
}

/// The journal has what the client gets, not what was meant for it.
void Pipeline::record(const Arrival& arrival, Exchange& exchange, const net::Response& response,
                      kernel::VirtualTime now, world::Journal& journal) {
  const net::Request& request = arrival.request;
  const std::string url = arrival.base_url + kernel::as_text(request.target);
  world::ExchangeView record;
  record.time = now;
  record.method = request.method;
  record.url = url;
  record.operation = exchange.operation;
  record.user = exchange.user;
  record.request_headers = views(request.headers);
  record.request_body = request.body;
  if (arrival.fault) {
    record.fault = arrival.fault->fault.name;
    if (arrival.fault->fault.connection != scenario::Mishap::kNone)
      exchange.diagnosis = diagnosis_of(*arrival.fault);
  }
  record.diagnosis = exchange.diagnosis;
  if (!arrival.fault || !keeps_answer_back(*arrival.fault)) {
    record.status = response.status;
    record.response_headers = views(response.headers);
    if (request.method != "HEAD") record.response_body = response.body;
  }
  journal.record(record);
}

void Pipeline::meet_fault(Arrival& arrival, world::World& world) {
  arrival.fault = api::meet_fault(arrival, world);
}

net::Response Pipeline::answer_in_spite_of_fault(const Arrival& arrival, world::World& world,
                                                 Exchange& exchange) const {
  if (!arrival.fault) return answer(arrival, world, exchange);
  net::Response response;
  if (keeps_from_operation(*arrival.fault)) {
    exchange.user = arrival.credentials.user;
    if (arrival.match.operation != nullptr) exchange.operation = arrival.match.operation->name;
  } else {
    response = answer(arrival, world, exchange);
  }
  if (keeps_from_operation(*arrival.fault) || replaces_answer(*arrival.fault))
    response = answer_of_fault(*arrival.fault, arrival.match.operation, world);
  spoil(response, *arrival.fault);
  return response;
}

net::Response Pipeline::unreadable_target(const net::Request& request, Exchange& exchange) const {
  exchange.diagnosis = "the path or query has a malformed percent-escape or is no text";
  const std::string_view path(request.target.data(),
                              std::min(request.target.find('?'), request.target.size()));
  const std::optional<Target> readable = parse_target(path);
  const RouteMatch match = readable ? find_route(request, *readable) : RouteMatch{};
  if (match.operation == nullptr) return undocumented(400, exchange.diagnosis);
  exchange.operation = match.operation->name;
  return refused(bad_request(400, exchange.diagnosis), *match.operation);
}

net::Response Pipeline::answer(const Arrival& arrival, world::World& world,
                               Exchange& exchange) const {
  const net::Request& request = arrival.request;
  const std::optional<Target>& target = arrival.target;
  if (!target) return unreadable_target(request, exchange);
  if (is_token_endpoint(*target)) return give_token(request, world, exchange.user);

  const world::User* user = find_user(world, arrival.credentials);
  if (user == nullptr) return challenge();
  exchange.user = user->name;

  const RouteMatch& match = arrival.match;
  if (match.operation == nullptr && match.allowed.empty()) {
    exchange.diagnosis =
        fmt::format("No documented operation has this path. Nearest: {}",
                    fmt::join(finder_.nearest(request.method, target->segments), "; "));
    return undocumented(404, exchange.diagnosis);
  }
  if (match.operation == nullptr) {
    exchange.diagnosis =
        fmt::format("This path is documented for {} only", fmt::join(match.allowed, ", "));
    net::Response response = undocumented(405, exchange.diagnosis);
    response.headers.push_back({"Allow", fmt::format("{}", fmt::join(match.allowed, ", "))});
    return response;
  }
  const Operation& operation = *match.operation;
  exchange.operation = operation.name;

  const Call bare(operation, *target, *user, request, {}, std::nullopt);
  if (!has_access(bare, world)) return refused(refuse(403, kAccessDenied), operation);
  const Handler* handler = routes_.find(match.index);
  if (handler == nullptr) {
    exchange.diagnosis =
        fmt::format("{} is documented, but dashsim has not built it yet", exchange.operation);
    net::Response response = refused({501, {{0, exchange.diagnosis}}, {}}, operation);
    response.headers.push_back({"X-Sim-Diagnosis", exchange.diagnosis});
    return response;
  }
  Result<std::optional<xml::Document>> document = read_document(request, operation, xml_limits_);
  if (!document) return refused(document.error(), operation);
  const Call call(operation, *target, *user, request, arrival.base_url, *std::move(document));
  return run(*handler, call, world, exchange.diagnosis);
}

bool Pipeline::polls(const Arrival& arrival, const world::World& world) const {
  const RouteMatch& match = arrival.match;
  if (arrival.request.method != "GET" || match.operation == nullptr) return false;
  const Handler* handler = routes_.find(match.index);
  if (handler == nullptr || !handler->polls) return false;
  const world::User* user = find_user(world, arrival.credentials);
  if (user == nullptr) return false;
  const Call call(*match.operation, *arrival.target, *user, arrival.request, {}, std::nullopt);
  return handler->polls(call, world) && has_access(call, world);
}

}  // namespace dashsim::api
