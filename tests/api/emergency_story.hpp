#pragma once

#include "e911_story.hpp"

/// Recipients, groups and endpoints of emergency notification.
namespace dashsim::test {

inline const std::string kEmail =
    "<EmergencyNotificationRecipient><Description>Email to Bldg. 3 Front Desk</Description>"
    "<Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress></EmergencyNotificationRecipient>";
inline const std::string kSms =
    "<EmergencyNotificationRecipient><Description>Text message to guard shack</Description>"
    "<Type>SMS</Type><Sms><TelephoneNumber>2015551212</TelephoneNumber></Sms>"
    "</EmergencyNotificationRecipient>";
inline const std::string kTts =
    "<EmergencyNotificationRecipient><Description>Voice call notification to Susan Jones"
    "</Description><Type>TTS</Type><Tts><TelephoneNumber>12015551213</TelephoneNumber></Tts>"
    "</EmergencyNotificationRecipient>";
inline std::string callback_recipient(const std::string& url = "https://foo.bar/baz") {
  return "<EmergencyNotificationRecipient><Description>Callback to property management system"
         "</Description><Type>CALLBACK</Type><Callback><Url>" +
         url +
         "</Url><Credentials><Username>jgilmore</Username><Password>x23388%SLHss</Password>"
         "</Credentials></Callback></EmergencyNotificationRecipient>";
}

inline std::string recipient_ids(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    text += "<EmergencyNotificationRecipient><Identifier>" + id +
            "</Identifier></EmergencyNotificationRecipient>";
  }
  return text;
}
inline std::string added(const std::vector<std::string>& ids) {
  return "<AddedEmergencyNotificationRecipients>" + recipient_ids(ids) +
         "</AddedEmergencyNotificationRecipients>";
}
inline std::string deleted(const std::vector<std::string>& ids) {
  return "<DeletedEmergencyNotificationRecipients>" + recipient_ids(ids) +
         "</DeletedEmergencyNotificationRecipients>";
}
inline std::string identifier(const std::string& id) {
  return "<Identifier>" + id + "</Identifier>";
}
inline std::string group_order(const std::string& operation, const std::string& elements,
                               const std::string& more = {}) {
  return "<EmergencyNotificationGroupOrder>" + more + "<" + operation +
         "EmergencyNotificationGroup>" + elements + "</" + operation +
         "EmergencyNotificationGroup></EmergencyNotificationGroupOrder>";
}

inline std::string endpoint_lists(const std::vector<std::string>& tns,
                                  const std::vector<std::string>& aeuis) {
  std::string text = "<EepToEngAssociations>";
  if (!tns.empty()) {
    text += "<EepTns>";
    for (const std::string& tn : tns) text += "<TelephoneNumber>" + tn + "</TelephoneNumber>";
    text += "</EepTns>";
  }
  if (!aeuis.empty()) {
    text += "<EepAeuiIds>";
    for (const std::string& id : aeuis) text += identifier(id);
    text += "</EepAeuiIds>";
  }
  return text + "</EepToEngAssociations>";
}
inline std::string in_group(const std::string& id) {
  return "<EmergencyNotificationGroup>" + identifier(id) + "</EmergencyNotificationGroup>";
}
inline std::string adds_endpoints(const std::string& group, const std::vector<std::string>& tns,
                                  const std::vector<std::string>& aeuis = {},
                                  const std::string& more = {}) {
  return "<EmergencyNotificationEndpointOrder>" + more +
         "<EmergencyNotificationEndpointAssociations>" + in_group(group) + "<AddedAssociations>" +
         endpoint_lists(tns, aeuis) +
         "</AddedAssociations></EmergencyNotificationEndpointAssociations>"
         "</EmergencyNotificationEndpointOrder>";
}
inline std::string drops_endpoints(const std::string& group, const std::vector<std::string>& tns,
                                   const std::vector<std::string>& aeuis = {},
                                   const std::string& more = {}) {
  return "<EmergencyNotificationEndpointAssociation>" + more + in_group(group) +
         "<DeletedAssociations>" + endpoint_lists(tns, aeuis) +
         "</DeletedAssociations></EmergencyNotificationEndpointAssociation>";
}

/// The id of a new recipient.
inline std::string made_recipient(Sim& sim, const std::string& document) {
  const Answer created = sim.post("/emergencyNotificationRecipients", document);
  EXPECT_EQ(created.status, 201) << created.body;
  return created.created_id();
}
/// The id of a new group, with these recipients.
inline std::string made_group(Sim& sim, const std::vector<std::string>& recipients,
                              const std::string& description) {
  const Answer created = sim.post(
      "/emergencyNotificationGroupOrders",
      group_order("Added", "<Description>" + description + "</Description>" + added(recipients)));
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance_until_idle();
  return created.at("AddedEmergencyNotificationGroup/Identifier");
}

class EmergencyTest : public E911Test {
 protected:
  using E911Test::E911Test;

  std::string recipient(const std::string& document) { return made_recipient(sim, document); }
  Answer orders_group(const std::string& order) {
    return sim.post("/emergencyNotificationGroupOrders", order);
  }
  std::string group(const std::vector<std::string>& recipients,
                    const std::string& description = "Building 5, 5th Floor.") {
    return made_group(sim, recipients, description);
  }
  Answer orders_endpoints(const std::string& order) {
    return sim.post("/emergencyNotificationEndpointOrders", order);
  }
  static std::string code(const Answer& answer) {
    return std::to_string(answer.status) + " " + answer.at("ResponseStatus/ErrorCode");
  }
};

}  // namespace dashsim::test
