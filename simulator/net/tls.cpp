#include "net/tls.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <stdexcept>
#include <vector>

namespace dashsim::net {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using ErrorCode = boost::system::error_code;

constexpr long kDay = 24L * 3600;
constexpr long kLife = 365 * kDay;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

void require(bool good) {
  if (!good) throw std::runtime_error("OpenSSL cannot make a certificate");
}

void add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Clients that keep certificates tell two of one name by their numbers.
void set_serial_number(X509* certificate) {
  std::uint64_t number = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number) == 1);
  require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1U) == 1);
}

Certificate make_certificate(EVP_PKEY* key) {
  Certificate made(X509_new());
  require(made && X509_set_version(made.get(), X509_VERSION_3) == 1);
  set_serial_number(made.get());
  // From yesterday on: the clocks of containers and their hosts differ.
  require(X509_gmtime_adj(X509_getm_notBefore(made.get()), -kDay) != nullptr);
  require(X509_gmtime_adj(X509_getm_notAfter(made.get()), kLife) != nullptr);
  X509_NAME* name = X509_get_subject_name(made.get());
  const auto* text = reinterpret_cast<const unsigned char*>("dashsim");
  require(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC, text, -1, -1, 0) == 1);
  require(X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key) == 1);
  add_extension(made.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
  add_extension(made.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(made.get(), NID_key_usage, "critical,digitalSignature");
  add_extension(made.get(), NID_ext_key_usage, "serverAuth");
  add_extension(made.get(), NID_subject_key_identifier, "hash");
  require(X509_sign(made.get(), key, EVP_sha256()) != 0);
  return made;
}

std::string text_of(const Bio& bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Bio bio_of(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Without it, OpenSSL would ask on the terminal for the password of a key that has one.
int no_password(char* /*buffer*/, int /*size*/, int /*purpose*/, void* /*data*/) {
  return -1;
}

TlsContext modern(ssl::context::method method) {
  auto context = std::make_shared<ssl::context>(method);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_options(ssl::context::default_workarounds | SSL_OP_NO_RENEGOTIATION);
  return context;
}

ErrorCode last_error() {
  return {static_cast<int>(ERR_get_error()), asio::error::get_ssl_category()};
}

Key key_of_certificate(const Certificate& certificate) {
  return Key(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
}

Key read_pem(std::string_view text) {
  if (Key key{PEM_read_bio_PUBKEY(bio_of(text).get(), nullptr, no_password, nullptr)}) return key;
  return key_of_certificate(
      Certificate(PEM_read_bio_X509(bio_of(text).get(), nullptr, no_password, nullptr)));
}

Key read_der(const std::string& bytes) {
  const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* at = begin;
  if (Key key{d2i_PUBKEY(nullptr, &at, static_cast<long>(bytes.size()))}) return key;
  at = begin;
  return key_of_certificate(Certificate(d2i_X509(nullptr, &at, static_cast<long>(bytes.size()))));
}

/// White space may stand anywhere. Empty if it is no base64.
std::string base64_decode(std::string_view text) {
  std::string dense;
  std::ranges::remove_copy_if(text, std::back_inserter(dense), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  });
  std::string bytes(dense.size() / 4 * 3, 0);
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(dense.data()),
                                   static_cast<int>(dense.size()));
  if (size < 0) return {};
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

Key read_key(std::string_view text) {
  constexpr std::string_view kPem = "-----BEGIN";
  constexpr std::size_t kTextMax = 64U << 10U;
  if (text.size() > kTextMax) return nullptr;
  if (text.find(kPem) != std::string_view::npos) return read_pem(text);
  const std::string bytes = base64_decode(text);
  return bytes.find(kPem) != std::string::npos ? read_pem(bytes) : read_der(bytes);
}

}  // namespace

Identity self_signed() {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  const Certificate certificate = make_certificate(key.get());
  const Bio certificate_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
  const Bio key_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                   nullptr) == 1);
  return {text_of(certificate_text), text_of(key_text)};
}

boost::system::result<TlsContext> server_context(const Identity& identity) {
  const TlsContext context = modern(ssl::context::tls_server);
  SSL_CTX_set_default_passwd_cb(context->native_handle(), no_password);
  ErrorCode error;
  if (context->use_certificate_chain(asio::buffer(identity.certificates), error)) return error;
  if (context->use_private_key(asio::buffer(identity.key), ssl::context::pem, error)) return error;
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) return last_error();
  return context;
}

boost::system::result<TlsContext> client_context(std::string_view authorities) {
  const TlsContext context = modern(ssl::context::tls_client);
  context->set_verify_mode(ssl::verify_peer);
  ErrorCode error;
  context->set_default_verify_paths(error);  // without any root, no certificate passes
  if (authorities.empty()) return context;
  if (!Certificate(PEM_read_bio_X509(bio_of(authorities).get(), nullptr, no_password, nullptr)))
    return last_error();
  error = {};
  context->add_certificate_authority(asio::buffer(authorities), error);
  if (error) return error;
  return context;
}

TlsContext trusting_context() {
  return modern(ssl::context::tls_client);
}

std::optional<PinnedKey> PinnedKey::read(std::string_view text) {
  Key key = read_key(text);
  ERR_clear_error();
  if (!key) return std::nullopt;
  return PinnedKey(std::move(key));
}

bool PinnedKey::is_of_peer(const ssl_st* connection) const {
  const Key key = key_of_certificate(Certificate(SSL_get1_peer_certificate(connection)));
  return key && EVP_PKEY_eq(key.get(), key_.get()) == 1;
}

}  // namespace dashsim::net
