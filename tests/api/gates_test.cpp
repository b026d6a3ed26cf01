// Operations that an account may only use if it has a feature of a product.
#include "api/import_story.hpp"

namespace dashsim::test::gates_test {
namespace {

const std::string kPoor = R"(
scenario: few products
accounts:
  - id: 9900000
    products: {PRODUCTS}
    sites: [{id: 743, name: Main, sippeers: [{id: 303716, name: peer}]}]
  - {id: 9900001}
users:
  - {name: tester, password: secret, accounts: [9900000]}
  - {name: other, password: secret, accounts: [9900001]}
inventory: [{block: "919439xxxx", rate_center: RALEIGH, state: NC, lata: 426}]
)";

struct Gate {
  const char* path;
  const char* document;
  const char* feature;
  const char* code;
  const char* text;
};

void PrintTo(const Gate& gate, std::ostream* out) {
  *out << gate.path;
}

const Gate kGates[] = {
    {"/orders", "<Order/>", "ORDERING", "5183", "Ordering is not enabled on given account"},
    {"/tnreservation", "<Reservation/>", "RESERVATION", "5046",
     "Reservation not allowed for account 9900000"},
    {"/csrs", "<Csr/>", "CSR", "12160",
     "Operation could not be performed because account 9900000 doesn't have CSR feature enabled"},
    {"/lidbs", "<LidbOrder/>", "LIDB", "5078", "Account has no 'LIDB' product feature"},
    {"/dldas", "<DldaOrder/>", "DlDa", "5078", "Account has no 'DlDa' product feature"},
    {"/numbersAssignment", "<TelephoneNumbersAssignmentOrder/>", "TN_ASSIGNMENT", "5078",
     "Account has no 'TN_ASSIGNMENT' product feature"},
    {"/lsrorders", "<LsrOrder/>", "LSR", "5078", "Account has no 'LSR' product feature"},
};

class Gates : public SimTest, public testing::WithParamInterface<Gate> {
 protected:
  explicit Gates(const std::string& products = "E911: []")
      : SimTest({.scenario = with_products(products)}) {}

  static std::string with_products(const std::string& products) {
    std::string scenario = kPoor;
    const std::string gap = "PRODUCTS";
    return scenario.replace(scenario.find(gap), gap.size(), products);
  }
  /// The text of the refusal with the gate's code; empty if there is none.
  std::string refusal() {
    const Answer answer = sim.post(GetParam().path, GetParam().document);
    EXPECT_EQ(answer.status, 400) << "the document is no good, even for those who may send it";
    std::string text;
    each_element(answer.body, [&](const xml::Element& element) {
      if (element.text_at("Code") == GetParam().code ||
          element.text_at("ErrorCode") == GetParam().code)
        text = element.text_at("Description");
    });
    return text;
  }
};

class OpenGates : public Gates {
 protected:
  OpenGates() : Gates("NumberManagement: [" + std::string(GetParam().feature) + "]") {}
};

TEST_P(Gates, RefuseAccountsWithoutTheFeature) {
  EXPECT_EQ(refusal(), GetParam().text);
}

TEST_P(OpenGates, LetAccountsPassThatHaveTheFeature) {
  EXPECT_EQ(refusal(), "");
}

INSTANTIATE_TEST_SUITE_P(Operations, OpenGates, testing::ValuesIn(kGates));
INSTANTIATE_TEST_SUITE_P(Operations, Gates, testing::ValuesIn(kGates));

}  // namespace
}  // namespace dashsim::test::gates_test
