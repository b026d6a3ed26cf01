#include "support/sim.hpp"

namespace dashsim::test::lidbs_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string group(const std::vector<std::string>& numbers,
                  const std::string& information = "Joes Garage",
                  const std::string& use_type = "RESIDENTIAL",
                  const std::string& visibility = "PUBLIC") {
  std::string list;
  for (const std::string& number : numbers)
    list += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return "<LidbTnGroup><TelephoneNumbers>" + list + "</TelephoneNumbers><SubscriberInformation>" +
         information + "</SubscriberInformation><UseType>" + use_type + "</UseType><Visibility>" +
         visibility + "</Visibility></LidbTnGroup>";
}
std::string lidb_order(const std::string& groups, const std::string& more = {}) {
  return "<LidbOrder>" + more + "<LidbTnGroups>" + groups + "</LidbTnGroups></LidbOrder>";
}

class Lidbs : public SimTest {
 protected:
  Answer done(const std::string& groups) {
    const Answer created = sim.post("/lidbs", lidb_order(groups));
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
  std::string lidb_of(const std::string& tn, const std::string& element) {
    return sim.send("GET", "/tns/" + tn + "/tndetails")
        .at("TelephoneNumberDetails/Features/Lidb/" + element);
  }
};

TEST_F(Lidbs, NameTheCallers) {
  const std::string groups = group({"9195550100", "9195550101"}) +
                             group({"9195550102"}, "Joes Storage", "BUSINESS", "PRIVATE");
  const std::string own = "<CustomerOrderId>mine</CustomerOrderId>";
  const Answer created = sim.post("/lidbs", lidb_order(groups, own));
  EXPECT_EQ(created.status, 201);
  const std::string id = "<orderId>" + created.created_id() + "</orderId>";
  EXPECT_XML(created.body, "<LidbOrderResponse><LidbOrder>" + id + own +
                               "<ProcessingStatus>RECEIVED</ProcessingStatus><ErrorList/>"
                               "<LidbTnGroups>" +
                               groups + "</LidbTnGroups></LidbOrder></LidbOrderResponse>");
  EXPECT_EQ(lidb_of("9195550102", "Status"), "Pending");
  EXPECT_EQ(lidb_of("9195550102", "SubscriberInformation"), "Joes Storage");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, "<LidbOrder>" + own + id + R"(
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <ProcessingStatus>COMPLETE</ProcessingStatus>
      <CreatedByUser>tester</CreatedByUser>
      <LastModifiedDate>2026-01-05T09:01:01.000Z</LastModifiedDate>
      <OrderCompleteDate>2026-01-05T09:01:01.000Z</OrderCompleteDate>
      <ErrorList/>
      <LidbTnGroups>
        <LidbTnGroup>
          <TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber>
            <TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumbers>
          <FullNumber>9195550100</FullNumber>
          <SubscriberInformation>Joes Garage</SubscriberInformation>
          <UseType>RESIDENTIAL</UseType><Visibility>PUBLIC</Visibility>
        </LidbTnGroup>
        <LidbTnGroup>
          <TelephoneNumbers><TelephoneNumber>9195550102</TelephoneNumber></TelephoneNumbers>
          <FullNumber>9195550102</FullNumber>
          <SubscriberInformation>Joes Storage</SubscriberInformation>
          <UseType>BUSINESS</UseType><Visibility>PRIVATE</Visibility>
        </LidbTnGroup>
      </LidbTnGroups>
    </LidbOrder>)");
  EXPECT_EQ(lidb_of("9195550102", "Status"), "Success");
  EXPECT_EQ(lidb_of("9195550102", "Visibility"), "PRIVATE");
  const Answer totals = sim.get("/sites/743/sippeers/303716/totaltns?feature=LIDB");
  EXPECT_EQ(totals.at("SipPeerTelephoneNumbersCount/LidbCount"), "3");
}

TEST_F(Lidbs, CanBeChanged) {
  done(group({"9195550100"}));
  EXPECT_EQ(done(group({"9195550100"}, "Other")).at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(lidb_of("9195550100", "SubscriberInformation"), "Other");
}

/// A number that no order about it can be carried out for, with what is said of it.
struct BadNumber {
  const char* number;
  const char* code;
  const char* text;
};
const BadNumber kBadNumbers[] = {
    {"919555010", "5070", "Telephone number is invalid."},
    {"9194390000", "11014", "Number doesn't belong to this account"},
    {"9199999999", "11025", "Telephone number doesn't belong to Iris"},
};

TEST_F(Lidbs, AreDoneForTheNumbersThatCanHaveThem) {
  for (const BadNumber& bad : kBadNumbers) {
    const Answer created = sim.post("/lidbs", lidb_order(group({"9195550100", bad.number})));
    EXPECT_EQ(created.status, 201);
    const std::string at = "LidbOrder/ErrorList/Error/";
    EXPECT_EQ(created.at(at + "TelephoneNumber"), bad.number);
    EXPECT_EQ(created.at(at + "Code"), bad.code);
    EXPECT_EQ(created.at(at + "Description"), bad.text);
    sim.advance_until_idle();
    EXPECT_EQ(sim.follow(created).at("ProcessingStatus"), "PARTIAL");
    EXPECT_EQ(done(group({bad.number})).at("ProcessingStatus"), "FAILED");
  }
}

TEST_F(Lidbs, AreNotForTollFreeNumbers) {
  sim.post("/orders",
           "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
           "<TelephoneNumber>8332200000</TelephoneNumber></TelephoneNumberList>"
           "</ExistingTelephoneNumberOrderType></Order>");
  sim.advance_until_idle();
  EXPECT_THAT(done(group({"8332200000"})).all("ErrorList/Error/Code"), ElementsAre("11015"));
}

TEST_F(Lidbs, AreMadeOneAtATime) {
  sim.post("/lidbs", lidb_order(group({"9195550100"})));
  const Answer second = sim.post("/lidbs", lidb_order(group({"9195550100", "9195550101"})));
  EXPECT_XML(
      second.body.substr(second.body.find("<ErrorList>"),
                         second.body.find("<LidbTnGroups>") - second.body.find("<ErrorList>")),
      R"(<ErrorList><Error><Code>11020</Code>
      <Description>Cannot add LIDB to a telephone number that already has LIDB or is in process</Description>
      <TelephoneNumber>9195550100</TelephoneNumber></Error></ErrorList>)");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(second).at("ProcessingStatus"), "PARTIAL");
}

TEST_F(Lidbs, FailForNumbersThatHaveLeftMeanwhile) {
  const Answer created = sim.post("/lidbs", lidb_order(group({"9195550100"})));
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><name>d</name>"
           "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
           "<TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList>"
           "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("ProcessingStatus"), "FAILED");
  EXPECT_EQ(sim.follow(created).at("ErrorList/Error/Code"), "11014");
}

struct Row {
  const char* code;
  const char* text;
  std::string order;
};
const Row kRefused[] = {
    {"1003", "SubscriberInformation is required", lidb_order(group({"9195550100"}, ""))},
    {"5052",
     "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are allowed. Maximum "
     "length is 40 characters",
     lidb_order(group({"9195550100"}), "<CustomerOrderId>a_b</CustomerOrderId>")},
    {"5073", "Telephone number required", lidb_order(group({}))},
    {"5073", "Telephone number required", lidb_order("")},
    {"5093", "Order cannot contain duplicate telephone numbers",
     lidb_order(group({"9195550100"}) + group({"9195550100"}))},
    {"11005", "Subscriber Information can't be longer than 15 characters",
     lidb_order(group({"9195550100"}, "sixteen letters!"))},
    {"11006", "UseType required. Valid values are: BUSINESS, RESIDENTIAL",
     lidb_order(group({"9195550100"}, "A", "PRIVATE"))},
    {"11007", "No visibility supplied. Visibility must be one of the following - PUBLIC, PRIVATE",
     lidb_order(group({"9195550100"}, "A", "BUSINESS", ""))},
};

TEST_F(Lidbs, AreRefusedWithTheOrderAsItWasSent) {
  for (const Row& row : kRefused) {
    const Answer answer = sim.post("/lidbs", row.order);
    EXPECT_EQ(answer.status, 400) << row.order;
    EXPECT_EQ(answer.at("Status/Code"), "400");
    EXPECT_EQ(answer.at("Status/Description"),
              "Validation Failed. Please check your input parameters.");
    EXPECT_EQ(answer.at("ErrorList/Error/Code"), row.code) << row.order;
    EXPECT_EQ(answer.at("ErrorList/Error/Description"), row.text) << row.order;
  }
  const Answer whole =
      sim.post("/lidbs",
               "<LidbOrder><LidbTnGroups><LidbTnGroup><TelephoneNumbers><TelephoneNumber>9199998830"
               "</TelephoneNumber></TelephoneNumbers><SubscriberInformation>Joes Garage"
               "</SubscriberInformation><UseType>RESIDENTIAL</UseType></LidbTnGroup></LidbTnGroups>"
               "</LidbOrder>");
  EXPECT_XML(whole.body, R"(<LidbOrderResponse>
      <Status><Code>400</Code>
        <Description>Validation Failed. Please check your input parameters.</Description></Status>
      <ErrorList><Error><Code>11007</Code><Description>No visibility supplied. Visibility must be one of the following - PUBLIC, PRIVATE</Description></Error></ErrorList>
      <LidbOrder><LidbTnGroups><LidbTnGroup>
        <TelephoneNumbers><TelephoneNumber>9199998830</TelephoneNumber></TelephoneNumbers>
        <SubscriberInformation>Joes Garage</SubscriberInformation>
        <UseType>RESIDENTIAL</UseType>
      </LidbTnGroup></LidbTnGroups></LidbOrder></LidbOrderResponse>)");
  EXPECT_EQ(sim.get("/lidbs").status, 404) << "nothing was ordered";
}

TEST_F(Lidbs, AreListed) {
  EXPECT_EQ(sim.get("/lidbs").status, 404);
  const std::string first = done(group({"9195550100"})).at("orderId");
  const std::string second = done(group({"9195550101"})).at("orderId");
  const auto found = [&](const std::string& query) {
    return sim.get("/lidbs" + query).all("ListOrderIdUserIdDate/OrderIdUserIdDate/orderId");
  };
  const Answer list = sim.get("/lidbs");
  EXPECT_EQ(list.at("ListOrderIdUserIdDate/TotalCount"), "2");
  EXPECT_THAT(list.all("ListOrderIdUserIdDate/OrderIdUserIdDate/OrderType"),
              ElementsAre("lidb", "lidb"));
  EXPECT_THAT(found(""), ElementsAre(second, first));
  EXPECT_THAT(found("?tn=9195550100"), ElementsAre(first));
  EXPECT_THAT(found("?lastModifiedAfter=2026-01-05"), IsEmpty());
  EXPECT_THAT(found("?modifiedDateFrom=2026-01-05&modifiedDateTo=2026-01-05"),
              ElementsAre(second, first));
}

TEST_F(Lidbs, OfNobodyAreNotThere) {
  const Answer answer = sim.get("/lidbs/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<LidbOrderReportResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></LidbOrderReportResponse>)");
}

TEST_F(Lidbs, TellSubscribersWhenTheyAreBegunAndDone) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>lidb</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  done(group({"9195550100"}));
  std::vector<std::string> states;
  for (const auto& request : sim.receiver().requests())
    states.push_back(Answer{200, {}, request.body}.at("Status"));
  EXPECT_THAT(states, ElementsAre("PROCESSING", "COMPLETE"));
}

}  // namespace
}  // namespace dashsim::test::lidbs_test
