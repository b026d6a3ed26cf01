#include "support/sim.hpp"

namespace dashsim::test::dldas_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Edits = std::vector<std::pair<std::string, std::string>>;

std::string edited(std::string text, const Edits& edits) {
  for (const auto& [from, to] : edits) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  return text;
}

const std::string kNumber = "<TelephoneNumber>9195550100</TelephoneNumber>";
const std::string kType = "<SubscriberType>RESIDENTIAL</SubscriberType>";
const std::string kNames =
    "<ListingName><FirstName>John</FirstName><FirstName2>Jane</FirstName2>"
    "<LastName>Smith</LastName><Designation>D</Designation><TitleOfLineage>Jr</TitleOfLineage>"
    "<TitleOfAddress>Mr</TitleOfAddress><TitleOfAddress2>Dr</TitleOfAddress2>"
    "<TitleOfLineageName2>Sr</TitleOfLineageName2><TitleOfAddressName2>Ms</TitleOfAddressName2>"
    "<TitleOfAddress2Name2>Prof</TitleOfAddress2Name2><PlaceListingAs>Smith</PlaceListingAs>"
    "</ListingName>";
const std::string kPlace =
    "<HousePrefix>B</HousePrefix><HouseNumber>915</HouseNumber><HouseSuffix>A</HouseSuffix>"
    "<PreDirectional>N</PreDirectional><StreetName>Elm</StreetName><StreetSuffix>Ave</StreetSuffix>"
    "<PostDirectional>S</PostDirectional><AddressLine2>Floor 2</AddressLine2>"
    "<City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip><PlusFour>1234</PlusFour>"
    "<County>Ventura</County>";

std::string dlda_order(const Edits& edits = {}) {
  return edited(
      "<DldaOrder><CustomerOrderId>mine</CustomerOrderId><DldaTnGroups><DldaTnGroup>"
      "<TelephoneNumbers>" +
          kNumber + "</TelephoneNumbers>" + kType + "<ListingType>LISTED</ListingType>" + kNames +
          "<ListAddress>true</ListAddress><Address>" + kPlace +
          "<AddressType>DLDA</AddressType></Address></DldaTnGroup></DldaTnGroups>"
          "</DldaOrder>",
      edits);
}
Edits of_number(const std::string& number) {
  return {{kNumber, "<TelephoneNumber>" + number + "</TelephoneNumber>"}};
}

std::string shown(const std::string& id, const std::string& modified, const std::string& status,
                  const Edits& edits = {}) {
  return edited(R"(<DldaOrderResponse><DldaOrder>
      <CustomerOrderId>mine</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" + id +
                    "</OrderId><LastModifiedDate>" + modified +
                    "</LastModifiedDate><ErrorList/><ProcessingStatus>" + status +
                    "</ProcessingStatus><DldaTnGroups><DldaTnGroup><TelephoneNumbers>" + kNumber +
                    "</TelephoneNumbers><AccountType>RESIDENCE</AccountType>"
                    "<ListingType>LISTED</ListingType>" +
                    kNames + "<ListAddress>true</ListAddress><Address>" + kPlace +
                    "<Country>United States</Country><AddressType>Dlda</AddressType></Address>"
                    "</DldaTnGroup></DldaTnGroups></DldaOrder></DldaOrderResponse>",
                edits);
}

class Dldas : public SimTest {
 protected:
  Answer done(const Edits& edits = {}) {
    const Answer created = sim.post("/dldas", dlda_order(edits));
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
  std::string dlda_of(const std::string& tn, const std::string& element) {
    return sim.send("GET", "/tns/" + tn + "/tndetails")
        .at("TelephoneNumberDetails/Features/Dlda/" + element);
  }
};

TEST_F(Dldas, ListANumber) {
  const Answer created = sim.post("/dldas", dlda_order());
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  EXPECT_XML(created.body, shown(id, "2026-01-05T09:00:00.000Z", "RECEIVED"));
  EXPECT_EQ(dlda_of("9195550100", "Status"), "Pending");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, shown(id, "2026-01-05T09:06:00.000Z", "COMPLETE"));
  EXPECT_EQ(dlda_of("9195550100", "Status"), "Success");
  EXPECT_EQ(dlda_of("9195550100", "SubscriberType"), "RESIDENTIAL");
  EXPECT_EQ(dlda_of("9195550100", "ListingName/LastName"), "Smith");
  EXPECT_EQ(dlda_of("9195550100", "Address/City"), "Carpinteria");
}

TEST_F(Dldas, TellTheirHistory) {
  const Answer created = sim.post("/dldas", dlda_order());
  sim.advance_until_idle();
  EXPECT_XML(sim.get("/dldas/" + created.created_id() + "/history").body, R"(<OrderHistoryWrapper>
      <OrderHistory><OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <Note>The DL/DA request has been received</Note>
        <Author>System</Author><Status>RECEIVED</Status></OrderHistory>
      <OrderHistory><OrderDate>2026-01-05T09:01:00.000Z</OrderDate>
        <Note>The DL/DA request is being processed by our 3rd party supplier</Note>
        <Author>System</Author><Status>PROCESSING</Status></OrderHistory>
      <OrderHistory><OrderDate>2026-01-05T09:06:00.000Z</OrderDate>
        <Note>The DL/DA request is complete for all TNs</Note>
        <Author>System</Author><Status>COMPLETE</Status></OrderHistory>
    </OrderHistoryWrapper>)");
  const Answer none = sim.get("/dldas/nobody/history");
  EXPECT_EQ(none.status, 404);
  EXPECT_XML(none.body, R"(<DldaOrderReportResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></DldaOrderReportResponse>)");
}

const Edits kChange{{kType, "<AccountType>RESIDENCE</AccountType>"},
                    {"<ListingType>LISTED", "<ListingType>NON_LISTED"},
                    {kNumber, "<TelephoneNumber>9195550101</TelephoneNumber>"}};

TEST_F(Dldas, CanBeChangedBeforeTheyAreProcessed) {
  const Answer created = sim.post("/dldas", dlda_order());
  sim.advance("30s");
  const Answer changed = sim.put("/dldas/" + created.created_id(), dlda_order(kChange));
  EXPECT_EQ(changed.status, 200);
  EXPECT_XML(changed.body, shown(created.created_id(), "2026-01-05T09:00:30.000Z", "RECEIVED",
                                 {{kNumber, "<TelephoneNumber>9195550101</TelephoneNumber>"},
                                  {"<ListingType>LISTED", "<ListingType>NON_LISTED"}}));
  EXPECT_EQ(sim.post("/dldas", dlda_order()).status, 201) << "the old number is free again";
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("DldaOrder/LastModifiedDate"), "2026-01-05T09:06:30.000Z");
  EXPECT_EQ(dlda_of("9195550101", "ListingType"), "NON_LISTED");
  EXPECT_EQ(dlda_of("9195550101", "SubscriberType"), "RESIDENTIAL");
}

TEST_F(Dldas, CannotBeChangedLater) {
  const Answer created = sim.post("/dldas", dlda_order());
  const std::string path = "/dldas/" + created.created_id();
  sim.advance("1m");
  const Answer late = sim.put(path, dlda_order());
  EXPECT_EQ(late.status, 400);
  EXPECT_XML(late.body, R"(<DldaOrderResponse><ResponseStatus><ErrorCode>16105</ErrorCode>
      <Description>Order cannot be changed or cancelled because it is already being processed</Description>
    </ResponseStatus></DldaOrderResponse>)");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><name>d</name>"
           "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>" +
               kNumber +
               "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
               "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("DldaOrder/ProcessingStatus"), "FAILED");
  EXPECT_EQ(sim.follow(created).at("DldaOrder/ErrorList/Error/Code"), "16108");
  EXPECT_EQ(sim.put(path, dlda_order()).at("ResponseStatus/ErrorCode"), "16106");
  EXPECT_EQ(sim.put("/dldas/nobody", dlda_order()).status, 404);
}

struct BadNumber {
  const char* number;
  const char* code;
  const char* text;
};
const BadNumber kBadNumbers[] = {
    {"", "5070", "Telephone number is invalid."},
    {"919555010", "5070", "Telephone number is invalid."},
    {"9194390000", "16101", "Number doesn't belong to this account"},
    {"9199999999", "16111", "Telephone number doesn't belong to Iris"},
};

TEST_F(Dldas, AreRefusedWhenNoNumberIsLeft) {
  for (const BadNumber& bad : kBadNumbers) {
    const Answer answer = sim.post("/dldas", dlda_order(of_number(bad.number)));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), "16104");
    EXPECT_EQ(answer.at("ResponseStatus/Description"), "No numbers for processing");
    EXPECT_EQ(answer.at("DldaOrder/ProcessingStatus"), "FAILED");
    EXPECT_EQ(answer.at("DldaOrder/ErrorList/Error/Code"), bad.code);
    EXPECT_EQ(answer.at("DldaOrder/ErrorList/Error/Description"), bad.text);
    EXPECT_EQ(answer.at("DldaOrder/ErrorList/Error/TelephoneNumber"), bad.number);
    EXPECT_EQ(answer.at("DldaOrder/DldaTnGroups/DldaTnGroup/AccountType"), "RESIDENCE");
    const Answer partly = done({{kNumber, "<TelephoneNumber>" + std::string(bad.number) +
                                              "</TelephoneNumber>" + kNumber}});
    EXPECT_EQ(partly.at("DldaOrder/ProcessingStatus"), "PARTIAL");
    EXPECT_EQ(partly.at("DldaOrder/ErrorList/Error/Code"), bad.code);
  }
}

TEST_F(Dldas, AreNotForTollFreeNumbersOrThoseInProcess) {
  sim.post("/orders",
           "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
           "<TelephoneNumber>8332200000</TelephoneNumber></TelephoneNumberList>"
           "</ExistingTelephoneNumberOrderType></Order>");
  sim.advance_until_idle();
  const auto code = [&](const std::string& number) {
    return sim.post("/dldas", dlda_order(of_number(number))).at("DldaOrder/ErrorList/Error/Code");
  };
  EXPECT_EQ(code("8332200000"), "16100");
  sim.post("/dldas", dlda_order());
  EXPECT_EQ(code("9195550100"), "16103");
}

struct Row {
  const char* code;
  const char* text;
  Edits edits;
};
const Row kRefused[] = {
    {"1003", "LastName is required", {{"<LastName>Smith</LastName>", ""}}},
    {"1003", "FirstName is required", {{"<FirstName>John</FirstName>", ""}}},
    {"1003", "ListAddress is required", {{"<ListAddress>true</ListAddress>", ""}}},
    {"1008", "'maybe' is not valid value", {{"<ListAddress>true", "<ListAddress>maybe"}}},
    {"5052", nullptr, {{"mine", "my_own"}}},
    {"5073", "Telephone number required", {{kNumber, ""}}},
    {"5093", "Order cannot contain duplicate telephone numbers", {{kNumber, kNumber + kNumber}}},
    {"12536", "HouseNumber required", {{"<HouseNumber>915</HouseNumber>", ""}}},
    {"12538", "StreetName required", {{"<StreetName>Elm</StreetName>", ""}}},
    {"12540", "City required", {{"<City>Carpinteria</City>", ""}}},
    {"12542", "StateCode required", {{"<StateCode>CA</StateCode>", ""}}},
    {"12579", nullptr, {{"<AddressType>DLDA", "<AddressType>Home"}}},
    {"12644", nullptr, {{"<Zip>93013</Zip>", ""}}},
    {"13103", nullptr, {{"<Zip>93013", "<Zip>9301"}}},
    {"16109", "SubscriberType required. Valid values are: BUSINESS, RESIDENTIAL", {{kType, ""}}},
    {"16109", nullptr, {{"RESIDENTIAL", "RURAL"}}},
    {"16110",
     "ListingType required. Valid values are: LISTED, NON_LISTED, NON_PUBLISHED",
     {{"<ListingType>LISTED</ListingType>", ""}}},
    {"16112",
     "Value for DeleteDldaTnGroups invalid. Acceptable values are true or false",
     {{"<DldaTnGroups>", "<DeleteDldaTnGroups>x</DeleteDldaTnGroups><DldaTnGroups>"}}},
    {"16113",
     "DeleteDldaTnGroups tag is not supported in this request",
     {{"<DldaTnGroups>", "<DeleteDldaTnGroups>true</DeleteDldaTnGroups><DldaTnGroups>"}}},
    {"16114", "StateCode invalid", {{"<StateCode>CA", "<StateCode>XX"}}},
};

TEST_F(Dldas, AreRefusedWithTheOrderAsItWasSent) {
  for (const Row& row : kRefused) {
    const Answer answer = sim.post("/dldas", dlda_order(row.edits));
    EXPECT_EQ(answer.status, 400) << row.code;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), row.code) << answer.body;
    EXPECT_EQ(answer.at("DldaOrder/ErrorList/Error/Code"), row.code);
    if (row.text != nullptr) {
      EXPECT_EQ(answer.at("ResponseStatus/Description"), row.text);
    }
    EXPECT_EQ(answer.at("DldaOrder/ProcessingStatus"), "FAILED");
  }
  EXPECT_EQ(sim.get("/dldas").status, 404) << "nothing was ordered";
}

TEST_F(Dldas, OfBusinessesNeedNoFirstName) {
  EXPECT_EQ(done({{"RESIDENTIAL", "BUSINESS"}, {"<FirstName>John</FirstName>", ""}})
                .at("DldaOrder/DldaTnGroups/DldaTnGroup/AccountType"),
            "BUSINESS");
}

TEST_F(Dldas, AreListed) {
  const std::string first = done().at("DldaOrder/OrderId");
  const std::string second = done(of_number("9195550101")).at("DldaOrder/OrderId");
  const auto found = [&](const std::string& query) {
    return sim.get("/dldas" + query).all("ListOrderIdUserIdDate/OrderIdUserIdDate/orderId");
  };
  EXPECT_EQ(sim.get("/dldas").at("ListOrderIdUserIdDate/TotalCount"), "2");
  EXPECT_THAT(found(""), ElementsAre(second, first));
  EXPECT_THAT(found("?tn=9195550101"), ElementsAre(second));
  EXPECT_THAT(found("?modifiedDateFrom=2026-01-06"), IsEmpty());
}

TEST_F(Dldas, OfNobodyAreNotThere) {
  const Answer answer = sim.get("/dldas/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<DldaOrderResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></DldaOrderResponse>)");
}

TEST_F(Dldas, TellSubscribersOfEveryState) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>dldas</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  done();
  std::vector<std::string> states;
  for (const auto& request : sim.receiver().requests())
    states.push_back(Answer{200, {}, request.body}.at("Status"));
  EXPECT_THAT(states, ElementsAre("RECEIVED", "PROCESSING", "COMPLETE"));
}

}  // namespace
}  // namespace dashsim::test::dldas_test
