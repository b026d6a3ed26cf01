#include "api/import_story.hpp"

namespace dashsim::test::importTnChecker_test {
namespace {

using ImportTnChecker = ImportTest;

TEST_F(ImportTnChecker, TellsWhichNumbersCanBeImported) {
  are_brought_by_others({"9193330103"});
  imports({kElsewhere2});
  const Answer answer = sim.post(
      "/importTnChecker", checked({kElsewhere, kOrdinary, "9193330103", kAvailable, kElsewhere2}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(
    <ImportTnCheckerResponse>
      <ImportTnCheckerPayload>
        <TelephoneNumbers>
          <TelephoneNumber>9193330101</TelephoneNumber>
          <TelephoneNumber>9193330102</TelephoneNumber>
        </TelephoneNumbers>
        <ImportTnErrors>
          <ImportTnError>
            <Code>19006</Code>
            <Description>Bandwidth numbers cannot be imported by this account at this time.</Description>
            <TelephoneNumbers>
              <TelephoneNumber>9195550101</TelephoneNumber>
              <TelephoneNumber>9194390001</TelephoneNumber>
            </TelephoneNumbers>
          </ImportTnError>
          <ImportTnError>
            <Code>13552</Code>
            <Description>Telephone numbers already exist.</Description>
            <TelephoneNumbers><TelephoneNumber>9193330103</TelephoneNumber></TelephoneNumbers>
          </ImportTnError>
        </ImportTnErrors>
      </ImportTnCheckerPayload>
    </ImportTnCheckerResponse>)");
}

TEST_F(ImportTnChecker, ChangesNothing) {
  const std::string before = sim.control("GET", "/state").body;
  EXPECT_XML(sim.post("/importTnChecker", checked({kElsewhere})).body, R"(
    <ImportTnCheckerResponse>
      <ImportTnCheckerPayload>
        <TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>
        <ImportTnErrors/>
      </ImportTnCheckerPayload>
    </ImportTnCheckerResponse>)");
  EXPECT_EQ(sim.control("GET", "/state").body, before);
}

using RefusedImportTnChecker = BadRequests;

TEST_F(RefusedImportTnChecker, TellsEverythingThatIsWrong) {
  const Error no_tns{"7102", "Telephone number required"};
  const struct {
    std::string xml;
    std::vector<Error> errors;
  } cases[] = {
      {checked({"61746052083", kElsewhere, "61746052082"}),
       {{"7201", "61746052083 is not a valid NANPA telephone number."},
        {"7201", "61746052082 is not a valid NANPA telephone number."}}},
      {"<ImportTnCheckerPayload/>", {{"7122", "Telephone number list required"}}},
      {checked({}), {no_tns}},
      {checked({""}), {no_tns}},
      {checked({kElsewhere, kElsewhere}),
       {{"7360", "Telephone number list can't contain duplicates"}}},
      {checked(too_many_numbers()),
       {{"7314", "Count of telephone numbers provided exceeds maximum 5000"}}},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, errors] : cases) {
    requests.push_back(
        {"POST /importTnChecker", xml, 400, in_errors("ImportTnCheckerResponse", errors)});
  }
  are_refused(requests);
}

}  // namespace
}  // namespace dashsim::test::importTnChecker_test
