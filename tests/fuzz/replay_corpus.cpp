// Runs a fuzzer without libFuzzer: over every file of its corpus and over a fixed number of
// mutations of each, always the same ones.   fuzz_NAME FOLDER MUTATIONS
// The input at hand is kept in the file fuzz_NAME.input, so that one that crashes can be run again:
// fuzz_NAME FILE 0
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "kernel/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using dashsim::kernel::Random;

constexpr std::size_t kMutantMax = 16U << 10U;

std::vector<std::string> read_corpus(const fs::path& place) {
  std::vector<fs::path> files{place};
  if (fs::is_directory(place)) files.assign(fs::directory_iterator(place), {});
  std::ranges::sort(files);
  std::vector<std::string> inputs;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return inputs;
}

/// Changes one place of an input in one of the ways in which fuzzers do.
void mutate(std::string& input, const std::vector<std::string>& corpus, Random& random) {
  static constexpr std::string_view kTelling{"\0\xff\x80<>&;\"'/?=%+ \r\n:{}[]*!-09", 28};
  const auto below = [&random](std::size_t bound) {
    return static_cast<std::size_t>(random.draw_below(bound));
  };
  const std::size_t at = below(input.size() + 1);
  const std::size_t length = below(std::min<std::size_t>(input.size() - at, 64) + 1);
  const std::string& other = corpus[below(corpus.size())];
  const std::size_t from = below(other.size() + 1);
  switch (below(6)) {
    case 0:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
      return;
    case 1:
      input.insert(at, 1, kTelling[below(kTelling.size())]);
      return;
    case 2:
      input.erase(at, length);
      return;
    case 3:
      input.insert(at, input.substr(at, length));
      return;
    case 4:
      input.replace(at, std::string::npos, other.substr(from));
      return;
    default:
      input.insert(at, other.substr(from, below(64)));
  }
}

class Runner {
 public:
  explicit Runner(const std::string& file) : file_(std::fopen(file.c_str(), "wb")) {
    if (file_ == nullptr) std::perror(file.c_str()), std::exit(2);
  }
  ~Runner() { std::fclose(file_); }
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  void run(const std::string& input) {
    std::rewind(file_);
    std::fwrite(input.data(), 1, input.size(), file_);
    std::fflush(file_);
    if (ftruncate(fileno(file_), static_cast<off_t>(input.size())) != 0) std::exit(2);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }

 private:
  std::FILE* file_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER|FILE MUTATIONS\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(argv[1]);
  const unsigned long mutations = std::stoul(argv[2]);
  if (corpus.empty()) {
    std::fprintf(stderr, "there is nothing in %s\n", argv[1]);
    return 2;
  }
  const std::string name = fs::path{argv[0]}.filename();
  Runner runner(name + ".input");
  runner.run({});
  Random random(1, "mutations");
  for (const std::string& input : corpus) {
    runner.run(input);
    for (unsigned long n = 0; n < mutations; ++n) {
      std::string mutant = input;
      for (auto changes = 1 + random.draw_below(4); changes != 0; --changes)
        mutate(mutant, corpus, random);
      if (mutant.size() > kMutantMax) mutant.resize(kMutantMax);
      runner.run(mutant);
    }
  }
  std::printf("%zu files, %lu mutations of each\n", corpus.size(), mutations);
  return 0;
}
