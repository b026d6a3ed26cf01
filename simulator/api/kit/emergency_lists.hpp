#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// What the lists about emergency notification have alike: their order by date, their pages by date
/// and the recipients that they are searched by. Reference: emergencyNotificationRecipients,
/// emergencyNotificationGroups and the orders about both.
namespace dashsim::api {

/// A place in a list: a time, and of entries of the same time the number that tells them apart. In
/// links it is a date-time with more decimals than milliseconds need.
struct EmergencyPlace {
  kernel::VirtualTime time{};
  std::uint64_t number = 0;
  auto operator<=>(const EmergencyPlace&) const = default;
};

/// What recipients are searched by. Empty members do not matter.
struct RecipientFilter {
  std::string id, description, type, sms_tn, tts_tn, email, url, user;
  std::string anything;  ///< address, number or URL
  std::string part_of_url;

  bool empty() const;
  bool matches(const world::EmergencyRecipient& recipient) const;
};

/// A checked query.
struct EmergencyQuery {
  std::optional<kernel::VirtualTime> after;  ///< then the list runs from the oldest to the newest
  std::optional<EmergencyPlace> page;
  std::size_t size = 0;
  RecipientFilter recipients;
};

/// A parameter that a list knows besides Page, Size and those of recipients. With `words` its value
/// is one of them, letter case aside.
struct EmergencyParameter {
  std::string_view name;
  std::span<const std::string_view> words{};
};

/// `after` is the parameter that turns the list around. Unknown parameters, values that cannot be
/// and searches for several kinds of recipients at once are refused.
Result<EmergencyQuery> read_emergency_query(const Call& call, std::string_view after,
                                            std::span<const EmergencyParameter> parameters);

/// An entry that fits the query but for its date.
struct EmergencyEntry {
  EmergencyPlace place;
  const void* entry;  ///< the caller's
};
/// The page that is asked for, and the place of the first entry of the next one.
struct EmergencyPage {
  std::vector<const void*> entries;
  std::optional<EmergencyPlace> next;
};
EmergencyPage page_of(std::vector<EmergencyEntry> entries, const EmergencyQuery& query);

/// States of orders about groups and endpoints.
inline constexpr std::string_view kEmergencyStatuses[] = {"PROCESSING", "COMPLETED", "FAILED"};

/// A page of orders of the type that fit what the lists of both types are searched by, and `fits`.
EmergencyPage page_of_orders(const Call& call, const world::World& world, world::OrderType type,
                             const EmergencyQuery& query,
                             const std::function<bool(const world::Order&)>& fits);

/// Links with first, and next if there is more.
void write_emergency_links(const Call& call, const EmergencyPage& page, xml::Writer& out);

/// Whether the text is in the other, letter case aside; an empty one is in every text.
bool is_part_of(std::string_view part, std::string_view text);

/// kFlat is kWhatItIs with the parts of Callback but not Callback itself, as the answer about one
/// group order has them.
enum class RecipientDetails : std::uint8_t { kIdentifier, kFlat, kWhatItIs, kAll };
/// EmergencyNotificationRecipient with as much as is asked for, never a password; with the count of
/// groups that it is in, if that is given.
void write_recipient(const world::EmergencyRecipient& recipient, RecipientDetails details,
                     xml::Writer& out, std::optional<std::size_t> group_count = {});

/// Likewise of the account's recipient with that id; nothing but the id if it is gone.
void write_recipient(const world::World& world, world::AccountId account, std::string_view id,
                     RecipientDetails details, xml::Writer& out);

/// Whether any of them begin as EepTns and EepAeuiIds of the query say, as far as they are given.
bool fit_query(const world::EmergencyEndpoints& endpoints, const Call& call);

/// EepToEngAssociations: telephone numbers and identifiers of alternate end users, if there are
/// any.
void write_endpoints(const world::EmergencyEndpoints& endpoints, xml::Writer& out);

/// Refusals for what stands in the way of an order: 409 where something is there already.
Refusals refusals_of(const std::vector<world::OrderError>& errors);
/// ErrorList with what an order has earned.
void write_emergency_errors(const world::Order& order, xml::Writer& out);

}  // namespace dashsim::api
