#pragma once

#include "support/sim.hpp"

/// Requests that are refused, each with its whole answer; none of them changes anything.
namespace dashsim::test {

inline const std::string kNow = "2026-01-05T09:00:01.000Z";

struct BadRequest {
  std::string request;  ///< "POST /sites", below the account
  std::string body;
  int status;
  std::string answer;
};

/// Errors, each a code and a text, in the three forms of the families here.
using Error = std::pair<const char*, std::string>;

inline std::string in_status(const std::string& root, const Error& error) {
  const auto& [code, text] = error;
  const std::string code_element =
      *code == 0 ? "" : "<ErrorCode>" + std::string(code) + "</ErrorCode>";
  return "<" + root + "><ResponseStatus>" + code_element + "<Description>" + text +
         "</Description></ResponseStatus></" + root + ">";
}

inline std::string in_list(const std::string& root, const std::vector<Error>& errors,
                           const std::string& echo = {}) {
  std::string list;
  for (const auto& [code, text] : errors) {
    list += "<Error><Code>" + std::string(code) + "</Code><Description>" + text +
            "</Description></Error>";
  }
  return "<" + root + "><ErrorList>" + list + "</ErrorList>" + echo + "</" + root + ">";
}

inline std::string in_error(const std::string& root, const Error& error) {
  return "<" + root + "><Error><Code>" + error.first + "</Code><Description>" + error.second +
         "</Description></Error></" + root + ">";
}

inline std::string bad(const std::string& why) {
  return "Bad request encountered: " + why;
}

/// The document with another text in the first element of that name.
inline std::string with(std::string xml, const std::string& name, const std::string& text) {
  const std::size_t begin = xml.find("<" + name + ">") + name.size() + 2;
  return xml.replace(begin, xml.find("</" + name + ">") - begin, text);
}

inline std::string without(std::string xml, const std::string& name) {
  const std::size_t begin = xml.find("<" + name + ">");
  return xml.erase(begin, xml.find("</" + name + ">") + name.size() + 3 - begin);
}

/// The first element of that name as it stands in the document; empty if there is none.
inline std::string element(const std::string& xml, const std::string& name) {
  const std::size_t begin = xml.find("<" + name + ">");
  if (begin == std::string::npos) return {};
  return xml.substr(begin, xml.find("</" + name + ">") + name.size() + 3 - begin);
}

inline std::string x(std::size_t length) {
  return std::string(length, 'x');
}

inline std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

inline std::string tns(const std::string& name, const std::vector<std::string>& numbers) {
  std::string list;
  for (const std::string& number : numbers) list += "<" + name + ">" + number + "</" + name + ">";
  return list;
}

/// 5001 numbers, all of them well-formed.
inline std::vector<std::string> too_many_numbers() {
  std::vector<std::string> numbers;
  for (int i = 0; i <= 5000; ++i) numbers.push_back(std::to_string(9194390000 + i));
  return numbers;
}

inline const std::string kPeers = "/sites/743/sippeers";
inline const std::string kReservedNumber = "9194390007";
inline const std::string kNumberOfOthers = "9194390008";

inline const std::string kSite =
    "<Site><Name>Raleigh2</Name><Description>d</Description><CustomerProvidedId>1"
    "</CustomerProvidedId><CustomerName>BW</CustomerName><Address><HouseNumber>1600</HouseNumber>"
    "<HouseSuffix>A</HouseSuffix><PreDirectional>N</PreDirectional><StreetName>PENNSYLVANIA"
    "</StreetName><StreetSuffix>AVE</StreetSuffix><PostDirectional>NW</PostDirectional>"
    "<AddressLine2>x</AddressLine2><City>WASHINGTON</City><StateCode>DC</StateCode><Zip>20006</Zip>"
    "<PlusFour>1234</PlusFour><County>C</County><AddressType>Service</AddressType></Address></"
    "Site>";

inline const std::string kPeer = "<SipPeer><PeerName>name</PeerName></SipPeer>";

inline std::string callback(const std::string& elements,
                            const std::string& topic = "<OrderType>orders</OrderType>") {
  return "<Subscription>" + topic + "<CallbackSubscription>" + elements +
         "</CallbackSubscription></Subscription>";
}

/// Two accounts with one of everything each.
class BadRequests : public SimTest {
 protected:
  explicit BadRequests(const SimOptions& options = {}) : SimTest(options) {}

  void SetUp() override {
    const auto make = [&](const std::string& path, const std::string& xml) {
      return sim.call("POST", "/accounts/9900001" + path, basic("other", "secret"), xml)
          .created_id();
    };
    const auto existing = [](const std::string& site, const std::string& number) {
      return "<Order><SiteId>" + site +
             "</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>" +
             number +
             "</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>";
    };
    order_ = sim.post("/orders", existing("743", "9194390009")).created_id();
    note_ = sim.post("/orders/" + order_ + "/notes",
                     "<Note><UserId>a</UserId><Description>b</Description></Note>")
                .created_id();
    sim.post("/subscriptions",
             "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>a@example.com"
             "</Email><DigestRequested>DAILY</DigestRequested></EmailSubscription></Subscription>");
    sim.post("/tnreservation",
             "<Reservation><ReservedTn>" + kReservedNumber + "</ReservedTn></Reservation>");
    their_order_ = make("/orders", existing("800", kNumberOfOthers));
    their_disconnect_ = make("/disconnects",
                             "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
                             "<TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber>"
                             "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                             "</DisconnectTelephoneNumberOrder>");
    their_reservation_ =
        make("/tnreservation", "<Reservation><ReservedTn>9194390006</ReservedTn></Reservation>");
    their_subscription_ =
        make("/subscriptions",
             "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>o@example.com"
             "</Email><DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>");
    sim.advance_until_idle();
  }

  std::string state() { return sim.control("GET", "/state").body; }

  void are_refused(const std::vector<BadRequest>& requests) {
    const std::string before = state();
    ASSERT_THAT(before, testing::HasSubstr(kNow));
    for (const auto& [request, body, status, answer] : requests) {
      SCOPED_TRACE(request + " " + body.substr(0, 400));
      const std::size_t space = request.find(' ');
      const Answer given =
          sim.send(request.substr(0, space), "/accounts/9900000" + request.substr(space + 1), body);
      EXPECT_EQ(given.status, status);
      EXPECT_XML(given.body, answer);
      EXPECT_EQ(given.header("Content-Type"), given.body.empty() ? "" : "application/xml");
      EXPECT_TRUE(state() == before) << "what is refused changes nothing";
    }
  }

  std::string order_, note_;
  std::string their_order_, their_disconnect_, their_reservation_, their_subscription_;
};

}  // namespace dashsim::test
