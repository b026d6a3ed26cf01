#include "world/magic_numbers.hpp"

#include <fstream>
#include <sstream>

#include "api/kit/catalogue.hpp"
#include "app/commands.hpp"
#include "emergency_story.hpp"
#include "feature_story.hpp"
#include "import_story.hpp"
#include "lsr_story.hpp"
#include "port_story.hpp"

/// Telephone numbers that earn an error by their last digits.
namespace dashsim::test::magic_numbers_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(MagicNumbersPage, HoldsWhatTheProgramPrints) {
  std::ifstream file(DASHSIM_SCENARIOS "/magic-numbers.md");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), app::magic_page())
      << "make it anew: dashsim magic > scenarios/magic-numbers.md";
}

TEST(MagicNumbersPage, HoldsCodesOfTheCatalogueAlone) {
  for (const world::MagicCodes& codes : world::magic_codes()) {
    for (const world::CodeRange& range : codes.codes) {
      for (std::uint32_t code = range.first; code <= range.last; ++code) {
        const auto is_it = [&](const api::ErrorText& text) {
          return text.code == code && text.domain == codes.domain;
        };
        EXPECT_TRUE(std::ranges::any_of(api::error_texts(), is_it))
            << code << " is no code of " << codes.domain;
      }
    }
  }
}

class MagicNumbers : public SimTest {
 protected:
  MagicNumbers() { uses_what_no_sample_shows(); }

  static std::string list(const std::vector<std::string>& numbers) {
    std::string text;
    for (const std::string& number : numbers)
      text += "<TelephoneNumber>" + number + "</TelephoneNumber>";
    return text;
  }
  Answer buy(const std::vector<std::string>& numbers, const std::string& more = {}) {
    const Answer created = sim.post(
        "/orders", "<Order><SiteId>743</SiteId>" + more +
                       "<ExistingTelephoneNumberOrderType><TelephoneNumberList>" + list(numbers) +
                       "</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>");
    return finished(created);
  }
  Answer finished(const Answer& created) {
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
};

TEST_F(MagicNumbers, FailInOrders) {
  const Answer alone = buy({"9194395005"});
  EXPECT_EQ(alone.at("OrderStatus"), "FAILED");
  EXPECT_THAT(alone.all("ErrorList/Error/Code"), ElementsAre("5018", "5005"));
  const Answer some = buy({"9194395005", "9194390001"}, "<PartialAllowed>true</PartialAllowed>");
  EXPECT_EQ(some.at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(some.at("CompletedQuantity"), "1");
  EXPECT_EQ(buy({"9194395005", "9194390002"}).at("OrderStatus"), "FAILED")
      << "a part was not allowed";
}

TEST_F(MagicNumbers, BringPortInsToExceptionUntilTheyAreCorrected) {
  const Answer created = sim.post("/portins", port_in({{"9193334001", "9193337513"}}));
  const std::string path = "/portins/" + created.created_id();
  const Answer rejected = finished(created);
  EXPECT_EQ(rejected.at("ProcessingStatus"), "EXCEPTION");
  EXPECT_EQ(rejected.at("Errors/Code"), "7513");
  EXPECT_EQ(rejected.at("Errors/Description"), "PIN Invalid");
  const Answer changed = sim.put(path, supp("<RequestedFocDate>2026-01-28</RequestedFocDate>"));
  EXPECT_EQ(changed.status, 200) << changed.body;
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(sim.get(path).count("Errors"), 0U);
}

/// Of every type of orders about numbers in service, one that fails. The first code that the
/// finished order tells is the one that its number spells.
TEST_F(MagicNumbers, FailInOrdersAboutNumbersInService) {
  const std::tuple<const char*, const char*, std::string (*)(const std::vector<std::string>&)>
      orders[] = {
          {"/e911s", "9194398005",
           [](const std::vector<std::string>& list) {
             return e911_order(numbers(list) + "<CallerName>Joe</CallerName>" +
                               address(kMainCampus));
           }},
          {"/lidbs", "9199911014", lidb_order},
          {"/dldas", "9199915014", dlda_order},
          {"/tnoptions", "9194395091",
           [](const std::vector<std::string>& list) { return tn_option_order(list); }},
          {"/moveTns", "9194395017", move_order},
          {"/numbersAssignment", "9194395130", assignment_order},
      };
  for (const auto& [path, number, document] : orders) {
    EXPECT_EQ(buy({number}).at("OrderStatus"), "COMPLETE") << number;
    const Answer created = sim.post(path, document({number}));
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    const std::string body = sim.follow(created).body;
    EXPECT_THAT(body, HasSubstr("<ProcessingStatus>FAILED</ProcessingStatus>")) << path;
    const std::string code = std::string(number).substr(number[6] == '1' ? 5 : 6);
    EXPECT_THAT(body, HasSubstr("<Code>" + code + "</Code>")) << path;
  }
}

TEST_F(MagicNumbers, FailInOrdersThatBringNumbers) {
  const std::tuple<const char*, std::string, const char*> orders[] = {
      {"/importTnOrders", import_order({"9197819010"}), "19010"},
      {"/importToAccount", import_to_account({"9193337518"}), "7518"},
      {"/externalTns", external_order("IMPORT", {"9193325080"}), "25080"},
      {"/removeImportedTnOrders", removal({"9193335158"}), "5158"},
  };
  for (const auto& [path, document, code] : orders) {
    const Answer order = finished(sim.post(path, document));
    EXPECT_EQ(order.at("ProcessingStatus"), "FAILED") << path << order.body;
    EXPECT_EQ(order.at("Errors/Error/Code"), code) << path << order.body;
  }
}

TEST_F(MagicNumbers, StayWhenTheyCannotBeDisconnected) {
  EXPECT_EQ(buy({"9194395006"}).at("OrderStatus"), "COMPLETE");
  const Answer gone = finished(sim.post(
      "/disconnects",
      "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>" +
          list({"9194395006"}) +
          "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
          "</DisconnectTelephoneNumberOrder>"));
  EXPECT_EQ(gone.at("OrderStatus"), "FAILED");
  EXPECT_EQ(gone.at("ErrorList/Error/Code"), "5006");
  EXPECT_EQ(sim.get("/inserviceNumbers/9194395006").status, 200) << "it is still there";
}

TEST_F(MagicNumbers, JoinNoEmergencyGroup) {
  EXPECT_EQ(buy({"9194398098", "9194390001"}).at("OrderStatus"), "COMPLETE");
  const std::string group = made_group(sim, {made_recipient(sim, kEmail)}, "Building 5");
  const Answer order = finished(sim.post("/emergencyNotificationEndpointOrders",
                                         adds_endpoints(group, {"9194398098", "9194390001"})));
  EXPECT_THAT(order.body, HasSubstr("<ProcessingStatus>FAILED</ProcessingStatus>"));
  EXPECT_THAT(order.body, HasSubstr("<Code>8098</Code>"));
  EXPECT_THAT(sim.get("/emergencyNotificationGroups?withDetails=true").body,
              testing::Not(HasSubstr("9194390001")))
      << "all or none";
}

TEST_F(MagicNumbers, RejectRequestsOfOtherCarriers) {
  EXPECT_EQ(buy({"9194397513"}).at("OrderStatus"), "COMPLETE");
  const Answer created = sim.post(
      "/lsrorders",
      lsr_order({{kLsrNumbers,
                  "<ListOfTelephoneNumbers>" + list({"9194397513"}) + "</ListOfTelephoneNumbers>"},
                 {"<BillingTelephoneNumber>9195550100", "<BillingTelephoneNumber>9194397513"}}));
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance("1m");
  const Answer order = sim.follow(created);
  EXPECT_EQ(order.at("OrderStatus"), "EXCEPTION");
  EXPECT_EQ(order.at("LsrOrderErrors/LsrOrderError/Code"), "7513");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "0") << "its customer is not asked";
}

TEST_F(MagicNumbers, FailInServiceRecords) {
  const Answer answered = finished(sim.post("/csrs", edited(kCsr, {{"9196194444", "9196196199"}})));
  EXPECT_EQ(answered.at("Status"), "FAILED");
  EXPECT_EQ(answered.at("Errors/Code"), "6199");
  EXPECT_EQ(answered.count("CsrData"), 0U);
}

}  // namespace
}  // namespace dashsim::test::magic_numbers_test
