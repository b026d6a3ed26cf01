#pragma once

#include <string_view>
#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/reply.hpp"

/// Orders that name numbers in groups, with what is to become of each group. Reference: lidbs,
/// dldas, tnoptions.
namespace dashsim::api {

/// Codes for numbers that an order is not carried out for.
struct TnProblems {
  world::OrderType type;     ///< another order of this type may be at work on a number
  std::uint32_t of_another;  ///< the number is another account's, or available
  std::uint32_t unknown;     ///< nobody in this world has it
  std::uint32_t toll_free;
  std::uint32_t being_processed;
  std::uint32_t canadian = 0;  ///< 0: those are as good as others
};

/// The numbers of all groups as they were sent. Doubled ones, too many and none at all are refused.
std::vector<std::string> read_group_numbers(const world::RequestElement& document,
                                            std::string_view groups, Refusals& refusals);
/// Reads the numbers of all groups: good ones into `request.numbers`, what is wrong with others
/// into `request.errors`. `order` is one whose own work does not count.
void read_tn_groups(const Call& call, const world::World& world, std::string_view groups,
                    const TnProblems& problems, const world::Order* order,
                    world::OrderRequest& request, Refusals& refusals);

/// TelephoneNumbers of a group as it was sent.
void write_group_numbers(const world::RequestElement& group, xml::Writer& out);

/// ErrorList with an Error a number. `domain` is that of the codes' texts.
void write_tn_errors(const std::vector<world::OrderError>& errors, std::string_view domain,
                     xml::Writer& out);

/// An entry OrderIdUserIdDate as lists of lidbs and dldas show it.
void write_feature_order(const world::Order& order, const OrderView& view, std::string_view type,
                         xml::Writer& out);

}  // namespace dashsim::api
