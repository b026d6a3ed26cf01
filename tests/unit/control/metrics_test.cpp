#include "control/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dashsim::control::metrics_test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using world::Exchange;

const world::Journal::Kind kOrdersRead{Exchange::Direction::kRequest, "GET /orders", 200};

TEST(Metrics, EscapeWhatLabelsMayNotHold) {
  Figures figures;
  figures.tally.faults["a \"b\" \\ c\nd"] = 2;
  EXPECT_THAT(metrics_text(figures, "1", 0),
              HasSubstr(R"(dashsim_faults_total{fault="a \"b\" \\ c\nd"} 2)"
                        "\n"));
}

TEST(Metrics, CumulateLatenciesUpToEachBound) {
  Figures figures;
  Histogram& histogram = figures.tally.latencies["GET /orders"];
  for (const auto took : {50us, 100us, 101us, 3000us}) histogram.note(took);
  histogram.note(60s);
  const std::string text = metrics_text(figures, "1", 0);
  const auto line = [](const std::string& bound, int count) {
    return "dashsim_request_seconds_bucket{operation=\"GET /orders\",le=\"" + bound + "\"} " +
           std::to_string(count) + "\n";
  };
  EXPECT_THAT(text, HasSubstr(line("0.0001", 2)));
  EXPECT_THAT(text, HasSubstr(line("0.00025", 3)));
  EXPECT_THAT(text, HasSubstr(line("0.0025", 3)));
  EXPECT_THAT(text, HasSubstr(line("0.005", 4)));
  EXPECT_THAT(text, HasSubstr(line("30", 4)));
  EXPECT_THAT(text, HasSubstr(line("+Inf", 5)));
  EXPECT_THAT(text, HasSubstr("dashsim_request_seconds_count{operation=\"GET /orders\"} 5\n"));
  EXPECT_THAT(text,
              HasSubstr("dashsim_request_seconds_sum{operation=\"GET /orders\"} 60.003251\n"));
}

TEST(Metrics, CountRequestsWithoutAnOperation) {
  Figures figures;
  figures.tally.exchanges[{Exchange::Direction::kRequest, "", 404}] = 3;
  figures.tally.exchanges[{Exchange::Direction::kCallback, "POST /x", 200}] = 3;
  const std::string text = metrics_text(figures, "1", 0);
  EXPECT_THAT(text, HasSubstr("dashsim_requests_total{operation=\"other\",status=\"404\"} 3\n"));
  EXPECT_THAT(text, Not(HasSubstr("POST /x"))) << "callbacks are no requests";
}

TEST(Tally, IsRightAtTheEndWhateverComesFirst) {
  Tally now;
  now.exchanges[kOrdersRead] = 5;
  now.attempts.failed = 2;
  now.rules["x.yaml:1:1"] = {"fault", "a", "x.yaml:1:1", 4, 3};
  Tally sum;
  sum.take_away(now);
  Tally more = now;
  more.exchanges[kOrdersRead] = 7;
  more.latencies["GET /orders"].note(1s);
  sum.add(more);
  EXPECT_EQ(sum.exchanges[kOrdersRead], 2U);
  EXPECT_EQ(sum.attempts.failed, 0U);
  EXPECT_EQ(sum.rules["x.yaml:1:1"].happened, 0U);
  EXPECT_EQ(sum.rules["x.yaml:1:1"].name, "a");
  EXPECT_EQ(sum.latencies["GET /orders"].sum, 1s);
}

}  // namespace
}  // namespace dashsim::control::metrics_test
