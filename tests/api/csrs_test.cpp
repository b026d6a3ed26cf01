#include "port_story.hpp"

namespace dashsim::test::csrs_test {
namespace {

class Csrs : public SimTest {
 protected:
  Csrs() : Csrs("scenario: x\nclock: {poll_advance: 0s}\n") {}
  explicit Csrs(const std::string& scenario) : SimTest({.scenario = scenario}) {}
};

std::string entry(const std::string& id, const std::string& status) {
  return R"(
      <CustomerOrderId>someValue</CustomerOrderId>
      <LastModifiedBy>System</LastModifiedBy>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <OrderId>)" +
         id + R"(</OrderId>
      <LastModifiedDate>2026-01-05T09:0)" +
         (status == "COMPLETE" ? "1:01" : "0:00") + R"(.000Z</LastModifiedDate>
      <Status>)" +
         status + R"(</Status>
      <AccountNumber>987654321</AccountNumber>
      <AccountTelephoneNumber>9196194444</AccountTelephoneNumber>
      <EndUserName>bandwidthGuy</EndUserName>
      <AuthorizingUserName>importantAuthGuy</AuthorizingUserName>
      <CustomerCode>123</CustomerCode>
      <EndUserPIN>12345</EndUserPIN>
      <AddressLine1>900 Main Campus Dr</AddressLine1>
      <City>Raleigh</City>
      <State>NC</State>
      <ZIPCode>27612</ZIPCode>
      <TypeOfService>residential</TypeOfService>)";
}

TEST_F(Csrs, AreListedWithWhatIsKnownOfTheCustomer) {
  EXPECT_EQ(sim.get("/csrs").at("TotalCount"), "0");
  const Answer created = sim.post("/csrs", kCsr);
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  EXPECT_XML(created.body, "<CsrResponse>" + entry(id, "RECEIVED") + "</CsrResponse>");
  sim.advance_until_idle();
  EXPECT_XML(sim.get("/csrs").body, R"(
    <CsrResponses>
      <TotalCount>1</TotalCount>
      <Links>
        <first>Link=&lt;http://dashsim.test/accounts/9900000/csrs?page=1&gt;;rel="first";</first>
      </Links>
      <CsrResponse>)" + entry(id, "COMPLETE") +
                                        R"(
        <CsrData>
          <AccountNumber>987654321</AccountNumber>
          <CustomerName>BANDWIDTHGUY</CustomerName>
          <ServiceAddress>
            <UnparsedAddress>900 MAIN CAMPUS DR</UnparsedAddress>
            <City>RALEIGH</City>
            <State>NC</State>
            <Zip>27612</Zip>
          </ServiceAddress>
          <WorkingTelephoneNumber>9196194444</WorkingTelephoneNumber>
          <WorkingTelephoneNumbersOnAccount>
            <TelephoneNumber>9196194444</TelephoneNumber>
          </WorkingTelephoneNumbersOnAccount>
        </CsrData>
      </CsrResponse>
    </CsrResponses>)");
}

TEST_F(Csrs, NeedATelephoneNumber) {
  const auto post = [&](const std::string& body) { return sim.post("/csrs", body); };
  const std::string code = "Errors/Code";
  EXPECT_EQ(post("<Csr/>").status, 400);
  EXPECT_EQ(post("<Csr/>").at(code), "7102");
  EXPECT_EQ(post("<Csr><AccountTelephoneNumber>12</AccountTelephoneNumber></Csr>").at(code),
            "5070");
  EXPECT_EQ(post("<Csr><AccountTelephoneNumber>9196194444</AccountTelephoneNumber>"
                 "<CustomerOrderId>$</CustomerOrderId></Csr>")
                .at(code),
            "7318");
  EXPECT_EQ(sim.get("/csrs").at("TotalCount"), "0");
}

class ScriptedCsrs : public Csrs {
 protected:
  ScriptedCsrs()
      : Csrs(
            "scenario: x\nclock: {poll_advance: 0s}\ncustomer_service_records:\n"
            "  - {numbers: [\"9196191211-9196191212\"], account_number: \"123456789\", "
            "customer_name: JOHN SMITH, address_line: 900 MAIN CAMPUS DR, city: RALEIGH, state: "
            "NC, zip: \"27616\"}\nlifecycles:\n  csrs:\n"
            "    - {name: PIN, when: {EndUserPIN: \"12345\"}, steps: [{status: RECEIVED}, {after: "
            "1m, status: ACTION_REQUIRED, errors: [7512]}]}\n"
            "    - {name: none, when: {EndUserName: nobody}, steps: [{status: RECEIVED}, {after: "
            "1m, status: FAILED, errors: [6199]}]}\n") {
    uses_what_no_sample_shows();
  }
};

TEST_F(ScriptedCsrs, ComeFromTheRecordsOfTheScenario) {
  const Answer created = sim.post("/csrs",
                                  "<Csr><WorkingOrBillingTelephoneNumber>9196191211</"
                                  "WorkingOrBillingTelephoneNumber></Csr>");
  sim.advance_until_idle();
  const Answer read = sim.follow(created);
  EXPECT_EQ(read.at("CsrData/AccountNumber"), "123456789");
  EXPECT_EQ(read.at("CsrData/CustomerName"), "JOHN SMITH");
  EXPECT_EQ(read.at("CsrData/WorkingTelephoneNumber"), "9196191211");
  EXPECT_THAT(read.all("CsrData/WorkingTelephoneNumbersOnAccount/TelephoneNumber"),
              testing::ElementsAre("9196191211", "9196191212"));
}

TEST_F(ScriptedCsrs, ThatRequireActionAreChangedUntilTheyAreFinished) {
  const Answer created = sim.post("/csrs", kCsr);
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("Status"), "ACTION_REQUIRED");
  EXPECT_EQ(sim.follow(created).at("Errors/Code"), "7512");
  const std::string path = "/csrs/" + created.created_id();
  EXPECT_EQ(sim.put(path, "<Csr/>").status, 400);
  std::string corrected = kCsr;
  corrected.replace(corrected.find("12345</"), 5, "54321");
  const Answer changed = sim.put(path, corrected);
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.at("Status"), "PROCESSING");
  EXPECT_EQ(changed.at("LastModifiedBy"), "tester");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("Status"), "COMPLETE");
  EXPECT_EQ(sim.follow(created).count("Errors"), 0U);
  EXPECT_EQ(sim.put(path, corrected).at("Errors/Code"), "7304");
  EXPECT_EQ(sim.put("/csrs/none", corrected).status, 404);
}

TEST_F(Csrs, TakeNotes) {
  const std::string notes = "/csrs/" + sim.post("/csrs", kCsr).created_id() + "/notes";
  EXPECT_EQ(sim.get(notes).status, 204);
  const Answer added =
      sim.post(notes, "<Note><UserId>jbm</UserId><Description>a</Description></Note>");
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(sim.put(notes + "/" + added.created_id(),
                    "<Note><UserId>jbm</UserId><Description>b</Description></Note>")
                .status,
            200);
  EXPECT_EQ(sim.get(notes).at("Note/Description"), "b");
}

TEST_F(ScriptedCsrs, MayFail) {
  std::string request = kCsr;
  request.replace(request.find("bandwidthGuy"), 12, "nobody");
  request.replace(request.find("12345</"), 5, "1");
  const Answer created = sim.post("/csrs", request);
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("Status"), "FAILED");
  EXPECT_EQ(sim.follow(created).at("Errors/Code"), "6199");
  EXPECT_EQ(sim.follow(created).count("CsrData"), 0U);
}

}  // namespace
}  // namespace dashsim::test::csrs_test
