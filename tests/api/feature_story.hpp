#pragma once

#include "e911_story.hpp"

/// Orders about numbers in service, each as small as it may be, for the tests of all families that
/// take such orders.
namespace dashsim::test {

inline std::string lidb_order(const std::vector<std::string>& list) {
  return "<LidbOrder><LidbTnGroups><LidbTnGroup>" + numbers(list) +
         "<SubscriberInformation>Joe</SubscriberInformation><UseType>BUSINESS</UseType>"
         "<Visibility>PUBLIC</Visibility></LidbTnGroup></LidbTnGroups></LidbOrder>";
}

inline std::string dlda_order(const std::vector<std::string>& list) {
  return "<DldaOrder><DldaTnGroups><DldaTnGroup>" + numbers(list) +
         "<SubscriberType>BUSINESS</SubscriberType><ListingType>LISTED</ListingType><ListingName>"
         "<LastName>Smith</LastName></ListingName><ListAddress>true</ListAddress>" +
         address(kElm) + "</DldaTnGroup></DldaTnGroups></DldaOrder>";
}

inline std::string tn_option_order(const std::vector<std::string>& list,
                                   const std::string& options = "<Sms>on</Sms>") {
  return "<TnOptionOrder><TnOptionGroups><TnOptionGroup>" + options + numbers(list) +
         "</TnOptionGroup></TnOptionGroups></TnOptionOrder>";
}

inline std::string assignment_order(const std::vector<std::string>& list) {
  return "<TelephoneNumbersAssignmentOrder><Action>ASSIGN</Action>" + numbers(list) +
         "</TelephoneNumbersAssignmentOrder>";
}

}  // namespace dashsim::test
