#include "support/sim.hpp"
#include "support/unzip.hpp"

namespace dashsim::test::billingreports_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class BillingReports : public SimTest {
 protected:
  BillingReports() : SimTest({.scenario = "scenario: x\nclock: {poll_advance: 0s}\n"}) {}

  Answer post(const std::string& type, const std::string& from = "2025-12-01",
              const std::string& to = "2026-01-31") {
    return sim.post("/billingreports",
                    "<BillingReport><Type>" + type + "</Type><DateRange><StartDate>" + from +
                        "</StartDate><EndDate>" + to + "</EndDate></DateRange></BillingReport>");
  }
  /// The CSV of a report of that type about this month.
  std::string csv(const std::string& type) {
    const Answer created = post(type);
    sim.advance_until_idle();
    return unzip(sim.get("/billingreports/" + created.created_id() + "/file").body).bytes;
  }
  std::vector<std::string> kinds(const std::string& query) {
    return sim.get("/billingreports" + query)
        .all("BillingReportList/BillingReport/BillingReportKind");
  }
};

std::string refused(const std::string& root, const std::string& code, const std::string& text) {
  return "<" + root + "><ResponseStatus><ErrorCode>" + code + "</ErrorCode><Description>" + text +
         "</Description></ResponseStatus></" + root + ">";
}

std::string status(const std::string& status, const std::string& description) {
  return "<BillingReportRetrievalResponse><ReportStatus>" + status +
         "</ReportStatus><Description>" + description +
         "</Description></BillingReportRetrievalResponse>";
}

std::size_t lines_of(const std::string& csv) {
  return static_cast<std::size_t>(std::ranges::count(csv, '\n'));
}

const std::string kWaiting =
    "The requested report archive is still being constructed, please check back later.";

TEST_F(BillingReports, AreConstructedInVirtualTime) {
  const Answer created = post("DIDSNAP");
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.location(),
            "http://dashsim.test/accounts/9900000/billingreports/" + created.created_id());
  EXPECT_XML(created.body, R"(
    <BillingReportCreationResponse>
      <ReportStatus>RECEIVED</ReportStatus>
      <Description>The report archive is currently being constructed.</Description>
    </BillingReportCreationResponse>)");
  EXPECT_XML(sim.follow(created).body,
             status("RECEIVED", "The report archive is currently being constructed."));
  sim.advance("10s");
  EXPECT_XML(sim.follow(created).body, status("PROCESSING", kWaiting));
  EXPECT_THAT(sim.advance("50s").body, HasSubstr("COMPLETED"));
  EXPECT_XML(sim.follow(created).body, status("COMPLETED", "The report archive is constructed."));
}

TEST_F(BillingReports, AreListedByKind) {
  const Answer none = sim.get("/billingreports");
  EXPECT_EQ(none.status, 204);
  EXPECT_EQ(none.body, "");
  const std::string first = post("DIDSNAP", "2017-05-01", "2017-10-31").created_id();
  sim.advance_until_idle();
  const std::string second = post("BDR", "2017-01-01", "2017-09-30").created_id();
  sim.advance("10s");
  EXPECT_XML(sim.get("/billingreports").body, R"(
    <BillingReportsRetrievalResponse>
      <BillingReportList>
        <BillingReport>
          <BillingReportId>)" + first + R"(</BillingReportId>
          <BillingReportKind>DIDSNAP</BillingReportKind>
          <UserId>tester</UserId>
          <ReportStatus>COMPLETE</ReportStatus>
          <Description>The report archive is constructed.</Description>
          <CreatedDate>2026-01-05 09:00:00</CreatedDate>
          <DateRange>
            <StartDate>2017-05-01</StartDate>
            <EndDate>2017-10-31</EndDate>
          </DateRange>
        </BillingReport>
        <BillingReport>
          <BillingReportId>)" + second + R"(</BillingReportId>
          <BillingReportKind>BDR</BillingReportKind>
          <UserId>tester</UserId>
          <ReportStatus>PROCESSING</ReportStatus>
          <Description>)" + kWaiting + R"(</Description>
          <CreatedDate>2026-01-05 09:01:00</CreatedDate>
          <DateRange>
            <StartDate>2017-01-01</StartDate>
            <EndDate>2017-09-30</EndDate>
          </DateRange>
        </BillingReport>
      </BillingReportList>
    </BillingReportsRetrievalResponse>)");
  EXPECT_THAT(kinds("?kind=BDR"), ElementsAre("BDR"));
  EXPECT_THAT(kinds("?kind=DIDSNAP,%20BDR"), ElementsAre("DIDSNAP", "BDR"));
  EXPECT_EQ(sim.get("/billingreports?kind=MDR").status, 204);
  const Answer refusal = sim.get("/billingreports?kind=DIDSNAP,PHONES");
  EXPECT_EQ(refusal.status, 400);
  EXPECT_EQ(refusal.at("ResponseStatus/ErrorCode"), "15600");
}

TEST_F(BillingReports, SnapTheNumbersInService) {
  sim.put("/sites/743/sippeers/303716/tns/9195550103",
          "<SipPeerTelephoneNumber><FullNumber>9195550103</FullNumber>"
          "<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>"
          "</SipPeerTelephoneNumber>");
  const std::string head =
      "AccountId,TelephoneNumber,SiteId,SipPeerId,City,State,RateCenter,Lata,Tier,"
      "InServiceDate\r\n";
  const std::string all = csv("DIDSNAP");
  EXPECT_THAT(all, StartsWith(head + "9900000,9195550100,743,303716,"));
  EXPECT_EQ(lines_of(all), 51U);
  const std::string with_messaging = csv("DIDSNAP_MSG");
  EXPECT_THAT(with_messaging, StartsWith(head + "9900000,9195550103,743,303716,"));
  EXPECT_THAT(with_messaging, testing::EndsWith(",2026-01-05\r\n"));
  EXPECT_EQ(lines_of(with_messaging), 2U);
}

TEST_F(BillingReports, TellOfTheWorldAsItIsWhenTheyAreReady) {
  const Answer created = post("INVOICE");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550101</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance("5m");
  const Answer file = sim.get("/billingreports/" + created.created_id() + "/file");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.header("Content-Type"), "application/zip");
  EXPECT_EQ(file.header("Content-Disposition"),
            "attachment; filename=\"INVOICE_2025-12-01_2026-01-31.zip\"");
  const Unzipped invoice = unzip(file.body);
  EXPECT_EQ(invoice.name, "INVOICE_2025-12-01_2026-01-31.csv");
  EXPECT_EQ(invoice.bytes,
            "AccountId,Item,Quantity\r\n9900000,Telephone numbers in service,49\r\n"
            "9900000,Telephone numbers disconnected,1\r\n9900000,Orders finished,1\r\n");
}

TEST_F(BillingReports, HaveHeadsWhereNobodyCalls) {
  const std::string calls = csv("BDR");
  EXPECT_THAT(calls, StartsWith("AccountNumber,CallStartDateTime,"));
  EXPECT_EQ(csv("STMTBDR"), calls);
  EXPECT_THAT(csv("MDR"), StartsWith("AccountId,MessageType,MessageID,"));
  EXPECT_THAT(csv("RECORDINGBDR"), HasSubstr(",RecordingID,"));
  EXPECT_THAT(csv("RECORDINGSTMTBDR"), HasSubstr(",RecordingID,"));
  EXPECT_THAT(csv("TRANSCRIPTIONBDR"), HasSubstr(",TranscriptionID,"));
  EXPECT_THAT(csv("TRANSCRIPTIONSTMTBDR"), HasSubstr(",TranscriptionID,"));
  EXPECT_THAT(csv("CNAMBDR"), StartsWith("GlobalAccountNumber,"));
  EXPECT_EQ(lines_of(csv("CNAMSTMTBDR")), 1U);
}

TEST_F(BillingReports, NeedAKindAndARangeOfDays) {
  const std::string root = "BillingReportCreationResponse";
  const Answer upside_down = post("BDR", "2014-05-21", "2013-05-29");
  EXPECT_EQ(upside_down.status, 404);
  EXPECT_XML(upside_down.body,
             refused(root, "15501",
                     "Invalid date range. Start date 2014-05-21 must be before end date "
                     "2013-05-29"));
  for (const std::string type : {"", "bdr", "PHONES"}) {
    const Answer answer = post(type);
    EXPECT_EQ(answer.status, 400);
    EXPECT_XML(answer.body, refused(root, "15600", "Billing Report Type '" + type + "' invalid"));
  }
  const Answer no_range =
      sim.post("/billingreports", "<BillingReport><Type>BDR</Type></BillingReport>");
  EXPECT_EQ(no_range.status, 400);
  EXPECT_XML(no_range.body, refused(root, "15503", "Valid date required (StartDate)"));
  EXPECT_EQ(sim.get("/billingreports").status, 204);
}

TEST_F(BillingReports, AreFoundByTheirIds) {
  const std::string wrong = "9b428b4c-159b-465f-9667-";
  const std::string nobody = "9b428b4c-159b-465f-9667-2a2a2a2a2a2a";
  const std::pair<std::string, std::string> paths[] = {
      {"", "BillingReportRetrievalResponse"}, {"/file", "BillingReportArchiveRetrievalResponse"}};
  for (const auto& [path, root] : paths) {
    const Answer malformed = sim.get("/billingreports/" + wrong + path);
    EXPECT_EQ(malformed.status, 400);
    EXPECT_XML(malformed.body, refused(root, "1008", "'" + wrong + "' is not a valid UUID"));
    const Answer unknown = sim.get("/billingreports/" + nobody + path);
    EXPECT_EQ(unknown.status, 404);
    EXPECT_XML(unknown.body, refused(root, "15603", "The requested report was not found."));
  }
  const std::string id = post("BDR").created_id();
  const net::Headers other = basic("other", "secret");
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/billingreports/" + id, other).status, 404);
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/billingreports", other).status, 204);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/billingreports/" + id, other).status, 403);
}

TEST_F(BillingReports, HaveNoFileBeforeTheyAreReadyAndAfterTwoDays) {
  const std::string path = "/billingreports/" + post("BDR").created_id();
  const Answer early = sim.get(path + "/file");
  EXPECT_EQ(early.status, 404);
  EXPECT_XML(early.body, refused("BillingReportArchiveRetrievalResponse", "15602",
                                 "Requested report archive is still being constructed"));
  EXPECT_THAT(sim.control("GET", "/events").body, HasSubstr("takes its next step"));
  sim.advance("48h");
  EXPECT_EQ(sim.get(path + "/file").status, 200);
  EXPECT_THAT(sim.advance("1m").body, HasSubstr("DELETED"));
  EXPECT_EQ(sim.get(path + "/file").status, 404);
  EXPECT_EQ(sim.get("/billingreports").status, 204);
}

}  // namespace
}  // namespace dashsim::test::billingreports_test
