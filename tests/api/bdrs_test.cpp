#include "support/sim.hpp"
#include "support/unzip.hpp"

namespace dashsim::test::bdrs_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Bdrs : public SimTest {
 protected:
  Bdrs() : SimTest({.scenario = "scenario: x\nclock: {poll_advance: 0s}\n"}) {}

  Answer post(const std::string& from, const std::string& to) {
    return sim.post("/bdrs",
                    "<Bdr><StartDate>" + from + "</StartDate><EndDate>" + to + "</EndDate></Bdr>");
  }
};

std::string refused(const std::string& root, const std::string& code, const std::string& text) {
  return "<" + root + "><ResponseStatus><ErrorCode>" + code + "</ErrorCode><Description>" + text +
         "</Description></ResponseStatus></" + root + ">";
}

const std::string kNobody = "44a90e00-a7b6-4659-9112-e7f5dfa48231";

TEST_F(Bdrs, RedirectToTheirFileWhenItIsThere) {
  const Answer created = post("2015-04-01", "2015-04-30");
  EXPECT_EQ(created.status, 202);
  EXPECT_XML(created.body, R"(
    <BdrCreationResponse>
      <Info>Your BDR archive is currently being constructed</Info>
    </BdrCreationResponse>)");
  const std::string path = "/bdrs/" + created.created_id();
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000" + path);
  for (const std::string wait : {"0s", "59s"}) {
    sim.advance(wait);
    const Answer waiting = sim.follow(created);
    EXPECT_EQ(waiting.status, 200);
    EXPECT_XML(waiting.body, R"(
      <BdrCreationResponse>
        <Info>The requested BDR archive is still being constructed, please check back later</Info>
      </BdrCreationResponse>)");
  }
  EXPECT_THAT(sim.advance_until_idle().body, HasSubstr("COMPLETED"));
  const Answer ready = sim.follow(created);
  EXPECT_EQ(ready.status, 303);
  EXPECT_EQ(ready.body, "");
  EXPECT_EQ(ready.location(), created.location() + "/file");
}

TEST_F(Bdrs, AreZippedCsv) {
  const Answer created = post("2015-04-01", "2015-04-30");
  sim.advance_until_idle();
  const Answer file = sim.follow(sim.follow(created));
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.header("Content-Type"), "application/zip");
  EXPECT_EQ(file.header("Content-Disposition"),
            "attachment; filename=\"BDR_2015-04-01_2015-04-30.zip\"");
  const Unzipped csv = unzip(file.body);
  EXPECT_EQ(csv.name, "BDR_2015-04-01_2015-04-30.csv");
  EXPECT_THAT(csv.bytes, StartsWith("AccountNumber,CallStartDateTime,CallEndDateTime,CallType,"));
  EXPECT_EQ(csv.bytes.find("\r\n") + 2, csv.bytes.size()) << "nobody has called anybody";
}

TEST_F(Bdrs, NeedARangeOfDays) {
  const Answer upside_down = post("2015-06-01", "2015-04-30");
  EXPECT_EQ(upside_down.status, 404);
  EXPECT_XML(upside_down.body,
             refused("BdrCreationResponse", "15501",
                     "Invalid date range. Start date 2015-06-01 must be before end date "
                     "2015-04-30"));
  EXPECT_EQ(post("2015-06-01", "2015-06-01").at("ResponseStatus/ErrorCode"), "15501");
  for (const std::string wrong : {"", "soon", "2015-02-29", "15-02-01", "2015-02-01 10:00"}) {
    const Answer answer = post(wrong, "2015-04-30");
    EXPECT_EQ(answer.status, 400) << wrong;
    EXPECT_XML(answer.body,
               refused("BdrCreationResponse", "15503", "Valid date required (StartDate)"));
    EXPECT_EQ(post("2015-01-01", wrong).at("ResponseStatus/Description"),
              "Valid date required (EndDate)");
  }
  EXPECT_EQ(post("2015-04-01T00:00:00", "2015-04-30T00:00:00Z").status, 202);
}

TEST_F(Bdrs, AreFoundByTheirIds) {
  const std::string wrong = "44a90e00-a7b6asdfsdafasdfdasf-6659-9112-e7f5dfa48231";
  for (const std::string file : {"", "/file"}) {
    const Answer malformed = sim.get("/bdrs/" + wrong + file);
    EXPECT_EQ(malformed.status, 400);
    EXPECT_XML(malformed.body,
               refused("BdrRetrievalResponse", "1008", "'" + wrong + "' is not a valid UUID"));
    const Answer unknown = sim.get("/bdrs/" + kNobody + file);
    EXPECT_EQ(unknown.status, 404);
    EXPECT_XML(unknown.body, refused("BdrRetrievalResponse", "15001", "BDR archive was not found"));
  }
  const std::string id = post("2015-04-01", "2015-04-30").created_id();
  EXPECT_EQ(sim.get("/billingreports/" + id).status, 404) << "the newer family has its own";
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/bdrs/" + id, basic("other", "secret")).status, 404);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/bdrs/" + id, basic("other", "secret")).status, 403);
}

TEST_F(Bdrs, HaveNoFileBeforeTheyAreReadyAndAfterTwoDays) {
  const std::string path = "/bdrs/" + post("2015-04-01", "2015-04-30").created_id();
  const Answer early = sim.get(path + "/file");
  EXPECT_EQ(early.status, 404);
  EXPECT_XML(early.body, refused("BdrRetrievalResponse", "15602",
                                 "Requested report archive is still being constructed"));
  sim.advance("48h");
  EXPECT_EQ(sim.get(path + "/file").status, 200);
  sim.advance("1m");
  EXPECT_EQ(sim.get(path + "/file").status, 404);
  EXPECT_EQ(sim.get(path).at("ResponseStatus/ErrorCode"), "15001");
}

using PolledBdrs = SimTest;

TEST_F(PolledBdrs, AreReadyAfterSomePolling) {
  const Answer created = sim.post(
      "/bdrs", "<Bdr><StartDate>2015-04-01</StartDate><EndDate>2015-04-30</EndDate></Bdr>");
  int polls = 0;
  while (sim.follow(created).status == 200 && polls < 20) ++polls;
  EXPECT_EQ(sim.follow(created).status, 303);
  EXPECT_EQ(sim.follow(sim.follow(created)).status, 200);
}

}  // namespace
}  // namespace dashsim::test::bdrs_test
