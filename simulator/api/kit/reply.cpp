#include "api/kit/reply.hpp"

#include <stdexcept>

namespace dashsim::api {
namespace {

void write_code_and_text(xml::Writer& out, std::string_view code_name, const Refusal& refusal) {
  if (refusal.code != 0) out.element(code_name, refusal.code);
  out.element("Description", refusal.text);
}

void write_errors(const Refusals& refusals, Envelope envelope, xml::Writer& out) {
  const Refusal& first = refusals.list.front();
  switch (envelope) {
    case Envelope::kResponseStatus:
      out.open("ResponseStatus");
      write_code_and_text(out, "ErrorCode", first);
      out.close();
      return;
    case Envelope::kErrorList:
      write_error_list(refusals, out);
      return;
    case Envelope::kErrors:
      write_repeated_errors(refusals, out);
      return;
    case Envelope::kStatus:
    case Envelope::kError:
    case Envelope::kIrisStatus:
      out.open(envelope == Envelope::kStatus  ? "Status"
               : envelope == Envelope::kError ? "Error"
                                              : "irisStatus");
      write_code_and_text(out, "Code", first);
      out.close();
      return;
    case Envelope::kBulkPortinStatus:
      out.open("BulkPortin").open("Status");
      write_code_and_text(out, "Code", first);
      out.close().close();
      return;
    case Envelope::kErrorMessage:
      out.element("ErrorMessage", first.text);
      return;
    case Envelope::kLinks:
      return;
  }
}

}  // namespace

void throw_exception_from_error(const Refusals& refusals, const boost::source_location& /*where*/) {
  throw std::logic_error("a refusal was taken for a value: " +
                         (refusals.empty() ? std::string() : refusals.list.front().text));
}

Refusal invalid_value(std::string_view value) {
  constexpr std::uint32_t kInvalidValue = 1008;
  const std::string about[] = {std::string(value)};
  return {kInvalidValue, error_text(kInvalidValue, about, "value")};
}

Refusals bad_request(int status, std::string_view why) {
  constexpr std::uint32_t kBadRequest = 1019;
  return {status, {{kBadRequest, error_text(kBadRequest, {}).append(": ").append(why)}}, {}};
}

Refusals no_such_resource() {
  return {.status = 404, .list = {{0, "The resource does not exist"}}, .echo = {}};
}

void write_error_list(const Refusals& refusals, xml::Writer& out) {
  out.open("ErrorList");
  for (const Refusal& refusal : refusals.list) {
    out.open("Error");
    write_code_and_text(out, "Code", refusal);
    out.close();
  }
  out.close();
}

void write_repeated_errors(const Refusals& refusals, xml::Writer& out) {
  for (const Refusal& refusal : refusals.list) {
    out.open("Errors");
    write_code_and_text(out, "Code", refusal);
    if (!refusal.numbers.empty()) {
      out.open("TelephoneNumbers");
      for (const std::string& number : refusal.numbers) out.element("Tn", number);
      out.close();
    }
    out.close();
  }
}

std::string render(const Refusals& refusals, const Operation& operation) {
  const Envelope documented = operation.envelope_for_error(refusals.status);
  // A list without hits is no error, but a refusal with a code must find room for it.
  const Envelope envelope =
      documented == Envelope::kLinks && !refusals.empty() ? operation.error_envelope : documented;
  return reply(refusals.status,
               envelope == documented ? operation.root_for_error(refusals.status)
                                      : operation.error_root,
               [&](xml::Writer& out) {
                 if (!refusals.empty()) write_errors(refusals, envelope, out);
                 if (refusals.echo) refusals.echo(out);
               })
      .body;
}

}  // namespace dashsim::api
