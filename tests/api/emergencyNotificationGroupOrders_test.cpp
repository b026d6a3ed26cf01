#include "emergency_story.hpp"

namespace dashsim::test::emergencyNotificationGroupOrders_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kNobody = "00000000-0000-4000-8000-000000000000";
const std::string kErrors =
    "EmergencyNotificationGroup/AddedEmergencyNotificationGroup/EmergencyNotificationGroup/"
    "ErrorList";
const std::string kOrders = "/emergencyNotificationGroupOrders";

class EmergencyGroupOrders : public EmergencyTest {
 protected:
  std::vector<std::string> found(const std::string& query) {
    return sim.get(kOrders + "?" + query)
        .all("EmergencyNotificationGroupOrders/EmergencyNotificationGroupOrder/OrderId");
  }
  std::string placed(const std::string& order) {
    const Answer created = orders_group(order);
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance("1h");
    return created.created_id();
  }
  std::string description_of(const std::string& group) {
    return sim.get("/emergencyNotificationGroups/" + group)
        .at("EmergencyNotificationGroup/Description");
  }
};

std::string described(const std::string& text) {
  return "<Description>" + text + "</Description>";
}

TEST_F(EmergencyGroupOrders, MakeGroups) {
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string call = recipient(callback_recipient());
  const Answer created =
      orders_group(group_order("Added", described("JgHzUzIchD") + added({email, sms, call}),
                               "<CustomerOrderId>UbOxhMnp</CustomerOrderId>"));
  EXPECT_EQ(created.status, 201);
  const std::string head = "<OrderId>" + created.created_id() +
                           "</OrderId><OrderCreatedDate>2026-01-05T09:00:00.000Z</OrderCreatedDate>"
                           "<CreatedBy>tester</CreatedBy>";
  const std::string id = identifier(created.at("AddedEmergencyNotificationGroup/Identifier"));
  EXPECT_XML(created.body,
             "<EmergencyNotificationGroupOrderResponse>" + head +
                 "<ProcessingStatus>PROCESSING</ProcessingStatus>"
                 "<CustomerOrderId>UbOxhMnp</CustomerOrderId><AddedEmergencyNotificationGroup>" +
                 id + described("JgHzUzIchD") + added({email, sms, call}) +
                 "</AddedEmergencyNotificationGroup></EmergencyNotificationGroupOrderResponse>");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body,
             "<EmergencyNotificationGroupOrderResponse><EmergencyNotificationGroup>" + head + R"(
      <ProcessingStatus>COMPLETED</ProcessingStatus><CustomerOrderId>UbOxhMnp</CustomerOrderId>
      <AddedEmergencyNotificationGroup><EmergencyNotificationGroup>)" +
                 id + described("JgHzUzIchD") + R"(<AddedEmergencyNotificationRecipients>
        <EmergencyNotificationRecipients>
          <EmergencyNotificationRecipient>)" +
                 identifier(email) + R"(
            <Description>Email to Bldg. 3 Front Desk</Description>
            <Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress>
          </EmergencyNotificationRecipient>
          <EmergencyNotificationRecipient>)" +
                 identifier(sms) + R"(
            <Description>Text message to guard shack</Description>
            <Type>SMS</Type><Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms>
          </EmergencyNotificationRecipient>
          <EmergencyNotificationRecipient>)" +
                 identifier(call) + R"(
            <Description>Callback to property management system</Description>
            <Type>CALLBACK</Type><Url>https://foo.bar/baz</Url>
            <Credentials><Username>jgilmore</Username></Credentials>
          </EmergencyNotificationRecipient>
        </EmergencyNotificationRecipients>
      </AddedEmergencyNotificationRecipients></EmergencyNotificationGroup>
      </AddedEmergencyNotificationGroup>
    </EmergencyNotificationGroup></EmergencyNotificationGroupOrderResponse>)");
}

TEST_F(EmergencyGroupOrders, ChangeGroups) {
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string id = group({email});
  const Answer renamed =
      orders_group(group_order("Modified", identifier(id) + described("new Desc")));
  EXPECT_XML(renamed.body,
             "<EmergencyNotificationGroupOrderResponse><OrderId>" + renamed.created_id() +
                 "</OrderId><OrderCreatedDate>" + renamed.at("OrderCreatedDate") +
                 R"(</OrderCreatedDate>
      <CreatedBy>tester</CreatedBy><ProcessingStatus>PROCESSING</ProcessingStatus>
      <ModifiedEmergencyNotificationGroup>)" +
                 identifier(id) + described("new Desc") +
                 "</ModifiedEmergencyNotificationGroup></EmergencyNotificationGroupOrderResponse>");
  EXPECT_EQ(description_of(id), "Building 5, 5th Floor.") << "not before it is processed";
  sim.advance_until_idle();
  EXPECT_EQ(description_of(id), "new Desc");

  const auto recipients = [&] {
    return sim.get("/emergencyNotificationGroups/" + id)
        .all(
            "EmergencyNotificationGroup/EmergencyNotificationRecipients/"
            "EmergencyNotificationRecipient/Identifier");
  };
  placed(group_order("Modified", identifier(id) + described("oXHGGVKwmd") + added({sms, sms})));
  EXPECT_THAT(recipients(), ElementsAre(email, sms)) << "each once";
  placed(group_order("Modified", identifier(id) + described("oXHGGVKwmd") + deleted({email})));
  EXPECT_THAT(recipients(), ElementsAre(sms));
  EXPECT_EQ(sim.get("/emergencyNotificationRecipients/" + email).status, 200);
}

/// The reference calls the operation Updated in its table and in one of its samples.
TEST_F(EmergencyGroupOrders, ChangeGroupsByEitherName) {
  const std::string id = group({recipient(kEmail)});
  const Answer renamed = orders_group(
      group_order("Updated", identifier(id) + described("This is an updated description."),
                  "<CustomerOrderId>ALG-31233884</CustomerOrderId>"));
  EXPECT_EQ(renamed.at("UpdatedEmergencyNotificationGroup/Identifier"), id);
  sim.advance_until_idle();
  EXPECT_EQ(description_of(id), "This is an updated description.");
}

TEST_F(EmergencyGroupOrders, RemoveGroups) {
  const std::string email = recipient(kEmail);
  const std::string id = group({email});
  const Answer created = orders_group(
      group_order("Deleted", identifier(id), "<CustomerOrderId>JvvEOKOP</CustomerOrderId>"));
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.at("DeletedEmergencyNotificationGroup/Identifier"), id);
  sim.advance_until_idle();
  EXPECT_EQ(sim.get("/emergencyNotificationGroups/" + id).status, 404);
  EXPECT_EQ(sim.get("/emergencyNotificationRecipients/" + email).status, 200) << "it stays";
  EXPECT_NE(group({email}), id) << "and is free for another group";
}

/// The answer's sample shows an order of the first kind only.
TEST_F(EmergencyGroupOrders, OfEveryKindAreShownAlike) {
  uses_what_no_sample_shows();
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string id = group({email, sms});
  const std::string in = "EmergencyNotificationGroup/";
  const Answer changed = orders_group(group_order("Modified", identifier(id) + deleted({sms})));
  sim.advance_until_idle();
  const Answer change = sim.follow(changed);
  EXPECT_EQ(change.at(in + "ProcessingStatus"), "COMPLETED");
  EXPECT_EQ(change.at(in + "ModifiedEmergencyNotificationGroup/EmergencyNotificationGroup/"
                           "DeletedEmergencyNotificationRecipients/EmergencyNotificationRecipients/"
                           "EmergencyNotificationRecipient/Type"),
            "SMS");
  const Answer removed = orders_group(group_order("Deleted", identifier(id)));
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(removed).at(in + "DeletedEmergencyNotificationGroup/"
                                        "EmergencyNotificationGroup/Identifier"),
            id);
  EXPECT_EQ(sim.get("/emergencyNotificationRecipients?GroupCount=true")
                .all("EmergencyNotificationRecipients/EmergencyNotificationRecipient/GroupCount"),
            (std::vector<std::string>{"0", "0"}));
}

struct Row {
  const char* answer;  ///< status, code and text
  std::string order;
};

TEST_F(EmergencyGroupOrders, AreRefusedWithTheDocumentedCode) {
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string tts = recipient(kTts);
  const std::string call = recipient(callback_recipient());
  const std::string id = group({email});
  const std::string known = identifier(id);
  const std::string taken = "409 8080 Emergency Notification Recipient with identifier " + email +
                            " is already associated with Emergency Notification Group with "
                            "identifier " +
                            id;
  const std::string not_in = "400 8102 Emergency notification " + sms +
                             " is not assigned to Emergency notification group " + id;
  const Row kRows[] = {
      {taken.c_str(), group_order("Added", described("D") + added({email}))},
      {taken.c_str(), group_order("Modified", known + added({email}))},
      {"400 8081 Emergency Notification Recipient Identifier nobody not found",
       group_order("Added", described("D") + added({"nobody"}))},
      {"400 8082 Emergency Notification Group must have 1, 2, or 3 Emergency Notification "
       "Recipients",
       group_order("Modified", known + added({sms, tts, call}))},
      {"400 8082 Emergency Notification Group must have 1, 2, or 3 Emergency Notification "
       "Recipients",
       group_order("Modified", known + deleted({email}))},
      {"400 8082 Emergency Notification Group must have 1, 2, or 3 Emergency Notification "
       "Recipients",
       group_order("Added", described("D") + added({}))},
      {"400 8083 Emergency Notification Group Identifier must be present and non-empty",
       group_order("Deleted", "")},
      {"400 8083 Emergency Notification Group Identifier must be present and non-empty",
       group_order("Modified", described("D"))},
      {"400 8085 Order payload must include one of AddedEmergencyNotificationGroup, "
       "DeletedEmergencyNotificationGroup, or ModifiedEmergencyNotificationGroup",
       "<EmergencyNotificationGroupOrder/>"},
      {"400 8085 Order payload must include one of AddedEmergencyNotificationGroup, "
       "DeletedEmergencyNotificationGroup, or ModifiedEmergencyNotificationGroup",
       group_order("Deleted", known,
                   "<ModifiedEmergencyNotificationGroup>" + known + described("D") +
                       "</ModifiedEmergencyNotificationGroup>")},
      {"400 8086 AddedEmergencyNotificationRecipients must be included to indicate that emergency "
       "notification recipients are being added",
       group_order("Added", described("D"))},
      {"400 8087 Emergency Notification Group Identifier nobodys not found",
       group_order("Deleted", identifier("nobodys"))},
      {"400 8087 Emergency Notification Group Identifier nobodys not found",
       group_order("Modified", identifier("nobodys") + described("D"))},
      {"400 8088 Emergency Notification Group Description must be present and non-empty",
       group_order("Added", added({sms}))},
      {"400 8089 Emergency Notification Recipient Identifier must be present and non-empty",
       group_order("Added", described("D") + added({""}))},
      {"400 8101 Update of ENG did not specify any of: new description, added ENRs, or deleted "
       "ENRs",
       group_order("Modified", known)},
      {not_in.c_str(), group_order("Modified", known + deleted({sms}))},
      {"400 8103 Update of ENG supports added ENRs or deleted ENRs, but not both",
       group_order("Modified", known + added({sms}) + deleted({email}))},
      {"400 8107 Description invalid. Maximum allowed length 200 characters",
       group_order("Added", described(std::string(201, 'd')) + added({sms}))},
      {"400 8107 Description invalid. Maximum allowed length 200 characters",
       group_order("Modified", known + described(std::string(201, 'd')))},
  };
  const std::string before = sim.get(kOrders).body;
  for (const Row& row : kRows) {
    const Answer refused = orders_group(row.order);
    EXPECT_EQ(code(refused) + " " + refused.at("ResponseStatus/Description"), row.answer)
        << row.order;
  }
  EXPECT_EQ(sim.get(kOrders).body, before) << "no order has been made";
}

TEST_F(EmergencyGroupOrders, LeaveGroupsThatHaveEndpoints) {
  const std::string id = group({recipient(kEmail)});
  orders_endpoints(adds_endpoints(id, {"9195550100"}));
  sim.advance_until_idle();
  const Answer refused = orders_group(group_order("Deleted", identifier(id)));
  EXPECT_EQ(refused.status, 409);
  EXPECT_XML(refused.body,
             "<EmergencyNotificationGroupOrderResponse><ResponseStatus><ErrorCode>8100</ErrorCode>"
             "<Description>ENG " +
                 id + R"( can't be removed until emergency endpoint associations are removed
    </Description></ResponseStatus></EmergencyNotificationGroupOrderResponse>)");
}

/// What was possible when the order came need not be when its turn has come. No sample shows the
/// errors of an order, although the reference says to look for them.
TEST_F(EmergencyGroupOrders, FailAsAWholeWhenTheWorldHasChanged) {
  uses_what_no_sample_shows();
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const Answer first = orders_group(group_order("Added", described("first") + added({email})));
  const Answer second =
      orders_group(group_order("Added", described("second") + added({sms, email})));
  EXPECT_EQ(second.status, 201) << "the recipient is in no group yet";
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(first).at("EmergencyNotificationGroup/ProcessingStatus"), "COMPLETED");
  const Answer failed = sim.follow(second);
  EXPECT_EQ(failed.at("EmergencyNotificationGroup/ProcessingStatus"), "FAILED");
  EXPECT_EQ(failed.at(kErrors + "/Error/Code"), "8080");
  EXPECT_EQ(failed.at(kErrors + "/Error/Description"),
            "Emergency Notification Recipient with identifier " + email +
                " is already associated with Emergency Notification Group with identifier " +
                first.at("AddedEmergencyNotificationGroup/Identifier"));
  EXPECT_THAT(sim.get("/emergencyNotificationGroups")
                  .all("EmergencyNotificationGroups/EmergencyNotificationGroup/Description"),
              ElementsAre("first"));

  const Answer third = orders_group(group_order("Added", described("third") + added({sms})));
  EXPECT_EQ(sim.del("/emergencyNotificationRecipients/" + sms).status, 200);
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(third).at(kErrors + "/Error/Code"), "8081");
  EXPECT_THAT(found("ProcessingStatus=FAILED"),
              ElementsAre(third.created_id(), second.created_id()));
}

TEST_F(EmergencyGroupOrders, AreListedAsTheyWereSent) {
  const std::string email = recipient(kEmail);
  const std::string tts = recipient(kTts);
  const std::string sms = recipient(kSms);
  const Answer created = orders_group(
      group_order("Added", described("eng test description") + added({email, tts, sms}),
                  "<CustomerOrderId>vgshuNMB</CustomerOrderId>"));
  const std::string id = created.at("AddedEmergencyNotificationGroup/Identifier");
  sim.advance_until_idle();
  const Answer list = sim.get(kOrders);
  EXPECT_EQ(list.status, 200);
  EXPECT_XML(list.body, R"(<EmergencyNotificationGroupOrderResponse><Links>
      <first>Link=&lt;http://dashsim.test/accounts/9900000)" +
                            kOrders + R"(&gt;;rel="first";</first>
    </Links><EmergencyNotificationGroupOrders><EmergencyNotificationGroupOrder>
      <OrderId>)" + created.created_id() +
                            R"(</OrderId>
      <OrderCreatedDate>2026-01-05T09:00:00.000Z</OrderCreatedDate>
      <CreatedBy>tester</CreatedBy><ProcessingStatus>COMPLETED</ProcessingStatus>
      <CustomerOrderId>vgshuNMB</CustomerOrderId>
      <AddedEmergencyNotificationGroup>)" +
                            identifier(id) + R"(<Description>eng test description</Description>
        <AddedEmergencyNotificationRecipients>
          <EmergencyNotificationRecipient>)" +
                            identifier(email) + R"(
            <Description>Email to Bldg. 3 Front Desk</Description>
            <Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress>
          </EmergencyNotificationRecipient>
          <EmergencyNotificationRecipient>)" +
                            identifier(tts) + R"(
            <Description>Voice call notification to Susan Jones</Description>
            <Type>TTS</Type><Tts><TelephoneNumber>12015551213</TelephoneNumber></Tts>
          </EmergencyNotificationRecipient>
          <EmergencyNotificationRecipient>)" +
                            identifier(sms) + R"(
            <Description>Text message to guard shack</Description>
            <Type>SMS</Type><Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms>
          </EmergencyNotificationRecipient>
        </AddedEmergencyNotificationRecipients>
      </AddedEmergencyNotificationGroup>
    </EmergencyNotificationGroupOrder></EmergencyNotificationGroupOrders>
  </EmergencyNotificationGroupOrderResponse>)");
}

TEST_F(EmergencyGroupOrders, AreFoundByWhatTheyAre) {
  uses_what_no_sample_shows();
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string first = placed(group_order("Added", described("Bldg 3") + added({email}),
                                               "<CustomerOrderId>mine</CustomerOrderId>"));
  const std::string group_id = sim.get(kOrders + "/" + first)
                                   .at("EmergencyNotificationGroup/AddedEmergencyNotificationGroup/"
                                       "EmergencyNotificationGroup/Identifier");
  const std::string second = placed(group_order("Modified", identifier(group_id) + added({sms})));
  const std::string third =
      placed(group_order("Modified", identifier(group_id) + deleted({email})));
  const std::string fourth = placed(group_order("Added", described("Bldg 4") + added({email})));
  EXPECT_THAT(found(""), ElementsAre(fourth, third, second, first)) << "newest first";
  EXPECT_THAT(found("EnrOperation=AddedEnr"), ElementsAre(fourth, second, first));
  EXPECT_THAT(found("EnrOperation=DeletedEnr"), ElementsAre(third));
  EXPECT_THAT(found("CustomerOrderId=mine"), ElementsAre(first));
  EXPECT_THAT(found("CreatedByUser=tester&EnrId=" + sms), ElementsAre(second));
  EXPECT_THAT(found("CreatedByUser=somebody"), IsEmpty());
  EXPECT_THAT(found("ProcessingStatus=COMPLETED"), ElementsAre(fourth, third, second, first));
  EXPECT_THAT(found("ProcessingStatus=FAILED"), IsEmpty());
  EXPECT_THAT(found("EngId=" + group_id), ElementsAre(third, second, first));
  EXPECT_THAT(found("EngDescription=dg+4"), ElementsAre(fourth));
  EXPECT_THAT(found("EngDescription=bldg+3"), ElementsAre(third, second, first))
      << "also those that leave the description alone";
  EXPECT_THAT(found("EnrDescription=front+desk"), ElementsAre(fourth, third, first));
  EXPECT_THAT(found("EnrNotificationType=SMS"), ElementsAre(second));
  EXPECT_THAT(found("EnrType=SMS"), ElementsAre(second)) << "as the reference's example has it";
  EXPECT_THAT(found("EnrSmsTn=2015551212"), ElementsAre(second));
  EXPECT_THAT(found("EnrTtsTn=2015551212"), IsEmpty());
  EXPECT_THAT(found("EnrEmailAddress=foo@bar.com"), ElementsAre(fourth, third, first));
  EXPECT_THAT(found("EnrCallbackUrl=https://foo.bar"), IsEmpty());
  EXPECT_THAT(found("EnrCallbackUsername=jgilmore"), IsEmpty());
  EXPECT_THAT(found("EepTns=919"), IsEmpty());
  orders_endpoints(adds_endpoints(group_id, {"9195550100"}));
  sim.advance_until_idle();
  EXPECT_THAT(found("EepTns=919"), ElementsAre(third, second, first));
  EXPECT_THAT(found("EepAeuiIds=Fred"), IsEmpty());
  EXPECT_THAT(found("Size=2"), ElementsAre(fourth, third));
  EXPECT_THAT(found("Page=2026-01-05T10:30:00.000Z"), ElementsAre(second, first));
  EXPECT_THAT(found("CreatedAfterDate=2026-01-05T09:30:00.000Z"),
              ElementsAre(second, third, fourth))
      << "oldest first";
  EXPECT_THAT(found("CreatedAfterDate=2026-01-05T04:30:00.000-05:00&Size=1"), ElementsAre(second));
}

TEST_F(EmergencyGroupOrders, ListsRefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(code(sim.get(kOrders + "?Color=red")), "400 8090");
  EXPECT_EQ(code(sim.get(kOrders + "?ProcessingStatus=LOST")), "400 8091");
  EXPECT_EQ(code(sim.get(kOrders + "?EnrOperation=ModifiedEnr")), "400 8091");
  EXPECT_EQ(code(sim.get(kOrders + "?CreatedAfterDate=soon")), "400 8092");
}

TEST_F(EmergencyGroupOrders, OfNobodyAreNotThere) {
  const Answer answer = sim.get(kOrders + "/" + kNobody);
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body,
             "<EmergencyNotificationGroupOrderResponse><ResponseStatus><ErrorCode>5035</ErrorCode>"
             "<Description>" +
                 answer.at("ResponseStatus/Description") +
                 "</Description></ResponseStatus></EmergencyNotificationGroupOrderResponse>");
  EXPECT_THAT(answer.at("ResponseStatus/Description"), testing::HasSubstr(kNobody));
}

TEST_F(EmergencyGroupOrders, AreNobodyElses) {
  group({recipient(kEmail)});
  const std::string order = found("").at(0);
  const auto other = basic("other", "secret");
  const std::pair<const char*, std::string> calls[] = {
      {"GET", kOrders}, {"POST", kOrders}, {"GET", kOrders + "/" + order}};
  for (const auto& [method, path] : calls) {
    const Answer denied = sim.call(method, "/accounts/9900000" + path, other,
                                   group_order("Deleted", identifier(kNobody)));
    EXPECT_EQ(denied.status, 403);
    EXPECT_XML(denied.body, R"(<EmergencyNotificationGroupOrderResponse><ResponseStatus>
      <ErrorCode>1001</ErrorCode><Description>Access Denied</Description>
    </ResponseStatus></EmergencyNotificationGroupOrderResponse>)");
  }
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + kOrders + "/" + order, other).status, 404);
}

}  // namespace
}  // namespace dashsim::test::emergencyNotificationGroupOrders_test
