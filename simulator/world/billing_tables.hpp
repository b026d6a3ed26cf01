#pragma once

#include <span>
#include <string_view>

#include "world/reports.hpp"

/// The records in billing archives. Reference: billingreports, which names the kinds; what columns
/// they have is known from the carrier's descriptions of its files.
namespace dashsim::world {

/// BDR, MDR, INVOICE, ...: in the reference's order.
std::span<const std::string_view> billing_kinds();

/// The records of an archive, as the world is now.
Table billing_table(const World& world, const BillingArchive& archive);

}  // namespace dashsim::world
