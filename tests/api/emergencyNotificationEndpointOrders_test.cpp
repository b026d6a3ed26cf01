#include "emergency_story.hpp"

namespace dashsim::test::emergencyNotificationEndpointOrders_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kOrders = "/emergencyNotificationEndpointOrders";
const std::string kFred = "Fred992834";

class EmergencyEndpointOrders : public EmergencyTest {
 protected:
  using EmergencyTest::EmergencyTest;

  std::vector<std::string> found(const std::string& query) {
    const Answer list = sim.get(kOrders + "?" + query);
    const std::string in = "EmergencyNotificationEndpointOrders/";
    std::vector<std::string> ids = list.all(in + "EmergencyNotificationEndpointOrder/OrderId");
    for (const std::string& id : list.all(in + "EmergencyNotificationEndpointAssociation/OrderId"))
      ids.push_back(id);
    return ids;
  }
  /// An alternate end user of that name.
  void has_aeui(const std::string& id) {
    done(address(kMainCampus) + endpoints(simple(id, "8042105760")));
  }
  std::string placed(const std::string& order) {
    const Answer created = orders_endpoints(order);
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance("1h");
    return created.created_id();
  }
  std::string group_of_number(const std::string& tn) {
    return details(tn).at(
        "TelephoneNumberDetails/Features/E911/EmergencyNotificationGroup/Identifier");
  }
};

std::string created_date(const Answer& created) {
  for (const char* form : {"Order", "Association"}) {
    const std::string date =
        created.at("EmergencyNotificationEndpoint" + std::string(form) + "/OrderCreatedDate");
    if (!date.empty()) return date;
  }
  return {};
}

std::string head(const Answer& created, const std::string& status) {
  return "<OrderId>" + created.created_id() + R"(</OrderId>
      <OrderCreatedDate>)" +
         created_date(created) + R"(</OrderCreatedDate>
      <CreatedBy>tester</CreatedBy><ProcessingStatus>)" +
         status + "</ProcessingStatus>";
}

TEST_F(EmergencyEndpointOrders, PutEndpointsIntoAGroup) {
  has_aeui(kFred);
  const std::string id = group({recipient(kEmail)});
  const Answer created =
      orders_endpoints(adds_endpoints(id, {"9195550100", "9195550101"}, {kFred},
                                      "<CustomerOrderId>ALG-31233884</CustomerOrderId>"));
  EXPECT_EQ(created.status, 201);
  const auto shown = [&](const std::string& status) {
    return "<EmergencyNotificationEndpointOrderResponse><EmergencyNotificationEndpointOrder>" +
           head(created, status) + R"(<CustomerOrderId>ALG-31233884</CustomerOrderId>
      <EmergencyNotificationEndpointAssociations>)" +
           in_group(id) + R"(<AddedAssociations><EepToEngAssociations>
          <EepTns>
            <TelephoneNumber>9195550100</TelephoneNumber>
            <TelephoneNumber>9195550101</TelephoneNumber>
          </EepTns>
          <EepAeuiIds><Identifier>Fred992834</Identifier></EepAeuiIds>
        </EepToEngAssociations><ErrorList/></AddedAssociations>
      </EmergencyNotificationEndpointAssociations>
    </EmergencyNotificationEndpointOrder></EmergencyNotificationEndpointOrderResponse>)";
  };
  EXPECT_XML(created.body, shown("PROCESSING"));
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, shown("COMPLETED"));
}

TEST_F(EmergencyEndpointOrders, TakeEndpointsOutOfAGroup) {
  has_aeui(kFred);
  const std::string id = group({recipient(kEmail)});
  orders_endpoints(adds_endpoints(id, {"9195550100"}, {kFred}));
  sim.advance_until_idle();
  EXPECT_EQ(group_of_number("9195550100"), id);
  const Answer created = orders_endpoints(drops_endpoints(
      id, {"9195550100"}, {kFred}, "<CustomerOrderId>ALG-31233885</CustomerOrderId>"));
  EXPECT_EQ(created.status, 201);
  EXPECT_XML(created.body,
             "<EmergencyNotificationEndpointOrderResponse>"
             "<EmergencyNotificationEndpointAssociation>" +
                 head(created, "PROCESSING") +
                 R"(<CustomerOrderId>ALG-31233885</CustomerOrderId>)" + in_group(id) +
                 R"(<DeletedAssociations><EepToEngAssociations>
          <EepTns><TelephoneNumber>9195550100</TelephoneNumber></EepTns>
          <EepAeuiIds><Identifier>Fred992834</Identifier></EepAeuiIds>
        </EepToEngAssociations><ErrorList/></DeletedAssociations>
    </EmergencyNotificationEndpointAssociation></EmergencyNotificationEndpointOrderResponse>)");
  sim.advance_until_idle();
  EXPECT_EQ(group_of_number("9195550100"), "");
  EXPECT_EQ(orders_group(group_order("Deleted", identifier(id))).status, 201)
      << "the group has no endpoints any more";
}

/// Numbers and alternate end users tell of their group.
TEST_F(EmergencyEndpointOrders, ShowWhereEndpointsAreShown) {
  has_aeui(kFred);
  done(numbers({"9195550100"}) + address(kElm));
  const std::string id = group({recipient(kEmail)});
  orders_endpoints(adds_endpoints(id, {"9195550100"}, {kFred}));
  sim.advance_until_idle();
  const std::string shown = in_group(id);
  const std::string group_xml = "<EmergencyNotificationGroup><Identifier>" + id +
                                "</Identifier><Description>Building 5, 5th Floor.</Description>"
                                "</EmergencyNotificationGroup>";
  EXPECT_THAT(details("9195550100").body, HasSubstr(group_xml));
  EXPECT_THAT(sim.get("/aeuis").body, HasSubstr(group_xml));
  EXPECT_THAT(sim.get("/aeuis/" + kFred).body, HasSubstr(group_xml));
}

struct Row {
  std::string answer;  ///< status, code and text
  std::string order;
};

TEST_F(EmergencyEndpointOrders, AreRefusedWithTheDocumentedCode) {
  has_aeui(kFred);
  const std::string id = group({recipient(kEmail)});
  const std::string other = group({recipient(kSms)}, "other");
  orders_endpoints(adds_endpoints(id, {"9195550100"}, {kFred}));
  sim.advance_until_idle();
  const std::string root = "EmergencyNotificationEndpointOrder";
  const auto raw = [&](const std::string& elements) {
    return "<" + root + "><EmergencyNotificationEndpointAssociations>" + elements +
           "</EmergencyNotificationEndpointAssociations></" + root + ">";
  };
  const std::string lists = endpoint_lists({"9195550101"}, {});
  const std::string adds = "<AddedAssociations>" + lists + "</AddedAssociations>";
  const std::string drops = "<DeletedAssociations>" + lists + "</DeletedAssociations>";
  const std::string is_in =
      " is already associated with Emergency Notification Group with "
      "identifier " +
      id;
  const Row kRows[] = {
      {"400 8079 ENG identifier not found, or not found for given account id",
       adds_endpoints("nobodys", {"9195550101"})},
      {"400 8083 Emergency Notification Group Identifier must be present and non-empty", raw(adds)},
      {"400 8083 Emergency Notification Group Identifier must be present and non-empty",
       raw(in_group("") + adds)},
      {"400 8094 Order payload must include one of AddedAssociations or DeletedAssociations",
       raw(in_group(id))},
      {"400 8094 Order payload must include one of AddedAssociations or DeletedAssociations",
       raw(in_group(id) + adds + drops)},
      {"400 8095 Order payload must include at least one Emergency Endpoint value",
       adds_endpoints(id, {})},
      {"400 8097 Order payload must include only one Emergency Notification Group Identifier",
       raw(in_group(id) + in_group(other) + adds)},
      {"400 8098 Emergency Endpoint 9195559999 not found", adds_endpoints(id, {"9195559999"})},
      {"400 8098 Emergency Endpoint Nobody not found", adds_endpoints(id, {}, {"Nobody"})},
      {"400 8098 Emergency Endpoint 9195550101 not found", drops_endpoints(id, {"9195550101"})},
      {"409 8099 Emergency Endpoint with identifier 9195550100" + is_in,
       adds_endpoints(other, {"9195550100"})},
      {"409 8099 Emergency Endpoint with identifier Fred992834" + is_in,
       adds_endpoints(id, {}, {kFred})},
      {"400 8104 Not valid telephone number(s): 919555010, some",
       adds_endpoints(id, {"919555010", "9195550101", "some"})},
      {"409 8105 Specified endpoint(s) are currently associated with different group(s). "
       "Endpoint(s) 9195550100",
       drops_endpoints(other, {"9195550100"})},
  };
  const std::string before = sim.get(kOrders).body;
  for (const Row& row : kRows) {
    const Answer refused = orders_endpoints(row.order);
    EXPECT_EQ(code(refused) + " " + refused.at("ResponseStatus/Description"), row.answer)
        << row.order;
  }
  EXPECT_EQ(sim.get(kOrders).body, before) << "no order has been made";
}

TEST_F(EmergencyEndpointOrders, NameFiveThousandEndpointsAtMost) {
  const std::string id = group({recipient(kEmail)});
  std::vector<std::string> many;
  for (int i = 0; i < 5001; ++i) many.push_back("Endpoint" + std::to_string(i));
  const Answer refused = orders_endpoints(adds_endpoints(id, {}, many));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "8096");
  EXPECT_EQ(refused.at("ResponseStatus/Description"),
            "Please limit total count of emergency endpoints to 5000 per request");
  many.pop_back();
  EXPECT_EQ(code(orders_endpoints(adds_endpoints(id, {}, many))), "400 8098");
}

TEST_F(EmergencyEndpointOrders, FailAsAWholeWhenTheWorldHasChanged) {
  uses_what_no_sample_shows();
  const std::string id = group({recipient(kEmail)});
  const std::string other = group({recipient(kSms)}, "other");
  const Answer first = orders_endpoints(adds_endpoints(id, {"9195550100"}));
  const Answer second = orders_endpoints(adds_endpoints(other, {"9195550101", "9195550100"}));
  sim.advance_until_idle();
  const std::string in = "EmergencyNotificationEndpointOrder/";
  EXPECT_EQ(sim.follow(first).at(in + "ProcessingStatus"), "COMPLETED");
  const Answer failed = sim.follow(second);
  EXPECT_EQ(failed.at(in + "ProcessingStatus"), "FAILED");
  const std::string error =
      in + "EmergencyNotificationEndpointAssociations/AddedAssociations/ErrorList/Error/";
  EXPECT_EQ(failed.at(error + "Code"), "8099");
  EXPECT_EQ(failed.at(error + "Description"),
            "Emergency Endpoint with identifier 9195550100 is already associated with Emergency "
            "Notification Group with identifier " +
                id);
  EXPECT_EQ(sim.get("/emergencyNotificationGroups?EngDescription=other&EndpointCount=true")
                .at("EmergencyNotificationGroups/EmergencyNotificationGroup/EndpointCount"),
            "0");
  EXPECT_THAT(found("ProcessingStatus=FAILED"), ElementsAre(second.created_id()));
}

TEST_F(EmergencyEndpointOrders, EndWithTheService) {
  const std::string id = group({recipient(kEmail)});
  orders_endpoints(adds_endpoints(id, {"9195550100"}));
  sim.advance_until_idle();
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  EXPECT_EQ(orders_group(group_order("Deleted", identifier(id))).status, 201)
      << "the number is no endpoint any more";
}

TEST_F(EmergencyEndpointOrders, AreListed) {
  const std::string id = group({recipient(kEmail)});
  has_aeui(kFred);
  const Answer created = orders_endpoints(adds_endpoints(
      id, {"9195550100"}, {kFred}, "<CustomerOrderId>ALG-31233884</CustomerOrderId>"));
  sim.advance_until_idle();
  EXPECT_XML(sim.get(kOrders).body,
             "<EmergencyNotificationEndpointOrderResponse><Links><first>Link=&lt;http://"
             "dashsim.test/accounts/9900000" +
                 kOrders +
                 "&gt;;rel=\"first\";</first></Links><EmergencyNotificationEndpointOrders>"
                 "<EmergencyNotificationEndpointOrder>" +
                 head(created, "COMPLETED") + R"(<CustomerOrderId>ALG-31233884</CustomerOrderId>
      <EmergencyNotificationEndpointAssociations>)" +
                 in_group(id) + R"(<AddedAssociations><EepToEngAssociations>
          <EepTns><TelephoneNumber>9195550100</TelephoneNumber></EepTns>
          <EepAeuiIds><Identifier>Fred992834</Identifier></EepAeuiIds>
        </EepToEngAssociations><ErrorList/></AddedAssociations>
      </EmergencyNotificationEndpointAssociations>
    </EmergencyNotificationEndpointOrder></EmergencyNotificationEndpointOrders>
  </EmergencyNotificationEndpointOrderResponse>)");
}

TEST_F(EmergencyEndpointOrders, AreFoundByWhatTheyAre) {
  uses_what_no_sample_shows();
  has_aeui("Joe123");
  const std::string id = group({recipient(kEmail)}, "3rd floor");
  const std::string other = group({recipient(kSms)}, "4th floor");
  const std::string first = placed(adds_endpoints(id, {"9195550100"}, {},
                                                  "<CustomerOrderId>mine"
                                                  "</CustomerOrderId>"));
  const std::string second = placed(adds_endpoints(other, {"9195550101"}, {"Joe123"}));
  const std::string third = placed(drops_endpoints(other, {"9195550101"}));
  EXPECT_THAT(found(""), ElementsAre(second, first, third));
  EXPECT_THAT(found("EndpointOperation=Dissociated"), ElementsAre(third));
  EXPECT_THAT(found("endpointOperation=associated"), ElementsAre(second, first));
  EXPECT_THAT(found("CreatedByUser=tester"), ElementsAre(second, first, third));
  EXPECT_THAT(found("CreatedByUser=somebody"), IsEmpty());
  EXPECT_THAT(found("ProcessingStatus=COMPLETED"), ElementsAre(second, first, third));
  EXPECT_THAT(found("ProcessingStatus=FAILED"), IsEmpty());
  EXPECT_THAT(found("CustomerOrderId=mine"), ElementsAre(first));
  EXPECT_THAT(found("EngId=" + other), ElementsAre(second, third));
  EXPECT_THAT(found("EngDescription=3RD"), ElementsAre(first));
  EXPECT_THAT(found("EepTns=9195550101"), ElementsAre(second, third));
  EXPECT_THAT(found("EepTns=919"), ElementsAre(second, first, third));
  EXPECT_THAT(found("EepAeuiIds=Joe"), ElementsAre(second));
  EXPECT_THAT(found("EepAeuiIds=oe"), IsEmpty()) << "only its beginning counts";
  EXPECT_THAT(found("Size=1"), ElementsAre(third)) << "the newest";
  EXPECT_THAT(found("Page=2026-01-05T09:30:00Z"), ElementsAre(first));
  EXPECT_THAT(found("CreatedAfterDate=2026-01-05T09:30:00Z&Size=1"), ElementsAre(second));
}

TEST_F(EmergencyEndpointOrders, ComeInPages) {
  const std::string id = group({recipient(kEmail)});
  const std::string first = placed(adds_endpoints(id, {"9195550100"}));
  placed(adds_endpoints(id, {"9195550101"}));
  const Answer page = sim.get(kOrders + "?Size=1");
  const std::string link = page.at("Links/next");
  const std::size_t begin = link.find("/accounts");
  const Answer next = sim.send("GET", link.substr(begin, link.find('>') - begin));
  EXPECT_EQ(next.at("EmergencyNotificationEndpointOrders/EmergencyNotificationEndpointOrder/"
                    "OrderId"),
            first);
  EXPECT_EQ(next.count("Links/next"), 0U);
}

TEST_F(EmergencyEndpointOrders, ListsRefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(code(sim.get(kOrders + "?Color=red")), "400 8090");
  EXPECT_EQ(code(sim.get(kOrders + "?EndpointOperation=Moved")), "400 8091");
  EXPECT_EQ(code(sim.get(kOrders + "?CreatedAfterDate=soon")), "400 8092");
}

TEST_F(EmergencyEndpointOrders, OfNobodyAreNotThere) {
  const Answer answer = sim.get(kOrders + "/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(code(answer), "404 5035");
}

TEST_F(EmergencyEndpointOrders, AreNobodyElses) {
  const std::string id = group({recipient(kEmail)});
  const std::string order = placed(adds_endpoints(id, {"9195550100"}));
  const auto other = basic("other", "secret");
  const std::pair<const char*, std::string> calls[] = {
      {"GET", kOrders}, {"POST", kOrders}, {"GET", kOrders + "/" + order}};
  for (const auto& [method, path] : calls) {
    const Answer denied =
        sim.call(method, "/accounts/9900000" + path, other, adds_endpoints(id, {"9195550101"}));
    EXPECT_EQ(denied.status, 403);
    EXPECT_XML(denied.body, R"(<EmergencyNotificationEndpointOrderResponse><ResponseStatus>
      <ErrorCode>1001</ErrorCode><Description>Access Denied</Description>
    </ResponseStatus></EmergencyNotificationEndpointOrderResponse>)");
  }
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + kOrders + "/" + order, other).status, 404);
}

}  // namespace
}  // namespace dashsim::test::emergencyNotificationEndpointOrders_test
