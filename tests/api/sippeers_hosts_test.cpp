#include "support/sim.hpp"

namespace dashsim::test::sippeers_hosts_test {
namespace {

using SipPeerHosts = SimTest;

const std::string kPeers = "/sites/743/sippeers";

std::string named_peer(const std::string& name, const std::string& elements) {
  return "<SipPeer><PeerName>" + name + "</PeerName>" + elements + "</SipPeer>";
}

std::string voice(const std::vector<std::string>& hosts) {
  std::string xml;
  for (const std::string& host : hosts) xml += "<Host><HostName>" + host + "</HostName></Host>";
  return xml;
}
std::string voice_hosts(const std::vector<std::string>& hosts) {
  return "<VoiceHosts>" + voice(hosts) + "</VoiceHosts>";
}
std::string groups(const std::vector<std::vector<std::string>>& lists) {
  std::string xml = "<VoiceHostGroups>";
  for (const auto& hosts : lists) xml += "<VoiceHostGroup>" + voice(hosts) + "</VoiceHostGroup>";
  return xml + "</VoiceHostGroups>";
}
/// Hosts as "2.1.1.9" or, with a port behind a blank, "2.1.1.9 5060".
std::string termination(const std::vector<std::string>& hosts) {
  std::string xml = "<TerminationHosts>";
  for (const std::string& host : hosts) {
    const std::size_t blank = host.find(' ');
    xml += "<TerminationHost><HostName>" + host.substr(0, blank) + "</HostName>";
    if (blank != std::string::npos) xml += "<Port>" + host.substr(blank + 1) + "</Port>";
    xml += "</TerminationHost>";
  }
  return xml + "</TerminationHosts>";
}

std::vector<std::string> addresses(std::size_t count) {
  std::vector<std::string> list;
  for (std::size_t i = 1; i <= count; ++i) list.push_back("10.0.0." + std::to_string(i));
  return list;
}

TEST_F(SipPeerHosts, OfVoiceAreAddressesOrNames) {
  const Answer created =
      sim.post(kPeers, named_peer("voice", voice_hosts({"10.10.10.1", "sip.example.com"})));
  EXPECT_EQ(sim.follow(created).all("SipPeer/VoiceHosts/Host/HostName"),
            (std::vector<std::string>{"10.10.10.1", "sip.example.com"}));
  for (const std::string host : {"not a host", "10.10.10.256", "10.10.10.0/30", "localhost",
                                 "-a.example.com", "10.10.10", ""}) {
    const Answer refused = sim.post(kPeers, named_peer("bad", voice_hosts({host})));
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "13509") << host;
  }
}

TEST_F(SipPeerHosts, OfTerminationAreAddressesOrNetworks) {
  const std::pair<const char*, const char*> bad[] = {
      {"sip.example.com", "13594"}, {"2.1.1.256", "13594"},    {"2.1.1.96/33", "13593"},
      {"2.1.1.96/x", "13593"},      {"2.0.0.0/13", "13593"},   {"2.1.1.97/30", "13595"},
      {"127.0.0.1", "13625"},       {"224.0.0.0/24", "13625"}, {"169.254.1.1", "13625"},
      {"255.255.255.255", "13625"}, {"0.0.0.1", "13625"},      {"2.1.1.96/30 5060", "12118"},
      {"2.1.1.96 65536", "13543"},  {"2.1.1.96 x", "13543"},
  };
  for (const auto& [host, code] : bad) {
    const Answer refused = sim.post(kPeers, named_peer("bad", termination({host})));
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), code) << host;
  }
  EXPECT_EQ(sim.post(kPeers, named_peer("bad", voice_hosts({"224.0.0.1"})))
                .at("ResponseStatus/ErrorCode"),
            "13625");
  EXPECT_EQ(
      sim.post(kPeers, named_peer("good", termination({"2.0.0.0/14", "10.0.0.1 5060"}))).status,
      201);
}

TEST_F(SipPeerHosts, AllowTrafficOfThreeKinds) {
  const auto host = [](const std::string& traffic) {
    return named_peer("traffic",
                      "<TerminationHosts><TerminationHost><HostName>2.1.1.9</HostName>"
                      "<CustomerTrafficAllowed>" +
                          traffic +
                          "</CustomerTrafficAllowed></TerminationHost></TerminationHosts>");
  };
  EXPECT_EQ(sim.post(kPeers, host("EVERYTHING")).at("ResponseStatus/ErrorCode"), "12586");
  const Answer created = sim.post(kPeers, host("LITE"));
  const std::string path = kPeers + "/" + created.created_id();
  for (const std::string traffic : {"LITE", "DOMESTIC", "ALL"}) {
    EXPECT_EQ(sim.put(path, host(traffic)).status, 200);
    EXPECT_EQ(sim.get(path).at("SipPeer/TerminationHosts/TerminationHost/CustomerTrafficAllowed"),
              traffic);
  }
}

TEST_F(SipPeerHosts, OfVoiceMayHavePorts) {
  uses_what_no_sample_shows();
  const Answer created =
      sim.post(kPeers, named_peer("ports",
                                  "<VoiceHosts><Host><HostName>10.0.0.1</HostName><Port>5060</Port>"
                                  "</Host></VoiceHosts>"));
  EXPECT_EQ(sim.follow(created).at("SipPeer/VoiceHosts/Host/Port"), "5060");
}

TEST_F(SipPeerHosts, AreTenInAListAndNoMore) {
  EXPECT_EQ(sim.post(kPeers, named_peer("ten", voice_hosts(addresses(10)))).status, 201);
  EXPECT_EQ(sim.post(kPeers, named_peer("many", voice_hosts(addresses(11))))
                .at("ResponseStatus/ErrorCode"),
            "13506");
  EXPECT_EQ(
      sim.post(kPeers, named_peer("many", groups({addresses(11)}))).at("ResponseStatus/ErrorCode"),
      "13506");
  const Answer refused = sim.post(kPeers, named_peer("many", termination(addresses(11))));
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "12119");
  EXPECT_EQ(refused.at("ResponseStatus/Description"),
            "11 hosts provided, maximum 10 hosts allowed");
}

TEST_F(SipPeerHosts, OfVoiceComeInAListOrInGroups) {
  const Answer created = sim.post(
      kPeers,
      named_peer(
          "groups",
          groups(
              {{"10.0.0.1", "10.0.0.2"}, {"10.0.0.1"}, {"10.0.0.3"}, {"10.0.0.4"}, {"10.0.0.5"}})));
  EXPECT_EQ(sim.follow(created).count("SipPeer/VoiceHostGroups/VoiceHostGroup"), 5U);
  EXPECT_EQ(sim.follow(created).count("SipPeer/VoiceHostGroups/VoiceHostGroup/Host/HostName"), 6U);
  EXPECT_EQ(sim.post(kPeers, named_peer("both", voice_hosts({"10.0.0.1"}) + groups({{"10.0.0.2"}})))
                .at("ResponseStatus/ErrorCode"),
            "13504");
  EXPECT_EQ(sim.post(kPeers, named_peer("six", groups({{"10.0.0.1"},
                                                       {"10.0.0.2"},
                                                       {"10.0.0.3"},
                                                       {"10.0.0.4"},
                                                       {"10.0.0.5"},
                                                       {"10.0.0.6"}})))
                .at("ResponseStatus/ErrorCode"),
            "13507");
  const std::string path = kPeers + "/" + created.created_id();
  EXPECT_EQ(
      sim.put(path, named_peer("groups", voice_hosts({"10.0.0.1"}) + "<VoiceHostGroups/>")).status,
      200);
  EXPECT_EQ(sim.get(path).count("SipPeer/VoiceHostGroups/VoiceHostGroup"), 0U);
}

TEST_F(SipPeerHosts, AreNotGivenTwice) {
  const std::string bad[] = {
      voice_hosts({"10.0.0.1", "10.0.0.1"}), voice_hosts({"sip.example.com", "SIP.example.com"}),
      groups({{"10.0.0.1", "10.0.0.1"}}), termination({"2.1.1.9", "2.1.1.9 0"})};
  for (const std::string& hosts : bad) {
    const Answer refused = sim.post(kPeers, named_peer("twice", hosts));
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "13553") << hosts;
  }
  EXPECT_EQ(sim.post(kPeers, named_peer("bad", termination({"2.1.1.96/30", "2.1.1.97"})))
                .at("ResponseStatus/ErrorCode"),
            "12939");
  EXPECT_EQ(
      sim.post(kPeers, named_peer("ports", termination({"2.1.1.9 5060", "2.1.1.9 5061"}))).status,
      201)
      << "one address may have several ports";
}

TEST_F(SipPeerHosts, OfTerminationBelongToOnePeer) {
  const std::string first =
      kPeers + "/" +
      sim.post(kPeers, named_peer("first", termination({"2.1.1.96/30", "2.1.1.9 5060"})))
          .created_id();
  const std::tuple<const char*, const char*, const char*> bad[] = {
      {"2.1.1.97", "13654",
       "Termination IP 2.1.1.97 overlaps with an address that is already in use"},
      {"2.1.1.9", "13654",
       "Termination IP 2.1.1.9 overlaps with an address that is already in use"},
      {"2.1.1.8/30", "13552",
       "Termination IP 2.1.1.9:5060 is in given subnet range and is already in use"},
      {"2.1.1.64/26", "13569",
       "Termination IP 2.1.1.96/30 is in given subnet range and is already in use"},
      {"2.1.1.0/24", "13655",
       "Termination IP 2.1.1.0/24 overlaps with addresses that are already in use: 2.1.1.96/30, "
       "2.1.1.9"},
  };
  for (const auto& [host, code, text] : bad) {
    for (const std::string& path : {kPeers, std::string("/sites/202/sippeers")}) {
      const Answer refused = sim.post(path, named_peer("other", termination({host})));
      EXPECT_EQ(refused.status, 400);
      EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), code) << host;
      EXPECT_EQ(refused.at("ResponseStatus/Description"), text);
    }
  }
  const Answer elsewhere =
      sim.call("POST", "/accounts/9900001/sites/800/sippeers", basic("other", "secret"),
               named_peer("other", termination({"2.1.1.9"})));
  EXPECT_EQ(elsewhere.at("ResponseStatus/ErrorCode"), "13654") << "not even of another account";
  EXPECT_EQ(sim.put(first, named_peer("first", termination({"2.1.1.96/30"}))).status, 200)
      << "it has them itself";
  EXPECT_EQ(sim.post(kPeers, named_peer("other", termination({"2.1.1.9"}))).status, 201)
      << "it was given up";
}

TEST_F(SipPeerHosts, OfVoiceMayBeShared) {
  const std::string hosts = voice_hosts({"5.5.5.5"}) + termination({"5.5.5.5"});
  EXPECT_EQ(sim.post(kPeers, named_peer("one", hosts)).status, 201);
  EXPECT_EQ(sim.post(kPeers, named_peer("two", voice_hosts({"5.5.5.5"}))).status, 201);
  EXPECT_EQ(sim.post(kPeers, named_peer("three", groups({{"5.5.5.5"}}))).status, 201);
}

}  // namespace
}  // namespace dashsim::test::sippeers_hosts_test
