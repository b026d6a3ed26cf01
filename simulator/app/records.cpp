#include "app/records.hpp"

#include <fmt/format.h>

#include "app/version.hpp"
#include "kernel/byte_codec.hpp"

namespace dashsim::app {
namespace {

// These numbers stand in the logs of worlds: they stay what they are.
enum class RecordKind : std::uint8_t { kBeginning = 1, kInput };

std::string stamped(const Stamp& stamp) {
  std::string bytes;
  kernel::ByteWriter out(bytes);
  out.instant(stamp.now);
  out.number(stamp.answers);
  return bytes;
}

Stamp read_stamp(kernel::ByteReader& in) {
  const kernel::VirtualTime now = in.instant();
  return {now, in.number<std::uint32_t>()};
}

Beginning read_beginning(kernel::ByteReader& in) {
  Beginning beginning;
  beginning.version = in.text();
  beginning.seed = in.number<std::uint64_t>();
  beginning.source.name = in.text();
  for (auto left = in.number<std::uint32_t>(); left != 0 && in.good(); --left) {
    scenario::SourceFile& file = beginning.source.files.emplace_back();
    file.file = in.text();
    file.text = in.text();
  }
  return beginning;
}

}  // namespace

std::string to_text(const Stamp& stamp) {
  return fmt::format("{}, answers {:08x}", kernel::format_instant(stamp.now), stamp.answers);
}

std::string beginning_record(const Stamp& stamp, const scenario::Scenario& scenario) {
  std::string bytes = stamped(stamp);
  kernel::ByteWriter out(bytes);
  out.number(RecordKind::kBeginning);
  out.text(version());
  out.number(scenario.seed);
  const scenario::Source& source = *scenario.source;
  out.text(source.name);
  out.number(static_cast<std::uint32_t>(source.files.size()));
  for (const scenario::SourceFile& file : source.files) {
    out.text(file.file);
    out.text(file.text);
  }
  return bytes;
}

std::string input_record(const Stamp& stamp, std::string_view input) {
  std::string bytes = stamped(stamp);
  kernel::ByteWriter(bytes).number(RecordKind::kInput);
  return bytes.append(input);
}

std::optional<Record> read_record(std::string_view bytes) {
  kernel::ByteReader in(bytes);
  Record record{read_stamp(in), {}};
  switch (in.number<RecordKind>()) {
    case RecordKind::kBeginning:
      record.content = read_beginning(in);
      if (!in.good() || !in.at_end()) return std::nullopt;
      return record;
    case RecordKind::kInput: {
      std::optional<Input> input = read_input(in.rest());
      if (!in.good() || !input) return std::nullopt;
      record.content = *std::move(input);
      return record;
    }
  }
  return std::nullopt;
}

std::string with_stamp(const Stamp& stamp, std::string_view record) {
  std::string bytes = stamped(stamp);
  return bytes.append(record.substr(bytes.size()));
}

}  // namespace dashsim::app
