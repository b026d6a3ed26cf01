#pragma once

#include "api/kit/order_family.hpp"

/// Files of orders: letters of authorization and whatever else belongs to one. They come as a raw
/// body of one of eight types, or as the first file of a multipart form, and leave byte for byte as
/// they came. Reference: "loas" of importTnOrders, portins and bulkPortins.
namespace dashsim::api {

/// Their names; with metadata=true also what they are.
Handler list_files(const OrderFamily& family);
/// Query or header documentType says what the file is, LOA if neither does.
Handler upload_file(const OrderFamily& family);
Handler download_file(const OrderFamily& family);
/// The file keeps its name, and what it is unless documentType says otherwise.
Handler replace_file(const OrderFamily& family);
/// Files of orders in a final state stay.
Handler delete_file(const OrderFamily& family);

Handler file_metadata(const OrderFamily& family);
Handler change_file_metadata(const OrderFamily& family);
Handler delete_file_metadata(const OrderFamily& family);

}  // namespace dashsim::api
