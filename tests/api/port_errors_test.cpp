// A row for each code that can refuse a port-in or its change: the request that earns it, and the
// whole head of the answer. Reference: portins; error-codes "LNP or /portins errors".
#include "port_story.hpp"

namespace dashsim::test::port_errors_test {
namespace {

/// What stands before what was asked for.
std::string refused(const std::string& errors, const std::string& order_id = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><LnpOrderResponse>)" +
         (order_id.empty() ? "" : "<OrderId>" + order_id + "</OrderId>") +
         "<Status><Code>400</Code><Description>Validation Failed. Please check your input "
         "parameters.</Description></Status>" +
         errors + "<ProcessingStatus>EXCEPTION</ProcessingStatus>";
}

std::string error(const std::string& code, const std::string& text,
                  const std::vector<std::string>& numbers = {}) {
  std::string list;
  for (const std::string& number : numbers) list += "<Tn>" + number + "</Tn>";
  if (!list.empty()) list = "<TelephoneNumbers>" + list + "</TelephoneNumbers>";
  return "<Errors><Code>" + code + "</Code><Description>" + text + "</Description>" + list +
         "</Errors>";
}

struct Row {
  const char* code;
  const char* text;
  Edits edits;
  std::vector<std::string> numbers{};
};

const std::string kWirelessNumber = "9196040001";
const Edits kWireless{
    {"9193334001", kWirelessNumber},
    {"9193334000", kWirelessNumber},
    {"</Subscriber>",
     "</Subscriber><WirelessInfo><AccountNumber>1</AccountNumber><PinNumber>2</PinNumber>"
     "</WirelessInfo>"}};
const Edits kTollFree{{"9193334001", "8885550001"},
                      {"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>", ""}};

Edits also(Edits first, const Edits& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

Edits attribute(const std::string& text) {
  return with("<TnAttributes><TnAttribute>" + text + "</TnAttribute></TnAttributes>");
}

const Row kRows[] = {
    {"7004",
     "Unable to provide coverage",
     also(of_numbers({"4104720001"}), {{"9193334000", "4104720001"}}),
     {"4104720001"}},
    {"7101",
     "At least one number required to port",
     {{"<PhoneNumber>9193334001</PhoneNumber>", ""}}},
    {"7103",
     "Billing telephone number (BTN) required",
     {{"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>", ""}}},
    {"7105", "The subscriber name is required", {{"<BusinessName>Acme</BusinessName>", ""}}},
    {"7105", "The subscriber name is required",
     also(kResidential, {{"<LastName>Last</LastName>", ""}})},
    {"7107", "The service address is required", {{kServiceAddress, ""}}},
    {"7108",
     "The service address house number is required",
     {{"<HouseNumber>11235</HouseNumber>", ""}}},
    {"7109",
     "The service address street name is required",
     {{"<StreetName>Back</StreetName>", "<StreetName/>"}}},
    {"7110", "The service address city is required", {{"<City>Denver</City>", ""}}},
    {"7111", "The service address state code is required", {{"<StateCode>CO</StateCode>", ""}}},
    {"7112", "The service address zip code is required", {{"<Zip>27541</Zip>", ""}}},
    {"7113",
     "Wireless information required",
     {{"9193334001", kWirelessNumber}, {"9193334000", kWirelessNumber}}},
    {"7114", "Account number required",
     also(kWireless, {{"<AccountNumber>1</AccountNumber>", ""}})},
    {"7115",
     "LOA authorizing person required",
     {{"<LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>", ""}}},
    {"7117", "Personal identification number (PIN) required",
     also(kWireless, {{"<PinNumber>2</PinNumber>", ""}})},
    {"7201",
     "61746052083 is not a valid NANPA telephone number.",
     {{"<PhoneNumber>", "<PhoneNumber>61746052083</PhoneNumber><PhoneNumber>"}}},
    {"7203", "The billing telephone number (BTN) is invalid", {{"9193334000", "919333400"}}},
    {"7204",
     "All telephone numbers, including billing telephone number (BTN) and new BTN when provided, "
     "must belong to same carrier",
     {{"9193334000", "4105420000"}}},
    {"7206", "Telephone number is already in service", of_numbers({"9195550101"}), {"9195550101"}},
    {"7208", "The requested FOC date cannot be in the past", {{"2026-01-15", "2026-01-02"}}},
    {"7209", "Requested FOC date is too soon", {{"2026-01-15", "2026-01-06"}}},
    {"7210",
     "Requested FOC date is too far in future. Date must be within 30 days",
     {{"2026-01-15", "2026-02-05"}}},
    {"7211", "Residential subscriber type may not have business name",
     also(kResidential, {{"<LastName>", "<BusinessName>B</BusinessName><LastName>"}})},
    {"7214", "ZIP code is invalid", {{"<Zip>27541</Zip>", "<Zip>2754</Zip>"}}},
    {"7217", "Requested FOC Date has invalid format", {{"2026-01-15", "15.1.2026"}}},
    {"7309", "The site id was not supplied or is invalid.", {{"743", "999"}}},
    {"7311", "Sippeer id invalid for this site", {{"303716", "303717"}}},
    {"7312", "The sippeer id is invalid.", {{"303716", "400100"}}},
    {"7315", "Date is during weekend or holiday", {{"2026-01-15", "2026-01-19"}}},
    {"7318",
     "Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max "
     "length is 40 characters.",
     {{"SJM00002", "SJM_00002"}}},
    {"7319", "Partial Port must be valid boolean variation",
     with("<PartialPort>perhaps</PartialPort>")},
    {"7324",
     "The business name is too long. The business name should not be longer than 25 characters.",
     {{"Acme", "Acme of the whole wide World"}}},
    {"7329",
     "Pre directional invalid. Valid values: N, S, E, W, NE, NW, SE, SW",
     {{"<City>", "<PreDirectional>UP</PreDirectional><City>"}}},
    {"7330",
     "Post directional invalid. Valid values: N, S, E, W, NE, NW, SE, SW",
     {{"<City>", "<PostDirectional>UP</PostDirectional><City>"}}},
    {"7331",
     "Rate Center Not Present in Bandwidth Dashboard",
     also(of_numbers({"7128391156"}), {{"9193334000", "7128391156"}}),
     {"7128391156"}},
    {"7337", "AltSPID used in order doesn't match account AltSPID",
     with("<AlternateSpid>Foo</AlternateSpid>")},
    {"7343", "Customer Activation is not supported for Wireless winning carriers",
     also(kWireless, with("<Triggered>true</Triggered>"))},
    {"7354",
     "Middle initial is too long. Middle initial should not be longer than 1 character.",
     {{"<BusinessName>", "<MiddleInitial>AB</MiddleInitial><BusinessName>"}}},
    {"7355",
     "First name is too long. First name should not be longer than 25 characters.",
     {{"<BusinessName>", "<FirstName>Abcdefghijklmnopqrstuvwxyz</FirstName><BusinessName>"}}},
    {"7356",
     "Last name is too long. Last name should not be longer than 25 characters.",
     {{"<BusinessName>", "<LastName>Abcdefghijklmnopqrstuvwxyz</LastName><BusinessName>"}}},
    {"7360", "Telephone number list can't contain duplicates",
     of_numbers({"9193334001", "9193334001"})},
    {"7361", "Customer Activation is not supported for manual off-net port in orders",
     also({{"9193334001", "9704840001"}, {"9193334000", "9704840001"}},
          with("<Triggered>true</Triggered>"))},
    {"7362", "Immediate flag is not supported for manual port in orders",
     also({{"9193334001", "9704840001"}, {"9193334000", "9704840001"}},
          with("<Immediately>true</Immediately>"))},
    {"7372", "ProcessingStatus 'FOC' invalid. Valid values: DRAFT",
     with("<ProcessingStatus>FOC</ProcessingStatus>")},
    {"7378",
     "Porting is not available for numbers that are not in service on losing carrier account",
     also(of_numbers({"9197909901"}), {{"9193334000", "9197909901"}}),
     {"9197909901"}},
    {"7383", "Wireless information not allowed for toll free manual off-net port-ins",
     also(kTollFree, {{"</Subscriber>",
                       "</Subscriber><WirelessInfo><PinNumber>1</PinNumber></WirelessInfo>"}})},
    {"7384", "Partial port not allowed for toll free manual off-net port-ins",
     also(kTollFree, with("<PartialPort>true</PartialPort>"))},
    {"7385",
     "Billing telephone number not allowed for toll free manual off-net port-ins",
     {{"9193334001", "8885550001"}}},
    {"7391", "Incorrect subscriber type for toll free port in. Only business is allowed",
     also(kTollFree, kResidential)},
    {"7394", "Immediate not allowed for toll free manual off-net port-ins",
     also(kTollFree, with("<Immediately>true</Immediately>"))},
    {"7395", "Unsupported state code: XX.", {{"<StateCode>CO", "<StateCode>XX"}}},
    {"7397", "Toll free numbers are not candidates for Protected status",
     also(kTollFree, attribute("Protected"))},
    {"7398", "Protected status is not available for numbers in off-net rate centers.",
     also({{"9193334001", "2177350001"}, {"9193334000", "2177350001"}}, attribute("Protected"))},
    {"7399", "Telephone number attribute 'Blue' invalid. Valid values: Protected, External, Hosted",
     attribute("Blue")},
    {"7474", "Duplicate telephone number attribute 'External'",
     attribute("External</TnAttribute><TnAttribute>External")},
    {"7481",
     "Account number and pin number fields can't be defined in Subscriber section for portin "
     "orders",
     {{"</Subscriber>", "<AccountNumber>1</AccountNumber></Subscriber>"}}},
    {"7492", "Customer Activation not allowed on manual triggered portins",
     also({{"9193334001", "9197900001"}, {"9193334000", "9197900001"}},
          with("<Triggered>true</Triggered>"))},
    {"7494", "NewBillingTelephoneNumber invalid NANPA telephone number",
     with("<NewBillingTelephoneNumber>123</NewBillingTelephoneNumber>")},
    {"7496", "NewBillingTelephoneNumber can't be in list of telephone numbers being ported",
     with("<NewBillingTelephoneNumber>9193334001</NewBillingTelephoneNumber>")},
    {"7497", "NewBillingTelephoneNumber can't be same as BillingTelephoneNumber",
     with("<NewBillingTelephoneNumber>9193334000</NewBillingTelephoneNumber>")},
    {"7609",
     "Telephone number(s) belongs to unsupported losing carrier",
     also(of_numbers({"4062450001"}), {{"9193334000", "4062450001"}}),
     {"4062450001"}},
};

class PortErrors : public SimTest {
 protected:
  PortErrors() { uses_what_no_sample_shows(); }
  using SimTest::SimTest;

  static constexpr const char* kAdvanceToFoc = "2d";

  std::string placed(const Edits& edits) {
    const Answer created = sim.post("/portins", port_in(edits));
    EXPECT_EQ(created.status, 201) << created.body;
    return created.created_id();
  }
  void expect_refused(const Answer& answer, const std::string& head) {
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.body.substr(0, head.size()), head) << answer.body;
  }
};

TEST_F(PortErrors, EachHaveARequestThatEarnsThem) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.code);
    expect_refused(sim.post("/portins", port_in(row.edits)),
                   refused(error(row.code, row.text, row.numbers)));
  }
  EXPECT_EQ(sim.get("/portins/totals").at("Count"), "0") << "nothing has been placed";
}

TEST_F(PortErrors, AreAllToldAtOnce) {
  const Answer answer =
      sim.post("/portins", port_in({{"743", "999"}, {"303716", "1"}, {"9193334000", "1"}}));
  expect_refused(answer, refused(error("7203", "The billing telephone number (BTN) is invalid") +
                                 error("7309", "The site id was not supplied or is invalid.") +
                                 error("7312", "The sippeer id is invalid.")));
}

TEST_F(PortErrors, OfNumbersThatDoNotGoTogether) {
  const std::string both =
      error("7386",
            "You have mixed toll free and non-toll free numbers in order. These numbers are "
            "9193334001, 8885550001");
  expect_refused(sim.post("/portins", port_in(of_numbers({"9193334001", "8885550001"}))),
                 refused(both));
  placed({});
  expect_refused(
      sim.post("/portins", port_in()),
      refused(error("7205", "Telephone number is already being processed on another order",
                    {"9193334001"})));
}

TEST_F(PortErrors, OfSubscribersWithoutAType) {
  const std::string type = "<SubscriberType>BUSINESS</SubscriberType>";
  expect_refused(sim.post("/portins", port_in({{type, ""}})),
                 refused(error("7106", "Subscriber type required")));
  const std::string document = port_in();
  const std::size_t begin = document.find("<Subscriber>");
  const std::size_t end = document.find("</Subscriber>") + 13;
  std::string none = document;
  none.erase(begin, end - begin);
  expect_refused(sim.post("/portins", none),
                 refused(error("7104", "Subscriber information is required")));
}

TEST_F(PortErrors, OfChangesThatTheStateDoesNotPermit) {
  const auto expect = [&](const std::string& id, const std::string& elements,
                          const std::string& code, const std::string& text) {
    expect_refused(sim.put("/portins/" + id, supp(elements)), refused(error(code, text), id));
  };
  const std::string id = placed({});
  const std::string change = "<PartialPort>true</PartialPort>";
  expect(id, "<ProcessingStatus>SUBMITTED</ProcessingStatus>", "7367",
         "Unable to modify processing status for AUTOMATED port type");
  expect(id, "<Triggered>true</Triggered>", "7350", "\"Customer Activation\" can't be changed");
  sim.put("/portins/" + id, supp(change));
  expect(id, change, "7300",
         "The order cannot be modified because the order is awaiting a response from the losing "
         "carrier");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-14T17:00:00Z"})");
  expect(id, change, "7301",
         "Order can't be modified or cancelled because pending FOC date is too soon");
  sim.advance("1d");
  expect(id, change, "7304", "The order is already complete and cannot be modified or cancelled");
  const std::string cancelled = placed({{"9193334001", "9193334002"}, {"01-15", "01-28"}});
  sim.del("/portins/" + cancelled);
  expect(cancelled, change, "7353",
         "Order can't be modified because it is in requested cancel status");
  sim.advance("1s");
  expect(cancelled, change, "7303",
         "Order is already cancelled and can't be modified or cancelled");
}

TEST_F(PortErrors, OfChangesThatAnOffNetPartnerDoesNotPermit) {
  const std::string id = placed({{"9193334001", "2177350001"}, {"9193334000", "2177350001"}});
  const auto codes_of = [&](const std::string& elements) {
    std::vector<std::string> codes;
    each_element(sim.put("/portins/" + id, supp(elements)).body, [&](const xml::Element& element) {
      if (element.name() == "Errors") codes.emplace_back(element.text_at("Code"));
    });
    return codes;
  };
  using testing::ElementsAre;
  EXPECT_THAT(codes_of("<Subscriber><LastName>A</LastName></Subscriber>"), ElementsAre("7306"));
  EXPECT_THAT(codes_of("<Subscriber><ServiceAddress><City>A</City></ServiceAddress></Subscriber>"),
              ElementsAre("7307"));
  EXPECT_THAT(codes_of("<WirelessInfo><PinNumber>1</PinNumber></WirelessInfo>"),
              ElementsAre("7308"));
  EXPECT_THAT(codes_of("<PeerId>518824</PeerId>"), ElementsAre("7487"));
  EXPECT_THAT(codes_of("<ListOfPhoneNumbers><PhoneNumber>2177350002</PhoneNumber>"
                       "</ListOfPhoneNumbers><CustomerOrderId>new</CustomerOrderId>"),
              ElementsAre("7498", "7483"));
  EXPECT_EQ(sim.put("/portins/" + id,
                    supp("<RequestedFocDate>2026-01-16</RequestedFocDate><BillingTelephoneNumber>"
                         "2177350009</BillingTelephoneNumber><Subscriber><SubscriberType>BUSINESS"
                         "</SubscriberType><BusinessName>Acme 2</BusinessName></Subscriber>"))
                .status,
            200);
  sim.advance(kAdvanceToFoc);
  EXPECT_THAT(codes_of("<BillingTelephoneNumber>2177350008</BillingTelephoneNumber><Subscriber>"
                       "<SubscriberType>BUSINESS</SubscriberType></Subscriber>"),
              ElementsAre("7305", "7306"));
  EXPECT_EQ(
      sim.put("/portins/" + id, supp("<RequestedFocDate>2026-01-20</RequestedFocDate>")).status,
      200)
      << "only the date can be changed after FOC";
}

class StrictPortErrors : public PortErrors {
 protected:
  StrictPortErrors()
      : PortErrors({.scenario =
                        "scenario: strict\n"
                        "rules: {available_numbers_port: false}\n"
                        "accounts:\n"
                        "  - {id: 9900000, products: {NumberManagement: [LNP]}, sites: [{id: 743, "
                        "name: bare}, {id: 744, name: locked, locked: true, sippeers: [{id: "
                        "303716, name: main, default: true}]}]}\n"
                        "users: [{name: tester, password: secret, accounts: [9900000]}]\n"}) {
    uses_what_no_sample_shows();
  }
};

TEST_F(StrictPortErrors, OfAccountsSitesAndNumbersThatCannotBeUsed) {
  const Edits there{{"743", "744"}};
  expect_refused(sim.post("/portins", port_in({{"<PeerId>303716</PeerId>", ""}})),
                 refused(error("7310",
                               "Site id submitted doesn't have default SIP peer associated to "
                               "it")));
  expect_refused(sim.post("/portins", port_in(there)),
                 refused(error("7336", "This site is currently locked for contract paperwork")));
  expect_refused(
      sim.post("/portins", port_in({{"<SiteId>743</SiteId><PeerId>303716</PeerId>",
                                     "<SiteId>743</SiteId><ProcessingStatus>DRAFT"
                                     "</ProcessingStatus>"},
                                    {"9193334001", "9194390001"}})),
      refused(error("7320", "Bandwidth owned telephone number - contact customer support",
                    {"9194390001"})));
  expect_refused(sim.post("/portins", port_in(also(there, attribute("Protected")))),
                 refused(error("7336", "This site is currently locked for contract paperwork") +
                         error("7475",
                               "Telephone numbers can't be marked as Protected - account has not "
                               "been set up for Protected Numbers")));
}

TEST_F(PortErrors, OfTheCheckerNameEachNumber) {
  const auto check = [&](const std::string& numbers, const std::string& query = {}) {
    std::string list;
    for (const char* number : {"61746052083", "61746052082"})
      if (numbers.empty()) list += "<Tn>" + std::string(number) + "</Tn>";
    return sim.post("/lnpchecker" + query, "<NumberPortabilityRequest><TnList>" + list + numbers +
                                               "</TnList></NumberPortabilityRequest>");
  };
  const auto expect = [](const Answer& answer, const std::string& errors) {
    EXPECT_EQ(answer.status, 400);
    EXPECT_XML(answer.body,
               "<NumberPortabilityResponse>" + errors + "</NumberPortabilityResponse>");
  };
  expect(check(""), error("7201", "61746052083 is not a valid NANPA telephone number.") +
                        error("7201", "61746052082 is not a valid NANPA telephone number."));
  expect(check("<Tn/>"), error("7316", "At least one telephone number must be provided"));
  expect(check("<Tn>9193334001</Tn><Tn>9193334001</Tn>"),
         error("7360", "Telephone number list can't contain duplicates"));
  expect(check("<Tn>9195550101</Tn>"), error("7206", "Telephone number is already in service"));
  expect(check("<Tn>9197909900</Tn>"),
         error("7378",
               "Porting is not available for numbers that are not in service on losing carrier "
               "account"));
  placed({});
  expect(check("<Tn>9193334001</Tn>"),
         error("7205", "Telephone number is already being processed on another order"));
  expect(check("<Tn>9193334002</Tn>", "?fullCheck=perhaps"),
         error("7472",
               "Portability checking mode invalid. Valid values: FALSE, TRUE, ONNETPORTABILITY, "
               "OFFNETPORTABILITY"));
}

}  // namespace
}  // namespace dashsim::test::port_errors_test
