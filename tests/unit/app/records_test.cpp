#include "app/records.hpp"

#include "scenario/load.hpp"

namespace dashsim::app::records_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const Stamp kStamp{kernel::VirtualTime{std::chrono::hours(7)}, 0xfedcba98};

scenario::Scenario scenario_of(scenario::Source source) {
  scenario::Scenario scenario;
  scenario.seed = 42;
  scenario.source = std::make_shared<const scenario::Source>(std::move(source));
  return scenario;
}

std::string input_bytes() {
  std::string bytes;
  write_input(bytes, net::Request{"PUT", "/x", {{"Host", "h"}}, "body"}, "http://h");
  return bytes;
}

TEST(Records, TellHowAWorldBegan) {
  const auto record = read_record(beginning_record(
      kStamp, scenario_of({"a.yaml", {{"a.yaml", "extends: b.yaml"}, {"b.yaml", "seed: 1"}}})));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->stamp, kStamp);
  const auto& beginning = std::get<Beginning>(record->content);
  EXPECT_EQ(beginning.seed, 42U);
  EXPECT_FALSE(beginning.version.empty());
  EXPECT_EQ(beginning.source.name, "a.yaml");
  ASSERT_EQ(beginning.source.files.size(), 2U);
  EXPECT_EQ(beginning.source.files[1].file, "b.yaml");
  EXPECT_EQ(beginning.source.files[1].text, "seed: 1");
}

TEST(Records, TellWhatHasCome) {
  const auto record = read_record(input_record(kStamp, input_bytes()));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->stamp, kStamp);
  const auto& input = std::get<RequestInput>(std::get<Input>(record->content));
  EXPECT_EQ(input.request.method, "PUT");
  EXPECT_EQ(input.request.headers[0].value, "h");
  EXPECT_EQ(input.base_url, "http://h");

  std::string state;
  write_input(state, StateInput{StateInput::Kind::kRewind, "name", kStamp.now});
  const auto rewind = read_record(input_record({}, state));
  const auto& read = std::get<StateInput>(std::get<Input>(rewind->content));
  EXPECT_EQ(read.kind, StateInput::Kind::kRewind);
  EXPECT_EQ(read.snapshot, "name");
  EXPECT_EQ(read.to, kStamp.now);
}

TEST(Records, AreStampedAnew) {
  const auto record = read_record(with_stamp(kStamp, input_record({}, input_bytes())));
  EXPECT_EQ(record->stamp, kStamp);
  EXPECT_EQ(std::get<RequestInput>(std::get<Input>(record->content)).request.body, "body");
  EXPECT_EQ(to_text(kStamp), "1970-01-01T07:00:00.000Z, answers fedcba98");
}

TEST(Records, ThatAreNoneAreNotTaken) {
  const std::string good[] = {input_record(kStamp, input_bytes()),
                              beginning_record(kStamp, scenario_of({"default", {}}))};
  for (const std::string& record : good) {
    ASSERT_TRUE(read_record(record));
    for (std::size_t size = 0; size < record.size(); ++size)
      EXPECT_FALSE(read_record(record.substr(0, size))) << size;
    EXPECT_FALSE(read_record(record + "x"));
    for (std::size_t i = 0; i < record.size(); ++i) {  // whatever comes of it, nothing breaks
      std::string spoiled = record;
      spoiled[i] = '\xff';
      read_record(spoiled);
    }
  }
}

TEST(Scenarios, AreMadeAgainOfWhatTheyWereReadFrom) {
  std::map<std::string, std::string> files{
      {"dir/a.yaml", "scenario: a\nextends: b.yaml\nclock: {poll_advance: 0s}\n"},
      {"dir/b.yaml", "scenario: b\nextends: nothing\nseed: 9\nabout: under it\n"}};
  const scenario::Loader loader({}, [&](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  });
  const scenario::Loaded first = loader.load_file("dir/a.yaml");
  ASSERT_NE(first.scenario, nullptr) << to_line(first.complaints[0]);
  files.clear();
  EXPECT_EQ(loader.load_file("dir/a.yaml").scenario, nullptr);
  const scenario::Loaded again = loader.load_source(*first.scenario->source);
  ASSERT_NE(again.scenario, nullptr);
  EXPECT_EQ(again.scenario->name, "a");
  EXPECT_EQ(again.scenario->about, "under it");
  EXPECT_EQ(again.scenario->seed, 9U);
  EXPECT_EQ(again.scenario->source->files.size(), 2U);
  EXPECT_EQ(with_seed(*again.scenario, 3)->seed, 3U);
}

}  // namespace
}  // namespace dashsim::app::records_test
