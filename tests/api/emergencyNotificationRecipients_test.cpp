#include "emergency_story.hpp"

namespace dashsim::test::emergencyNotificationRecipients_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class EmergencyRecipients : public EmergencyTest {
 protected:
  std::vector<std::string> found(const std::string& query) {
    return sim.get("/emergencyNotificationRecipients?" + query)
        .all("EmergencyNotificationRecipients/EmergencyNotificationRecipient/Identifier");
  }
};

std::string shown(const std::string& id, const std::string& rest,
                  const std::string& modified = "2026-01-05T09:00:00.000Z") {
  return "<EmergencyNotificationRecipientsResponse><EmergencyNotificationRecipient><Identifier>" +
         id + "</Identifier><CreatedDate>2026-01-05T09:00:00.000Z</CreatedDate><LastModifiedDate>" +
         modified + "</LastModifiedDate><ModifiedByUser>tester</ModifiedByUser>" + rest +
         "</EmergencyNotificationRecipient></EmergencyNotificationRecipientsResponse>";
}

TEST_F(EmergencyRecipients, AreOfFourTypes) {
  const Answer callback = sim.post("/emergencyNotificationRecipients", callback_recipient());
  EXPECT_EQ(callback.status, 201);
  const std::string rest =
      "<Description>Callback to property management system</Description><Type>CALLBACK</Type>"
      "<Callback><Url>https://foo.bar/baz</Url><Credentials><Username>jgilmore</Username>"
      "</Credentials></Callback>";
  EXPECT_XML(callback.body, shown(callback.created_id(), rest));
  EXPECT_XML(sim.follow(callback).body, shown(callback.created_id(), rest));
  const std::string email = recipient(kEmail);
  EXPECT_XML(sim.get("/emergencyNotificationRecipients/" + email).body,
             shown(email,
                   "<Description>Email to Bldg. 3 Front Desk</Description>"
                   "<Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress>"));
  const std::string sms = recipient(kSms);
  EXPECT_XML(sim.get("/emergencyNotificationRecipients/" + sms).body,
             shown(sms,
                   "<Description>Text message to guard shack</Description><Type>SMS</Type>"
                   "<Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms>"));
  const std::string tts = recipient(kTts);
  EXPECT_XML(sim.get("/emergencyNotificationRecipients/" + tts).body,
             shown(tts,
                   "<Description>Voice call notification to Susan Jones</Description>"
                   "<Type>TTS</Type><Tts><TelephoneNumber>12015551213</TelephoneNumber></Tts>"));
}

TEST_F(EmergencyRecipients, KeepTheirPasswords) {
  recipient(callback_recipient());
  EXPECT_THAT(sim.get("/emergencyNotificationRecipients").body, Not(testing::HasSubstr("x23388")));
}

TEST_F(EmergencyRecipients, AreReplaced) {
  const std::string id = recipient(kEmail);
  sim.advance("1m");
  const Answer changed = sim.put("/emergencyNotificationRecipients/" + id, kSms);
  EXPECT_EQ(changed.status, 200);
  EXPECT_XML(changed.body,
             shown(id,
                   "<Description>Text message to guard shack</Description><Type>SMS</Type>"
                   "<Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms>",
                   "2026-01-05T09:01:00.000Z"));
  EXPECT_EQ(sim.put("/emergencyNotificationRecipients/" + id, callback_recipient()).status, 200);
  EXPECT_EQ(sim.put("/emergencyNotificationRecipients/" + id, callback_recipient()).status, 200)
      << "it may stay as it is";
}

TEST_F(EmergencyRecipients, AreThereOnce) {
  const std::string id = recipient(kEmail);
  const Answer again = sim.post("/emergencyNotificationRecipients", kEmail);
  EXPECT_EQ(again.status, 409);
  EXPECT_XML(again.body, R"(<EmergencyNotificationRecipientsResponse><ResponseStatus>
      <ErrorCode>8074</ErrorCode><Description>An entry with an identical recipient already exists. Identifier )" +
                             id + R"(.</Description>
    </ResponseStatus></EmergencyNotificationRecipientsResponse>)");
  const std::string other = recipient(kSms);
  EXPECT_EQ(code(sim.put("/emergencyNotificationRecipients/" + other, kEmail)), "409 8074");
}

TEST_F(EmergencyRecipients, AreDeletedUnlessAGroupHasThem) {
  const std::string id = recipient(kEmail);
  const std::string in_use = recipient(kSms);
  const std::string group_id = group({in_use});
  const Answer gone = sim.del("/emergencyNotificationRecipients/" + id);
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(sim.get("/emergencyNotificationRecipients/" + id).status, 404);
  const Answer refused = sim.del("/emergencyNotificationRecipients/" + in_use);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("ResponseStatus/Description"),
            "Emergency notification recipient with identifier " + in_use +
                " is being used by emergency notification group with identifier " + group_id +
                ". Please remove the recipient reference from the group prior to removing the "
                "recipient.");
}

struct Row {
  const char* code;
  const char* text;
  std::string elements;
};
std::string typed(const std::string& type, const std::string& rest) {
  return "<Description>D</Description><Type>" + type + "</Type>" + rest;
}
std::string callback(const std::string& url, const std::string& user, const std::string& password) {
  return typed("CALLBACK", "<Callback><Url>" + url + "</Url><Credentials><Username>" + user +
                               "</Username><Password>" + password +
                               "</Password></Credentials></Callback>");
}
const std::string kEmailInvalid =
    "Invalid EmailAddress. Format must be foo@bar.com. Maximum length is 254 characters";
const Row kRefused[] = {
    {"8065", "Invalid telephone number. Telephone number must be 11 digits in format 1NPANXXXXXX",
     typed("SMS", "<Sms><TelephoneNumber>201555121</TelephoneNumber></Sms>")},
    {"8065", nullptr, typed("TTS", "<Tts><TelephoneNumber>22015551212</TelephoneNumber></Tts>")},
    {"8066", "Description must be present and non-empty",
     "<Type>EMAIL</Type><EmailAddress>a@b.c</EmailAddress>"},
    {"8067", "Type value must be one of 'EMAIL', 'SMS', 'TTS', or 'CALLBACK'", typed("FAX", "")},
    {"8068", "Type is mandatory element", "<Description>D</Description>"},
    {"8069", "When Type EMAIL is given, EmailAddress must be included", typed("EMAIL", "")},
    {"8069", "When Type SMS is given, Sms must be included", typed("SMS", "")},
    {"8069", "When Type TTS is given, Tts must be included", typed("TTS", "")},
    {"8069", "When Type CALLBACK is given, Callback must be included", typed("CALLBACK", "")},
    {"8070", kEmailInvalid.c_str(), typed("EMAIL", "<EmailAddress>fred</EmailAddress>")},
    {"8070", nullptr, typed("EMAIL", "<EmailAddress>fred@home</EmailAddress>")},
    {"8070", nullptr,
     typed("EMAIL", "<EmailAddress>" + std::string(250, 'a') + "@b.cd</EmailAddress>")},
    {"8071", "Invalid Url. Format must be https://foo.bar?param=val",
     callback("http://foo.bar", "u", "p")},
    {"8071", nullptr, callback("https://", "u", "p")},
    {"8072", "Invalid Username. Username must be between 1 and 32 characters",
     callback("https://foo.bar", "", "p")},
    {"8072", nullptr, callback("https://foo.bar", std::string(33, 'u'), "p")},
    {"8073", "Invalid Password. Password must be between 1 and 256 characters",
     callback("https://foo.bar", "u", "")},
    {"8073", nullptr, callback("https://foo.bar", "u", std::string(257, 'p'))},
    {"8107", "Description invalid. Maximum allowed length 200 characters",
     "<Description>" + std::string(201, 'd') +
         "</Description><Type>EMAIL</Type><EmailAddress>a@b.c</EmailAddress>"},
    {"8107", "Url invalid. Maximum allowed length 256 characters",
     callback("https://foo.bar/" + std::string(250, 'u'), "u", "p")},
};

TEST_F(EmergencyRecipients, AreRefusedWithTheDocumentedCode) {
  const std::string there = recipient(kEmail);
  for (const Row& row : kRefused) {
    const std::string document =
        "<EmergencyNotificationRecipient>" + row.elements + "</EmergencyNotificationRecipient>";
    const Answer made = sim.post("/emergencyNotificationRecipients", document);
    EXPECT_EQ(code(made), "400 " + std::string(row.code)) << document;
    const Answer changed = sim.put("/emergencyNotificationRecipients/" + there, document);
    EXPECT_EQ(changed.body, made.body);
    if (row.text == nullptr) continue;
    EXPECT_XML(made.body,
               "<EmergencyNotificationRecipientsResponse><ResponseStatus><ErrorCode>" +
                   std::string(row.code) + "</ErrorCode><Description>" + row.text +
                   "</Description></ResponseStatus></EmergencyNotificationRecipientsResponse>");
  }
  EXPECT_THAT(found(""), ElementsAre(there)) << "nothing has changed";
}

TEST_F(EmergencyRecipients, AreFoundByWhatTheyAre) {
  const std::string email = recipient(kEmail);
  const std::string sms = recipient(kSms);
  const std::string tts = recipient(kTts);
  const std::string call = recipient(callback_recipient());
  EXPECT_THAT(found(""), ElementsAre(call, tts, sms, email)) << "newest first";
  EXPECT_THAT(found("EnrDescription=front+desk"), ElementsAre(email));
  EXPECT_THAT(found("EnrNotificationType=TTS"), ElementsAre(tts));
  EXPECT_THAT(found("enrnotificationtype=sms"), ElementsAre(sms));
  EXPECT_THAT(found("EnrSmsTn=2015551212"), ElementsAre(sms));
  EXPECT_THAT(found("EnrTtsTn=12015551213"), ElementsAre(tts));
  EXPECT_THAT(found("EnrTtsTn=12015551212"), IsEmpty());
  EXPECT_THAT(found("EnrEmailAddress=foo@bar.com"), ElementsAre(email));
  EXPECT_THAT(found("EnrCallbackUrl=https://foo.bar/baz"), ElementsAre(call));
  EXPECT_THAT(found("EnrCallbackUsername=jgilmore"), ElementsAre(call));
  EXPECT_THAT(found("enrRecipient=2015551213"), ElementsAre(tts));
  EXPECT_THAT(found("uriSubstring=foo.bar"), ElementsAre(call));
  EXPECT_THAT(found("ModifiedByUser=tester&EnrDescription=to"), ElementsAre(call, tts, sms, email));
  EXPECT_THAT(found("ModifiedByUser=somebody"), IsEmpty());
  EXPECT_THAT(found("EnrDescription=to&EnrNotificationType=SMS"), ElementsAre(sms)) << "both hold";
}

TEST_F(EmergencyRecipients, ComeInPagesByDate) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    if (i == 3) sim.advance("1h");
    std::string document = kEmail;
    ids.push_back(recipient(document.replace(document.find("foo"), 3, "n" + std::to_string(i))));
  }
  const std::string path =
      "EmergencyNotificationRecipients/EmergencyNotificationRecipient/Identifier";
  std::vector<std::string> seen;
  std::string next = "/accounts/9900000/emergencyNotificationRecipients?Size=2";
  int pages = 0;
  while (!next.empty()) {
    const Answer page = sim.send("GET", next);
    for (const std::string& id : page.all(path)) seen.push_back(id);
    EXPECT_THAT(page.at("Links/first"), testing::Not(testing::HasSubstr("Page=")));
    const std::string link = page.at("Links/next");
    const std::size_t begin = link.find("/accounts");
    next = link.empty() ? "" : link.substr(begin, link.find('>') - begin);
    ++pages;
  }
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(seen, ElementsAre(ids[4], ids[3], ids[2], ids[1], ids[0]))
      << "each once, though three share their date";
  EXPECT_THAT(found("Page=2026-01-05T09:30:00.000Z"), ElementsAre(ids[2], ids[1], ids[0]));
  EXPECT_THAT(found("Page=2026-01-05T04:30:00.000-05:00"), ElementsAre(ids[2], ids[1], ids[0]));
  EXPECT_THAT(found("Page=2026-01-05Z"), IsEmpty());
  EXPECT_THAT(found("ModifiedAfterDate=2026-01-05T09:30:00Z"), ElementsAre(ids[3], ids[4]))
      << "oldest first";
  EXPECT_THAT(found("ModifiedAfterDate=2026-01-01Z&Size=2"), ElementsAre(ids[0], ids[1]));
  EXPECT_THAT(found("ModifiedAfterDate=2026-01-01Z&Page=2026-01-05T09:30:00Z"),
              ElementsAre(ids[3], ids[4]));
}

TEST_F(EmergencyRecipients, ListsRefuseWhatTheyDoNotKnow) {
  const auto refused = [&](const std::string& query) {
    const Answer answer = sim.get("/emergencyNotificationRecipients?" + query);
    EXPECT_EQ(answer.status, 400);
    return answer.at("ResponseStatus/ErrorCode") + " " + answer.at("ResponseStatus/Description");
  };
  EXPECT_EQ(refused("Color=red&Taste=sweet"),
            "8090 Query parameter(s) Color, Taste not recognized");
  EXPECT_EQ(refused("EnrNotificationType=FAX"),
            "8091 Invalid value FAX for query parameter EnrNotificationType. Supported values are "
            "EMAIL, SMS, TTS, CALLBACK");
  EXPECT_EQ(refused("Size=0"),
            "8091 Invalid value 0 for query parameter Size. Supported values are 1 to 500");
  EXPECT_EQ(refused("Size=501").substr(0, 4), "8091");
  EXPECT_EQ(refused("Size=some").substr(0, 4), "8091");
  EXPECT_EQ(refused("Page=yesterday"),
            "8092 Invalid format of date time. You should specify either YYYY-MM-DDTHH:MM:SS.mmmZ "
            "or YYYY-MM-DDTHH:MM:SS.mmm-hh:mm");
  EXPECT_EQ(refused("ModifiedAfterDate=1").substr(0, 4), "8092");
  EXPECT_EQ(refused("EnrSmsTn=2015551212&EnrEmailAddress=a@b.c"),
            "8109 Search filter can only have one of following: EnrSmsTn, EnrTtsTn, "
            "EnrEmailAddress, EnrCallbackUrl");
}

TEST_F(EmergencyRecipients, OfNobodyAreNotThere) {
  const std::string path = "/emergencyNotificationRecipients/00000000-0000-4000-8000-000000000000";
  const Answer answer = sim.get(path);
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<EmergencyNotificationRecipientsResponse><ResponseStatus>
      <ErrorCode>8075</ErrorCode><Description>The resource does not exist</Description>
    </ResponseStatus></EmergencyNotificationRecipientsResponse>)");
  EXPECT_EQ(sim.put(path, kEmail).body, answer.body);
  EXPECT_EQ(sim.del(path).body, answer.body);
}

TEST_F(EmergencyRecipients, AreNobodyElses) {
  const std::string id = recipient(kEmail);
  const auto other = basic("other", "secret");
  const std::string list = "/emergencyNotificationRecipients";
  const std::pair<const char*, std::string> calls[] = {{"GET", list},
                                                       {"POST", list},
                                                       {"GET", list + "/" + id},
                                                       {"PUT", list + "/" + id},
                                                       {"DELETE", list + "/" + id}};
  for (const auto& [method, path] : calls) {
    const Answer denied = sim.call(method, "/accounts/9900000" + path, other, kSms);
    EXPECT_EQ(denied.status, 403);
    EXPECT_XML(denied.body, R"(<EmergencyNotificationRecipientsResponse><ResponseStatus>
      <ErrorCode>1001</ErrorCode><Description>Access Denied</Description>
    </ResponseStatus></EmergencyNotificationRecipientsResponse>)");
  }
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + list + "/" + id, other).status, 404);
}

}  // namespace
}  // namespace dashsim::test::emergencyNotificationRecipients_test
