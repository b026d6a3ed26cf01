#include "support/client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "kernel/text.hpp"
#include "xml/reader.hpp"

namespace dashsim::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

/// Every element that the path leads to, below `element`.
void collect(const xml::Element& element, std::span<const std::string_view> path,
             std::vector<std::string>& texts) {
  if (path.empty()) return texts.emplace_back(element.text()), void();
  for (const xml::Element child : element.children()) {
    if (child.name() == path.front()) collect(child, path.subspan(1), texts);
  }
}

std::vector<std::string> texts_at(const std::string& body, std::string_view path) {
  auto read = xml::Document::read(body);
  std::vector<std::string> texts;
  if (const auto* document = std::get_if<xml::Document>(&read)) {
    collect(document->root(), kernel::split(path, '/'), texts);
  }
  return texts;
}

}  // namespace

std::string Answer::created_id() const {
  const std::string url = location();
  return url.substr(url.rfind('/') + 1);
}

std::string Answer::at(std::string_view path) const {
  const auto texts = texts_at(body, path);
  return texts.empty() ? std::string() : texts.front();
}

std::vector<std::string> Answer::all(std::string_view path) const {
  return texts_at(body, path);
}

std::size_t Answer::count(std::string_view path) const {
  return all(path).size();
}

class Client::Connection {
 public:
  Connection(std::uint16_t port, const std::string& trusted) : socket_(io_) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    socket_.set_option(asio::ip::tcp::no_delay(true));
    constexpr std::size_t kReadAtOnce = 64U << 10U;
    buffer_.reserve(kReadAtOnce);  // journals are long, and Beast reads what has room here
    if (trusted.empty()) return;
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.add_certificate_authority(asio::buffer(trusted));
    context.set_verify_mode(asio::ssl::verify_peer);
    tls_.emplace(socket_, context);
    tls_->handshake(asio::ssl::stream_base::client);
  }

  bool write(std::string_view bytes) {
    boost::system::error_code error;
    if (tls_) {
      asio::write(*tls_, asio::buffer(bytes), error);
    } else {
      asio::write(socket_, asio::buffer(bytes), error);
    }
    return !error;
  }

  /// Status 0 when the connection ended.
  Answer read(bool head) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    parser.skip(head);
    boost::system::error_code error;
    if (tls_) {
      http::read(*tls_, buffer_, parser, error);
    } else {
      http::read(socket_, buffer_, parser, error);
    }
    Answer answer;
    if (error) return answer;
    answer.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get()) {
      answer.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    }
    answer.body = parser.get().body();
    open_ = parser.get().keep_alive();
    return answer;
  }

  bool open() const { return open_; }

 private:
  asio::io_context io_;
  asio::ip::tcp::socket socket_;
  std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
  boost::beast::flat_buffer buffer_;
  bool open_ = true;
};

Client::Client(std::uint16_t port, const std::string& trusted) : port_(port), trusted_(trusted) {}
Client::~Client() = default;

Answer Client::send(const std::string& method, const std::string& target,
                    const net::Headers& headers, const std::string& body) {
  std::string text = method + " " + target + " HTTP/1.1\r\n";
  for (const net::Header& header : headers) text += header.name + ": " + header.value + "\r\n";
  if (!body.empty() || method == "POST" || method == "PUT") {
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  text += "\r\n" + body;
  if (!connection_ || !connection_->open())
    connection_ = std::make_unique<Connection>(port_, trusted_);
  connection_->write(text);
  Answer answer = connection_->read(method == "HEAD");
  if (answer.status == 0) connection_.reset();
  return answer;
}

std::vector<Answer> Client::send_raw(std::string_view bytes, std::size_t answers) {
  Connection connection(port_, trusted_);
  connection.write(bytes);
  std::vector<Answer> list;
  while (list.size() < answers) {
    list.push_back(connection.read(false));
    if (list.back().status == 0) break;
  }
  return list;
}

}  // namespace dashsim::test
