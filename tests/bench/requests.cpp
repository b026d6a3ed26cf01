// How many requests a second dashsim answers, journal on, beside a minimal Beast server that
// answers a fixed message: reading an order and creating one, 32 connections, one serving thread.
//   bench_requests PATH_TO_DASHSIM
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <memory>

#include "child.hpp"
#include "load.hpp"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using dashsim::bench::ask;
using dashsim::bench::Child;
using dashsim::bench::LoadResult;
using dashsim::bench::request;
using dashsim::bench::run;

constexpr int kRounds = 15;
constexpr std::size_t kFixedBody = 1200;

/// What one writes first with Beast: read a message, answer a message.
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

int be_the_baseline() {
  asio::io_context io(1);
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  fmt::print("{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::function<void()> accept = [&] {
    acceptor.async_accept([&](beast::error_code error, asio::ip::tcp::socket socket) {
      if (!error) std::make_shared<Session>(std::move(socket))->do_read();
      accept();
    });
  };
  accept();
  io.run();
  return 0;
}

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

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "baseline") return be_the_baseline();
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_requests PATH_TO_DASHSIM\n");
    return 2;
  }
  const Child baseline({argv[0], "baseline"});
  const std::string post = request("POST", "/accounts/9900000/orders", order(kSearchType));
  struct Row {
    const char* name;
    double aim;
    std::vector<double> ratios, ours, theirs;
    LoadResult last;
  } rows[] = {{"read an order", 0.85, {}, {}, {}, {}}, {"create an order", 0.50, {}, {}, {}, {}}};
  for (int round = 0; round < kRounds; ++round) {
    const Child dashsim({argv[1], "serve", "--port", "0", "--threads", "1"});
    const std::string get = request("GET", make_order(dashsim.port()));
    for (Row& row : rows) {
      const std::string& bytes = &row == &rows[0] ? get : post;
      const LoadResult theirs = run({.port = baseline.port(), .request = bytes});
      row.last = run({.port = dashsim.port(), .request = bytes});
      row.ours.push_back(row.last.requests_per_second);
      row.theirs.push_back(theirs.requests_per_second);
      row.ratios.push_back(row.last.requests_per_second / theirs.requests_per_second);
    }
  }
  fmt::print("{:18} {:>10} {:>10} {:>7} {:>5} {:>11}   (medians of {} rounds; requests a second)\n",
             "", "dashsim", "baseline", "ratio", "aim", "body bytes", kRounds);
  bool good = true;
  for (const Row& row : rows) {
    const double ratio = median(row.ratios);
    good = good && ratio >= row.aim && row.last.failures == 0;
    fmt::print("{:18} {:>10.0f} {:>10.0f} {:>7.2f} {:>5.2f} {:>11}{}\n", row.name, median(row.ours),
               median(row.theirs), ratio, row.aim, row.last.body_bytes,
               row.last.failures == 0 ? "" : "   FAILURES");
  }
  fmt::print("aims: {}\n", good ? "met" : "MISSED");
  return good ? 0 : 1;
}
