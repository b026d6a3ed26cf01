#include <algorithm>

#include "lsr_story.hpp"

namespace dashsim::test::lsrorders_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class LsrOrders : public SimTest {
 protected:
  LsrOrders() : LsrOrders("scenario: x\nclock: {poll_advance: 0s}\n") {}
  explicit LsrOrders(const std::string& scenario) : SimTest({.scenario = scenario}) {}

  Answer create(const Edits& edits = {}) { return sim.post("/lsrorders", lsr_order(edits)); }
  std::string place(const Edits& edits = {}) {
    const Answer created = create(edits);
    EXPECT_EQ(created.status, 201) << created.body;
    return created.created_id();
  }
  Answer read(const std::string& id) { return sim.get("/lsrorders/" + id); }
  std::string status(const std::string& id) { return read(id).at("OrderStatus"); }
  Answer supp(const std::string& id, const Edits& edits = {}) {
    return sim.put("/lsrorders/" + id, lsr_change(edits));
  }
  Answer cancel(const std::string& id) { return sim.put("/lsrorders/" + id, kLsrCancel); }
  std::vector<std::string> codes(const Answer& refused) {
    return refused.all("LsrOrderErrors/LsrOrderError/Code");
  }
};

const std::string kSubscriberXml = R"(
        <Subscriber>
          <SubscriberType>BUSINESS</SubscriberType>
          <BusinessName>BusinessName</BusinessName>
          <AccountNumber>123463</AccountNumber>
          <PinNumber>1231</PinNumber>
          <ServiceAddress>
            <HouseNumber>11</HouseNumber>
            <StreetName>Park</StreetName>
            <StreetSuffix>Ave</StreetSuffix>
            <City>New York</City>
            <StateCode>NY</StateCode>
            <Zip>90025</Zip>)";
const std::string kNumbersXml = R"(
          </ServiceAddress>
        </Subscriber>
        <ListOfTelephoneNumbers>
          <TelephoneNumber>9195550100</TelephoneNumber>
          <TelephoneNumber>9195550101</TelephoneNumber>
        </ListOfTelephoneNumbers>)";

TEST_F(LsrOrders, AreCreatedAsTheReferenceShows) {
  const Answer created = create();
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000/lsrorders/" + id);
  const std::string order = R"(
        <CustomerOrderId>FineCustomerid</CustomerOrderId>
        <LastModifiedBy>tester</LastModifiedBy>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <AccountId>9900000</AccountId>
        <OrderId>)" + id + R"(</OrderId>
        <LastModifiedDate>2026-01-05T09:00:00.000Z</LastModifiedDate>
        <CreatedByUser>tester</CreatedByUser>
        <OrderStatus>PENDING</OrderStatus>
        <SPID>9999</SPID>
        <Pon>ATT-011515-324234</Pon>
        <PonVersion>0</PonVersion>
        <RequestedFocDate>2026-01-15</RequestedFocDate>
        <BillingTelephoneNumber>9195550100</BillingTelephoneNumber>
        <AuthorizingPerson>Jim Hopkins</AuthorizingPerson>)" +
                            kSubscriberXml;
  EXPECT_XML(created.body, "<LsrOrderResponse><LsrOrder><PeerId>0</PeerId><SiteId>0</SiteId>" +
                               order + "<Country>United States</Country>" + kNumbersXml +
                               "</LsrOrder></LsrOrderResponse>");
  EXPECT_XML(read(id).body,
             "<LsrOrder>" + order + kNumbersXml + "<CountOfTNs>2</CountOfTNs></LsrOrder>");
}

TEST_F(LsrOrders, GoFromPendingToFocToComplete) {
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "FOC");
  EXPECT_EQ(read(id).at("LastModifiedBy"), "System");
  const Answer port_outs = sim.get("/portouts?page=1&size=10");
  EXPECT_EQ(port_outs.at("lnpPortInfoForGivenStatus/ProcessingStatus"), "SOA_PENDING");
  const std::string port_out = port_outs.at("lnpPortInfoForGivenStatus/OrderId");
  EXPECT_EQ(sim.get("/portouts/" + port_out).at("PON"), "ATT-011515-324234");
  EXPECT_EQ(sim.get("/portouts/" + port_out).at("SPID"), "9999");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T16:29:59Z"})");
  EXPECT_EQ(status(id), "FOC");
  sim.advance("1s");
  EXPECT_EQ(status(id), "COMPLETE");
  EXPECT_EQ(sim.get("/portouts/" + port_out).at("PortOutStatus"), "COMPLETE");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
  EXPECT_XML(sim.get("/lsrorders/" + id + "/history").body, R"(
    <OrderHistoryWrapper>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <Note>LSR has been received by the system and is being processed</Note>
        <Author>tester</Author>
        <Status>PENDING</Status>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-05T09:01:00.000Z</OrderDate>
        <Note>Port-out date has been set</Note>
        <Author>System</Author>
        <Status>FOC</Status>
        <Difference>ActualFocDate : "" --&gt; 2026-01-15</Difference>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-15T16:30:00.000Z</OrderDate>
        <Note>Order complete</Note>
        <Author>System</Author>
        <Status>COMPLETE</Status>
      </OrderHistory>
    </OrderHistoryWrapper>)");
}

TEST_F(LsrOrders, AreForTheNextBusinessDayUnlessTheySayOtherwise) {
  const std::string id = place({{"<RequestedFocDate>2026-01-15</RequestedFocDate>", ""}});
  EXPECT_EQ(read(id).at("RequestedFocDate"), "2026-01-06");
  sim.advance("4d");  // a Friday
  const std::string friday = place({{"<Pon>ATT-011515-324234</Pon>", "<Pon>friday</Pon>"},
                                    {"<RequestedFocDate>2026-01-15</RequestedFocDate>", ""}});
  EXPECT_EQ(read(friday).at("RequestedFocDate"), "2026-01-12");
}

TEST_F(LsrOrders, TellOfEveryNotifiedState) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>lsrorders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  place();
  const std::string second = place({{"<Pon>ATT-011515-324234</Pon>", "<Pon>two</Pon>"},
                                    {"<TelephoneNumber>9195550101</TelephoneNumber>",
                                     "<TelephoneNumber>9194390000</TelephoneNumber>"}});
  sim.advance("1m");
  cancel(second);
  sim.advance("30d");
  std::vector<std::string> states;
  for (const net::Request& request : sim.receiver().requests()) {
    const std::size_t at = request.body.find("<Status>") + 8;
    states.push_back(request.body.substr(at, request.body.find('<', at) - at));
    EXPECT_THAT(request.body, HasSubstr("<OrderType>lsrorders</OrderType>"));
  }
  EXPECT_THAT(states,
              ElementsAre("PENDING", "PENDING", "EXCEPTION", "FOC", "CANCELLED", "COMPLETE"));
}

struct Row {
  const char* code;
  Edits edits;
  const char* text;
};

/// Rows of the reference's table that a POST earns, each with what spoils the request.
const Row kPostRows[] = {
    {"5008",
     {{kLsrNumbers,
       "<ListOfTelephoneNumbers><TelephoneNumber>12</TelephoneNumber>"
       "</ListOfTelephoneNumbers>"}},
     "All telephone numbers specified are invalid"},
    {"7104",
     {{"<Subscriber>", "<Sub>"}, {"</Subscriber>", "</Sub>"}},
     "Subscriber information is required"},
    {"7105",
     {{"<SubscriberType>BUSINESS</SubscriberType>", ""},
      {"<BusinessName>BusinessName</BusinessName>", ""}},
     "The subscriber name is required"},
    {"7107",
     {{"<ServiceAddress>", "<Home>"}, {"</ServiceAddress>", "</Home>"}},
     "The service address is required"},
    {"7108",
     {{"<HouseNumber>11</HouseNumber>", ""}},
     "The service address house number is required"},
    {"7109",
     {{"<StreetName>Park</StreetName>", ""}},
     "The service address street name is required"},
    {"7110", {{"<City>New York</City>", ""}}, "The service address city is required"},
    {"7111", {{"<StateCode>NY</StateCode>", ""}}, "The service address state code is required"},
    {"7112", {{"<Zip>90025</Zip>", ""}}, "The service address zip code is required"},
    {"7120", {{"<Pon>ATT-011515-324234</Pon>", ""}}, "The PON is required"},
    {"7203",
     {{"<BillingTelephoneNumber>9195550100", "<BillingTelephoneNumber>919555010"}},
     "The billing telephone number (BTN) is invalid"},
    {"7203",
     {{"<BillingTelephoneNumber>9195550100", "<BillingTelephoneNumber>8882381468"}},
     "The billing telephone number (BTN) is invalid"},
    {"7208", {{"2026-01-15", "2026-01-02"}}, "The requested FOC date cannot be in the past"},
    {"7214", {{"<Zip>90025</Zip>", "<Zip>9002</Zip>"}}, "ZIP code is invalid"},
    {"7214", {{"<Zip>90025</Zip>", "<Zip>A1A 1AA</Zip>"}}, "ZIP code is invalid"},
    {"7318",
     {{"FineCustomerid", "Wrong$%"}},
     "Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max "
     "length is 40 characters."},
    {"7324",
     {{">BusinessName<", ">LongerThan25CharacterBusinessName<"}},
     "The business name is too long. The business name should not be longer than 25 characters."},
    {"7354",
     {{"BUSINESS", "RESIDENTIAL"},
      {"<BusinessName>BusinessName</BusinessName>",
       "<LastName>Hopkins</LastName><MiddleInitial>JJ</MiddleInitial>"}},
     "Middle initial is too long. Middle initial should not be longer than 1 character."},
    {"7355",
     {{"BUSINESS", "RESEDENTIAL"},
      {"<BusinessName>BusinessName</BusinessName>",
       "<LastName>Hopkins</LastName><FirstName>Abcdefghijklmnopqrstuvwxyz</FirstName>"}},
     "First name is too long. First name should not be longer than 25 characters."},
    {"7356",
     {{"BUSINESS", "RESIDENTIAL"},
      {"<BusinessName>BusinessName</BusinessName>",
       "<LastName>Abcdefghijklmnopqrstuvwxyz</LastName>"}},
     "Last name is too long. Last name should not be longer than 25 characters."},
    {"7395",
     {{"<StateCode>NY</StateCode>", "<StateCode>XY</StateCode>"}},
     "Unsupported state code: XY."},
    {"13522",
     {{"<TelephoneNumber>9195550101</TelephoneNumber>",
       "<TelephoneNumber>9195550101</TelephoneNumber><TelephoneNumber>9195550102</TelephoneNumber>"
       "<TelephoneNumber>9195550103</TelephoneNumber>"
       "<TelephoneNumber>9195550104</TelephoneNumber>"}},
     "The count of telephone numbers in order exceeds the maximum size of 4"},
    {"17002",
     {{"<TelephoneNumber>9195550101</TelephoneNumber>",
       "<TelephoneNumber>12</TelephoneNumber>"
       "<TelephoneNumber>x</TelephoneNumber>"}},
     "Order contains invalid tns: [12, x]."},
    {"17003", {{kLsrNumbers, ""}}, "Order contains empty tn list or its not present."},
    {"17003",
     {{kLsrNumbers, "<ListOfTelephoneNumbers/>"}},
     "Order contains empty tn list or its not present."},
    {"17004",
     {{"<Pon>ATT-011515-324234</Pon>", "<Pon>ATT%$</Pon>"}},
     "Incorrect pon specified. It must be up to 25 character long and could not contain special "
     "characters other than -_#"},
    {"17005",
     {{"<TelephoneNumber>9195550101</TelephoneNumber>",
       "<TelephoneNumber>8882381468</TelephoneNumber>"}},
     "Toll-free telephone numbers can not be present in the LSR order."},
    {"17006",
     {{"<AccountNumber>123463</AccountNumber>", "<AccountNumber>12-63</AccountNumber>"}},
     "Account number is incorrect. It should be alphanumeric and no more than 32 characters long."},
    {"17007",
     {{"<PinNumber>1231</PinNumber>", "<PinNumber>12345678901</PinNumber>"}},
     "Pin number is incorrect. It should be alphanumeric and no more than 10 characters long."},
    {"17009",
     {{"<TelephoneNumber>9195550101</TelephoneNumber>",
       "<TelephoneNumber>9195550100</TelephoneNumber>"
       "<TelephoneNumber>9195550100</TelephoneNumber>"}},
     "Lsr order contain duplicate telephone numbers: [9195550100, 9195550100]"},
    {"17010",
     {{"<BusinessName>BusinessName</BusinessName>", ""}},
     "Business name is required for business SubscriberType."},
    {"17011",
     {{"<BusinessName>BusinessName</BusinessName>",
       "<BusinessName>BusinessName</BusinessName><LastName>Hopkins</LastName>"}},
     "Last name should be empty for business SubscriberType."},
    {"17012",
     {{"BUSINESS", "RESIDENTIAL"}},
     "Last name is required for residential SubscriberType."},
    {"17013",
     {{"2026-01-15", "15.01.2026"}},
     "Requested date format incorrect. Date should be in yyyy-mm-dd format. (example: "
     "2015-03-24)."},
    {"17013",
     {{"2026-01-15", "26-01-15"}},
     "Requested date format incorrect. Date should be in yyyy-mm-dd format. (example: "
     "2015-03-24)."},
    {"17019",
     {{"2026-01-15", "2026-01-17"}},
     "Requested FOC date cannot be on holiday or weekend."},
    {"17019",
     {{"2026-01-15", "2026-01-19"}},
     "Requested FOC date cannot be on holiday or weekend."},
    {"17020",
     {{"<SPID>9999</SPID>", "<SPID>123C</SPID>"}},
     "Account SPID [9999] does not match with SPID specified in the Lsr order [123C]."},
    {"17021",
     {{"<SPID>9999</SPID>", "<SPID>12-3C</SPID>"}},
     "Incorrect SPID [12-3C] specified in the order. It should be alphanumeric and no more than 4 "
     "characters long."},
    {"17023",
     {{"<AuthorizingPerson>Jim Hopkins</AuthorizingPerson>", ""}},
     "The authorizing person contact is required for lsr orders."},
    {"17026",
     {{"<City>New York</City>", "<HousePrefix>1234567</HousePrefix><City>New York</City>"}},
     "Address field [HousePrefix] is incorrect. It must be no more than 6 characters long"},
    {"17028",
     {{"2026-01-15", "2026-01-07"},
      {"<TelephoneNumber>9195550101</TelephoneNumber>",
       "<TelephoneNumber>9195550101</TelephoneNumber><TelephoneNumber>9195550102</TelephoneNumber>"
       "<TelephoneNumber>9195550103</TelephoneNumber>"}},
     "Minimum FOC date for a port of greater than 3 telephone numbers is 5 days"},
};

const std::string kRules =
    "rules: {lsr_numbers_max: 4, lsr_large_port: 3, lsr_large_port_days: 5}\n";

class LsrErrors : public LsrOrders {
 protected:
  LsrErrors() : LsrErrors("") {}
  explicit LsrErrors(const std::string& more)
      : LsrOrders("scenario: x\nclock: {poll_advance: 0s}\n" + kRules + more) {}
};

TEST_F(LsrErrors, OfThePostAreTheTable) {
  uses_what_no_sample_shows();
  for (const Row& row : kPostRows) {
    SCOPED_TRACE(row.code);
    const Answer refused = create(row.edits);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "400");
    EXPECT_EQ(refused.at("ResponseStatus/Description"),
              "Lsr order doesn't pass validation. Please check your input parameters.");
    EXPECT_THAT(codes(refused), ElementsAre(row.code));
    EXPECT_EQ(refused.at("LsrOrderErrors/LsrOrderError/Description"), row.text);
    EXPECT_EQ(refused.at("LsrOrder/OrderStatus"), "FAILED");
  }
  const std::string person(101, 'x');
  EXPECT_THAT(codes(create({{"Jim Hopkins", person}})), ElementsAre("17024"));
  EXPECT_EQ(sim.get("/lsrorders").status, 404) << "nothing has been made";
}

TEST_F(LsrErrors, ComeAllAtOnceWithTheOrderAsItWasSent) {
  const Answer refused =
      create({{"ATT-011515-324234", "ATT%$"},
              {"FineCustomerid", "Wrong$%"},
              {"<BillingTelephoneNumber>9195550100", "<BillingTelephoneNumber>1"},
              {">BusinessName<", ">LongerThan25CharacterBusinessName<"}});
  EXPECT_XML(refused.body, R"(
    <LsrOrderResponse>
      <ResponseStatus>
        <ErrorCode>400</ErrorCode>
        <Description>Lsr order doesn't pass validation. Please check your input parameters.</Description>
      </ResponseStatus>
      <LsrOrderErrors>
        <LsrOrderError>
          <Code>7324</Code>
          <Description>The business name is too long. The business name should not be longer than 25 characters.</Description>
        </LsrOrderError>
        <LsrOrderError>
          <Code>7318</Code>
          <Description>Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max length is 40 characters.</Description>
        </LsrOrderError>
        <LsrOrderError>
          <Code>7203</Code>
          <Description>The billing telephone number (BTN) is invalid</Description>
        </LsrOrderError>
        <LsrOrderError>
          <Code>17004</Code>
          <Description>Incorrect pon specified. It must be up to 25 character long and could not contain special characters other than -_#</Description>
        </LsrOrderError>
      </LsrOrderErrors>
      <LsrOrder>
        <CustomerOrderId>Wrong$%</CustomerOrderId>
        <LastModifiedBy>tester</LastModifiedBy>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <AccountId>9900000</AccountId>
        <CreatedByUser>tester</CreatedByUser>
        <OrderStatus>FAILED</OrderStatus>
        <SPID>9999</SPID>
        <Pon>ATT%$</Pon>
        <RequestedFocDate>2026-01-15</RequestedFocDate>
        <BillingTelephoneNumber>1</BillingTelephoneNumber>
        <AuthorizingPerson>Jim Hopkins</AuthorizingPerson>
        <Subscriber>
          <SubscriberType>BUSINESS</SubscriberType>
          <BusinessName>LongerThan25CharacterBusinessName</BusinessName>
          <AccountNumber>123463</AccountNumber>
          <PinNumber>1231</PinNumber>
          <ServiceAddress>
            <HouseNumber>11</HouseNumber>
            <StreetName>Park</StreetName>
            <StreetSuffix>Ave</StreetSuffix>
            <City>New York</City>
            <StateCode>NY</StateCode>
            <Zip>90025</Zip>
            <Country>United States</Country>)" +
                               kNumbersXml + "</LsrOrder></LsrOrderResponse>");
}

TEST_F(LsrErrors, OfAnEmptyPayload) {
  EXPECT_THAT(codes(sim.post("/lsrorders", "<LsrOrder/>")), ElementsAre("17000"));
  EXPECT_THAT(codes(sim.put("/lsrorders/" + place(), "<LsrOrder/>")), ElementsAre("17000"));
}

/// What is wrong with the document of a POST is so with that of a PUT, but for PON and numbers.
TEST_F(LsrErrors, OfThePutAreTheTable) {
  uses_what_no_sample_shows();
  const std::string id = place();
  std::size_t tried = 0;
  for (const Row& row : kPostRows) {
    const bool of_post_alone = std::ranges::any_of(row.edits, [](const auto& edit) {
      return edit.first.find("Pon>") != std::string::npos ||
             edit.first.starts_with("<TelephoneNumber>") || edit.first == kLsrNumbers;
    });
    if (of_post_alone) continue;
    SCOPED_TRACE(row.code);
    const Answer refused = supp(id, row.edits);
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(codes(refused), ElementsAre(row.code));
    EXPECT_EQ(refused.at("LsrOrderErrors/LsrOrderError/Description"), row.text);
    ++tried;
  }
  EXPECT_GT(tried, 25U);
  EXPECT_EQ(read(id).at("PonVersion"), "0") << "nothing has changed";
  EXPECT_EQ(sim.get("/lsrorders/" + id + "/history").count("OrderHistory"), 1U);
}

TEST_F(LsrErrors, OfThePutShowTheOrderAsItStands) {
  const std::string id = place();
  const Answer refused = supp(id, {{"<AuthorizingPerson>Jim Hopkins</AuthorizingPerson>", ""},
                                   {"<SPID>9999</SPID>", "<SPID>123C</SPID>"}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(codes(refused), ElementsAre("17023", "17020"));
  EXPECT_EQ(refused.at("LsrOrder/AuthorizingPerson"), "Jim Hopkins");
  EXPECT_EQ(refused.at("LsrOrder/SPID"), "9999");
  EXPECT_EQ(refused.at("LsrOrder/OrderStatus"), "FAILED");
  EXPECT_EQ(refused.at("LsrOrder/OrderId"), id);
  EXPECT_EQ(refused.at("LsrOrder/Subscriber/ServiceAddress/AddressType"), "Service");
  EXPECT_EQ(status(id), "PENDING");
}

TEST_F(LsrErrors, OfThePutAlone) {
  const std::string id = place();
  const std::string path = "/lsrorders/" + id;
  const Answer fixed = supp(id, {{"<LsrOrder>", "<LsrOrder><Pon>other</Pon>"}});
  EXPECT_THAT(codes(fixed), ElementsAre("17025"));
  EXPECT_EQ(fixed.at("LsrOrderErrors/LsrOrderError/Description"), "Pon field cannot be modified.");
  const Answer both =
      supp(id, {{"<LsrOrder>",
                 "<LsrOrder><Pon>other</Pon><ListOfTelephoneNumbers><TelephoneNumber>9195550102</"
                 "TelephoneNumber></ListOfTelephoneNumbers>"}});
  EXPECT_EQ(both.at("LsrOrderErrors/LsrOrderError/Description"),
            "Pon, ListOfTelephoneNumbers fields cannot be modified.");
  const Answer state = supp(id, {{"<LsrOrder>", "<LsrOrder><OrderStatus>FOC</OrderStatus>"}});
  EXPECT_THAT(codes(state), ElementsAre("17025"));
  EXPECT_EQ(state.at("LsrOrderErrors/LsrOrderError/Description"),
            "OrderStatus cannot be changed to FOC. Only cancelled value allowed.");
  const Answer flag =
      supp(id, {{"<LsrOrder>", "<LsrOrder><OverrideValidation>true</OverrideValidation>"}});
  EXPECT_THAT(codes(flag), ElementsAre("17034"));
  EXPECT_EQ(flag.at("LsrOrderErrors/LsrOrderError/Description"),
            "OverrideValidation flag can be supped only in EXCEPTION status.");
  EXPECT_EQ(sim.put(path, lsr_order()).status, 200) << "what has not changed may be sent";
  cancel(id);
  EXPECT_EQ(status(id), "CANCELLED");
  for (const std::string& document : {lsr_change(), kLsrCancel}) {
    const Answer late = sim.put(path, document);
    EXPECT_EQ(late.status, 400);
    EXPECT_THAT(codes(late), ElementsAre("17035"));
    EXPECT_EQ(late.at("LsrOrderErrors/LsrOrderError/Description"),
              "Supp is not allowed for this LSR. Please contact support if this issue is not "
              "resolved in 1 business day.");
  }
}

TEST_F(LsrErrors, OfUnknownOrders) {
  const Answer unknown = sim.put("/lsrorders/63fb728d", lsr_change());
  EXPECT_EQ(unknown.status, 404);
  EXPECT_XML(unknown.body, R"(
    <LsrOrderResponse>
      <ResponseStatus>
        <ErrorCode>5035</ErrorCode>
        <Description>lsr order 63fb728d not found.</Description>
      </ResponseStatus>
    </LsrOrderResponse>)");
  EXPECT_EQ(read("63fb728d").status, 404);
  const Answer history = sim.get("/lsrorders/63fb728d/history");
  EXPECT_EQ(history.status, 404);
  EXPECT_XML(history.body, R"(
    <LsrOrderReportResponse>
      <ResponseStatus><Description>The resource does not exist</Description></ResponseStatus>
    </LsrOrderReportResponse>)");
}

/// Two accounts that share numbers with nobody, one whose orders name their SPID and one without.
class LsrSpids : public LsrOrders {
 protected:
  LsrSpids()
      : LsrOrders(
            "scenario: x\nclock: {poll_advance: 0s}\n"
            "users: [{name: tester, password: secret, accounts: [9900000, 9900001, 9900002]}]\n"
            "accounts:\n  - id: 9900000\n    spid: \"9999\"\n"
            "    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, default: true}]}]\n"
            "    numbers: {in_service: [{numbers: \"9195550100-9195550109\"}]}\n"
            "  - {id: 9900001, spid: mult}\n  - {id: 9900002}\n") {}

  Answer create_on(const std::string& account, const Edits& edits = {}) {
    return sim.send("POST", "/accounts/" + account + "/lsrorders", lsr_order(edits));
  }
};

TEST_F(LsrSpids, AreThoseOfTheAccounts) {
  const Edits no_spid{{"<SPID>9999</SPID>", ""}};
  EXPECT_EQ(create(no_spid).at("LsrOrder/SPID"), "9999");
  const Answer many = create_on("9900001", no_spid);
  EXPECT_THAT(codes(many), ElementsAre("17022", "17033"));
  EXPECT_EQ(many.at("LsrOrderErrors/LsrOrderError/Description"),
            "Account 9900001 requires a SPID to be provided with each order.");
  const Answer none = create_on("9900002", {{"ATT-011515-324234", "other"}});
  EXPECT_THAT(codes(none), ElementsAre("17027"));
  EXPECT_EQ(none.at("LsrOrderErrors/LsrOrderError/Description"),
            "Account 9900002 has no configured SPID. Please contact support for further "
            "assistance.");
}

TEST_F(LsrSpids, AndTheirPonsDoNotMeet) {
  const std::string first = place();
  const Answer again = create();
  EXPECT_THAT(codes(again), ElementsAre("17032"));
  EXPECT_EQ(again.at("LsrOrderErrors/LsrOrderError/Description"),
            "The Specified PON is already present in our system. Please provide an alternative.");
  const Answer overlaps = create_on("9900001");
  EXPECT_THAT(codes(overlaps), ElementsAre("17033"));
  EXPECT_EQ(overlaps.at("LsrOrderErrors/LsrOrderError/Description"),
            "The PON specified in the LSR order overlaps with existing order. Please resubmit the "
            "order with another PON.");
  EXPECT_EQ(create_on("9900001", {{kLsrNumbers,
                                   "<ListOfTelephoneNumbers><TelephoneNumber>9195550105</"
                                   "TelephoneNumber></ListOfTelephoneNumbers>"}})
                .status,
            201);
  cancel(first);
  EXPECT_THAT(codes(create()), ElementsAre("17032")) << "once and for all";
}

/// Errors that the reference marks PROCESSING: persistent, and earned by a lifecycle.
const char* const kProcessingCodes[] = {"7510",  "7511",  "7512",  "7513",  "7514", "7515", "7516",
                                        "7517",  "7518",  "7519",  "7598",  "7599", "7999", "17008",
                                        "17017", "17018", "17029", "17030", "17031"};

std::string failing_lifecycles() {
  std::string yaml = "lifecycles:\n  lsrorders:\n";
  for (const char* code : kProcessingCodes) {
    yaml += "    - {name: \"" + std::string(code) + "\", when: {Pon: \"" + code +
            "\"}, steps: [{status: PENDING}, {after: 1m, status: FAILED, errors: [" + code +
            "]}]}\n";
  }
  return yaml;
}

class LsrProcessing : public LsrErrors {
 protected:
  LsrProcessing() : LsrErrors(failing_lifecycles()) {}
};

TEST_F(LsrProcessing, ErrorsAreThoseOfTheLifecycle) {
  for (const char* code : kProcessingCodes) {
    const std::string id = place({{"ATT-011515-324234", code}});
    sim.advance("1m");
    const Answer failed = read(id);
    EXPECT_EQ(failed.at("OrderStatus"), "FAILED");
    EXPECT_THAT(codes(failed), ElementsAre(code));
    EXPECT_THAT(failed.at("LsrOrderErrors/LsrOrderError/Description"),
                Not(HasSubstr("Error " + std::string(code))));
    const Answer list = sim.get("/lsrorders?pon=" + std::string(code));
    EXPECT_EQ(list.at("LsrOrderSummary/Errors/Error/Code"), code);
  }
}

TEST_F(LsrOrders, ForNumbersThatNobodyHasAreInException) {
  const std::string idle = place({{"<TelephoneNumber>9195550101</TelephoneNumber>",
                                   "<TelephoneNumber>9194390000</TelephoneNumber>"}});
  const std::string unknown = place({{"ATT-011515-324234", "unknown"},
                                     {"<TelephoneNumber>9195550101</TelephoneNumber>",
                                      "<TelephoneNumber>5035550101</TelephoneNumber>"}});
  sim.advance("1m");
  EXPECT_EQ(status(idle), "EXCEPTION");
  EXPECT_THAT(codes(read(idle)), ElementsAre("7518"));
  EXPECT_THAT(codes(read(unknown)), ElementsAre("7516"));
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "0");
}

class LsrAcross : public LsrOrders {
 protected:
  LsrAcross()
      : LsrOrders(
            "scenario: x\nclock: {poll_advance: 0s}\n"
            "accounts:\n  - id: 9900000\n    spid: \"9999\"\n"
            "    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, default: true}]}]\n"
            "    numbers: {in_service: [{numbers: \"9195550100\"}]}\n"
            "  - id: 9900001\n"
            "    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, default: true}]}]\n"
            "    numbers: {in_service: [{numbers: \"9195550101-9195550102\"}]}\n") {}

  Answer ask_other(const std::string& path) {
    return sim.call("GET", "/accounts/9900001" + path, basic("other", "secret"));
  }
};

TEST_F(LsrAcross, AreForNumbersOfOneAccount) {
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "EXCEPTION");
  EXPECT_THAT(codes(read(id)), ElementsAre("7672"));
}

TEST_F(LsrAcross, TakeThemFromTheAccountThatHasThem) {
  const std::string id = place({{kLsrNumbers,
                                 "<ListOfTelephoneNumbers><TelephoneNumber>9195550102</"
                                 "TelephoneNumber></ListOfTelephoneNumbers>"}});
  sim.advance("1m");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "0");
  EXPECT_EQ(ask_other("/portouts").at("TotalCount"), "1");
  sim.advance("12d");
  EXPECT_EQ(status(id), "COMPLETE");
  EXPECT_EQ(ask_other("/inserviceNumbers/totals").at("Count"), "1");
}

TEST_F(LsrOrders, AreChangedBySupps) {
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "FOC");
  const Answer changed = supp(id, {{"2026-01-15", "2026-01-22"},
                                   {"<PinNumber>1231</PinNumber>", "<PinNumber>77</PinNumber>"}});
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.at("LsrOrder/OrderStatus"), "PENDING");
  EXPECT_EQ(changed.at("LsrOrder/PonVersion"), "1");
  EXPECT_EQ(changed.count("LsrOrder/LsrOrderErrors"), 1U);
  EXPECT_EQ(changed.at("LsrOrder/CountOfTNs"), "2");
  EXPECT_EQ(changed.at("LsrOrder/RequestedFocDate"), "2026-01-22");
  const std::string history = sim.get("/lsrorders/" + id + "/history").body;
  EXPECT_THAT(history, HasSubstr("RequestedFocDate : 2026-01-15 --&gt; 2026-01-22"));
  EXPECT_THAT(history, HasSubstr("PinNumber : 1231 --&gt; 77"));
  sim.advance("1m");
  EXPECT_EQ(status(id), "FOC");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "1") << "the same port-out, changed";
  sim.advance("12d");
  EXPECT_EQ(status(id), "FOC") << "the day before counts no more";
  sim.advance("7d");
  EXPECT_EQ(status(id), "COMPLETE");
}

TEST_F(LsrOrders, OfAnotherKindOfSubscriberHaveAnotherKindOfName) {
  const std::string id = place();
  const Answer changed = supp(id, {{"BUSINESS", "RESIDENTIAL"},
                                   {"<BusinessName>BusinessName</BusinessName>",
                                    "<FirstName>Jim</FirstName><LastName>Hopkins</LastName>"}});
  EXPECT_EQ(changed.count("LsrOrder/Subscriber/BusinessName"), 0U);
  EXPECT_EQ(changed.at("LsrOrder/Subscriber/LastName"), "Hopkins");
  EXPECT_THAT(sim.get("/lsrorders/" + id + "/history").body,
              HasSubstr("BusinessName : BusinessName --&gt; \"\""));
}

TEST_F(LsrOrders, AreCancelledWithTheirPortOuts) {
  const std::string id = place();
  sim.advance("1m");
  const Answer cancelled = cancel(id);
  EXPECT_EQ(cancelled.status, 200);
  EXPECT_EQ(cancelled.at("LsrOrder/OrderStatus"), "CANCELLED");
  EXPECT_EQ(cancelled.count("LsrOrder/LsrOrderErrors/LsrOrderError"), 0U);
  EXPECT_EQ(sim.get("/portouts?status=CANCELLED").at("TotalCount"), "1");
  EXPECT_EQ(sim.get("/lsrorders/" + id + "/history").count("OrderHistory"), 3U);
  sim.advance("30d");
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "50");
}

TEST_F(LsrOrders, IgnoreChangesThatComeWithACancellation) {
  const std::string id = place();
  const Answer cancelled =
      supp(id, {{"<LsrOrder>", "<LsrOrder><OrderStatus>cancelled</OrderStatus>"},
                {"FineCustomerid", "Another"}});
  EXPECT_EQ(cancelled.status, 200);
  EXPECT_EQ(cancelled.at("LsrOrder/OrderStatus"), "CANCELLED");
  EXPECT_EQ(cancelled.at("LsrOrder/CustomerOrderId"), "FineCustomerid");
  EXPECT_EQ(cancelled.at("LsrOrder/LsrOrderErrors/LsrOrderError/Code"), "17018");
  EXPECT_EQ(read(id).at("LsrOrderErrors/LsrOrderError/Description"),
            "Lsr order will be cancelled. All other submitted changes are ignored.");
}

class AskedLsrOrders : public LsrOrders {
 protected:
  AskedLsrOrders() : LsrOrders(asked_at(Receiver::nth(0).url())) {}
};

TEST_F(AskedLsrOrders, HearWhatTheCustomerSays) {
  sim.receiver().will_answer({objection("7513")});
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "EXCEPTION");
  EXPECT_THAT(codes(read(id)), ElementsAre("7513"));
  const std::string asked = sim.receiver().requests().at(0).body;
  EXPECT_XML(asked, R"(
    <PortOutValidationRequest>
      <PON>ATT-011515-324234</PON>
      <Pin>1231</Pin>
      <AccountNumber>123463</AccountNumber>
      <ZipCode>90025</ZipCode>
      <SubscriberName>BusinessName</SubscriberName>
      <TelephoneNumbers>
        <TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber>
      </TelephoneNumbers>
    </PortOutValidationRequest>)");
  EXPECT_EQ(supp(id, {{"<PinNumber>1231</PinNumber>", "<PinNumber>77</PinNumber>"}}).status, 200);
  sim.advance("1m");
  EXPECT_EQ(status(id), "FOC");
  EXPECT_EQ(read(id).count("LsrOrderErrors"), 0U);
  EXPECT_THAT(sim.receiver().requests().at(1).body, HasSubstr("<Pin>77</Pin>"));
}

TEST_F(AskedLsrOrders, AreCancelledWhereTheTableSaysSo) {
  sim.receiver().will_answer({objection("7516")});
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "CANCELLED");
  EXPECT_THAT(codes(read(id)), ElementsAre("7516"));
}

TEST_F(AskedLsrOrders, InExceptionMayOverrideTheValidation) {
  sim.receiver().will_answer({objection("7519"), objection("7519")});
  const std::string id = place();
  sim.advance("1m");
  EXPECT_EQ(status(id), "EXCEPTION");
  EXPECT_EQ(
      supp(id, {{"<LsrOrder>", "<LsrOrder><OverrideValidation>true</OverrideValidation>"}}).status,
      200);
  sim.advance("1m");
  EXPECT_EQ(status(id), "FOC");
  EXPECT_EQ(sim.receiver().requests().size(), 1U) << "nobody is asked again";
}

TEST_F(AskedLsrOrders, NoteOddAnswersInTheirHistory) {
  const std::pair<net::Response, const char*> cases[] = {
      {{404, {}, "<r/>"}, "7593: Unexpected response code 404 in portout API validation response"},
      {{400, {}, "<r/>"}, "7594: Received 400 response code in portout API validation response"},
      {{400, {}, {}}, "7595: Empty response body in portout API validation response (code 400)"},
      {{200, {}, "<r><Portable>false</Portable></r>"},
       "7596: Non-portable portable response without errors"},
      {objection("1234"), "7597: Port-out validation: Unrecognized error code: 1234"},
  };
  int count = 0;
  for (const auto& [answer, remark] : cases) {
    sim.receiver().will_answer({answer});
    const std::string id = place({{"ATT-011515-324234", "pon-" + std::to_string(++count)}});
    sim.advance("1m");
    EXPECT_EQ(status(id), "FOC") << remark;
    EXPECT_THAT(sim.get("/lsrorders/" + id + "/history").body, HasSubstr(remark));
    cancel(id);
  }
}

TEST_F(AskedLsrOrders, ThatAreCancelledWaitForNoAnswer) {
  sim.receiver().will_answer(std::vector<net::Response>(9, {500, {}, {}}));
  const std::string id = place();
  sim.advance("2m");
  EXPECT_EQ(status(id), "PENDING");
  cancel(id);
  sim.advance("1d");
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_EQ(status(id), "CANCELLED");
}

class PartialLsrOrders : public LsrOrders {
 protected:
  PartialLsrOrders()
      : LsrOrders(
            "scenario: x\nclock: {poll_advance: 0s}\nlifecycles:\n  portouts:\n"
            "    - name: one goes\n      steps: [{status: NEW, effects: [validate_port_out]}]\n"
            "      on: {accept: [{status: SOA_PENDING}, {at: activation, at_most: 1, effects: "
            "[port_out], status: COMPLETE, status_if_some: EXCEPTION}]}\n") {}
};

TEST_F(PartialLsrOrders, NameTheNumbersThatStayed) {
  const std::string id = place();
  sim.advance("12d");
  const Answer partial = read(id);
  EXPECT_EQ(partial.at("OrderStatus"), "PARTIAL");
  EXPECT_THAT(codes(partial), ElementsAre("7516", "17030"));
  EXPECT_THAT(partial.body, HasSubstr("some numbers are not activated: [9195550101]."));
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550101").status, 200);
}

TEST_F(LsrOrders, OfNumbersThatHaveGoneOnTheDayAreInException) {
  const std::string id = place();
  sim.advance("1m");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber>"
           "<TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumberList>"
           "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  sim.advance("12d");
  EXPECT_EQ(status(id), "EXCEPTION");
  EXPECT_THAT(codes(read(id)), ElementsAre("7516", "7516"));
}

TEST_F(LsrOrders, TakeNotes) {
  const std::string notes = "/lsrorders/" + place() + "/notes";
  EXPECT_EQ(sim.get(notes).status, 204);
  const std::string note =
      "<Note><UserId>jbm</UserId><Description>This is a test note</Description></Note>";
  const std::string id = sim.post(notes, note).created_id();
  EXPECT_XML(sim.get(notes).body, R"(
    <Notes>
      <Note>
        <Id>)" + id + R"(</Id>
        <UserId>jbm</UserId>
        <Description>This is a test note</Description>
        <LastDateModifier>2026-01-05T09:00:00.000Z</LastDateModifier>
      </Note>
    </Notes>)");
  EXPECT_EQ(sim.put(notes + "/" + id, note).status, 200);
  for (const Answer& refused :
       {sim.post(notes, "<Note><Description>whose?</Description></Note>"),
        sim.put(notes + "/" + id, "<Note><Description>whose?</Description></Note>")}) {
    EXPECT_EQ(refused.status, 400);
    EXPECT_XML(refused.body, R"(
      <NoteResponse>
        <ResponseStatus><ErrorCode>12501</ErrorCode><Description>Username is required</Description></ResponseStatus>
      </NoteResponse>)");
  }
}

TEST_F(LsrOrders, AreListed) {
  EXPECT_EQ(sim.get("/lsrorders").status, 404);
  EXPECT_EQ(sim.get("/lsrorders").body, "");
  const std::string first = place();
  sim.advance("1d");
  const std::string second = place({{"ATT-011515-324234", "two"},
                                    {"FineCustomerid", "another"},
                                    {"<TelephoneNumber>9195550101</TelephoneNumber>", ""}});
  EXPECT_XML(sim.get("/lsrorders?pon=ATT-011515-324234").body, R"(
    <LsrOrders>
      <TotalCount>1</TotalCount>
      <LsrOrderSummary>
        <accountId>9900000</accountId>
        <CountOfTNs>2</CountOfTNs>
        <CustomerOrderId>FineCustomerid</CustomerOrderId>
        <userId>tester</userId>
        <lastModifiedDate>2026-01-05T09:01:00.000Z</lastModifiedDate>
        <OrderType>lsr</OrderType>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <OrderStatus>FOC</OrderStatus>
        <ActualFocDate>2026-01-15</ActualFocDate>
        <BillingTelephoneNumber>9195550100</BillingTelephoneNumber>
        <CreatedByUser>tester</CreatedByUser>
        <OrderId>)" + first + R"(</OrderId>
        <Pon>ATT-011515-324234</Pon>
        <PonVersion>0</PonVersion>
        <RequestedFocDate>2026-01-15</RequestedFocDate>
      </LsrOrderSummary>
    </LsrOrders>)");
  const auto found = [&](const std::string& query) {
    return sim.get("/lsrorders?" + query).all("LsrOrderSummary/OrderId");
  };
  EXPECT_THAT(found(""), ElementsAre(second, first));
  EXPECT_THAT(found("status=PENDING"), ElementsAre(second));
  EXPECT_THAT(found("status=PENDING&status=FOC"), ElementsAre(second, first));
  EXPECT_THAT(found("tn=9195550101"), ElementsAre(first));
  EXPECT_THAT(found("customerOrderId=another"), ElementsAre(second));
  EXPECT_THAT(found("orderIdFragment=" + first.substr(0, 8)), ElementsAre(first));
  EXPECT_THAT(found("createdDateFrom=2026-01-06"), ElementsAre(second));
  EXPECT_THAT(found("createdDateTo=2026-01-05"), ElementsAre(first));
  EXPECT_THAT(found("modifiedDateFrom=2026-01-05&modifiedDateTo=2026-01-05"), ElementsAre(first));
  EXPECT_EQ(sim.get("/lsrorders?status=FAILED").status, 404);
  EXPECT_EQ(sim.get("/lsrorders?createdDateFrom=soon").status, 400);
  EXPECT_EQ(sim.get("/lsrorders?page=1&size=30").status, 200) << "as PHP asks";
}

}  // namespace
}  // namespace dashsim::test::lsrorders_test
