// Reads simulator/ and names file, line and replacement for what may not stand there. See style.md,
// Determinism.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "kernel/text.hpp"

namespace dashsim {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = SOURCE_DIR;

struct Line {
  std::string file;  ///< from simulator/
  int number;
  std::string text;  ///< without a trailing comment
};

std::vector<std::string> files() {
  std::vector<std::string> list;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "simulator")) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".hpp")
      list.push_back(fs::relative(entry.path(), kSource / "simulator"));
  }
  std::ranges::sort(list);
  return list;
}

std::vector<Line> lines() {
  std::vector<Line> list;
  for (const std::string& file : files()) {
    std::ifstream in(kSource / "simulator" / file);
    std::string text;
    for (int number = 1; std::getline(in, text); ++number)
      list.push_back({file, number, text.substr(0, text.find("//"))});
  }
  return list;
}

/// Whether `word` stands there and is not the end of a longer one.
bool has_word(const std::string& text, std::string_view word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return false;
  return at == 0 ||
         (std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0 && text[at - 1] != '_');
}

std::string place(const Line& line) {
  return "simulator/" + line.file + ":" + std::to_string(line.number);
}
std::string layer_of(const std::string& file) {
  return file.substr(0, file.find('/'));
}

TEST(Tidy, NoOtherSourceOfTimeChanceOrOrder) {
  struct Rule {
    std::string_view word;
    std::string_view instead;
    std::set<std::string> allowed;  ///< files, each with its reason beside it
  };
  const std::set<std::string> pacing{"app/pacing.hpp",
                                     "app/pacing.cpp"};  // the one place that reads wall time
  std::set<std::string> waiting = pacing;
  waiting.insert({"app/room.hpp", "app/room.cpp"});  // waits until pacing says that an event is due
  waiting.insert(
      {"net/callback_client.hpp", "net/callback_client.cpp"});  // gives up on silent receivers
  waiting.insert({"app/chores.hpp", "app/chores.cpp"});         // looks after worlds and files
  waiting.insert("net/listener.cpp");  // waits for descriptors to come free
  std::set<std::string> hanging_up = pacing;
  hanging_up.insert({"net/connection.hpp", "net/connection.cpp"});  // on silent clients
  const Rule rules[] = {
      {"system_clock", "world.now()", pacing},
      {"steady_clock", "world.now()", hanging_up},
      {"high_resolution_clock", "world.now()", {}},
      {"steady_timer", "the world's event queue", waiting},
      {"random_device", "kernel::Random", {}},
      {"mt19937", "kernel::Random", {}},
      {"rand(", "kernel::Random", {}},
      {"time(", "world.now()", {}},
      {"sleep", "the world's event queue", {}},
      {"getenv", "app/options", {"app/options.cpp"}},  // plain PORT
      {"thread_local", "a member", {}},
      {"std::hash", "kernel::TextLookup", {"kernel/lookup.hpp"}},
  };
  for (const Line& line : lines()) {
    for (const Rule& rule : rules) {
      if (rule.allowed.contains(line.file)) continue;
      EXPECT_FALSE(has_word(line.text, rule.word)) << place(line) << ": use " << rule.instead;
    }
  }
}

TEST(Tidy, NoContainerWhoseOrderIsNobodysContract) {
  for (const Line& line : lines()) {
    if (line.file == "kernel/lookup.hpp") continue;  // wraps one that cannot be iterated
    EXPECT_EQ(line.text.find("unordered_"), std::string::npos)
        << place(line) << ": use std::map or kernel::TextLookup";
    const std::size_t map = line.text.find("std::map<");
    if (map == std::string::npos) continue;
    const std::string key = line.text.substr(map + 9, line.text.find(',', map) - map - 9);
    EXPECT_EQ(key.find('*'), std::string::npos)
        << place(line) << ": key by an id, not by an address";
  }
}

TEST(Tidy, LayersIncludeOnlyWhatLiesBelowThem) {
  const std::map<std::string, std::set<std::string>> allowed{
      {"kernel", {}},
      {"xml", {}},
      {"net", {}},
      {"scenario", {"kernel"}},
      {"world", {"kernel", "scenario"}},
      {"api", {"kernel", "scenario", "world", "xml", "net/message.hpp"}},
      {"control", {"kernel", "scenario", "world", "api", "net/message.hpp"}},
      {"app", {"kernel", "scenario", "world", "xml", "net", "api", "control"}},
  };
  for (const Line& line : lines()) {
    if (!line.text.starts_with("#include \"")) continue;
    const std::string included = line.text.substr(10, line.text.find('"', 10) - 10);
    const std::string layer = layer_of(line.file);
    const std::string below = layer_of(included);
    if (layer == below) continue;
    const auto rule = allowed.find(layer);
    ASSERT_NE(rule, allowed.end()) << place(line) << ": a layer that the table does not know";
    EXPECT_TRUE(rule->second.contains(below) || rule->second.contains(included))
        << place(line) << ": " << layer << " may not include " << included;
  }
}

TEST(Tidy, FamiliesDoNotIncludeEachOther) {
  // A family's folders are its own: api/sites, api/sites/sippeers.
  const auto family_of = [](const std::string& path) {
    return path.substr(0, std::min(path.find('/', path.find('/') + 1), path.rfind('/')));
  };
  for (const Line& line : lines()) {
    if (layer_of(line.file) != "api" || !line.text.starts_with("#include \"api/")) continue;
    const std::string included = line.text.substr(10, line.text.find('"', 10) - 10);
    const std::string family = family_of(included);
    if (family == "api/kit" || family == "api" || family_of(line.file) == family) continue;
    ADD_FAILURE() << place(line) << ": " << included
                  << " is another family's; what both want belongs into api/kit";
  }
}

TEST(Tidy, ThirdPartyCodeStaysBehindItsFolder) {
  const std::pair<std::string_view, std::vector<std::string_view>> libraries[] = {
      {"rapidxml", {"xml/reader.cpp"}},
      {"yaml-cpp", {"scenario/reader.cpp"}},
      {"<CLI/", {"app/"}},
      {"boost/json", {"control/"}},
      {"boost/asio", {"net/", "app/"}},
      {"boost/beast", {"net/"}},
      {"<openssl/", {"net/"}},
      {"<zlib", {"net/"}},
  };
  for (const Line& line : lines()) {
    if (!line.text.starts_with("#include")) continue;
    for (const auto& [library, homes] : libraries) {
      if (line.text.find(library) == std::string::npos) continue;
      const bool home =
          std::ranges::any_of(homes, [&](auto prefix) { return line.file.starts_with(prefix); });
      EXPECT_TRUE(home) << place(line) << ": " << library << " stays behind " << homes.front();
    }
  }
}

TEST(Tidy, EveryFileIsBuiltAndHasABaseNameOfItsOwnInItsLayer) {
  std::ifstream in(kSource / "CMakeLists.txt");
  const std::string cmake((std::istreambuf_iterator<char>(in)), {});
  std::map<std::string, std::string> seen;
  for (const std::string& file : files()) {
    if (!file.ends_with(".cpp")) continue;
    EXPECT_NE(cmake.find(file), std::string::npos) << "no target builds simulator/" << file;
    const std::string name = layer_of(file) + "/" + fs::path(file).filename().string();
    EXPECT_TRUE(seen.emplace(name, file).second) << file << " has the base name of " << seen[name];
  }
}

TEST(Tidy, HeadersBeginWithPragmaOnce) {
  for (const std::string& file : files()) {
    if (!file.ends_with(".hpp")) continue;
    std::ifstream in(kSource / "simulator" / file);
    std::string first;
    std::getline(in, first);
    EXPECT_EQ(first, "#pragma once") << file;
  }
}

TEST(Tidy, FilesStayShort) {
  std::map<std::string, int> sizes;
  for (const Line& line : lines()) sizes[line.file] = line.number;
  for (const auto& [file, size] : sizes) EXPECT_LE(size, 600) << file << " holds two ideas";
}

}  // namespace
}  // namespace dashsim
