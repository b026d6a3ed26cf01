// Customers who ask for reports, billing reports and BDRs while their numbers come and go: what
// each is at a time follows from when it was asked for, and a file that is there stays as it is.
#include <boost/json/parse.hpp>
#include <map>
#include <set>

#include "kernel/time.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"
#include "support/sim.hpp"

namespace dashsim::test::random_reports_test {
namespace {

namespace json = boost::json;
using kernel::VirtualTime;
using testing::AnyOf;

const std::string kScenario = R"(
scenario: reports
clock: {poll_advance: 0s}
rules: {ageing: 2d}
)";

/// A report instance, a billing report or a BDR, as its customer remembers it.
struct Asked {
  std::string family;  ///< "reports", "billingreports" or "bdrs"
  std::string path;    ///< of it, below the account
  std::string kind;    ///< the report, or the type of the records
  VirtualTime asked{};
  VirtualTime ends{};  ///< of instances, when they expire
  std::string file{};  ///< once it was there
  bool seen_ready = false;
};

class RandomReports : public SimTest, public testing::WithParamInterface<std::uint64_t> {
 protected:
  RandomReports()
      : SimTest({.scenario = kScenario, .journal_entries_max = 100'000}),
        dice_(GetParam(), "reports") {
    uses_what_no_sample_shows();
    look();
  }

  // What customers do.

  void take_step() {
    using Step = void (RandomReports::*)();
    static constexpr Step kSteps[] = {
        &RandomReports::ask_for_report,
        &RandomReports::ask_for_report,
        &RandomReports::ask_for_billing,
        &RandomReports::ask_for_bdr,
        &RandomReports::buy,
        &RandomReports::disconnect,
        &RandomReports::pass_time,
        &RandomReports::pass_time,
        &RandomReports::pass_time,
    };
    (this->*dice_.of(kSteps))();
  }

  void ask_for_report() {
    const std::string report = dice_.one({"4", "4", "30", "30", "100020", "100020", "99"});
    const std::string account = dice_.one({"9900000", "9900000", "9900000", "9900000", "9900001"});
    const std::string format = dice_.one({"csv", "xls", "xls", "pdf", "pdf", "CSV", "doc"});
    const std::uint64_t days = dice_.below(33);  // from too early over good ones to too late
    const VirtualTime last_day =
        std::chrono::floor<std::chrono::days>(now()) + std::chrono::days(days);
    const Answer made =
        sim.post("/reports/" + report + "/instances",
                 "<Instance><OutputFormat>" + format +
                     "</OutputFormat><Parameters><Parameter><Name>AccountId</Name><Value>" +
                     account + "</Value></Parameter></Parameters><ExpiresAt>" +
                     kernel::format_date(last_day) + "</ExpiresAt></Instance>");
    const bool good =
        report != "99" && account == "9900000" && format != "doc" && days >= 1 && days <= 30;
    EXPECT_EQ(made.status, good ? 201 : report == "99" ? 404 : 400) << made.body;
    if (!good) return;
    remember({"reports", "/reports/" + report + "/instances/" + made.created_id(), report, now(),
              last_day + std::chrono::days(1)});
  }
  void ask_for_billing() {
    const std::string kind = dice_.one({"DIDSNAP", "DIDSNAP_MSG", "INVOICE", "BDR", "FAX"});
    const auto [range, in_order] = any_range();
    const Answer made =
        sim.post("/billingreports", "<BillingReport><Type>" + kind + "</Type><DateRange>" + range +
                                        "</DateRange></BillingReport>");
    EXPECT_EQ(made.status, kind == "FAX" ? 400 : in_order ? 201 : 404) << made.body;
    if (made.status == 201)
      remember({"billingreports", "/billingreports/" + made.created_id(), kind, now()});
  }
  void ask_for_bdr() {
    const auto [range, in_order] = any_range();
    const Answer made = sim.post("/bdrs", "<Bdr>" + range + "</Bdr>");
    EXPECT_EQ(made.status, in_order ? 202 : 404) << made.body;
    if (in_order) remember({"bdrs", "/bdrs/" + made.created_id(), "BDR", now()});
  }
  void buy() {
    sim.post("/orders",
             "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
             "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
  }
  void disconnect() {
    const auto& numbers = account().at("inService").as_array();
    sim.post("/disconnects",
             "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
             "<TelephoneNumberList><TelephoneNumber>" +
                 text(dice_.of(numbers)) +
                 "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                 "</DisconnectTelephoneNumberOrder>");
  }
  void pass_time() {
    sim.advance(dice_.one({"1s", "9s", "10s", "50s", "1m", "12h", "47h", "48h", "5d"}));
  }

  // What they choose from.

  /// Days of a range, and whether they are in order.
  std::pair<std::string, bool> any_range() {
    const std::uint64_t from = 1 + dice_.below(5);
    const std::uint64_t to = 3 + dice_.below(7);
    return {"<StartDate>2026-01-0" + std::to_string(from) + "</StartDate><EndDate>2026-01-0" +
                std::to_string(to) + "</EndDate>",
            from < to};
  }
  const json::value& account() const { return state_.at("accounts").as_array().front(); }
  VirtualTime now() const { return *kernel::parse_instant(text(state_.at("now"))); }
  void remember(Asked asked) {
    ++made_[asked.family];
    asked_.push_back(std::move(asked));
  }

  // What must hold.

  void look() { state_ = json::parse(sim.control("GET", "/state").body); }

  void check_world() {
    look();
    for (Asked& each : asked_) {
      SCOPED_TRACE(each.path + " of " + kernel::format_instant(each.asked));
      each.family == "reports" ? check_report(each) : check_archive(each);
    }
    check_lists();
  }

  void check_report(Asked& asked) {
    const bool ready = now() >= asked.asked + std::chrono::minutes(1);
    const bool expired = ready && now() >= asked.ends;
    const Answer read = sim.get(asked.path);
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.at("Instance/Status"), expired ? "Expired" : ready ? "Ready" : "InProgress");
    EXPECT_EQ(read.at("Instance/ReportId"), asked.kind);
    EXPECT_EQ(read.count("Instance/ExpiresAt"), expired ? 0U : 1U);
    const Answer file = sim.get(asked.path + "/file");
    EXPECT_EQ(file.status, expired ? 404 : ready ? 200 : 202);
    if (ready && !expired) {
      check_file(asked, file);
    } else {
      EXPECT_EQ(file.at("ResponseStatus/ErrorCode"), expired ? "19049" : "19048");
    }
  }

  void check_archive(Asked& asked) {
    const auto age = now() - asked.asked;
    const bool processing = age >= std::chrono::seconds(10);
    const bool ready = age >= std::chrono::minutes(1);
    const bool gone = age >= std::chrono::hours(48) + std::chrono::minutes(1);
    const bool is_bdr = asked.family == "bdrs";
    const Answer read = sim.get(asked.path);
    EXPECT_EQ(read.status, gone ? 404 : ready && is_bdr ? 303 : 200);
    if (!is_bdr && !gone) {
      EXPECT_EQ(read.at("ReportStatus"), ready        ? "COMPLETED"
                                         : processing ? "PROCESSING"
                                                      : "RECEIVED");
    }
    const Answer file = sim.get(asked.path + "/file");
    EXPECT_EQ(file.status, ready && !gone ? 200 : 404);
    if (file.status == 200) {
      check_file(asked, file);
    } else {
      EXPECT_EQ(file.at("ResponseStatus/ErrorCode"), !gone ? "15602" : is_bdr ? "15001" : "15603");
    }
    if (read.status == 303) {
      EXPECT_EQ(sim.follow(read).body, file.body);
    }
  }

  /// A file is about the world as it was when it became ready.
  void check_file(Asked& asked, const Answer& file) {
    EXPECT_NE(file.body, "");
    EXPECT_NE(file.header("Content-Disposition"), "");
    if (std::exchange(asked.seen_ready, true)) {
      EXPECT_TRUE(file.body == asked.file) << "the file has changed";
    } else {
      asked.file = file.body;
    }
  }

  /// Lists are of what is there: all instances, even those that have expired; archives until they
  /// are deleted.
  void check_lists() {
    std::set<std::string> instances, archives;
    for (const Asked& each : asked_) {
      const std::string id = each.path.substr(each.path.rfind('/') + 1);
      const bool there = now() < each.asked + std::chrono::hours(48) + std::chrono::minutes(1);
      if (each.family == "reports") instances.insert(id);
      if (each.family == "billingreports" && there) archives.insert(id);
    }
    using testing::UnorderedElementsAreArray;
    EXPECT_THAT(sim.get("/reports/instances").all("Instances/Instance/Id"),
                UnorderedElementsAreArray(instances));
    std::size_t of_each = 0;
    for (const char* report : {"4", "30", "100020"})
      of_each +=
          sim.get("/reports/" + std::string(report) + "/instances").count("Instances/Instance");
    EXPECT_EQ(of_each, instances.size());
    const Answer list = sim.get("/billingreports");
    EXPECT_EQ(list.status, archives.empty() ? 204 : 200);
    EXPECT_THAT(list.all("BillingReportList/BillingReport/BillingReportId"),
                UnorderedElementsAreArray(archives));
    std::size_t of_kinds = 0;
    for (const char* kind : {"DIDSNAP,DIDSNAP_MSG", "INVOICE", "BDR"})
      of_kinds += sim.get("/billingreports?kind=" + std::string(kind))
                      .count("BillingReportList/BillingReport");
    EXPECT_EQ(of_kinds, archives.size());
  }

  Dice dice_;
  json::value state_;
  std::vector<Asked> asked_;
  std::map<std::string, std::size_t> made_;  ///< by family
};

TEST_P(RandomReports, AreWhatTheirAgeMakesThem) {
  constexpr int kStepCount = 80;
  for (int step = 0; step < kStepCount && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    take_step();
    check_world();
  }
  EXPECT_EQ(made_.size(), 3U) << "of every family there was something";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomReports, testing::Range<std::uint64_t>(1, 7),
                         [](const auto& test) { return "Seed" + std::to_string(test.param); });

}  // namespace
}  // namespace dashsim::test::random_reports_test
