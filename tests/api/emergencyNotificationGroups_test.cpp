#include "emergency_story.hpp"

namespace dashsim::test::emergencyNotificationGroups_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kGroups = "/emergencyNotificationGroups";

class EmergencyGroups : public EmergencyTest {
 protected:
  std::vector<std::string> found(const std::string& query) {
    return sim.get(kGroups + "?" + query)
        .all("EmergencyNotificationGroups/EmergencyNotificationGroup/Identifier");
  }
};

std::string shown(const std::string& id, const std::string& recipients) {
  return "<EmergencyNotificationGroup>" + identifier(id) + R"(
      <CreatedDate>2026-01-05T09:01:00.000Z</CreatedDate>
      <ModifiedBy>tester</ModifiedBy>
      <ModifiedDate>2026-01-05T09:01:00.000Z</ModifiedDate>
      <Description>Building 5, 5th Floor.</Description>
      <EmergencyNotificationRecipients>)" +
         recipients + "</EmergencyNotificationRecipients></EmergencyNotificationGroup>";
}

TEST_F(EmergencyGroups, AreAsOrdersHaveMadeThem) {
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string id = group({email, sms});
  const Answer answer = sim.get(kGroups + "/" + id);
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, "<EmergencyNotificationGroupsResponse>" +
                              shown(id, recipient_ids({email, sms})) +
                              "</EmergencyNotificationGroupsResponse>");
  const Answer list = sim.get(kGroups);
  EXPECT_EQ(list.status, 200);
  EXPECT_XML(list.body,
             "<EmergencyNotificationGroupsResponse><Links><first>Link=&lt;http://dashsim.test/"
             "accounts/9900000" +
                 kGroups + "&gt;;rel=\"first\";</first></Links><EmergencyNotificationGroups>" +
                 shown(id, recipient_ids({email, sms})) +
                 "</EmergencyNotificationGroups></EmergencyNotificationGroupsResponse>");
}

TEST_F(EmergencyGroups, TellWhatTheyAreAskedFor) {
  uses_what_no_sample_shows();
  const std::string sms = recipient(kSms);
  const std::string id = group({sms});
  const std::string in = "EmergencyNotificationGroups/EmergencyNotificationGroup/";
  const std::string tn =
      in + "EmergencyNotificationRecipients/EmergencyNotificationRecipient/Sms/TelephoneNumber";
  EXPECT_EQ(sim.get(kGroups + "?EnrDetails=true").at(tn), "12015551212");
  EXPECT_EQ(sim.get(kGroups + "?enrDetails=false").count(tn), 0U);
  EXPECT_EQ(sim.get(kGroups + "?EndpointCount=true").at(in + "EndpointCount"), "0");
  orders_endpoints(adds_endpoints(id, {"9195550100", "9195550101"}));
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(kGroups + "?endpointCount=true").at(in + "EndpointCount"), "2");
  EXPECT_EQ(sim.get(kGroups).count(in + "EndpointCount"), 0U);
  EXPECT_EQ(sim.get("/emergencyNotificationRecipients?GroupCount=true")
                .at("EmergencyNotificationRecipients/EmergencyNotificationRecipient/GroupCount"),
            "1");
}

TEST_F(EmergencyGroups, TellTheirEndpoints) {
  uses_what_no_sample_shows();
  const std::string id = group({recipient(kSms)});
  done(address(kMainCampus) + endpoints(simple("Fred992834", "8042105760")));
  done(address(kMainCampus) + endpoints(simple("Bob00359", "8042105761")));
  orders_endpoints(adds_endpoints(id, {"9195550101", "9195550100"}, {"Fred992834", "Bob00359"}));
  sim.advance_until_idle();
  const std::string path = kGroups + "/" + id;
  const std::string in = "EmergencyNotificationGroup/EepToEngAssociations";
  const std::string tns = in + "/EepTns/TelephoneNumber";
  const std::string aeuis = in + "/EepAeuiIds/Identifier";
  EXPECT_EQ(sim.get(path).count(in), 0U);
  const Answer all = sim.get(path + "?includeEndpoints=true");
  EXPECT_THAT(all.all(tns), ElementsAre("9195550100", "9195550101"));
  EXPECT_THAT(all.all(aeuis), ElementsAre("Bob00359", "Fred992834"));
  EXPECT_EQ(all.count("Links"), 0U);
  const Answer first = sim.get(path + "?includeEndpoints=true&endpointSize=3");
  EXPECT_THAT(first.all(tns), ElementsAre("9195550100", "9195550101"));
  EXPECT_THAT(first.all(aeuis), ElementsAre("Bob00359"));
  EXPECT_THAT(first.at("Links/next"), testing::HasSubstr("endpointId=Fred992834"));
  const Answer next = sim.get(path + "?includeEndpoints=true&endpointSize=3&endpointId=Fred992834");
  EXPECT_THAT(next.all(tns), IsEmpty());
  EXPECT_THAT(next.all(aeuis), ElementsAre("Fred992834"));
  EXPECT_EQ(code(sim.get(path + "?includeEndpoints=true&endpointSize=0")), "400 8091");
  EXPECT_EQ(code(sim.get(path + "?includeEndpoints=true&endpointSize=5001")), "400 8091");
  EXPECT_EQ(sim.get(path + "?includeEndpoints=maybe").status, 400);
}

TEST_F(EmergencyGroups, AreFoundByWhatTheyAre) {
  const std::string email = recipient(kEmail);
  const std::string call = recipient(callback_recipient());
  const std::string tts = recipient(kTts);
  const std::string first = group({email, tts}, "Building 4");
  sim.advance("1h");
  const std::string second = group({call}, "Building 5");
  EXPECT_THAT(found(""), ElementsAre(second, first)) << "newest first";
  EXPECT_THAT(found("EngDescription=building"), ElementsAre(second, first));
  EXPECT_THAT(found("EngDescription=building+4"), ElementsAre(first));
  EXPECT_THAT(found("EngName=ing+5"), ElementsAre(second));
  EXPECT_THAT(found("EngId=" + first), ElementsAre(first));
  EXPECT_THAT(found("EnrId=" + email), ElementsAre(first));
  EXPECT_THAT(found("EnrDescription=front+desk"), ElementsAre(first));
  EXPECT_THAT(found("EnrNotificationType=CALLBACK"), ElementsAre(second));
  EXPECT_THAT(found("EnrSmsTn=2015551213"), IsEmpty()) << "it is a voice call's number";
  EXPECT_THAT(found("EnrTtsTn=2015551213"), ElementsAre(first));
  EXPECT_THAT(found("EnrEmailAddress=foo@bar.com"), ElementsAre(first));
  EXPECT_THAT(found("EnrCallbackUrl=https://foo.bar/baz"), ElementsAre(second));
  EXPECT_THAT(found("EnrCallbackUsername=jgilmore"), ElementsAre(second));
  EXPECT_THAT(found("enrRecipient=foo@bar.com"), ElementsAre(first));
  EXPECT_THAT(found("EngDescription=Building+4&EnrCallbackUsername=jgilmore"), IsEmpty())
      << "both must hold";
  EXPECT_THAT(found("Page=2026-01-05T09:30:00Z"), ElementsAre(first));
  EXPECT_THAT(found("ModifiedAfterDate=2026-01-05T08:00:00Z"), ElementsAre(first, second))
      << "oldest first";

  orders_group(
      group_order("Modified", identifier(first) + "<Description>Building 4b</Description>"));
  sim.advance_until_idle();
  EXPECT_THAT(found(""), ElementsAre(first, second)) << "by the date of their last change";
}

TEST_F(EmergencyGroups, ComeInPages) {
  const std::string first = group({recipient(kEmail)}, "one");
  const std::string second = group({recipient(kTts)}, "two");
  const std::string third = group({recipient(kSms)}, "three");
  const Answer page = sim.get(kGroups + "?Size=2");
  EXPECT_THAT(page.all("EmergencyNotificationGroups/EmergencyNotificationGroup/Identifier"),
              ElementsAre(third, second));
  const std::string link = page.at("Links/next");
  const std::size_t begin = link.find("/accounts");
  const Answer next = sim.send("GET", link.substr(begin, link.find('>') - begin));
  EXPECT_EQ(next.at("EmergencyNotificationGroups/EmergencyNotificationGroup/Identifier"), first);
  EXPECT_EQ(next.count("Links/next"), 0U);
}

/// The answer's root is that of another family, as the reference has it.
TEST_F(EmergencyGroups, ListsRefuseWhatTheyDoNotKnow) {
  const Answer refused = sim.get(kGroups + "?Color=red");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(<EmergencyNotificationGroupOrderResponse><ResponseStatus>
      <ErrorCode>8090</ErrorCode>
      <Description>Query parameter(s) Color not recognized</Description>
    </ResponseStatus></EmergencyNotificationGroupOrderResponse>)");
  EXPECT_EQ(code(sim.get(kGroups + "?EnrDetails=perhaps")), "400 8091");
  EXPECT_EQ(code(sim.get(kGroups + "?Size=501")), "400 8091");
  EXPECT_EQ(code(sim.get(kGroups + "?Page=never")), "400 8092");
}

TEST_F(EmergencyGroups, OfNobodyAreNotThere) {
  const Answer answer = sim.get(kGroups + "/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<EmergencyNotificationGroupsResponse><ResponseStatus>
      <ErrorCode>8079</ErrorCode><Description>The resource does not exist</Description>
    </ResponseStatus></EmergencyNotificationGroupsResponse>)");
}

TEST_F(EmergencyGroups, AreNobodyElses) {
  const std::string id = group({recipient(kEmail)});
  const auto other = basic("other", "secret");
  const std::pair<std::string, std::string> roots[] = {
      {kGroups, "EmergencyNotificationGroupOrderResponse"},
      {kGroups + "/" + id, "EmergencyNotificationGroupsResponse"}};
  for (const auto& [path, root] : roots) {
    const Answer denied = sim.call("GET", "/accounts/9900000" + path, other);
    EXPECT_EQ(denied.status, 403);
    EXPECT_XML(denied.body, "<" + root + R"(><ResponseStatus>
      <ErrorCode>1001</ErrorCode><Description>Access Denied</Description>
    </ResponseStatus></)" + root +
                                ">");
  }
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + kGroups + "/" + id, other).status, 404);
}

}  // namespace
}  // namespace dashsim::test::emergencyNotificationGroups_test
