#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace boost::asio::ssl {
class context;
}
struct evp_pkey_st;
struct ssl_st;

/// Keys, certificates and whom to trust. Its random bytes and dates stay in TLS: nothing of them
/// reaches an answer.
namespace dashsim::net {

/// What one side of TLS needs to begin connections; shared by all of them.
using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// Who a server is: its certificate, followed by its chain if there is one, and its key, as PEM.
struct Identity {
  std::string certificates;
  std::string key;
};

/// A new identity for localhost, 127.0.0.1 and ::1, valid for a year. Clients trust it by its
/// certificate. Throws when there is no more chance or memory to make it of.
Identity self_signed();

/// For servers: TLS 1.2 or later. Fails when a text is no PEM or the key is not the certificate's.
[[nodiscard]] boost::system::result<TlsContext> server_context(const Identity& identity);

/// For clients that trust the system's roots and those of a PEM text, which may be empty. Fails
/// when it is no PEM.
[[nodiscard]] boost::system::result<TlsContext> client_context(std::string_view authorities);

/// For clients that find out in another way whom they talk to, or do not care.
[[nodiscard]] TlsContext trusting_context();

/// A key that the certificate of the other side has to carry.
class PinnedKey {
 public:
  /// Reads a public key or a certificate that carries it: PEM, or base64 of PEM or DER. Nothing if
  /// it is neither.
  static std::optional<PinnedKey> read(std::string_view text);

  /// Whether the other side has shown that it has the key; to be asked after the handshake.
  bool is_of_peer(const ssl_st* connection) const;

 private:
  explicit PinnedKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace dashsim::net
