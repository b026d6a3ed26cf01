// Whatever the bytes, reading them ends in a document or in a fault, and a document can be written
// and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/kit/fields.hpp"
#include "xml/reader.hpp"
#include "xml/writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dashsim::xml::Document;
  const auto read = Document::read(std::string(reinterpret_cast<const char*>(data), size));
  const auto* document = std::get_if<Document>(&read);
  if (document == nullptr) return 0;
  dashsim::xml::Writer out;
  dashsim::api::write_sent(document->root(), out);
  const auto again = Document::read(out.take());
  if (!std::holds_alternative<Document>(again)) std::abort();
  return 0;
}
