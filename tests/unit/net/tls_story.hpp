#pragma once

#include <openssl/pem.h>

#include <boost/asio/ssl.hpp>

#include "net/tls.hpp"
#include "unit/net/listener_story.hpp"

namespace dashsim::net {

/// A listener that speaks HTTPS, and clients that trust it.
class TlsStory : public ListenerTest {
 protected:
  using Socket = asio::ssl::stream<tcp::socket>;

  void listen_tls(Handler handler, const Limits& limits = {}) {
    listen(std::move(handler), limits, *server_context(identity_));
  }
  Socket shake_hands() {
    Socket socket(connect(), client_tls_);
    socket.handshake(asio::ssl::stream_base::client);
    return socket;
  }
  /// What comes for `bytes` until the server takes its leave.
  std::string talk_tls(std::string_view bytes) {
    Socket socket = shake_hands();
    boost::system::error_code end;
    asio::write(socket, asio::buffer(bytes), end);
    std::string text;
    asio::read(socket, asio::dynamic_buffer(text), end);
    EXPECT_EQ(end, asio::error::eof) << end.message();
    return text;
  }

  const Identity identity_ = self_signed();
  asio::ssl::context client_tls_ = trusting(identity_);

 private:
  static asio::ssl::context trusting(const Identity& identity) {
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.set_verify_mode(asio::ssl::verify_peer);
    context.set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
    context.add_certificate_authority(asio::buffer(identity.certificates));
    return context;
  }
};

inline std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, 0);
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

/// The public key of an identity as DER, or as PEM.
inline std::string public_key_of(const Identity& identity, bool pem) {
  BIO* in = BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(in, nullptr, nullptr, nullptr);
  BIO* out = BIO_new(BIO_s_mem());
  if (pem) {
    PEM_write_bio_PUBKEY(out, key);
  } else {
    i2d_PUBKEY_bio(out, key);
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  const std::string bytes(text, static_cast<std::size_t>(size));
  BIO_free(out);
  EVP_PKEY_free(key);
  BIO_free(in);
  return bytes;
}

}  // namespace dashsim::net
