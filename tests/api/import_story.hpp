#pragma once

#include "api/bad_requests_story.hpp"

/// Documents that bring numbers from elsewhere or take them away, for the tests of all families
/// that do.
namespace dashsim::test {

/// Numbers that are neither of the inventory nor in service with anybody.
inline const std::string kElsewhere = "9193330101";
inline const std::string kElsewhere2 = "9193330102";
/// Of the inventory, and in service on the account without being imported.
inline const std::string kAvailable = "9194390001";
inline const std::string kOrdinary = "9195550101";

inline std::string number_list(const std::vector<std::string>& numbers) {
  return "<TelephoneNumbers>" + tns("TelephoneNumber", numbers) + "</TelephoneNumbers>";
}

inline const std::string kSubscriber =
    "<Subscriber><Name>ABC Inc.</Name><ServiceAddress><HouseNumber>11235</HouseNumber>"
    "<StreetName>Back</StreetName><City>Denver</City><StateCode>CO</StateCode><Zip>27541</Zip>"
    "<County>Canyon</County></ServiceAddress></Subscriber>";

inline std::string import_order(const std::vector<std::string>& numbers) {
  return "<ImportTnOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId><SiteId>743</SiteId>"
         "<SipPeerId>303716</SipPeerId>" +
         kSubscriber +
         "<LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson><LoaType>CARRIER</LoaType>" +
         number_list(numbers) + "</ImportTnOrder>";
}

inline std::string removal(const std::vector<std::string>& numbers) {
  return "<RemoveImportedTnOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId>" +
         number_list(numbers) + "</RemoveImportedTnOrder>";
}

inline std::string external_order(const std::string& action,
                                  const std::vector<std::string>& numbers) {
  return "<ExternalTnsOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId><SiteId>743</SiteId>"
         "<SipPeerId>303716</SipPeerId><Action>" +
         action + "</Action><LoaType>CARRIER</LoaType>" + number_list(numbers) +
         "</ExternalTnsOrder>";
}

/// The same of the clients' own families.
inline std::string import_to_account(const std::vector<std::string>& numbers) {
  return "<ImportToAccountOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId><SiteId>743</SiteId>"
         "<SipPeerId>303716</SipPeerId>" +
         number_list(numbers) + "</ImportToAccountOrder>";
}
/// To the other site.
inline std::string move_order(const std::vector<std::string>& numbers) {
  return "<MoveTnsOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId><SiteId>202</SiteId>"
         "<SipPeerId>303717</SipPeerId>" +
         number_list(numbers) + "</MoveTnsOrder>";
}

inline std::string checked(const std::vector<std::string>& numbers) {
  return "<ImportTnCheckerPayload>" + number_list(numbers) + "</ImportTnCheckerPayload>";
}

/// Errors, repeated below the root, behind what else stands there.
inline std::string in_errors(const std::string& root, const std::vector<Error>& errors,
                             const std::string& before = {}) {
  std::string list;
  for (const auto& [code, text] : errors) {
    const std::string code_element = *code == 0 ? "" : "<Code>" + std::string(code) + "</Code>";
    list += "<Errors>" + code_element + "<Description>" + text + "</Description></Errors>";
  }
  return "<" + root + ">" + before + list + "</" + root + ">";
}

/// Two accounts, one user of each.
class ImportTest : public SimTest {
 protected:
  explicit ImportTest(const SimOptions& options = {}) : SimTest(options) {}

  /// The order as it reads when all has been done.
  Answer done(const std::string& path, const std::string& xml) {
    const Answer created = sim.post(path, xml);
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
  Answer imports(const std::vector<std::string>& numbers) {
    return done("/importTnOrders", import_order(numbers));
  }
  /// Another account imports them.
  void are_brought_by_others(const std::vector<std::string>& numbers) {
    const std::string order =
        with(with(import_order(numbers), "SiteId", "800"), "SipPeerId", "400100");
    const Answer created =
        sim.call("POST", "/accounts/9900001/importTnOrders", basic("other", "secret"), order);
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
  }
  bool in_service(const std::string& number) {
    return sim.get("/inserviceNumbers/" + number).status == 200;
  }
  Answer settings(const std::string& number, const std::string& peer = "303716") {
    return sim.get("/sites/743/sippeers/" + peer + "/tns/" + number);
  }
};

/// What callbacks of a subscription told so far.
inline std::vector<Answer> notifications(Sim& sim) {
  std::vector<Answer> list;
  for (const net::Request& request : sim.receiver().requests())
    list.emplace_back().body = request.body;
  return list;
}

/// Errors that an order earned, each a code and its numbers, such as "7518: 9193330101".
inline std::vector<std::string> errors_of(const Answer& order) {
  std::vector<std::string> errors;
  each_element(order.body, [&](const xml::Element& element) {
    if (element.name() != "Error") return;
    std::string line(element.text_at("Code"));
    if (const auto numbers = element.child("TelephoneNumbers")) {
      for (const xml::Element number : numbers->children())
        line.append(line.find(':') == std::string::npos ? ": " : " ").append(number.text());
    }
    errors.push_back(line);
  });
  return errors;
}

}  // namespace dashsim::test
