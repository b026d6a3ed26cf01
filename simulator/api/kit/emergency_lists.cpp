#include "api/kit/emergency_lists.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/kit/listing.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::EmergencyRecipient;

constexpr std::uint32_t kRecipientInGroup = 8080;
constexpr std::uint32_t kUnknownParameters = 8090;
constexpr std::uint32_t kValueNotSupported = 8091;
constexpr std::uint32_t kDateTimeInvalid = 8092;
constexpr std::uint32_t kEndpointInGroup = 8099;
constexpr std::uint32_t kGroupHasEndpoints = 8100;
constexpr std::uint32_t kEndpointOfOtherGroup = 8105;
constexpr std::uint32_t kOneKindOfRecipient = 8109;
constexpr std::size_t kSizeUsual = 100;
constexpr std::size_t kSizeMax = 500;
constexpr std::uint64_t kLast =
    999'999;  ///< number of a time without one: all entries of that time

constexpr std::string_view kTypes[] = {"EMAIL", "SMS", "TTS", "CALLBACK"};

/// Parameters that search for recipients, with where a filter keeps them.
constexpr std::pair<std::string_view, std::string RecipientFilter::*> kOfRecipients[] = {
    {"EnrId", &RecipientFilter::id},
    {"EnrDescription", &RecipientFilter::description},
    {"EnrNotificationType", &RecipientFilter::type},
    {"EnrType", &RecipientFilter::type},
    {"EnrSmsTn", &RecipientFilter::sms_tn},
    {"EnrTtsTn", &RecipientFilter::tts_tn},
    {"EnrEmailAddress", &RecipientFilter::email},
    {"EnrCallbackUrl", &RecipientFilter::url},
    {"EnrCallbackUsername", &RecipientFilter::user},
    {"EnrRecipient", &RecipientFilter::anything},
    {"UriSubstring", &RecipientFilter::part_of_url},
};

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return kernel::same_word(word, text); });
}

/// With or without the country code.
bool same_tn(std::string_view asked, std::string_view tn) {
  return asked == tn || (tn.size() == 11 && asked == tn.substr(1));
}

/// A date-time, or a day with or without a Z. A plus of an offset arrives as a space.
std::optional<EmergencyPlace> read_place(std::string_view text) {
  std::string written(text);
  std::ranges::replace(written, ' ', '+');
  EmergencyPlace place{{}, kLast};
  const std::size_t point = written.find('.');
  const std::size_t end = written.find_first_not_of("0123456789", point + 1);
  if (point != std::string::npos && end != std::string::npos && end - point > 4) {
    const auto number = kernel::parse_whole(written.substr(point + 4, end - point - 4));
    if (!number) return std::nullopt;
    place.number = *number;
    written.erase(point + 4, end - point - 4);
  }
  if (written.size() == 11 && written.back() == 'Z') written.pop_back();
  const auto time = kernel::parse_instant(written);
  if (!time) return std::nullopt;
  place.time = *time;
  return place;
}

std::string to_text(const EmergencyPlace& place) {
  std::string text = kernel::format_instant(place.time);
  text.pop_back();
  return fmt::format("{}{:06}Z", text, place.number);
}

void check_parameters(const Call& call, std::string_view after,
                      std::span<const EmergencyParameter> parameters, Refusals& refusals) {
  std::vector<std::string> unknown;
  for (const auto& [name, value] : call.target().query) {
    const auto is_this = [&name = name](std::string_view known) {
      return kernel::same_word(known, name);
    };
    const auto known = std::ranges::find_if(parameters, is_this, &EmergencyParameter::name);
    if (known != parameters.end()) {
      if (!value.empty() && !known->words.empty() && !is_one_of(value, known->words))
        refusals.add(kValueNotSupported, value, name,
                     fmt::format("{}", fmt::join(known->words, ", ")));
      continue;
    }
    const bool common =
        is_this("Page") || is_this("Size") || is_this(after) ||
        std::ranges::any_of(kOfRecipients, is_this, [](const auto& each) { return each.first; });
    if (!common) unknown.push_back(name);
  }
  if (!unknown.empty())
    refusals.add(kUnknownParameters, fmt::format("{}", fmt::join(unknown, ", ")));
}

RecipientFilter read_recipients(const Call& call, Refusals& refusals) {
  RecipientFilter filter;
  for (const auto& [name, member] : kOfRecipients) {
    if (const std::string_view value = call.query(name); !value.empty()) filter.*member = value;
  }
  if (!filter.type.empty() && !is_one_of(filter.type, kTypes))
    refusals.add(kValueNotSupported, filter.type, "EnrNotificationType",
                 fmt::format("{}", fmt::join(kTypes, ", ")));
  const int kinds = (filter.sms_tn.empty() ? 0 : 1) + (filter.tts_tn.empty() ? 0 : 1) +
                    (filter.email.empty() ? 0 : 1) + (filter.url.empty() ? 0 : 1);
  if (kinds > 1) refusals.add(kOneKindOfRecipient);
  return filter;
}

std::size_t read_size(const Call& call, Refusals& refusals) {
  const std::string_view text = call.query("Size");
  if (text.empty()) return kSizeUsual;
  const std::uint64_t size = kernel::parse_whole(text).value_or(0);
  if (size == 0 || size > kSizeMax)
    refusals.add(kValueNotSupported, std::string(text), "Size", "1 to 500");
  return size;
}

}  // namespace

bool RecipientFilter::empty() const {
  return std::ranges::all_of(kOfRecipients,
                             [&](const auto& each) { return (this->*each.second).empty(); });
}

bool RecipientFilter::matches(const EmergencyRecipient& recipient) const {
  const auto is = [](const std::string& asked, std::string_view has) {
    return asked.empty() || asked == has;
  };
  const auto is_tn = [&](const std::string& asked, std::string_view of_type) {
    return asked.empty() || (recipient.type == of_type && same_tn(asked, recipient.tn));
  };
  const bool is_anything = anything.empty() || anything == recipient.email ||
                           same_tn(anything, recipient.tn) || anything == recipient.url;
  return is(id, recipient.id.value) && is_part_of(description, recipient.description) &&
         (type.empty() || kernel::same_word(type, recipient.type)) && is_tn(sms_tn, "SMS") &&
         is_tn(tts_tn, "TTS") && is(email, recipient.email) && is(url, recipient.url) &&
         is(user, recipient.user) && is_anything && is_part_of(part_of_url, recipient.url);
}

Result<EmergencyQuery> read_emergency_query(const Call& call, std::string_view after,
                                            std::span<const EmergencyParameter> parameters) {
  Refusals refusals;
  check_parameters(call, after, parameters, refusals);
  EmergencyQuery query;
  query.recipients = read_recipients(call, refusals);
  query.size = read_size(call, refusals);
  if (const std::string_view text = call.query("Page"); !text.empty()) {
    query.page = read_place(text);
    if (!query.page) refusals.add(kDateTimeInvalid);
  }
  if (const std::string_view text = call.query(after); !text.empty()) {
    const auto place = read_place(text);
    if (place) query.after = place->time;
    if (!place) refusals.add(kDateTimeInvalid);
  }
  if (!refusals.empty()) return refusals;
  return query;
}

EmergencyPage page_of(std::vector<EmergencyEntry> entries, const EmergencyQuery& query) {
  const auto place = [](const EmergencyEntry& entry) { return entry.place; };
  if (query.after) {
    std::ranges::sort(entries, {}, place);
    std::erase_if(entries, [&](const auto& each) { return each.place.time <= *query.after; });
  } else {
    std::ranges::sort(entries, std::greater<>(), place);
  }
  if (query.page) {
    // Without a number a page begins with the first entry of its time, whichever way the list runs.
    const EmergencyPlace from = query.after && query.page->number == kLast
                                    ? EmergencyPlace{query.page->time, 0}
                                    : *query.page;
    std::erase_if(entries, [&](const auto& each) {
      return query.after ? each.place < from : each.place > from;
    });
  }
  EmergencyPage page;
  if (entries.size() > query.size) {
    page.next = entries[query.size].place;
    entries.resize(query.size);
  }
  for (const EmergencyEntry& each : entries) page.entries.push_back(each.entry);
  return page;
}

EmergencyPage page_of_orders(const Call& call, const world::World& world, world::OrderType type,
                             const EmergencyQuery& query,
                             const std::function<bool(const world::Order&)>& fits) {
  world::OrderFilter filter;
  filter.user = call.query("CreatedByUser");
  filter.customer_order_id = call.query("CustomerOrderId");
  if (const std::string_view status = call.query("ProcessingStatus"); !status.empty())
    filter.states.emplace_back(status);
  const std::string_view id = call.query("EngId");
  const std::string_view description = call.query("EngDescription");
  const auto fits_group = [&](const world::Order& order) {
    const world::EmergencyRequest& request = order.request.emergency.front();
    if (!id.empty() && id != request.group.value) return false;
    if (description.empty() || is_part_of(description, request.description)) return true;
    const auto* group = world.emergency().find_group(call.account(), request.group.value);
    return group != nullptr && is_part_of(description, group->description);
  };
  std::vector<EmergencyEntry> fitting;
  for (const world::Order* order :
       world.orders().page(call.account(), type, filter, {}, SIZE_MAX).orders) {
    if (fits_group(*order) && fits(*order))
      fitting.push_back({{order->created, world.orders().index_of(*order)}, order});
  }
  return page_of(std::move(fitting), query);
}

void write_emergency_links(const Call& call, const EmergencyPage& page, xml::Writer& out) {
  out.open("Links");
  out.element("first", link(call.url_without("Page"), "first"));
  if (page.next) out.element("next", link(call.url_with("Page", to_text(*page.next)), "next"));
  out.close();
}

bool is_part_of(std::string_view part, std::string_view text) {
  return kernel::lower_case(text).find(kernel::lower_case(part)) != std::string::npos;
}

void write_recipient(const EmergencyRecipient& recipient, RecipientDetails details,
                     xml::Writer& out, std::optional<std::size_t> group_count) {
  out.open("EmergencyNotificationRecipient");
  out.element("Identifier", recipient.id.value);
  if (details == RecipientDetails::kAll) {
    out.element("CreatedDate", kernel::format_instant(recipient.life.created));
    out.element("LastModifiedDate", kernel::format_instant(recipient.life.modified));
    out.element("ModifiedByUser", recipient.life.modified_by);
  }
  if (details != RecipientDetails::kIdentifier) {
    out.element("Description", recipient.description);
    out.element("Type", recipient.type);
    out.element_if("EmailAddress", recipient.email);
    const bool sms = recipient.type == "SMS";
    if (!recipient.tn.empty())
      out.open(sms ? "Sms" : "Tts").element("TelephoneNumber", recipient.tn).close();
    if (!recipient.url.empty()) {
      if (details != RecipientDetails::kFlat) out.open("Callback");
      out.element("Url", recipient.url);
      out.open("Credentials").element("Username", recipient.user).close();
      if (details != RecipientDetails::kFlat) out.close();
    }
  }
  if (group_count) out.element("GroupCount", *group_count);
  out.close();
}

void write_recipient(const world::World& world, world::AccountId account, std::string_view id,
                     RecipientDetails details, xml::Writer& out) {
  const EmergencyRecipient* known = world.emergency().find_recipient(account, id);
  if (known != nullptr) return write_recipient(*known, details, out);
  out.open("EmergencyNotificationRecipient").element("Identifier", id).close();
}

bool fit_query(const world::EmergencyEndpoints& endpoints, const Call& call) {
  const std::string_view tn = call.query("EepTns");
  const std::string_view aeui = call.query("EepAeuiIds");
  const auto begins_tn = [&](world::Tn each) { return to_text(each).starts_with(tn); };
  const auto begins_aeui = [&](const std::string& each) { return each.starts_with(aeui); };
  return (tn.empty() || std::ranges::any_of(endpoints.numbers, begins_tn)) &&
         (aeui.empty() || std::ranges::any_of(endpoints.aeuis, begins_aeui));
}

void write_endpoints(const world::EmergencyEndpoints& endpoints, xml::Writer& out) {
  out.open("EepToEngAssociations");
  if (!endpoints.numbers.empty()) {
    out.open("EepTns");
    for (const world::Tn tn : endpoints.numbers) out.element("TelephoneNumber", to_text(tn));
    out.close();
  }
  if (!endpoints.aeuis.empty()) {
    out.open("EepAeuiIds");
    for (const std::string& id : endpoints.aeuis) out.element("Identifier", id);
    out.close();
  }
  out.close();
}

Refusals refusals_of(const std::vector<world::OrderError>& errors) {
  constexpr std::uint32_t kConflicts[] = {kRecipientInGroup, kEndpointInGroup, kGroupHasEndpoints,
                                          kEndpointOfOtherGroup};
  Refusals refusals;
  for (const world::OrderError& error : errors)
    refusals.add({error.code, error_text(error.code, error.about)});
  const bool conflict =
      !errors.empty() && std::ranges::find(kConflicts, errors.front().code) != std::end(kConflicts);
  if (conflict) refusals.status = 409;
  return refusals;
}

void write_emergency_errors(const world::Order& order, xml::Writer& out) {
  out.open("ErrorList");
  for (const world::OrderError& error : order.errors) {
    out.open("Error").element("Code", error.code);
    out.element("Description", error_text(error.code, error.about)).close();
  }
  out.close();
}

}  // namespace dashsim::api
