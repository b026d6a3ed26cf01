#include "app/recovery.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "app/files.hpp"
#include "app/note.hpp"
#include "app/version.hpp"

namespace dashsim::app {
namespace {

std::string bytes_text(std::uint64_t bytes) {
  return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
}

/// Cuts what cannot be read, once it lies beside the log.
void cut(WorldLog& log, const Damage& damage, std::uint64_t records) {
  const std::string beside = log.keep_beside(damage.offset);
  const std::string kind =
      damage.next_good == 0
          ? std::string("its end is torn")
          : fmt::format("it is damaged in the middle, records at {} and behind can be read",
                        damage.next_good);
  log.cut(damage.offset);
  note("{}: byte {}: {}: {}; {} records before it are kept, {} are cut and lie in {}", log.path(),
       damage.offset, damage.what, kind, records, bytes_text(damage.bytes), beside);
}

std::shared_ptr<const scenario::Scenario> scenario_of(const Beginning& beginning,
                                                      const std::string& place,
                                                      const scenario::Loader& loader) {
  const scenario::Loaded loaded = loader.load_source(beginning.source);
  if (loaded.scenario != nullptr) return scenario::with_seed(*loaded.scenario, beginning.seed);
  print_complaints(loaded.complaints);
  throw std::runtime_error(
      fmt::format("{}: dashsim {} does not take the scenario '{}' that dashsim {} took", place,
                  version(), beginning.source.name, beginning.version));
}

std::string place_of(const Recovering& recovering) {
  return fmt::format("{}: byte {}", recovering.log->path(), recovering.reader.offset());
}

Record known_record(const Recovering& recovering, std::string_view bytes) {
  auto record = read_record(bytes);
  if (!record) {
    throw std::runtime_error(
        fmt::format("{}: a record that dashsim {} does not know", place_of(recovering), version()));
  }
  return *std::move(record);
}

}  // namespace

std::optional<Recovering> begin_recovery(const DataDir& data, const std::string& world,
                                         const scenario::Loader& loader) {
  const std::shared_ptr<WorldLog> log = data.open(world);
  if (log->has_failed()) throw std::runtime_error(log->failure());
  Recovering recovering{log, log->read(), nullptr, {}};
  const auto first = recovering.reader.next();
  const auto& damage = recovering.reader.damage();
  if (!first && !damage && recovering.reader.format() != kLogFormat)
    throw std::runtime_error(fmt::format("{}: its format is {}, and dashsim {} reads {}",
                                         log->path(), recovering.reader.format(), version(),
                                         kLogFormat));
  if (!first) {
    if (damage) cut(*log, *damage, 0);
    note("{}: it does not tell how the world '{}' began: that is no more", log->path(), world);
    log->disown();
    return std::nullopt;
  }
  const Record record = known_record(recovering, *first);
  const auto* beginning = std::get_if<Beginning>(&record.content);
  if (beginning == nullptr)
    throw std::runtime_error(
        fmt::format("{}: it does not begin with a scenario", place_of(recovering)));
  recovering.scenario = scenario_of(*beginning, place_of(recovering), loader);
  recovering.version = beginning->version;
  return recovering;
}

std::shared_ptr<WorldLog> replay(Recovering& recovering, Driver& driver, DataDir& data,
                                 const scenario::Loader& loader, std::uint64_t& inputs) {
  WorldLog& log = *recovering.log;
  LogReader& reader = recovering.reader;
  std::shared_ptr<WorldLog> rewritten;  // from where the world is another one
  std::uint64_t changed_at = 0;
  const auto differ = [&](const std::string& how) {
    if (rewritten != nullptr) return;
    const std::string what = fmt::format(
        "{}: the world '{}' is not as it was: {} (begun by dashsim {}, this is {}; --xml-depth and "
        "--xml-elements count, too)",
        place_of(recovering), driver.name(), how, recovering.version, version());
    if (!data.settings().accept_changes)
      throw std::runtime_error(what +
                               "; --data-accept takes it as it is now, and deleting its folder "
                               "ends it");
    note("{}; it is taken as it is now", what);
    changed_at = reader.offset();
    rewritten = data.make(driver.name(), log.is_of_served());
    if (!rewritten->begin_like(log, changed_at)) throw std::runtime_error(rewritten->failure());
  };
  while (const auto bytes = reader.next()) {
    Record record = known_record(recovering, *bytes);
    const Stamp before = driver.stamp();
    if (record.stamp != before)
      differ(fmt::format("here it stood at {}, and now at {}", to_text(record.stamp),
                         to_text(before)));
    const std::string kept = rewritten != nullptr ? with_stamp(before, *bytes) : std::string();
    bool is_taken = true;
    if (const auto* beginning = std::get_if<Beginning>(&record.content)) {
      driver.reset(scenario_of(*beginning, place_of(recovering), loader));
    } else {
      is_taken = driver.apply(std::get<Input>(std::move(record.content)));
    }
    ++inputs;
    if (!is_taken) {
      differ("it refuses what it did then");
    } else if (rewritten != nullptr && !rewritten->append(kept)) {
      throw std::runtime_error(rewritten->failure());
    }
  }
  if (reader.damage()) cut(log, *reader.damage(), reader.records());
  if (rewritten == nullptr) return recovering.log;
  const std::string beside = log.keep_beside(changed_at);
  if (!data.place(*rewritten)) throw std::runtime_error(rewritten->failure());
  note("{}: what it was from byte {} on lies in {}", rewritten->path(), changed_at, beside);
  return rewritten;
}

}  // namespace dashsim::app
