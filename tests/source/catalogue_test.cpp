// The catalogue against the routes, both ways.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "api/families.hpp"
#include "api/pipeline.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;

const fs::path kApi = fs::path(SOURCE_DIR) / "simulator" / "api";

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> family_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kApi)) {
    if (entry.path().extension() == ".cpp" && entry.path().parent_path() != kApi / "kit")
      files.push_back(entry.path());
  }
  return files;
}

/// Where style.md says that an operation lives: the longest prefix of its path, less accounts and
/// ids, that is a file or folder of simulator/api.
fs::path home_of(std::string_view path) {
  fs::path home = kApi / "account.cpp";
  fs::path folder = kApi;
  for (const std::string_view segment : kernel::split(path.substr(1), '/')) {
    if (segment.starts_with('{') || segment == "accounts") continue;
    if (fs::exists(folder / (std::string(segment) + ".cpp")))
      return folder / (std::string(segment) + ".cpp");
    if (!fs::is_directory(folder / segment)) break;
    folder /= segment;
    home = folder;
  }
  return home;
}

TEST(Catalogue, HoldsTheReferenceAndWhatClientsCallBesides) {
  const auto in_reference = std::ranges::count(operations(), true, &Operation::in_reference);
  EXPECT_EQ(in_reference, 240);
  EXPECT_EQ(operations().size(), 262U);
  std::set<std::string> names;
  for (const Operation& operation : operations()) {
    EXPECT_TRUE(names.emplace(operation.name).second) << operation.name << " stands twice";
    EXPECT_FALSE(operation.error_root.empty()) << operation.name;
    EXPECT_TRUE(operation.path.starts_with('/')) << operation.name;
  }
}

TEST(Catalogue, HasAHandlerOnlyForWhatItHolds) {
  Routes routes;
  const Handler handler(
      [](const Call&, world::World&) -> Result<Reply> { return empty_reply(200); });
  EXPECT_THROW(routes.on("GET /accounts/{accountId}/wishes", handler), std::logic_error);
  routes.on("GET /accounts/{accountId}", handler);
  EXPECT_THROW(routes.on("GET /accounts/{accountId}", handler), std::logic_error);
}

TEST(Catalogue, HasEachBuiltOperationSpelledOutOnceInTheFamilyThatItsPathSays) {
  const Routes routes = all_routes();
  std::map<std::string, std::vector<fs::path>> places;
  for (const fs::path& file : family_files()) {
    const std::string text = text_of(file);
    for (const Operation& operation : operations()) {
      const std::string line = fmt::format("routes.on(\"{}\"", operation.name);
      const std::string broken = fmt::format("routes.on(\n      \"{}\"", operation.name);
      if (text.find(line) != std::string::npos || text.find(broken) != std::string::npos) {
        places[std::string(operation.name)].push_back(file);
      }
    }
  }
  for (std::size_t i = 0; i < operations().size(); ++i) {
    const std::string name(operations()[i].name);
    EXPECT_EQ(places[name].size(), routes.find(i) != nullptr ? 1U : 0U) << name;
    if (places[name].empty()) continue;
    // A site's own view of another family's resources is that family's.
    const bool view_of_site = name.find("/sites/{siteId}/orders") != std::string::npos ||
                              name.find("/sites/{siteId}/portins") != std::string::npos ||
                              name.find("/sites/{siteId}/inserviceNumbers") != std::string::npos;
    if (view_of_site) continue;
    const fs::path home = home_of(operations()[i].path);
    EXPECT_THAT(places[name][0].string(), testing::StartsWith(home.string())) << name;
  }
}

TEST(Catalogue, FindsRoutesInAnyLetterCaseAndPrefersLiterals) {
  const RouteFinder finder;
  const auto find = [&](std::string_view method, std::vector<std::string> segments) {
    const RouteMatch match = finder.find(method, segments);
    return match.operation == nullptr ? std::string_view() : match.operation->name;
  };
  EXPECT_EQ(find("GET", {"ACCOUNTS", "1", "INSERVICENUMBERS", "Totals"}),
            "GET /accounts/{accountId}/inserviceNumbers/totals");
  EXPECT_EQ(find("GET", {"accounts", "1", "inserviceNumbers", "9195550100"}),
            "GET /accounts/{accountId}/inserviceNumbers/{tn}");
  EXPECT_EQ(find("GET", {"accounts", "1", "orders", "totals"}),
            "GET /accounts/{accountId}/orders/totals");
  EXPECT_EQ(find("PATCH", {"accounts", "1", "orders"}), "");
  EXPECT_THAT(finder.find("PATCH", std::vector<std::string>{"accounts", "1", "orders"}).allowed,
              Contains("POST"));
  EXPECT_TRUE(finder.find("GET", std::vector<std::string>{"wishes"}).allowed.empty());
}

TEST(Catalogue, FillsTheGapsOfErrorTexts) {
  const std::vector<std::string> about{"9194390001"};
  EXPECT_EQ(error_text(5041, about),
            "Reservation failed: telephone number 9194390001 is not available.");
  EXPECT_EQ(error_text(5041, {}), "Reservation failed: telephone number  is not available.");
  EXPECT_EQ(error_text(5076, {}, "tnoptions"), "Telephone number is not available.");
  EXPECT_EQ(error_text(77'777, {}), "Error 77777");
  for (const ErrorText& each : error_texts()) EXPECT_FALSE(each.text.empty()) << each.code;
}

TEST(Catalogue, WritesEveryEnvelope) {
  const Refusals refusals{400, {{1, "one"}, {2, "two"}}, {}};
  const auto written = [&](Envelope envelope) {
    const Operation operation{"GET /x", {}, {}, {}, "Root", envelope, {}, true};
    const std::string text = render(refusals, operation);
    return text.substr(text.find("<Root>"));
  };
  EXPECT_EQ(written(Envelope::kResponseStatus),
            "<Root><ResponseStatus><ErrorCode>1</ErrorCode><Description>one</Description></"
            "ResponseStatus></Root>");
  EXPECT_EQ(written(Envelope::kErrorList),
            "<Root><ErrorList><Error><Code>1</Code><Description>one</Description></Error>"
            "<Error><Code>2</Code><Description>two</Description></Error></ErrorList></Root>");
  EXPECT_EQ(written(Envelope::kErrors),
            "<Root><Errors><Code>1</Code><Description>one</Description></Errors>"
            "<Errors><Code>2</Code><Description>two</Description></Errors></Root>");
  EXPECT_EQ(written(Envelope::kStatus),
            "<Root><Status><Code>1</Code><Description>one</Description></Status></Root>");
  EXPECT_EQ(written(Envelope::kError),
            "<Root><Error><Code>1</Code><Description>one</Description></Error></Root>");
  EXPECT_EQ(written(Envelope::kIrisStatus),
            "<Root><irisStatus><Code>1</Code><Description>one</Description></irisStatus></Root>");
  EXPECT_EQ(written(Envelope::kErrorMessage), "<Root><ErrorMessage>one</ErrorMessage></Root>");
  EXPECT_EQ(written(Envelope::kBulkPortinStatus),
            "<Root><BulkPortin><Status><Code>1</Code><Description>one</Description></Status></"
            "BulkPortin></Root>");
}

}  // namespace
}  // namespace dashsim::api
