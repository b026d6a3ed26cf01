#include "support/sim.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "app/data_dir.hpp"
#include "app/files.hpp"
#include "app/host.hpp"
#include "kernel/base64.hpp"

namespace dashsim::test {
namespace {

constexpr std::string_view kHost = "dashsim.test";

std::shared_ptr<const scenario::Scenario> load(const scenario::Loader& loader,
                                               const std::string& yaml) {
  scenario::Loaded loaded =
      yaml.empty() ? loader.load_builtin("default") : loader.load_text("test.yaml", yaml);
  std::string wrong;
  for (const scenario::Complaint& complaint : loaded.complaints) wrong += to_line(complaint) + "\n";
  if (loaded.scenario == nullptr) throw std::runtime_error(wrong);
  return loaded.scenario;
}

std::shared_ptr<app::DataDir> data_dir(const SimOptions& options) {
  if (options.data_dir.empty()) return nullptr;
  return std::make_shared<app::DataDir>(app::DataSettings{.folder = options.data_dir,
                                                          .syncing = options.data_sync,
                                                          .accept_changes = options.data_accept});
}

std::filesystem::path har_folder() {
  const char* folder =
      std::getenv("DASHSIM_HAR_DIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return folder != nullptr && *folder != 0 ? folder : "har";
}

void export_har(const std::string& name, const std::string& text) {
  const std::filesystem::path path = har_folder() / (name + ".har");
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// Tests with the journals of their first plays.
std::map<std::string, std::string>& first_plays() {
  static std::map<std::string, std::string> plays;
  return plays;
}

std::string name_of_test() {
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string(info->test_suite_name()) + "." + info->name();
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  return name;
}

app::DriverSettings driver_settings(const SimOptions& options) {
  return {.journal = {options.journal_entries_max, 64U << 20U},
          .callback_timeout = options.callback_timeout,
          .history_bytes_max = options.history_bytes_max};
}

}  // namespace

net::Headers basic(const std::string& user, const std::string& password) {
  return {{"Authorization", "Basic " + kernel::base64_encode(user + ":" + password)}};
}

net::Headers bearer(const std::string& token) {
  return {{"Authorization", "Bearer " + token}};
}

struct Sim::Server {
  explicit Server(const SimOptions& options)
      : identity(options.tls ? net::self_signed() : net::Identity{}),
        loader(app::disk_loader()),
        host(io,
             {.scenario = load(loader, options.scenario),
              .scenarios_folder = options.scenarios_folder,
              .admin_token = options.admin_token,
              .auto_worlds = options.auto_worlds,
              .worlds_max = options.worlds_max,
              .xml = options.xml,
              .callbacks = options.callbacks,
              .driver = driver_settings(options),
              .data = data_dir(options)},
             loader),
        listener(
            io, "127.0.0.1", 0, {.body_bytes_max = options.body_bytes_max},
            [this](net::Request request, net::Respond respond) {
              host.handle(std::move(request), std::move(respond));
            },
            options.tls ? *net::server_context(identity) : nullptr) {
    if (const auto error = listener.open()) throw std::runtime_error(error.message());
    listener.start();
    for (std::thread& thread : threads) {
      thread = std::thread([this] { io.run(); });
    }
  }
  ~Server() {
    listener.stop();
    host.close();
    io.stop();
    for (std::thread& thread : threads) thread.join();
  }

  const net::Identity identity;
  boost::asio::io_context io;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  scenario::Loader loader;
  app::Host host;
  net::Listener listener;
  std::array<std::thread, 2> threads;
};

Sim::Sim(const SimOptions& options)
    : server_(std::make_unique<Server>(options)),
      client_(std::make_unique<Client>(server_->listener.port(), server_->identity.certificates)) {
  for (std::size_t n = 0; n < 3; ++n) Receiver::nth(n).forget_everything();
  Receiver::secure().forget_everything();
}

Sim::~Sim() = default;

void Sim::restart(const SimOptions& options) {
  client_.reset();
  server_.reset();
  server_ = std::make_unique<Server>(options);
  client_ = std::make_unique<Client>(server_->listener.port(), server_->identity.certificates);
}

std::uint16_t Sim::port() const {
  return server_->listener.port();
}

Receiver& Sim::receiver(std::size_t n) {
  return Receiver::nth(n);
}

Answer Sim::send(const std::string& method, const std::string& target, const std::string& body) {
  net::Headers headers = basic("tester", "secret");
  if (!body.empty()) headers.push_back({"Content-Type", "application/xml"});
  return call(method, target, std::move(headers), body);
}

Answer Sim::call(const std::string& method, const std::string& target, net::Headers headers,
                 const std::string& body) {
  const net::Header host{"Host", std::string(kHost)};
  if (meets_copies_) {
    client_->send("POST", "/_sim/snapshot", {host}, R"({"name": "copy"})");
    client_->send("POST", "/_sim/restore", {host}, R"({"name": "copy"})");
  }
  headers.insert(headers.begin(), host);
  return client_->send(method, target, headers, body);
}

Answer Sim::follow(const Answer& created) {
  std::string target = created.location();
  const std::string scheme = server_->identity.key.empty() ? "http://" : "https://";
  const std::string base = scheme + std::string(kHost);
  if (!target.starts_with(base)) return {};
  return send("GET", target.substr(base.size()));
}

Answer Sim::control(const std::string& method, const std::string& path, const std::string& json,
                    const std::string& world) {
  net::Headers headers;
  if (!world.empty()) headers.push_back({"X-Sim-World", world});
  return call(method, "/_sim" + path, std::move(headers), json);
}

Answer Sim::advance(const std::string& duration) {
  return control("POST", "/clock/advance", R"({"by": ")" + duration + R"("})");
}

Answer Sim::advance_until_idle() {
  return control("POST", "/clock/advance", R"({"until": "idle"})");
}

std::string Sim::har(const std::string& world) {
  return control("GET", "/journal.har", {}, world).body;
}

SimTest::SimTest(const SimOptions& options) : sim(options) {
  sim.meet_copies(first_plays().contains(name_of_test()));
}

void SimTest::TearDown() {
  const std::string name = name_of_test();
  const std::string har = sim.har();
  const auto [first, is_first] = first_plays().emplace(name, har);
  if (is_first) {
    export_har(har_folder_ + name, har);
  } else {
    EXPECT_EQ(har, first->second) << "the second play of this session gave other bytes";
  }
}

}  // namespace dashsim::test
