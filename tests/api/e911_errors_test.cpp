// A row for each code of the E911 table that an order can earn: at once, or when it is processed.
// Reference: e911s; error codes 8000 to 8110.
#include "e911_story.hpp"

namespace dashsim::test::e911_errors_test {
namespace {

struct Row {
  const char* code;
  const char* text;
  std::string order;
};

const std::string kTn = numbers({"9195550100"});
const std::string kCampus = address(kMainCampus);
const std::string kLong(51, 'n');

std::string place(const std::string& from, const std::string& to) {
  std::string text = address(kElm);
  text.replace(text.find(from), from.size(), to);
  return text;
}

const Row kRefused[] = {
    {"1008", "'maybe' is not valid value",
     kTn + "<DeleteTNSpecificE911Address>maybe</DeleteTNSpecificE911Address>"},
    {"5052",
     "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are allowed. Maximum "
     "length is 40 characters",
     "<CustomerOrderId>a_b</CustomerOrderId>" + kTn + kCampus},
    {"5070", "Telephone number is invalid.", numbers({"919555010"}) + kCampus},
    {"5070", "Telephone number is invalid.", numbers({}) + kCampus},
    {"5093", "Order cannot contain duplicate telephone numbers",
     numbers({"9195550100", "9195550100"}) + kCampus},
    {"8001", "CallerName '%s' is too long. Maximum length 50 characters",
     kTn + kCampus + "<CallerName>" + kLong + "</CallerName>"},
    {"8002",
     "'Fred!' is not valid CallerName. CallerName can only contain alphanumerics (a-z, A-Z, 0-9)",
     kTn + kCampus + "<CallerName>Fred!</CallerName>"},
    {"8011",
     "Telephone numbers and Alternate End User Identifiers can't be submitted in same E911 order",
     kTn + kCampus + endpoints(pidflo("a"))},
    {"8012", "End User Identifier must be at least 6 characters long",
     kCampus + endpoints(simple("short", "9706542333"))},
    {"8012", "End User Identifier must be at least 1 characters long",
     kCampus + endpoints(pidflo(""))},
    {"8013", "End User Identifier is too long. Maximum length 30 characters",
     kCampus + endpoints(pidflo(std::string(31, 'a')))},
    {"8014", "Callback telephone number invalid", kCampus + endpoints(simple("abc123", "970654"))},
    {"8014", "Callback telephone number invalid", kCampus + endpoints(simple("abc123", ""))},
    {"8015",
     "'123456' is not valid End User Identifier. Identifier must contain at least one alphabetic "
     "character (a-z, A-Z)",
     kCampus + endpoints(simple("123456", "9706542333"))},
    {"8017", "End User Identifier 'a' is used two or more times in this order",
     kCampus + endpoints(pidflo("a") + pidflo("a"))},
    {"8018",
     "Non-PIDF-LO section Callback telephone number '9706542333' is used two or more times in this "
     "order",
     kCampus + endpoints(simple("abc123", "9706542333") + simple("abc124", "9706542333"))},
    {"8023",
     "'a b' is not valid LocationId. Only alphanumeric values, dashes, underscores and periods are "
     "allowed",
     pool(address(kMainCampus, "a b"))},
    {"8023", nullptr, pool(address(kMainCampus, std::string(33, 'a')))},
    {"8024",
     "Only one telephone number or Alternate End User Identifier can be submitted with LocationId",
     numbers({"9195550100", "9195550101"}) + address(kElm, "Elm")},
    {"8031",
     "Location ID required to delete location for this telephone number / End User "
     "Identifier",
     pool("<Address><City>X</City></Address>") + kDelete},
    {"8035", "Preferred Language invalid. Valid values are: 'en'(default) or 'fr'",
     kCampus + endpoints(pidflo("a", "<PreferredLanguage>de</PreferredLanguage>"))},
    {"8036",
     "PIDF-LO section invalid. Non-PIDF-LO AlternateEndUserIdentifiers should not contain any of "
     "CallerName, Address, LocationId, PreferredLanguage",
     kCampus +
         endpoints(simple("abc123", "9706542333", "<PreferredLanguage>en</PreferredLanguage>"))},
    {"8038", "LocationId 'One' is used two or more times in this order",
     pool(address(kMainCampus, "One") + address(kElm, "One"))},
    {"8045",
     "'a-b' is not valid Alternate End User Identifier. Identifier can contain letters or numbers "
     "only",
     kCampus + endpoints(pidflo("a-b"))},
    {"8046", "Each new Endpoint must contain 'LocationId' or top level address must be provided",
     endpoints(pidflo("a"))},
    {"8056", "Address value '123' invalid", kTn + place("93013", "123")},
    {"8056", "Address value 'UP' invalid",
     kTn + place("<City>", "<PreDirectional>UP</PreDirectional><City>")},
    {"8057", "Error has occurred during recognition of type of E911 order", kCampus},
    {"8057", "Error has occurred during recognition of type of E911 order",
     kTn + pool(address(kElm))},
    {"8057", "Error has occurred during recognition of type of E911 order",
     kCampus + pool(address(kElm))},
    {"8057", "Error has occurred during recognition of type of E911 order", endpoints("")},
    {"5106",
     "Including Caller Name and/or Street Address is incompatible with deleting telephone specific "
     "address",
     kTn + kCampus + kDelete},
    {"5106",
     "Including Caller Name and/or Street Address is incompatible with deleting telephone specific "
     "address",
     kTn + "<CallerName>Fred</CallerName>" + kDelete},
    {"8059", "Address with Location ID 'One' invalid",
     pool("<Address><LocationId>One</LocationId><City>X</City></Address>")},
    {"8060", "Top Level address invalid", kTn + place("<HouseNumber>915</HouseNumber>", "")},
    {"8060", "Top Level address invalid", kTn + place("<City>Carpinteria</City>", "")},
    {"8063", "StateCode 'United States' invalid or not supported",
     kTn + place("CA", "United States")},
    {"8110",
     "Address and Caller Name required to add new E911 endpoint for this telephone number(s)",
     kTn + "<CallerName>Fred</CallerName>"},
    {"12579", nullptr, kTn + place("<City>", "<AddressType>Home</AddressType><City>")},
};

class E911Errors : public E911Test {};

TEST_F(E911Errors, RefuseWhatNoOrderSays) {
  for (const Row& row : kRefused) {
    const Answer answer = sim.post("/e911s", e911_order(row.order));
    EXPECT_EQ(answer.status, 400) << row.order;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), row.code) << row.order;
    if (row.text == nullptr) continue;
    std::string text = row.text;
    if (const std::size_t gap = text.find("%s"); gap != std::string::npos)
      text.replace(gap, 2, kLong);
    EXPECT_XML(answer.body, "<E911OrderResponse><ResponseStatus><ErrorCode>" +
                                std::string(row.code) + "</ErrorCode><Description>" + text +
                                "</Description></ResponseStatus></E911OrderResponse>");
  }
  EXPECT_EQ(sim.get("/e911s").status, 404) << "nothing was ordered";
}

/// The codes that the finished order has earned.
struct Earned {
  const char* code;
  const char* text;
  std::string order;
};

TEST_F(E911Errors, ShowWhenTheOrderIsProcessed) {
  ASSERT_EQ(outcome(numbers({"9195550101"}) + address(kElm, "Tn1")), "COMPLETE");
  ASSERT_EQ(outcome(pool(address(kMainCampus, "One"))), "COMPLETE");
  ASSERT_EQ(outcome(endpoints(pidflo("p1", "<LocationId>One</LocationId>"))), "COMPLETE");
  ASSERT_EQ(outcome(kCampus + endpoints(simple("simple1", "9706542333"))), "COMPLETE");
  const Earned rows[] = {
      {"8000", "URI provided is not provisioned in E911 service", kTn + kDelete},
      {"8003", "Telephone numbers does not belong to this account.",
       numbers({"9194390000"}) + kCampus},
      {"8005", "Unable to provision. The address could not be geocoded",
       kTn + place("Carpinteria", "Gibberish")},
      {"8006", "Address is not recognized by E911 service", kTn + place("Carpinteria", "Nowhere")},
      {"8007", "E911 service is unavailable", kTn + place("Carpinteria", "Outage")},
      {"8020",
       "Either callback telephone number, End User Identifier, or both are already in use in this "
       "account",
       kCampus + endpoints(simple("simple2", "9706542333"))},
      {"8021", "Alternate End User Identifier are not present in this account and can't be deleted",
       endpoints(endpoint("<Identifier>nobody</Identifier>")) + kDelete},
      {"8026",
       "Your callback number is currently provisioned with 911 street address which can't be "
       "overwritten",
       kCampus + endpoints(simple("simple3", "9195550101"))},
      {"8028", "Provided Location ID value already in use", kTn + address(kElm, "One")},
      {"8029", "Given Location ID not found: unable to delete location",
       pool("<Address><LocationId>Two</LocationId></Address>") + kDelete},
      {"8040", "LocationId 'Two' must be provisioned",
       endpoints(pidflo("p2", "<LocationId>Two</LocationId>"))},
      {"8048", "Unable to change PIDF-LO state for existing AEUI",
       kCampus + endpoints(pidflo("simple1"))},
      {"8051",
       "The given E911 Location IDs are bound to the next 911 Endpoints: 'p1'. Before deleting "
       "these locations you should remove the endpoints or move them to other locations",
       pool("<Address><LocationId>One</LocationId></Address>") + kDelete},
      {"8054",
       "AEUI with identifier 'simple1' is not PIDF-LO enabled, updating is allowed only for "
       "PIDF-LO "
       "endpoints",
       kCampus + endpoints(simple("simple1", "9706542333"))},
      {"8058", "'PlusFour' is forbidden to update",
       pool(address("<HouseNumber>1</HouseNumber><StreetName>S</StreetName><City>C</City>"
                    "<StateCode>NC</StateCode><PlusFour>1111</PlusFour>",
                    "One"))},
      {"8058", "'Country' is forbidden to update",
       pool(address("<HouseNumber>1</HouseNumber><StreetName>S</StreetName><City>C</City>"
                    "<StateCode>ON</StateCode><Country>CA</Country>",
                    "One"))},
      {"8062", "Address with Location ID 'One' already exist", pool(address(kMainCampus, "One"))},
  };
  for (const Earned& row : rows) {
    const Answer order = done(row.order);
    EXPECT_EQ(order.at("ProcessingStatus"), "FAILED") << row.order;
    EXPECT_EQ(order.at("ErrorList/Error/Code"), row.code) << row.order;
    EXPECT_EQ(order.at("ErrorList/Error/Description"), row.text) << row.order;
  }
  EXPECT_EQ(sim.get("/aeuis").at("TotalCount"), "2") << "failed orders change nothing";
}

TEST_F(E911Errors, NameTheOrderThatIsAboutTheSameNumber) {
  const std::string first = sim.post("/e911s", e911_order(kTn + kCampus)).created_id();
  const Answer other = sim.post("/e911s", e911_order(kTn + address(kElm)));
  EXPECT_EQ(other.at("ResponseStatus/ErrorCode"), "8004");
  EXPECT_EQ(other.at("ResponseStatus/Description"),
            "Telephone numbers are already being processed by order '" + first + "'");
  const Answer same = sim.post("/e911s", e911_order(kTn + kCampus));
  EXPECT_EQ(same.at("ResponseStatus/ErrorCode"), "8033");
  sim.advance_until_idle();
  EXPECT_EQ(sim.post("/e911s", e911_order(kTn + kCampus)).status, 201);
}

TEST_F(E911Errors, SayThatAnEndpointIsBeingChanged) {
  sim.post("/e911s", e911_order(kCampus + endpoints(pidflo("a"))));
  const Answer other = sim.post("/e911s", e911_order(address(kElm) + endpoints(pidflo("a"))));
  EXPECT_EQ(other.at("ResponseStatus/ErrorCode"), "8019");
}

TEST_F(E911Errors, AreForAddressesThatTheGeocoderDoesNotKnowAnyMore) {
  EXPECT_EQ(outcome(pool(address("<HouseNumber>1</HouseNumber><StreetName>Main</StreetName>"
                                 "<City>Nowhere</City><StateCode>NC</StateCode>",
                                 "Lost"))),
            "FAILED");
  EXPECT_EQ(sim.get("/addresses?type=e911").at("Addresses/Address/ValidationStatus"), "INVALID");
  EXPECT_EQ(
      done(endpoints(pidflo("a", "<LocationId>Lost</LocationId>"))).at("ErrorList/Error/Code"),
      "8040");
  EXPECT_EQ(outcome(pool(address(kElm, "Lost"))), "COMPLETE");
  EXPECT_EQ(sim.get("/addresses?type=e911").at("Addresses/Address/ValidationStatus"), "VALID");
}

class E911Products : public E911Test {
 protected:
  E911Products()
      : E911Test({.scenario = R"(
scenario: no emergencies
accounts:
  - id: 9900000
    products: {Origination: [SMS], UcTrunking: [Seats]}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
    numbers: {in_service: [{numbers: "9195550100-9195550101"}]}
  - id: 9900001
)"}) {}
};

TEST_F(E911Products, MustBeThere) {
  const auto codes = [&](const std::string& order) {
    return sim.post("/e911s", e911_order(order)).at("ResponseStatus/ErrorCode");
  };
  EXPECT_EQ(codes(kTn + kCampus), "12659");
  EXPECT_EQ(codes(kCampus + endpoints(pidflo("a"))), "8022");
  EXPECT_EQ(codes(pool(kCampus)), "8061");
}

class E911UcTrunking : public E911Test {
 protected:
  E911UcTrunking()
      : E911Test({.scenario = R"(
scenario: UC trunking
accounts:
  - id: 9900000
    products: {E911: [], UcTrunking: [Seats]}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
    numbers: {in_service: [{numbers: "9195550100-9195550101"}]}
  - id: 9900001
)"}) {}
};

TEST_F(E911UcTrunking, HasNoLocationIds) {
  EXPECT_EQ(
      sim.post("/e911s", e911_order(kTn + address(kElm, "Elm"))).at("ResponseStatus/ErrorCode"),
      "8025");
  EXPECT_EQ(outcome(kTn + address(kElm)), "COMPLETE");
}

}  // namespace
}  // namespace dashsim::test::e911_errors_test
