// Random customers, each in a world of his own, and what a server has answered them in all: a
// digest of every answer, of the worlds' states and of their journals. Servers with any number of
// threads, built by any compiler, print the same one; if not, the first answer in each world that
// differs is printed, too.
//   random_operations [--operations N] [--threads T,...] [--worlds W] PATH_TO_DASHSIM
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <thread>

#include "api/customer.hpp"
#include "support/child.hpp"

namespace {

using dashsim::test::Child;
using dashsim::test::Customer;
using dashsim::test::Digest;
using dashsim::test::Told;

constexpr std::size_t kClients = 4;
/// Nobody listens there, on no machine, so that what callbacks meet is the same everywhere.
constexpr const char* kNowhere = "http://127.0.0.1:9/";

struct Wish {
  std::string dashsim;
  std::size_t operations = 100'000;
  std::size_t worlds = 40;
};

/// What one server has answered, world by world.
using Answers = std::vector<std::vector<Told>>;

Answers play(const Wish& wish, std::size_t threads) {
  // Bounds that depend on the wall clock, or on what others hold just then, are out of reach.
  const Child server({wish.dashsim, "serve", "--port", "0", "--auto-worlds", "--idle-seconds",
                      "86400", "--held-bytes", "17179869184", "--threads",
                      std::to_string(threads)});
  Answers answers(wish.worlds);
  {
    std::vector<std::jthread> clients;
    for (std::size_t client = 0; client < kClients; ++client) {
      clients.emplace_back([&, client] {
        // Its worlds take turns, so that the server has to do with many at once.
        std::vector<std::unique_ptr<Customer>> customers;
        for (std::size_t world = client; world < wish.worlds; world += kClients)
          customers.push_back(std::make_unique<Customer>(static_cast<std::uint16_t>(server.port()),
                                                         fmt::format("world-{}", world), world,
                                                         kNowhere));
        for (std::size_t step = 0; step < wish.operations / wish.worlds; ++step) {
          for (const auto& customer : customers) customer->take_step();
        }
        for (std::size_t i = 0; i < customers.size(); ++i) {
          customers[i]->state();
          customers[i]->journal();
          answers[client + i * kClients] = customers[i]->told();
        }
      });
    }
  }
  return answers;
}

std::uint64_t digest_of(const Answers& answers) {
  Digest all;
  for (const std::vector<Told>& world : answers) all.add(std::to_string(world.back().digest));
  return all.value();
}

/// Prints the first answer in each world that another server did not give.
void print_first_differences(const Answers& one, const Answers& other) {
  for (std::size_t world = 0; world < one.size(); ++world) {
    const auto [a, b] =
        std::ranges::mismatch(one[world], other[world], [](const Told& x, const Told& y) {
          return x.request == y.request && x.digest == y.digest;
        });
    if (a == one[world].end() || b == other[world].end()) continue;
    fmt::print("world {}, request {} of {}: {} -> {}, but {} -> {}\n", world,
               a - one[world].begin() + 1, one[world].size(), a->request, a->status, b->request,
               b->status);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Wish wish;
  std::vector<std::size_t> threads{1, 4};
  CLI::App app("What a server answers to random customers");
  app.add_option("--operations", wish.operations, "how many they do in all");
  app.add_option("--worlds", wish.worlds, "how many customers there are");
  app.add_option("--threads", threads, "of the servers, one after the other")->delimiter(',');
  app.add_option("dashsim", wish.dashsim, "the binary")->required();
  CLI11_PARSE(app, argc, argv);
  std::optional<Answers> first;
  bool same = true;
  for (const std::size_t count : threads) {
    Answers answers = play(wish, count);
    const std::uint64_t digest = digest_of(answers);
    fmt::print("{} operations in {} worlds, {} threads: {:016x}\n", wish.operations, wish.worlds,
               count, digest);
    std::fflush(stdout);
    if (!first) {
      first = std::move(answers);
    } else if (digest != digest_of(*first)) {
      same = false;
      print_first_differences(*first, answers);
    }
  }
  return same ? 0 : 1;
}
