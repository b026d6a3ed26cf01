// How many requests a second dashsim answers, journal on, beside a minimal Beast server that
// answers a fixed message: reading an order and creating one, 32 connections; and how much memory
// it holds after many.
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <thread>

#include "load.hpp"
#include "support/child.hpp"
#include "table.hpp"

namespace dashsim::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using test::Child;

constexpr int kRounds = 15;
constexpr std::size_t kFixedBody = 1200;

class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(asio::ip::tcp::socket socket) : stream_(std::move(socket)) {
    stream_.socket().set_option(asio::ip::tcp::no_delay(true));
  }

  void do_read() {
    request_ = {};
    http::async_read(stream_, buffer_, request_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) self->do_write();
                     });
  }

 private:
  void do_write() {
    response_ = {http::status::ok, request_.version()};
    response_.set(http::field::content_type, "application/xml");
    response_.keep_alive(request_.keep_alive());
    response_.body() = std::string(kFixedBody, 'x');
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error) self->do_read();
                      });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
};

std::string order(const std::string& type) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Order>\n"
         "    <CustomerOrderId>123456789</CustomerOrderId>\n    <Name>Area Code Order</Name>\n"
         "    <BackOrderRequested>false</BackOrderRequested>\n" +
         type +
         "    <PartialAllowed>true</PartialAllowed>\n    <SiteId>743</SiteId>\n"
         "    <PeerId>303716</PeerId>\n</Order>\n";
}

std::string numbers_type() {
  std::string list;
  for (int i = 0; i < 4; ++i)
    list += fmt::format("<TelephoneNumber>{}</TelephoneNumber>\n", 9194390000 + i);
  return "<ExistingTelephoneNumberOrderType>\n<TelephoneNumberList>\n" + list +
         "</TelephoneNumberList>\n</ExistingTelephoneNumberOrderType>\n";
}

const std::string kSearchType =
    "    <CombinedSearchAndOrderType>\n        <AreaCode>804</AreaCode>\n"
    "        <State>VA</State>\n        <Lata>248</Lata>\n"
    "        <Quantity>1</Quantity>\n    </CombinedSearchAndOrderType>\n";

/// The order that is read over and over: four numbers, complete.
std::string make_order(int port) {
  const std::string answer =
      ask(port, request("POST", "/accounts/9900000/orders", order(numbers_type())));
  const std::size_t id = answer.find("<id>") + 4;
  ask(port, request("POST", "/_sim/clock/advance", R"({"until": "idle"})"));
  return "/accounts/9900000/orders/" + answer.substr(id, 36);
}

struct Rates {
  std::vector<double> ours, theirs;
  std::size_t failures = 0;
};

void add_row(Bench& bench, const std::string& what, const Rates& rates, double aim) {
  Row row{what, "requests/s", median(rates.ours), median(rates.theirs), {.ratio_min = aim}};
  row.failed = rates.failures != 0;
  bench.rows.push_back(row);
}

void measure_requests(Bench& bench, int threads) {
  const Child baseline({bench.self, "fixed", std::to_string(threads)});
  const std::string post = request("POST", "/accounts/9900000/orders", order(kSearchType));
  Rates reads;
  Rates creations;
  for (int round = 0; round < kRounds; ++round) {
    const Child dashsim(
        {bench.dashsim, "serve", "--port", "0", "--threads", std::to_string(threads)});
    const std::string get = request("GET", make_order(dashsim.port()));
    for (const auto& [rates, bytes] : {std::pair{&reads, &get}, {&creations, &post}}) {
      rates->theirs.push_back(
          run({.port = baseline.port(), .request = *bytes}).requests_per_second);
      const LoadResult ours = run({.port = dashsim.port(), .request = *bytes});
      rates->ours.push_back(ours.requests_per_second);
      rates->failures += ours.failures;
    }
  }
  const std::string with = threads == 1 ? "1 thread" : fmt::format("{} threads", threads);
  add_row(bench, "read an order, " + with, reads, 0.90);
  add_row(bench, "create an order, " + with, creations, 0.50);
}

/// Reads over many connections, each with one request under way.
void measure_crowd(Bench& bench, std::size_t connections) {
  const Child baseline({bench.self, "fixed", "1"});
  const Child dashsim({bench.dashsim, "serve", "--port", "0", "--threads", "1"});
  const std::string get = request("GET", make_order(dashsim.port()));
  Rates rates;
  for (int round = 0; round < 5; ++round) {
    rates.theirs.push_back(
        run({.port = baseline.port(), .request = get, .connections = connections})
            .requests_per_second);
    const LoadResult ours =
        run({.port = dashsim.port(), .request = get, .connections = connections});
    rates.ours.push_back(ours.requests_per_second);
    rates.failures += ours.failures;
  }
  add_row(bench, fmt::format("read an order, 1 thread, {} connections", connections), rates, 0.80);
}

}  // namespace

int be_a_fixed_answer(int threads) {
  asio::io_context io(threads);
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  fmt::print("{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::function<void()> accept = [&] {
    const auto serve = [&](beast::error_code error, asio::ip::tcp::socket socket) {
      if (!error) std::make_shared<Session>(std::move(socket))->do_read();
      accept();
    };
    // One thread needs no strands.
    threads == 1 ? acceptor.async_accept(serve)
                 : acceptor.async_accept(asio::make_strand(io), serve);
  };
  accept();
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back([&] { io.run(); });
  io.run();
  return 0;
}

void measure_requests(Bench& bench) {
  for (const int threads : {1, 2}) measure_requests(bench, threads);
  measure_crowd(bench, 900);
}

void measure_memory(Bench& bench) {
  const Child dashsim({bench.dashsim, "serve", "--port", "0", "--threads", "1"});
  const std::string get = request("GET", make_order(dashsim.port()));
  const LoadResult result =
      run({.port = dashsim.port(), .request = get, .seconds = 600, .answers_max = 200'000});
  Row row{
      "resident memory after 200,000 requests", "MB", dashsim.resident_mb(), {}, {.value_max = 40}};
  row.failed = result.failures != 0;
  bench.rows.push_back(row);
}

}  // namespace dashsim::bench
