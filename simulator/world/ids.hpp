#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Identifiers as types, so that an order id is never taken for an account's.
namespace dashsim::world {

template <class Tag>
struct NumericId {
  std::uint64_t value = 0;
  auto operator<=>(const NumericId&) const = default;
};

template <class Tag>
struct TextId {
  std::string value;
  auto operator<=>(const TextId&) const = default;
};

using AccountId = NumericId<struct AccountTag>;
using SiteId = NumericId<struct SiteTag>;
using SipPeerId = NumericId<struct SipPeerTag>;
using NoteId = NumericId<struct NoteTag>;
using ReportInstanceId = NumericId<struct ReportInstanceTag>;
using OrderId = TextId<struct OrderTag>;                            ///< a UUID
using ReservationId = TextId<struct ReservationTag>;                ///< a UUID
using SubscriptionId = TextId<struct SubscriptionTag>;              ///< a UUID
using E911AddressId = NumericId<struct E911AddressTag>;             ///< within a world, never shown
using EmergencyRecipientId = TextId<struct EmergencyRecipientTag>;  ///< a UUID
using EmergencyGroupId = TextId<struct EmergencyGroupTag>;          ///< a UUID
using ApplicationId = TextId<struct ApplicationTag>;                ///< a UUID
using BillingArchiveId = TextId<struct BillingArchiveTag>;          ///< a UUID

/// A telephone number of the North American plan, ten digits without a country code.
struct Tn {
  std::uint64_t value = 0;

  auto operator<=>(const Tn&) const = default;
  std::uint64_t npa() const { return value / 10'000'000; }
  std::uint64_t npa_nxx() const { return value / 10'000; }
  std::uint64_t npa_nxx_x() const { return value / 1'000; }
  /// By its area code.
  bool is_toll_free() const;
};

std::string to_text(Tn tn);
/// Ten digits whose area code and exchange begin with 2 to 9; nothing else.
std::optional<Tn> parse_tn(std::string_view text);

}  // namespace dashsim::world
