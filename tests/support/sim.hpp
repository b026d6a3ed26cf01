#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/world_log.hpp"
#include "net/callback_client.hpp"
#include "support/client.hpp"
#include "support/receiver.hpp"
#include "support/xml_text.hpp"
#include "xml/reader.hpp"

/// A whole server in the test's process, and the story of a test told to it over HTTP.
namespace dashsim::test {

/// Who calls, with credentials; empty headers: nobody.
net::Headers basic(const std::string& user, const std::string& password);
net::Headers bearer(const std::string& token);

struct SimOptions {
  std::string scenario{};  ///< YAML text; empty: the built-in one
  bool auto_worlds = false;
  std::size_t worlds_max = 1000;
  std::string scenarios_folder{};
  std::string admin_token{};
  std::size_t body_bytes_max = 1U << 20U;
  std::size_t journal_entries_max = 10'000;
  bool tls = false;
  xml::Limits xml{};
  net::CallbackSettings callbacks{};
  std::optional<std::chrono::milliseconds> callback_timeout{};
  std::size_t history_bytes_max = 4U << 20U;
  std::string data_dir{};  ///< empty: worlds end with the server
  app::Syncing data_sync = app::Syncing::kNever;
  bool data_accept = false;
};

class Sim {
 public:
  explicit Sim(const SimOptions& options = {});
  ~Sim();
  Sim(const Sim&) = delete;
  Sim& operator=(const Sim&) = delete;

  /// Ends the server and starts another one with other options.
  void restart(const SimOptions& options);

  // The simulated API, as user tester; paths begin behind /accounts/9900000.
  Answer get(const std::string& path) { return send("GET", account_path(path)); }
  Answer post(const std::string& path, const std::string& xml) {
    return send("POST", account_path(path), xml);
  }
  Answer put(const std::string& path, const std::string& xml) {
    return send("PUT", account_path(path), xml);
  }
  Answer del(const std::string& path) { return send("DELETE", account_path(path)); }
  /// Any path, as tester.
  Answer send(const std::string& method, const std::string& target, const std::string& body = {});
  /// Anything at all. A Host header is added: what answers echo of it must not differ between
  /// plays.
  Answer call(const std::string& method, const std::string& target, net::Headers headers,
              const std::string& body = {});
  /// GETs what a Location names.
  Answer follow(const Answer& created);

  // The control API; bodies and answers are JSON.
  Answer control(const std::string& method, const std::string& path, const std::string& json = {},
                 const std::string& world = {});
  /// Moves the clock by a duration such as "5m".
  Answer advance(const std::string& duration);
  Answer advance_until_idle();
  std::string har(const std::string& world = {});

  /// The first receiver of this test, or the n-th.
  Receiver& receiver(std::size_t n = 0);
  Receiver& secure_receiver() { return Receiver::secure(); }
  std::uint16_t port() const;
  Client& client() { return *client_; }

  /// From now on every call of this client meets a copy of the world default, made just before and
  /// sharing what it can with the original: nobody may be able to tell.
  void meet_copies(bool wish) { meets_copies_ = wish; }

 private:
  static std::string account_path(const std::string& path) { return "/accounts/9900000" + path; }

  struct Server;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Client> client_;
  bool meets_copies_ = false;
};

/// A test that is played twice, the second time in copies of its world: the journals of both plays
/// must be equal byte for byte. The first one is exported as HAR into the folder that
/// DASHSIM_HAR_DIR names.
class SimTest : public ::testing::Test {
 protected:
  SimTest() : SimTest(SimOptions{}) {}
  explicit SimTest(const SimOptions& options);
  void TearDown() override;

  /// Uses what the reference describes in tables only, or what clients call beyond it. Its response
  /// elements are unknown to check_har.py, which reads samples, so such journals are exported into
  /// a folder of their own.
  void uses_what_no_sample_shows() { har_folder_ = "beyond-samples/"; }

  Sim sim;

 private:
  std::string har_folder_;
};

}  // namespace dashsim::test
