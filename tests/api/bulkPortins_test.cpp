#include "port_story.hpp"

namespace dashsim::test::bulkPortins_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class BulkPortIns : public SimTest {
 protected:
  using SimTest::SimTest;

  static std::string bulk(const std::string& elements) {
    return "<BulkPortin>" + elements + "</BulkPortin>";
  }
  /// All that a port-in needs besides its numbers.
  static std::string whole() {
    return bulk(
        "<ProcessingStatus>DRAFT</ProcessingStatus><CustomerOrderId>SJM00002</CustomerOrderId>"
        "<RequestedFocDate>2026-01-20</RequestedFocDate>"
        "<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>"
        "<AccountNumber>23453245</AccountNumber><PinNumber>1111</PinNumber>"
        "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>"
        "<Subscriber><SubscriberType>RESIDENTIAL</SubscriberType><FirstName>Steve</FirstName>"
        "<LastName>McKinnon</LastName>" +
        std::string(kServiceAddress) +
        "</Subscriber><SiteId>743</SiteId><PeerId>303716</PeerId>"
        "<LoaAuthorizingPerson>Steve McKinnon</LoaAuthorizingPerson>");
  }
  std::string placed(const std::string& document) {
    const Answer created = sim.post("/bulkPortins", document);
    EXPECT_EQ(created.status, 201) << created.body;
    return "/bulkPortins/" + created.created_id();
  }
  static std::string tn_list(const std::vector<std::string>& numbers) {
    std::string list;
    for (const std::string& number : numbers) list += "<TN>" + number + "</TN>";
    return "<TnList>" + list + "</TnList>";
  }
  std::string portin_list(const std::vector<std::string>& ids) {
    std::string list;
    for (const std::string& id : ids) list += "<PortinOrderId>" + id + "</PortinOrderId>";
    return "<PortinList>" + list + "</PortinList>";
  }
  std::vector<std::string> children(const std::string& path) {
    std::vector<std::string> ids;
    each_element(sim.get(path + "/portinList").body, [&](const xml::Element& element) {
      if (element.name() == "PortinOrderId") ids.emplace_back(element.text());
    });
    return ids;
  }
  Answer patch(const std::string& path, const std::string& elements) {
    return sim.send("PATCH", "/accounts/9900000" + path, bulk(elements));
  }
  std::string status_of(const std::string& path) {
    return sim.get(path).at("BulkPortin/ProcessingStatus");
  }
  /// A bulk port-in with two port-ins, of carriers that ask for no account number.
  std::string with_two_port_ins() {
    const std::string path =
        placed(edited(whole(), {{"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>",
                                 "<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>"}}));
    EXPECT_EQ(sim.put(path + "/tnList", tn_list({"9193334001", "3034441001"})).status, 200);
    EXPECT_EQ(children(path).size(), 2U);
    return path;
  }
};

TEST_F(BulkPortIns, AreTemplatesFirst) {
  const Answer created = sim.post("/bulkPortins", whole());
  EXPECT_EQ(created.status, 201);
  EXPECT_XML(created.body, R"(
    <BulkPortinResponse>
      <BulkPortin>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <LastModifiedDate>2026-01-05T09:00:00.000Z</LastModifiedDate>
        <CreatedByUser>tester</CreatedByUser>
        <LastModifiedBy>System</LastModifiedBy>
        <ProcessingStatus>DRAFT</ProcessingStatus>
        <RequestedFocDate>2026-01-20</RequestedFocDate>
        <CustomerOrderId>SJM00002</CustomerOrderId>
        <LoaAuthorizingPerson>Steve McKinnon</LoaAuthorizingPerson>
        <Subscriber>
          <SubscriberType>RESIDENTIAL</SubscriberType>
          <FirstName>Steve</FirstName>
          <LastName>McKinnon</LastName>
          <ServiceAddress>
            <HouseNumber>11235</HouseNumber>
            <StreetName>Back</StreetName>
            <City>Denver</City>
            <StateCode>CO</StateCode>
            <Zip>27541</Zip>
            <County>Canyon</County>
            <Country>United States</Country>
            <AddressType>Service</AddressType>
          </ServiceAddress>
        </Subscriber>
        <AccountNumber>23453245</AccountNumber>
        <PinNumber>1111</PinNumber>
        <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
        <BillingTelephoneNumber>9193334000</BillingTelephoneNumber>
        <SiteId>743</SiteId>
        <PeerId>303716</PeerId>
      </BulkPortin>
    </BulkPortinResponse>)");
  EXPECT_EQ(sim.follow(created).body, created.body);
  EXPECT_EQ(sim.get("/bulkPortins/none").status, 404);
  EXPECT_EQ(sim.put("/bulkPortins/none", whole()).status, 404);
  EXPECT_EQ(patch("/bulkPortins/none", "").status, 404);
  EXPECT_EQ(sim.del("/bulkPortins/none").status, 404);
}

TEST_F(BulkPortIns, DecomposeNumbersByTypeCarrierAndRateCenter) {
  const std::string path = placed(whole());
  const Answer sorted =
      sim.put(path + "/tnList", tn_list({"9193334001", "9196040001", "3034441001", "9193334002",
                                         "4104720001", "9195550101", "61746052083", "9193334001"}));
  EXPECT_XML(sorted.body, R"(
    <TnListResponse>
      <ValidTnList>
        <TN>9193334001</TN>
        <TN>9193334002</TN>
        <TN>9196040001</TN>
        <TN>3034441001</TN>
      </ValidTnList>
      <NonPortableTnList>
        <TN>4104720001</TN>
        <TN>9195550101</TN>
      </NonPortableTnList>
      <InvalidTnList><TN>61746052083</TN></InvalidTnList>
    </TnListResponse>)");
  EXPECT_EQ(sim.get(path + "/tnList").body, sorted.body);
  const std::vector<std::string> ids = children(path);
  ASSERT_EQ(ids.size(), 3U);
  const Answer first = sim.get("/portins/" + ids[0]);
  EXPECT_EQ(first.at("ProcessingStatus"), "DRAFT");
  EXPECT_EQ(first.at("LosingCarrierName"), "Mock Carrier");
  EXPECT_EQ(first.at("WirelessInfo/PinNumber"), "1111");
  EXPECT_EQ(first.count("ListOfPhoneNumbers/PhoneNumber"), 2U);
  EXPECT_EQ(sim.get("/portins/" + ids[1]).at("LosingCarrierName"), "Mock Wireless");
  sim.put(path + "/tnList", tn_list({"9193334003"}));
  EXPECT_EQ(children(path).size(), 1U);
  EXPECT_EQ(sim.get("/portins/" + ids[0]).status, 404) << "a new list replaces the drafts";
}

TEST_F(BulkPortIns, ProcessAllTheirPortInsTogether) {
  const std::string path = with_two_port_ins();
  EXPECT_THAT(sim.get(path + "/history").body, HasSubstr("<Code>7710</Code>"));
  EXPECT_EQ(patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>")
                .at("BulkPortin/ProcessingStatus"),
            "IN_PROGRESS");
  for (const std::string& id : children(path))
    EXPECT_EQ(sim.get("/portins/" + id).at("ProcessingStatus"), "PENDING_DOCUMENTS");
  sim.advance("16d");
  EXPECT_EQ(status_of(path), "COMPLETED");
  EXPECT_THAT(states_of(sim, path), ElementsAre("DRAFT", "DRAFT", "IN_PROGRESS", "COMPLETED"));
  EXPECT_EQ(sim.get("/inserviceNumbers/3034441001").status, 200);
  EXPECT_XML(sim.del(path).body,
             R"(
    <BulkPortinResponse>
      <BulkPortin>
        <Status>
          <Code>7709</Code>
          <Description>Bulk port-in with id )" +
                 path.substr(path.rfind('/') + 1) +
                 R"( cannot be deleted since it is not in draft status.</Description>
        </Status>
      </BulkPortin>
    </BulkPortinResponse>)");
}

TEST_F(BulkPortIns, EndPartiallyWhenSomeOfTheirPortInsAreCancelled) {
  const std::string path = with_two_port_ins();
  patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>");
  sim.del("/portins/" + children(path)[0]);
  sim.advance("16d");
  EXPECT_EQ(status_of(path), "PARTIAL");
  const std::string other = placed(whole());
  sim.put(other + "/tnList", tn_list({"9193334009"}));
  patch(other,
        "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>"
        "<RequestedFocDate>2026-02-02</RequestedFocDate>");
  sim.del("/portins/" + children(other)[0]);
  sim.advance("1m");
  EXPECT_EQ(status_of(other), "CANCELLED");
}

TEST_F(BulkPortIns, CannotStartWhenSomethingIsWrongWithAPortIn) {
  const std::string path = with_two_port_ins();
  const std::vector<std::string> ids = children(path);
  const Answer refused = patch(path,
                               "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>"
                               "<RequestedFocDate>2026-01-17</RequestedFocDate>");
  std::string errors;
  for (const std::string& id : ids)
    errors += "<PortinErrors><PortinOrderId>" + id +
              "</PortinOrderId><Errors><Error><Description>Date is during weekend or holiday"
              "</Description><ErrorCode>7315</ErrorCode></Error></Errors></PortinErrors>";
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body,
             "<BulkPortinResponse><ResponseStatus><Description>Please check your "
             "input parameters.</Description></ResponseStatus><PortinListErrors>" +
                 errors + "</PortinListErrors></BulkPortinResponse>");
  EXPECT_EQ(sim.get(path).at("BulkPortin/RequestedFocDate"), "2026-01-20") << "nothing has changed";
  EXPECT_EQ(status_of(path), "DRAFT");
  const std::string empty = placed(whole());
  EXPECT_THAT(patch(empty, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>").body,
              HasSubstr("<ErrorCode>7704</ErrorCode>"));
  EXPECT_THAT(patch(empty, "<ProcessingStatus>FOC</ProcessingStatus>").body,
              HasSubstr("<ErrorCode>7372</ErrorCode>"));
}

TEST_F(BulkPortIns, PassChangesOnToTheirPortIns) {
  const std::string path = with_two_port_ins();
  patch(path,
        "<LoaAuthorizingPerson>Jim Hopkins</LoaAuthorizingPerson>"
        "<CustomerOrderId delete=\"true\"/>");
  const Answer changed = sim.get(path);
  EXPECT_EQ(changed.at("BulkPortin/LoaAuthorizingPerson"), "Jim Hopkins");
  EXPECT_EQ(changed.count("BulkPortin/CustomerOrderId"), 0U);
  EXPECT_EQ(changed.at("BulkPortin/PinNumber"), "1111") << "what is not named stays";
  for (const std::string& id : children(path)) {
    EXPECT_EQ(sim.get("/portins/" + id).at("LoaAuthorizingPerson"), "Jim Hopkins");
    EXPECT_EQ(sim.get("/portins/" + id).count("CustomerOrderId"), 0U);
  }
  EXPECT_EQ(sim.put(path, bulk("<CustomerOrderId>A1</CustomerOrderId>")).status, 200);
  EXPECT_EQ(sim.get(path).count("BulkPortin/PinNumber"), 0U) << "a PUT replaces everything";
  EXPECT_EQ(sim.get(path).at("BulkPortin/CustomerOrderId"), "A1");
  EXPECT_EQ(sim.put(path, whole()).status, 200);
  patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>");
  sim.advance("2d");
  const std::string later = "<RequestedFocDate>2026-01-22</RequestedFocDate>";
  EXPECT_EQ(patch(path, later).status, 200);
  EXPECT_EQ(sim.get("/portins/" + children(path)[0]).at("ProcessingStatus"), "REQUESTED_SUPP");
  EXPECT_THAT(patch(path, "<RequestedFocDate>2026-01-23</RequestedFocDate>").body,
              HasSubstr("<Description>The order cannot be modified because the order is awaiting a "
                        "response from the losing carrier</Description><ErrorCode>7300<"));
}

TEST_F(BulkPortIns, TakeOtherDraftsIn) {
  const std::string path = with_two_port_ins();
  const std::vector<std::string> ids = children(path);
  const auto draft = [&](const std::string& number) {
    return sim
        .post("/portins",
              port_in({{"9193334001", number},
                       {"</LnpOrder>", "<ProcessingStatus>DRAFT</ProcessingStatus></LnpOrder>"}}))
        .created_id();
  };
  const std::string more = draft("9193334008");
  EXPECT_EQ(sim.put(path + "/portinList", portin_list({ids[0], more})).status, 200);
  EXPECT_THAT(children(path), ElementsAre(ids[0], more));
  EXPECT_EQ(sim.get("/portins/" + ids[1]).status, 200) << "it is on its own now";
  EXPECT_THAT(
      sim.put("/portins/" + more, supp("<ProcessingStatus>SUBMITTED</ProcessingStatus>")).body,
      HasSubstr("<Code>7717</Code>"));
  const std::string other = placed(whole());
  const std::string submitted =
      sim.post("/portins", port_in({{"9193334001", "9193334007"}})).created_id();
  const Answer wrong = sim.put(other + "/portinList", portin_list({"none", more, submitted}));
  EXPECT_EQ(wrong.status, 400) << "none of them can be taken";
  for (const char* code : {"7700", "7701", "7712"})
    EXPECT_THAT(wrong.body, HasSubstr("<ErrorCode>" + std::string(code) + "</ErrorCode>"));
  EXPECT_TRUE(children(other).empty());
  const std::string good = draft("9193334011");
  const Answer mixed = sim.put(other + "/portinList", portin_list({good, draft("9193334011")}));
  EXPECT_EQ(mixed.status, 200);
  EXPECT_EQ(mixed.at("Errors/Error/ErrorCode"), "7719");
  EXPECT_THAT(children(other), ElementsAre(good));
  sim.del("/portins/" + more);
  EXPECT_THAT(children(path), ElementsAre(ids[0]));
  EXPECT_EQ(sim.del(path).status, 200);
  EXPECT_EQ(sim.get("/portins/" + ids[0]).status, 404) << "its drafts go with it";
}

TEST_F(BulkPortIns, CannotBeReplacedWhenAPortInCannotBeChanged) {
  const std::string path = with_two_port_ins();
  patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>");
  const std::string later = edited(whole(), {{"2026-01-20", "2026-01-21"}});
  EXPECT_EQ(sim.put(path, later).status, 200);
  EXPECT_EQ(sim.put(path, edited(whole(), {{"2026-01-20", "2026-01-22"}}))
                .at("PortinListErrors/PortinErrors/Errors/Error/ErrorCode"),
            "7300");
  EXPECT_EQ(sim.get(path).at("BulkPortin/RequestedFocDate"), "2026-01-21");
  EXPECT_THAT(sim.get(path + "/history").body,
              HasSubstr("RequestedFocDate : 2026-01-20 --&gt; 2026-01-21"));
  EXPECT_THAT(sim.put(path, edited(whole(), {{">DRAFT<", ">IN_PROGRESS<"}})).body,
              HasSubstr("<ErrorCode>7372</ErrorCode>"));
}

class BulkWithRejections : public BulkPortIns {
 protected:
  BulkWithRejections()
      : BulkPortIns({.scenario = "scenario: rejections\nlifecycles: {portins: [{steps: [{status: "
                                 "EXCEPTION, errors: [7513]}]}]}\n"}) {}
};

TEST_F(BulkWithRejections, TellWhatIsWrongWithTheirPortIns) {
  const std::string path = with_two_port_ins();
  patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>");
  const std::string id = children(path)[0];
  EXPECT_THAT(sim.get(path + "/portinList").body,
              HasSubstr("<Errors><Error><ErrorCode>7513</ErrorCode><portinOrderId>" + id +
                        "</portinOrderId><Description>PIN Invalid</Description></Error>"));
  EXPECT_EQ(status_of(path), "NEEDS_ATTENTION");
  EXPECT_THAT(sim.get("/portins/" + id).body,
              HasSubstr("<Errors><Code>7513</Code><Description>PIN Invalid</Description></Errors>"
                        "<ProcessingStatus>EXCEPTION</ProcessingStatus>"));
}

TEST_F(BulkPortIns, KeepTheirListsOnceTheyAreSubmitted) {
  const std::string path = with_two_port_ins();
  EXPECT_EQ(sim.put(path + "/tnList", "<TnList/>").status, 400);
  patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>");
  EXPECT_THAT(sim.put(path + "/tnList", tn_list({"9193334003"})).body, HasSubstr("7711"));
  EXPECT_THAT(sim.put(path + "/portinList", portin_list({})).body, HasSubstr("7711"));
  EXPECT_THAT(patch(path, "<ProcessingStatus>IN_PROGRESS</ProcessingStatus>").body,
              HasSubstr("<ErrorCode>7648</ErrorCode>"));
}

TEST_F(BulkPortIns, AreListedWithTheirPortIns) {
  EXPECT_EQ(sim.get("/bulkPortins?page=1&size=10").status, 204);
  const std::string path = with_two_port_ins();
  sim.advance("1d");
  placed(whole());
  Answer list = sim.get("/bulkPortins?page=1&size=1");
  EXPECT_EQ(list.at("TotalCount"), "2");
  EXPECT_THAT(list.at("Links/next"), HasSubstr("page=" + path.substr(path.rfind('/') + 1)));
  list = sim.get("/bulkPortins?page=1&size=10&orderDate=2026-01-05");
  EXPECT_EQ(list.at("TotalCount"), "1");
  EXPECT_EQ(list.count("BulkPortinResponse/PortinList/PortinOrderId"), 2U);
  EXPECT_EQ(sim.get("/bulkPortins?page=1&size=10&status=draft").at("TotalCount"), "2");
  EXPECT_EQ(sim.get("/bulkPortins?page=1&size=10&status=partial").status, 204);
}

TEST_F(BulkPortIns, HaveNotesAndAHistory) {
  const std::string path = placed(whole());
  EXPECT_EQ(sim.get(path + "/notes").status, 204);
  const std::string note = "<Note><UserId>jbm</UserId><Description>hello</Description></Note>";
  const Answer added = sim.post(path + "/notes", note);
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(sim.put(path + "/notes/" + added.created_id(), note).status, 200);
  EXPECT_EQ(sim.post(path + "/notes", "<Note/>").status, 400);
  EXPECT_EQ(sim.put(path + "/notes/" + added.created_id(), "<Note/>").status, 400);
  EXPECT_EQ(sim.get(path + "/notes").at("Note/Description"), "hello");
  EXPECT_XML(sim.get("/bulkPortins/none/history").body, R"(
    <BulkPortInHistoryResponse>
      <ResponseStatus><Description>The resource does not exist</Description></ResponseStatus>
    </BulkPortInHistoryResponse>)");
}

class PortingDisabled : public BulkPortIns {
 protected:
  PortingDisabled()
      : BulkPortIns({.scenario = "scenario: no porting\naccounts: [{id: 9900000, products: "
                                 "{NumberManagement: [ORDERING]}}]\nusers: [{name: tester, "
                                 "password: secret, accounts: [9900000]}]\nsubscriptions: []\n"}) {}
};

TEST_F(PortingDisabled, RefusesEverythingThatPorts) {
  EXPECT_XML(sim.post("/bulkPortins", whole()).body, R"(
    <BulkPortinResponse>
      <ResponseStatus>
        <ErrorCode>7333</ErrorCode>
        <Description>Porting is not enabled on the account.</Description>
      </ResponseStatus>
    </BulkPortinResponse>)");
  EXPECT_THAT(sim.post("/portins", port_in()).body, HasSubstr("<Code>7333</Code>"));
  EXPECT_THAT(sim.post("/lnpchecker",
                       "<NumberPortabilityRequest><TnList><Tn>9193334001</Tn>"
                       "</TnList></NumberPortabilityRequest>")
                  .body,
              HasSubstr("<Code>7333</Code>"));
}

}  // namespace
}  // namespace dashsim::test::bulkPortins_test
