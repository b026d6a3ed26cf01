#include "api/import_story.hpp"

namespace dashsim::test::importToAccount_test {
namespace {

using testing::ElementsAre;

class ImportToAccount : public ImportTest {
 protected:
  ImportToAccount() { uses_what_no_sample_shows(); }
};

TEST_F(ImportToAccount, PutsNumbersInService) {
  const Answer created = sim.post("/importToAccounts", import_to_account({kElsewhere}));
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000/importToAccounts/" + id);
  sim.advance_until_idle();
  EXPECT_XML(sim.get("/importToAccount/" + id).body, R"(
    <ImportToAccountOrder>
      <CustomerOrderId>ICPA123ABC</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" + id + R"(</OrderId>
      <LastModifiedDate>2026-01-05T09:00:02.000Z</LastModifiedDate>
      <SiteId>743</SiteId>
      <SipPeerId>303716</SipPeerId>
      <TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>
      <ProcessingStatus>COMPLETE</ProcessingStatus>
      <Errors/>
    </ImportToAccountOrder>)");
  EXPECT_TRUE(in_service(kElsewhere));
  EXPECT_EQ(settings(kElsewhere).all("SipPeerTelephoneNumber/TnAttributes/TnAttribute"),
            std::vector<std::string>{"Imported"});
}

TEST_F(ImportToAccount, TakesTheRootOfTheNodeClient) {
  std::string order = import_to_account({kElsewhere});
  for (const std::size_t at : {order.rfind("Order>"), order.find("Order>")})
    order.insert(at, "Number");
  EXPECT_EQ(done("/importToAccounts", order).at("ProcessingStatus"), "COMPLETE");
}

TEST_F(ImportToAccount, LeavesNumbersOfOthersAlone) {
  are_brought_by_others({kElsewhere2});
  const Answer order =
      done("/importToAccount", import_to_account({kElsewhere, kElsewhere2, kAvailable}));
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_THAT(errors_of(order), ElementsAre("13552: 9193330102", "19006: 9194390001"));
}

TEST_F(ImportToAccount, TakesNotes) {
  const std::string id = sim.post("/importToAccount", import_to_account({kElsewhere})).created_id();
  const std::string notes = "/importToAccounts/" + id + "/notes";
  EXPECT_EQ(sim.get(notes).status, 204);
  const std::string note = "<Note><UserId>jbm</UserId><Description>a note</Description></Note>";
  const Answer added = sim.post(notes, note);
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.location(),
            "http://dashsim.test/accounts/9900000" + notes + "/" + added.created_id());
  EXPECT_EQ(sim.get(notes).at("Note/Id"), added.created_id());
  EXPECT_EQ(sim.post(notes, without(note, "UserId")).at("ResponseStatus/ErrorCode"), "12501");
  EXPECT_EQ(sim.post("/importToAccount/nobody/notes", note).status, 404);
}

TEST_F(ImportToAccount, TellsSubscribers) {
  sim.post("/subscriptions", callback("<URL>" + sim.receiver().url() + "</URL>",
                                      "<OrderType>importToAccounts</OrderType>"));
  done("/importToAccount", import_to_account({kElsewhere}));
  std::vector<std::string> told;
  for (const Answer& each : notifications(sim))
    told.push_back(each.at("OrderType") + " " + each.at("Status"));
  EXPECT_THAT(told, ElementsAre("importToAccounts PROCESSING", "importToAccounts COMPLETE"));
}

TEST_F(ImportToAccount, RefusesWhatLeadsNowhere) {
  const std::string good = import_to_account({kElsewhere});
  const std::pair<std::string, std::string> bad[] = {
      {with(good, "SiteId", "1"), "5016"},
      {with(good, "SipPeerId", "303717"), "5023"},
      {with(good, "CustomerOrderId", "no_underscores"), "5052"},
      {without(good, "TelephoneNumbers"), "7122"},
      {with(good, "TelephoneNumbers", ""), "7102"},
  };
  for (const auto& [document, code] : bad) {
    const Answer answer = sim.post("/importToAccount", document);
    EXPECT_EQ(answer.status, 400) << code;
    EXPECT_EQ(answer.at("Errors/Code"), code) << answer.body;
  }
  EXPECT_EQ(sim.get("/importToAccount?page=1&size=10").at("TotalCount"), "0");
}

const std::string kWithoutImports = R"(
scenario: without imports
accounts:
  - id: 9900000
    products: {E911: []}
    sites: [{id: 743, name: Main, sippeers: [{id: 303716, name: peer}]}]
  - {id: 9900001}
users:
  - {name: tester, password: secret, accounts: [9900000]}
  - {name: other, password: secret, accounts: [9900001]}
)";

class ImportToAccountWithoutImports : public SimTest {
 protected:
  ImportToAccountWithoutImports() : SimTest({.scenario = kWithoutImports}) {}
};

TEST_F(ImportToAccountWithoutImports, IsRefused) {
  const Answer answer = sim.post("/importToAccount", import_to_account({kElsewhere}));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.at("Errors/Code"), "5149");
}

}  // namespace
}  // namespace dashsim::test::importToAccount_test
