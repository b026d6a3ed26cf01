#include "support/sim.hpp"

namespace dashsim::test::reports_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string kInventory = "/reports/4/instances";
const std::string kDisconnected = "/reports/30/instances";
const std::string kOrders = "/reports/100020/instances";

std::string parameter(const std::string& name, const std::vector<std::string>& values) {
  std::string xml = "<Parameter><Name>" + name + "</Name>";
  for (const std::string& value : values) xml += "<Value>" + value + "</Value>";
  return xml + "</Parameter>";
}
const std::string kAccount = parameter("AccountId", {"9900000"});

std::string instance(const std::string& parameters, const std::string& format = "csv",
                     const std::string& more = {}) {
  return "<Instance><OutputFormat>" + format + "</OutputFormat><Parameters>" + parameters +
         "</Parameters>" + more + "</Instance>";
}

std::string expires(const std::string& day) {
  return "<ExpiresAt>" + day + "</ExpiresAt>";
}

std::string refused(const std::string& root, const std::string& code, const std::string& text) {
  return "<" + root + "><ResponseStatus><ErrorCode>" + code + "</ErrorCode><Description>" + text +
         "</Description></ResponseStatus></" + root + ">";
}

class ReportTest : public SimTest {
 protected:
  explicit ReportTest(const std::string& more = {})
      : SimTest({.scenario = "scenario: x\nclock: {poll_advance: 0s}\n" + more}) {}

  /// The file of a new instance, once it is ready.
  Answer file(const std::string& path, const std::string& xml) {
    const Answer created = sim.post(path, xml);
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.get(path + "/" + created.created_id() + "/file");
  }
  std::vector<std::string> rows(const std::string& path, const std::string& parameters) {
    std::vector<std::string> lines;
    const std::string csv = file(path, instance(parameters)).body;
    for (std::size_t at = 0; at < csv.size(); at = csv.find('\n', at) + 1)
      lines.push_back(csv.substr(at, csv.find('\r', at) - at));
    EXPECT_FALSE(lines.empty());
    if (!lines.empty()) lines.erase(lines.begin());
    return lines;
  }
  void disconnect(const std::string& number) {
    sim.post("/disconnects",
             "<DisconnectTelephoneNumberOrder><CustomerOrderId>bye</CustomerOrderId>"
             "<DisconnectTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>" +
                 number +
                 "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                 "</DisconnectTelephoneNumberOrder>");
    sim.advance_until_idle();
  }
};

class Reports : public ReportTest {};

TEST_F(Reports, AreListedByName) {
  EXPECT_XML(sim.get("/reports").body, R"(
    <ReportsResponse>
      <Reports>
        <Report>
          <Name>Disconnected Phone Numbers</Name>
          <Id>30</Id>
          <Description>Numbers that were disconnected from the account and age</Description>
        </Report>
        <Report>
          <Name>Orders By Status</Name>
          <Id>100020</Id>
          <Description>Orders of the account and how far they have come</Description>
        </Report>
        <Report>
          <Name>Phone Number Inventory</Name>
          <Id>4</Id>
          <Description>Numbers in service on the account</Description>
        </Report>
      </Reports>
    </ReportsResponse>)");
}

TEST_F(Reports, TellWhatParametersTheyTake) {
  EXPECT_XML(sim.get("/reports/4").body, R"(
    <ReportResponse>
      <Report>
        <Id>4</Id>
        <Name>Phone Number Inventory</Name>
        <Description>Numbers in service on the account</Description>
        <Parameters>
          <Parameter>
            <Name>AccountId</Name>
            <Type>Account ID</Type>
            <Required>true</Required>
            <Description>The account that the report is about</Description>
            <MultiSelectAllowed>false</MultiSelectAllowed>
            <HelpInformation>Has to be the account that asks for the report</HelpInformation>
          </Parameter>
          <Parameter>
            <Name>SiteId</Name>
            <Type>Site ID</Type>
            <Required>false</Required>
            <Description>Only numbers of this site</Description>
            <MultiSelectAllowed>false</MultiSelectAllowed>
            <HelpInformation>The id of a site of the account</HelpInformation>
          </Parameter>
          <Parameter>
            <Name>SipPeerId</Name>
            <Type>SipPeer ID</Type>
            <Required>false</Required>
            <Description>Only numbers of this SIP peer</Description>
            <MultiSelectAllowed>false</MultiSelectAllowed>
            <HelpInformation>The id of a SIP peer of the account</HelpInformation>
          </Parameter>
          <Parameter>
            <Name>SmsEnabled</Name>
            <Type>Boolean</Type>
            <Required>false</Required>
            <Description>Only numbers with, or only those without messaging</Description>
            <MultiSelectAllowed>false</MultiSelectAllowed>
            <HelpInformation>true or false</HelpInformation>
          </Parameter>
        </Parameters>
      </Report>
    </ReportResponse>)");
  const Answer orders = sim.get("/reports/100020");
  EXPECT_THAT(orders.all("Report/Parameters/Parameter/Type"),
              ElementsAre("Account ID", "Enum", "Enum", "String"));
  EXPECT_THAT(orders.all("Report/Parameters/Parameter/MultiSelectAllowed"),
              ElementsAre("false", "true", "true", "false"));
  EXPECT_THAT(orders.at("Report/Parameters/Parameter/ValueFilter"),
              StartsWith("orders;disconnects;portins;"));
  EXPECT_EQ(orders.at("Report/Parameters/Parameter/Values/Value/InternalName"), "orders");
  EXPECT_EQ(orders.at("Report/Parameters/Parameter/Values/Value/DisplayName"), "New number orders");
}

TEST_F(Reports, AreFoundByTheirIds) {
  for (const std::string id : {"123", "x", "-4", "04x"}) {
    const std::string text = "No report found with report ID of '" + id + "'";
    const Answer answer = sim.get("/reports/" + id);
    EXPECT_EQ(answer.status, 404);
    EXPECT_XML(answer.body, refused("ReportResponse", "19000", text));
    const Answer instances = sim.get("/reports/" + id + "/instances");
    EXPECT_EQ(instances.status, 404);
    EXPECT_XML(instances.body, refused("ReportInstancesResponse", "19000", text));
    EXPECT_EQ(sim.post("/reports/" + id + "/instances", instance(kAccount)).status, 404);
  }
}

class ReportInstances : public ReportTest {};

std::string shown(const std::string& id, const std::string& rest) {
  return "<Instance><Id>" + id +
         "</Id><ReportId>4</ReportId><ReportName>Phone Number Inventory</ReportName>"
         "<OutputFormat>pdf</OutputFormat><RequestedByUserName>tester</RequestedByUserName>"
         "<RequestedAt>2026-01-05 09:00:00</RequestedAt><Parameters><Parameter>"
         "<Name>AccountId</Name><Value>9900000</Value></Parameter></Parameters>" +
         rest + "</Instance>";
}

TEST_F(ReportInstances, AreReadyAfterAWhileAndExpire) {
  const Answer created = sim.post(kInventory, instance(kAccount, "pdf", expires("2026-01-07")));
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.body, "");
  const std::string id = created.created_id();
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000" + kInventory + "/" + id);
  const auto read = [&](const std::string& rest) {
    EXPECT_XML(sim.follow(created).body,
               "<ReportInstanceResponse>" + shown(id, rest) + "</ReportInstanceResponse>");
    const std::string list = "<ReportInstancesResponse><Instances>" + shown(id, rest) +
                             "</Instances></ReportInstancesResponse>";
    EXPECT_XML(sim.get(kInventory).body, list);
    EXPECT_XML(sim.get("/reports/instances").body, list);
  };
  read("<Status>InProgress</Status><ExpiresAt>2026-01-07</ExpiresAt>");
  const Answer early = sim.get(kInventory + "/" + id + "/file");
  EXPECT_EQ(early.status, 202);
  EXPECT_XML(early.body, refused("ReportInstanceFileResponse", "19048",
                                 "Report generation in progress; Output not yet available"));
  EXPECT_THAT(sim.advance_until_idle().body, HasSubstr("Ready"));
  read("<Status>Ready</Status><ExpiresAt>2026-01-07</ExpiresAt>");
  EXPECT_EQ(sim.get(kInventory + "/" + id + "/file").status, 200);
  sim.advance("62h58m");
  EXPECT_EQ(sim.follow(created).at("Instance/Status"), "Ready") << "to the end of the day";
  EXPECT_THAT(sim.advance("1m").body, HasSubstr("Expired"));
  read("<Status>Expired</Status>");
  const Answer late = sim.get(kInventory + "/" + id + "/file");
  EXPECT_EQ(late.status, 404);
  EXPECT_XML(late.body, refused("ReportInstanceFileResponse", "19049",
                                "Report instance expired; Output has been deleted from server"));
}

TEST_F(ReportInstances, AreListedAsTheyCame) {
  EXPECT_XML(sim.get("/reports/instances").body,
             "<ReportInstancesResponse><Instances/></ReportInstancesResponse>");
  const std::string first = sim.post(kInventory, instance(kAccount)).created_id();
  const std::string second = sim.post(kOrders, instance(kAccount)).created_id();
  EXPECT_THAT(sim.get("/reports/instances").all("Instances/Instance/Id"),
              ElementsAre(first, second));
  EXPECT_THAT(sim.get(kInventory).all("Instances/Instance/Id"), ElementsAre(first));
  EXPECT_THAT(sim.get(kDisconnected).all("Instances/Instance/Id"), IsEmpty());
  EXPECT_LT(std::stoul(first), std::stoul(second));
}

TEST_F(ReportInstances, AreFoundBelowTheirReport) {
  const std::string id = sim.post(kInventory, instance(kAccount)).created_id();
  const std::pair<std::string, std::string> paths[] = {{"", "ReportInstanceResponse"},
                                                       {"/file", "ReportInstanceFileResponse"}};
  for (const auto& [path, root] : paths) {
    const Answer unknown = sim.get("/reports/123/instances/456" + path);
    EXPECT_EQ(unknown.status, 404);
    EXPECT_XML(unknown.body,
               refused(root, "19019", "No report instance found for report 123 with Id of '456'"));
    EXPECT_EQ(sim.get(kOrders + "/" + id + path).at("ResponseStatus/ErrorCode"), "19019");
    EXPECT_EQ(sim.get(kInventory + "/x" + path).at("ResponseStatus/ErrorCode"), "19019");
  }
  const net::Headers other = basic("other", "secret");
  const auto read = [&](const std::string& account) {
    return sim.call("GET", "/accounts/" + account + kInventory + "/" + id, other).status;
  };
  EXPECT_EQ(read("9900001"), 404);
  EXPECT_EQ(read("9900000"), 403);
}

TEST_F(ReportInstances, ExpireAfterThirtyDaysAtTheLatest) {
  const auto day_of = [&](const std::string& more) {
    return sim.follow(sim.post(kInventory, instance(kAccount, "csv", more)))
        .at("Instance/ExpiresAt");
  };
  EXPECT_EQ(day_of(""), "2026-02-04");
  EXPECT_EQ(day_of(expires("2026-01-06")), "2026-01-06");
  EXPECT_EQ(day_of(expires("2026-02-04")), "2026-02-04");
}

struct Row {
  const char* code;
  std::string text;
  std::string path;
  std::string xml;
};

TEST_F(ReportInstances, AreRefusedForManyReasons) {
  uses_what_no_sample_shows();
  const std::string too_late = "Instance -> ExpiresAt must be future date not longer than 30 days";
  const auto inventory = [](const std::string& more) { return instance(kAccount + more); };
  const Row rows[] = {
      {"19022", "Missing or invalid report instance details", kInventory, "<Instance/>"},
      {"19032", "Missing one or more required report parameters: AccountId", kInventory,
       "<Instance><OutputFormat>pdf</OutputFormat></Instance>"},
      {"19030", "Instance -> OutputFormat must be one of following values: pdf, xls, csv",
       kInventory, instance(kAccount, "html")},
      {"19030", "Instance -> OutputFormat must be one of following values: pdf, xls, csv",
       kInventory, instance(kAccount, "")},
      {"19021", "Unexpected value provided for Instance -> Id", kInventory,
       instance(kAccount, "csv", "<Id>1</Id>")},
      {"19029", "Unexpected value provided for Instance -> RequestedAt", kInventory,
       instance(kAccount, "csv", "<RequestedAt>2026-01-05</RequestedAt>")},
      {"19044", "Unexpected value provided for Instance -> Status", kInventory,
       instance(kAccount, "csv", "<Status>Ready</Status>")},
      {"19050", "Unexpected value provided for Instance -> JasperHost", kInventory,
       instance(kAccount, "csv", "<JasperHost>a</JasperHost>")},
      {"19059", "Invalid value 'soon' for Instance -> ExpiresAt (expected date format YYYY-MM-DD)",
       kInventory, instance(kAccount, "csv", expires("soon"))},
      {"19059",
       "Invalid value '26-01-06' for Instance -> ExpiresAt (expected date format YYYY-MM-DD)",
       kInventory, instance(kAccount, "csv", expires("26-01-06"))},
      {"19046", too_late, kInventory, instance(kAccount, "csv", expires("2026-01-05"))},
      {"19046", too_late, kInventory, instance(kAccount, "csv", expires("2026-02-05"))},
      {"19033", "Following parameter(s) are not supported for this report: Colour, Size",
       kInventory, inventory(parameter("Colour", {"red"}) + parameter("Size", {"1"}))},
      {"19026", "Instance -> Parameter #2 -> Name is missing or invalid", kInventory,
       inventory(parameter("", {"1"}))},
      {"19027",
       "Instance -> Parameter #2 -> Name (\"AccountId\") duplicates name given for "
       "parameter #1",
       kInventory, inventory(kAccount)},
      {"19025", "Instance -> Parameter 'SiteId' -> Value is missing or invalid", kInventory,
       inventory(parameter("SiteId", {}))},
      {"19055", "Instance -> Parameter 'SiteId' -> Value can't be empty", kInventory,
       inventory(parameter("SiteId", {""}))},
      {"19057", "Instance -> Parameter 'SiteId' -> multiple occurrences of Value is not supported",
       kInventory, inventory(parameter("SiteId", {"743", "202"}))},
      {"19054", "Instance -> Parameter 'Status' -> list of Values contains duplicates", kOrders,
       inventory(parameter("Status", {"FAILED", "COMPLETE", "FAILED"}))},
      {"19024",
       "Instance -> Parameter 'CustomerOrderId' -> Value length exceeds maximum allowed "
       "(255)",
       kOrders, inventory(parameter("CustomerOrderId", {std::string(256, 'x')}))},
      {"19039", "Invalid account ID value for report parameter AccountId: 9900001", kInventory,
       instance(parameter("AccountId", {"9900001"}))},
      {"19040", "Invalid site ID value for report parameter SiteId: x", kInventory,
       inventory(parameter("SiteId", {"x"}))},
      {"19043", "Invalid site ID value on account 9900000 for report parameter SiteId: 800",
       kInventory, inventory(parameter("SiteId", {"800"}))},
      {"19034", "Invalid report parameter: SipPeerId", kInventory,
       inventory(parameter("SipPeerId", {"400100"}))},
      {"19038",
       "Expected value for report parameter SmsEnabled to be one of following: true, "
       "false",
       kInventory, inventory(parameter("SmsEnabled", {"maybe"}))},
      {"19036", "Invalid integer value given for report parameter DisconnectedWithinDays: few",
       kDisconnected, inventory(parameter("DisconnectedWithinDays", {"few"}))},
  };
  for (const Row& row : rows) {
    const Answer answer = sim.post(row.path, row.xml);
    EXPECT_EQ(answer.status, 400) << row.xml;
    EXPECT_XML(answer.body, refused("ReportInstanceResponse", row.code, row.text));
  }
  EXPECT_THAT(sim.post(kOrders, inventory(parameter("OrderType", {"orders", "wishes"})))
                  .at("ResponseStatus/Description"),
              StartsWith("Expected value for report parameter OrderType to be one of following: "
                         "orders, disconnects, portins,"));
  EXPECT_THAT(sim.get("/reports/instances").all("Instances/Instance/Id"), IsEmpty());
}

TEST_F(ReportInstances, NeedTheirRequiredParameters) {
  const Answer answer =
      sim.post(kInventory, "<Instance><OutputFormat>pdf</OutputFormat></Instance>");
  EXPECT_EQ(answer.status, 400);
  EXPECT_XML(answer.body, refused("ReportInstanceResponse", "19032",
                                  "Missing one or more required report parameters: AccountId"));
}

class ReportFiles : public ReportTest {};

TEST_F(ReportFiles, AreCsvOfTheNumbersThatAreAskedFor) {
  const Answer csv = file(kInventory, instance(kAccount));
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.header("Content-Type"), "text/csv");
  EXPECT_THAT(csv.header("Content-Disposition"), testing::EndsWith(".csv\""));
  EXPECT_THAT(csv.body, StartsWith("Telephone Number,Site ID,Site,SIP Peer ID,City,State,"
                                   "Rate Center,In Service Since,SMS Enabled\r\n"
                                   "9195550100,743,Raleigh,303716,"));
  const auto count = [&](const std::string& more) {
    return rows(kInventory, kAccount + more).size();
  };
  EXPECT_EQ(count(""), 50U);
  EXPECT_EQ(count(parameter("SiteId", {"743"})), 50U);
  EXPECT_EQ(count(parameter("SiteId", {"202"})), 0U);
  EXPECT_EQ(count(parameter("SipPeerId", {"518824"})), 0U);
  EXPECT_EQ(count(parameter("SmsEnabled", {"true"})), 0U);
  EXPECT_EQ(count(parameter("SmsEnabled", {"False"})), 50U);
}

TEST_F(ReportFiles, AreWorkbooksAndPdfsOfTheSameRows) {
  const Answer workbook = file(kInventory, instance(kAccount, "XLS"));
  EXPECT_EQ(workbook.header("Content-Type"), "application/vnd.ms-excel");
  EXPECT_THAT(workbook.header("Content-Disposition"), testing::EndsWith(".xls\""));
  EXPECT_THAT(workbook.all("Worksheet/Table/Row/Cell/Data"), testing::Contains("9195550149"));
  EXPECT_EQ(workbook.count("Worksheet/Table/Row"), 51U);
  const Answer pdf = file(kInventory, instance(kAccount, "pdf"));
  EXPECT_EQ(pdf.header("Content-Type"), "application/pdf");
  EXPECT_THAT(pdf.body, StartsWith("%PDF-1."));
  EXPECT_THAT(pdf.body, HasSubstr("9195550149"));
}

TEST_F(ReportFiles, TellOfTheWorldAsItIsWhenTheyAreReady) {
  const std::string path = kInventory + "/" + sim.post(kInventory, instance(kAccount)).created_id();
  disconnect("9195550101");
  EXPECT_THAT(sim.get(path + "/file").body, Not(HasSubstr("9195550101")));
  disconnect("9195550102");
  EXPECT_THAT(sim.get(path + "/file").body, HasSubstr("9195550102")) << "it stays as it was made";
}

TEST_F(ReportFiles, FillInTheAccountWhereTheyMay) {
  disconnect("9195550101");
  sim.advance("3d");
  disconnect("9195550102");
  EXPECT_THAT(rows(kDisconnected, ""), ElementsAre("9195550101,743,2026-01-05,2026-02-19,false",
                                                   "9195550102,743,2026-01-08,2026-02-22,false"));
  EXPECT_EQ(sim.get(kDisconnected).at("Instances/Instance/Parameters/Parameter/Value"), "9900000");
  EXPECT_EQ(rows(kDisconnected, parameter("DisconnectedWithinDays", {"2"})).size(), 1U);
  EXPECT_EQ(rows(kDisconnected, parameter("SiteId", {"202"})).size(), 0U);
}

TEST_F(ReportFiles, TellOfOrdersByStatus) {
  disconnect("9195550101");
  disconnect("9195550101");
  const std::vector<std::string> all = rows(kOrders, kAccount);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_THAT(all[0], HasSubstr(",disconnects,COMPLETE,bye,tester,2026-01-05T09:00:00.000Z,"));
  EXPECT_THAT(all[1], HasSubstr(",disconnects,FAILED,"));
  const auto found = [&](const std::string& name, const std::vector<std::string>& values) {
    return rows(kOrders, kAccount + parameter(name, values)).size();
  };
  EXPECT_EQ(found("Status", {"FAILED"}), 1U);
  EXPECT_EQ(found("Status", {"FAILED", "COMPLETE"}), 2U);
  EXPECT_EQ(found("OrderType", {"orders", "portins"}), 0U);
  EXPECT_EQ(found("CustomerOrderId", {"bye"}), 2U);
  EXPECT_EQ(found("CustomerOrderId", {"Bye"}), 0U);
}

TEST_F(ReportInstances, AreInTheStateOfTheWorld) {
  sim.post(kInventory, instance(kAccount));
  sim.post("/bdrs", "<Bdr><StartDate>2015-04-01</StartDate><EndDate>2015-04-30</EndDate></Bdr>");
  sim.advance_until_idle();
  const std::string state = sim.control("GET", "/state").body;
  EXPECT_THAT(state,
              HasSubstr(R"("report":"Phone Number Inventory","format":"csv","status":"Ready")"));
  EXPECT_THAT(state, HasSubstr(R"("type":"BDR","status":"COMPLETED")"));
}

class ReportServiceDown : public ReportTest {
 protected:
  ReportServiceDown() : ReportTest("rules: {report_service: down}\n") {}
};

TEST_F(ReportServiceDown, MakesNoInstances) {
  const Answer answer = sim.post(kInventory, instance(kAccount));
  EXPECT_EQ(answer.status, 503);
  EXPECT_XML(answer.body,
             refused("ReportInstanceResponse", "19031",
                     "Error encountered processing request via external reporting service. Please "
                     "contact Bandwidth support for further assistance."));
  EXPECT_EQ(sim.get("/reports").status, 200);
  EXPECT_THAT(sim.get("/reports/instances").all("Instances/Instance"), IsEmpty());
}

using PolledReports = SimTest;

TEST_F(PolledReports, AreReadyAfterSomePolling) {
  const std::string file =
      kInventory + "/" + sim.post(kInventory, instance(kAccount)).created_id() + "/file";
  int polls = 0;
  while (sim.get(file).status == 202 && polls < 20) ++polls;
  EXPECT_EQ(sim.get(file).status, 200);
}

}  // namespace
}  // namespace dashsim::test::reports_test
