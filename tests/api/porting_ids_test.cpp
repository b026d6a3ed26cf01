// Every operation of the porting families that names an order, with orders that are not there: of
// nobody, of another account, of another family.
#include <algorithm>

#include "api/kit/catalogue.hpp"
#include "port_story.hpp"

namespace dashsim::test::porting_ids_test {
namespace {

constexpr std::string_view kFamilies[] = {"portins",
                                          "bulkPortins",
                                          "lsrorders",
                                          "portouts",
                                          "csrs",
                                          "importTnOrders",
                                          "removeImportedTnOrders",
                                          "externalTns"};

class PortingIds : public SimTest {
 protected:
  PortingIds() { uses_what_no_sample_shows(); }

  /// The path with the placeholders filled.
  static std::string filled(const api::Operation& operation, const std::string& id) {
    std::string path(operation.path);
    for (const auto& [placeholder, value] :
         {std::pair<std::string, std::string>("{accountId}", "9900000"),
          {"{orderid}", id},
          {"{fileid}", id + "-1.pdf"},
          {"{noteId}", "87000"}}) {
      const std::size_t at = path.find(placeholder);
      if (at != std::string::npos) path.replace(at, placeholder.size(), value);
    }
    return path;
  }
};

TEST_F(PortingIds, LeadNowhereAndChangeNothing) {
  const Answer theirs = sim.call("POST", "/accounts/9900001/portins", basic("other", "secret"),
                                 port_in({{"743", "800"}, {"303716", "400100"}}));
  ASSERT_EQ(theirs.status, 201);
  const Answer bulk = sim.post("/bulkPortins", "<BulkPortin/>");
  const Answer own_port_in = sim.post("/portins", port_in({{"9193334001", "9193334002"}}));
  const auto state = [&] { return sim.control("GET", "/state").body; };
  const std::string before = state();
  std::size_t tried = 0;
  for (const api::Operation& operation : api::operations()) {
    const std::string_view path = operation.path;
    const auto family = std::ranges::find_if(kFamilies, [&](std::string_view name) {
      return path.starts_with("/accounts/{accountId}/" + std::string(name) + "/{orderid}");
    });
    if (family == std::end(kFamilies)) continue;
    const std::string other_family =
        *family == "portins" ? bulk.created_id() : own_port_in.created_id();
    for (const std::string& id : {std::string("none"), theirs.created_id(), other_family}) {
      SCOPED_TRACE(std::string(operation.name) + " " + id);
      const std::string root =
          operation.request_roots.empty() ? "" : std::string(operation.request_roots.front());
      const Answer answer = sim.send(std::string(operation.method), filled(operation, id),
                                     root.empty() ? "" : "<" + root + "/>");
      EXPECT_EQ(answer.status, 404) << answer.body;
      ++tried;
    }
  }
  EXPECT_GT(tried, 150U);
  EXPECT_EQ(state(), before);
}

}  // namespace
}  // namespace dashsim::test::porting_ids_test
