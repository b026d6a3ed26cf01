#include "app/input_log.hpp"

#include <gmock/gmock.h>

#include <boost/asio/error.hpp>
#include <map>

namespace dashsim::app::input_log_test {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr kernel::VirtualTime at(int minutes) {
  return kernel::VirtualTime{std::chrono::minutes(minutes)};
}

TEST(InputLog, GivesBackWhatCame) {
  InputLog log;
  log.append(at(1), {"POST", "/a?b=c", {{"Host", "h"}, {"X", ""}}, std::string("\0\xff", 2)},
             "http://h/_world/w");
  log.append_control(at(2), {"POST", "/_sim/faults", {}, "{}"});
  const InputLog::Place clock = log.append(at(3), ClockInput{at(9)});
  log.set_end(clock, at(8));

  InputLog::Reader reader(log);
  ASSERT_FALSE(reader.at_end());
  EXPECT_EQ(reader.begin(), at(1));
  EXPECT_EQ(reader.end(), at(1)) << "until its end is known";
  const auto request = std::get<RequestInput>(reader.next());
  EXPECT_EQ(request.request.method, "POST");
  EXPECT_EQ(request.request.target, "/a?b=c");
  ASSERT_EQ(request.request.headers.size(), 2U);
  EXPECT_EQ(request.request.headers[0].value, "h");
  EXPECT_EQ(request.request.body, std::string("\0\xff", 2));
  EXPECT_EQ(request.base_url, "http://h/_world/w");
  EXPECT_EQ(std::get<ControlInput>(reader.next()).request.body, "{}");
  EXPECT_EQ(reader.begin(), at(3));
  EXPECT_EQ(reader.end(), at(8));
  EXPECT_EQ(std::get<ClockInput>(reader.next()).to, at(9));
  EXPECT_TRUE(reader.at_end());
}

TEST(InputLog, KeepsOfErrorsWhatMattersToAWorld) {
  InputLog log;
  log.append(at(0), net::Answer{{}, {201, {{"Content-Type", "text/plain"}}, "taken"}});
  log.append(at(0), net::Answer{boost::asio::error::timed_out, {}});
  log.append(at(0), net::Answer{net::CallFault::kNotAllowed, {}});
  log.append(at(0), net::Answer{boost::asio::error::host_unreachable, {}});

  InputLog::Reader reader(log);
  const auto next = [&] { return std::get<AnswerInput>(reader.next()).answer; };
  const net::Answer taken = next();
  EXPECT_FALSE(taken.error);
  EXPECT_EQ(taken.response.status, 201);
  EXPECT_EQ(taken.response.body, "taken");
  EXPECT_EQ(next().error, boost::asio::error::timed_out);
  EXPECT_EQ(next().error, net::make_error_code(net::CallFault::kNotAllowed));
  EXPECT_TRUE(next().error);
  EXPECT_TRUE(reader.at_end());
}

TEST(InputLog, IsReadAsItWasWhileItGrows) {
  InputLog log;
  log.append(at(0), ClockInput{at(1)});
  InputLog::Reader reader(log);
  log.append(at(1), ClockInput{at(2)});
  reader.next();
  EXPECT_TRUE(reader.at_end());
}

TEST(InputLog, HasCopiesThatGoTheirOwnWays) {
  constexpr int kMany = 1000;
  const std::string kBody(100, 'x');  // so that they take more than one chunk
  InputLog one;
  const auto grow = [&](InputLog& log, const std::string& target) {
    for (int i = 0; i < kMany; ++i) log.append_control(at(i), {"POST", target, {}, kBody});
    return log.append(at(kMany), ClockInput{at(kMany)});
  };
  const auto targets_of = [](const InputLog& log) {
    std::map<std::string, int> counts;
    for (InputLog::Reader reader(log); !reader.at_end();) {
      const Input input = reader.next();
      if (const auto* control = std::get_if<ControlInput>(&input))
        ++counts[control->request.target];
    }
    return counts;
  };
  const InputLog::Place last = grow(one, "/both");
  const std::size_t bytes = one.bytes();
  InputLog other = one;
  grow(one, "/one");
  grow(other, "/two");
  other.set_end(last, at(kMany + 1));

  EXPECT_THAT(targets_of(one), ElementsAre(Pair("/both", kMany), Pair("/one", kMany)));
  EXPECT_THAT(targets_of(other), ElementsAre(Pair("/both", kMany), Pair("/two", kMany)));
  EXPECT_EQ(other.bytes(), one.bytes());
  EXPECT_GT(one.bytes(), bytes + kMany * kBody.size());
  const auto end_of_first_clock_input = [](const InputLog& log) {
    InputLog::Reader reader(log);
    for (int i = 0; i < kMany; ++i) reader.next();
    return reader.end();
  };
  EXPECT_EQ(end_of_first_clock_input(one), at(kMany));
  EXPECT_EQ(end_of_first_clock_input(other), at(kMany + 1));
}

}  // namespace
}  // namespace dashsim::app::input_log_test
