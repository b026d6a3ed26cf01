#include "api/kit/order_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/kit/listing.hpp"
#include "api/kit/multipart.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::FileMetadata;
using world::Order;
using world::StoredFile;

// Codes of the catalogue, domain LOA File Upload.
constexpr std::uint32_t kTollFreeType = 7638;
constexpr std::uint32_t kDocumentTypeUnknown = 7639;
constexpr std::uint32_t kDocumentTypesConflict = 7641;
constexpr std::uint32_t kDocumentNameTooLong = 7800;
constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kOrderFinal = 7349;

/// Reference: clients.md section 8.
constexpr std::size_t kFileBytesMax = 3UL << 20U;

constexpr std::string_view kDocumentTypes[] = {"LOA", "INVOICE", "CSR", "OTHER"};

constexpr Field kMetadataFields[] = {
    text("DocumentName", 50, kDocumentNameTooLong),
    word("DocumentType", kDocumentTypes, kDocumentTypeUnknown, kRequired),
};

struct FileKind {
  std::string_view media_type;
  std::string_view extension;
};
constexpr FileKind kKinds[] = {
    {"application/pdf", "pdf"}, {"text/plain", "txt"},      {"image/jpeg", "jpg"},
    {"image/tiff", "tiff"},     {"text/csv", "csv"},        {"application/xml", "xml"},
    {"audio/x-wav", "wav"},     {"application/zip", "zip"},
};

/// A file on its way in.
struct Upload {
  std::string_view content_type;
  std::string_view bytes;
};

/// The body, or the file in it.
Result<Upload> read_body(const Call& call) {
  const Upload whole{call.header("Content-Type"), call.body()};
  if (media_type(whole.content_type) != "multipart/form-data") return whole;
  const auto parts = read_form(whole.bytes, whole.content_type);
  if (!parts) return bad_request(400, "the multipart body is malformed");
  const auto file = std::ranges::find_if(
      *parts, [](const FormPart& part) { return part.is_file || !part.content.empty(); });
  if (file == parts->end()) return bad_request(400, "the form holds no file");
  // What a part is that does not say so: RFC 7578 section 4.4.
  return Upload{file->content_type.empty() ? "text/plain" : file->content_type, file->content};
}

const FileKind* kind_of(const Upload& upload) {
  const auto* kind =
      std::ranges::find(kKinds, media_type(upload.content_type), &FileKind::media_type);
  return kind == std::end(kKinds) ? nullptr : kind;
}

bool ports_toll_free_numbers(const Order& order) {
  return order.porting && (order.porting->type == scenario::PortType::kAutomatedTollfree ||
                           order.porting->type == scenario::PortType::kManualTollfree);
}

void check_upload(const Upload& upload, const Order& order, Refusals& refusals) {
  const auto refuse_because = [&](const std::string& why) {
    refusals.add(bad_request(400, why).list.front());
  };
  const FileKind* kind = kind_of(upload);
  if (kind == nullptr) {
    refuse_because(
        fmt::format("a file of type '{}' is not taken", kernel::as_text(upload.content_type)));
  } else if (ports_toll_free_numbers(order) && kind->extension != "pdf" &&
             kind->extension != "tiff") {
    refusals.add(kTollFreeType);
  }
  if (upload.bytes.empty()) refuse_because("the file is empty");
  if (upload.bytes.size() > kFileBytesMax) refuse_because("the file is larger than 3 MB");
}

/// What the query and the header say that the file is; empty if neither does.
std::string_view read_document_type(const Call& call, Refusals& refusals) {
  const std::string_view asked = call.query("documentType");
  const std::string_view header = call.header("documentType");
  if (!asked.empty() && !header.empty() && asked != header) refusals.add(kDocumentTypesConflict);
  const std::string_view type = asked.empty() ? header : asked;
  const bool known =
      type.empty() || std::ranges::find(kDocumentTypes, type) != std::end(kDocumentTypes);
  if (!known) refusals.add(kDocumentTypeUnknown);
  return type;
}

/// A file that is good to be stored under `name`, or all that is wrong with it. Before, it was what
/// `metadata` says.
Result<StoredFile> read_file(const Call& call, const Order& order,
                             std::optional<FileMetadata> metadata) {
  const Result<Upload> upload = read_body(call);
  if (!upload) return upload.error();
  Refusals refusals;
  check_upload(*upload, order, refusals);
  const std::string_view document_type = read_document_type(call, refusals);
  if (!refusals.empty()) return refusals;
  StoredFile file;
  // The type comes back with its parameters, such as a character set, where a header can carry it.
  const bool printable =
      std::ranges::all_of(upload->content_type, [](char c) { return c >= ' ' && c <= '~'; });
  file.content_type = printable ? upload->content_type : kind_of(*upload)->media_type;
  file.bytes = upload->bytes;
  file.metadata = std::move(metadata);
  if (!document_type.empty()) {
    if (!file.metadata) file.metadata.emplace();
    file.metadata->document_type = document_type;
  }
  return file;
}

/// ORDERID-NUMBER.pdf, where the number is the milliseconds of the clock, or the next one that no
/// file of the order has.
std::string new_name(const Order& order, kernel::VirtualTime now, std::string_view extension) {
  for (auto number = now.time_since_epoch().count();; ++number) {
    std::string stem = fmt::format("{}-{:013}.", order.id.value, number);
    const bool taken = std::ranges::any_of(
        order.files, [&](const StoredFile& file) { return file.name.starts_with(stem); });
    if (!taken) return std::move(stem.append(extension));
  }
}

Reply uploaded(int status, const Order& order, const StoredFile& file) {
  return reply(status, "fileUploadResponse", [&](xml::Writer& out) {
    out.element("filename", file.name);
    out.element("resultCode", 0U);
    out.element("resultMessage", "LOA file uploaded successfully for order " + order.id.value);
  });
}

/// The file that the call names and its order, which are there then.
struct Found {
  Order* order;
  StoredFile* file;
};
Result<Found> find_file(const OrderFamily& family, const Call& call, world::World& world) {
  Order* order = find_order(family, call, world);
  if (order == nullptr) return no_such_order(family, call);
  const auto file = std::ranges::find(order->files, call.path("fileid"), &StoredFile::name);
  if (file == order->files.end()) return no_such_resource();
  return Found{order, &*file};
}

void write_metadata(const FileMetadata& metadata, xml::Writer& out) {
  out.element_if("DocumentName", metadata.document_name);
  out.element("DocumentType", metadata.document_type);
}

/// The reference leaves out how files are listed with what they are; this is what clients read.
void write_with_metadata(const StoredFile& file, xml::Writer& out) {
  out.open("fileData").element("FileName", file.name);
  if (file.metadata) {
    out.open("FileMetaData");
    write_metadata(*file.metadata, out);
    out.close();
  }
  out.close();
}

}  // namespace

Handler list_files(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    Refusals refusals;
    const bool with_metadata = read_flag(call, "metadata", refusals);
    if (!refusals.empty()) return refusals;
    return reply(200, "fileListResponse", [&](xml::Writer& out) {
      out.element("fileCount", order->files.size());
      for (const StoredFile& file : order->files) {
        with_metadata ? write_with_metadata(file, out) : void(out.element("fileNames", file.name));
      }
      out.element("resultCode", 0U);
      out.element("resultMessage", order->files.empty() ? "No LOA files found for order"
                                                        : "LOA file list successfully returned");
    });
  };
}

Handler upload_file(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    Result<StoredFile> file = read_file(call, *order, FileMetadata{});
    if (!file) return file.error();
    const Upload stored{file->content_type, file->bytes};
    file->name = new_name(*order, world.now(), kind_of(stored)->extension);
    order->files.push_back(*std::move(file));
    Reply created = uploaded(201, *order, order->files.back());
    created.location = call.url_of_created(order->files.back().name);
    document_added(world, *order);
    return created;
  };
}

Handler download_file(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    const StoredFile& file = *found->file;
    return Reply{200, file.bytes, {}, file.content_type, file.name};
  };
}

Handler replace_file(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    Result<StoredFile> file = read_file(call, *found->order, found->file->metadata);
    if (!file) return file.error();
    file->name = found->file->name;
    *found->file = *std::move(file);
    return uploaded(200, *found->order, *found->file);
  };
}

Handler delete_file(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    if (found->order->final()) return refuse(400, kOrderFinal);
    std::vector<StoredFile>& files = found->order->files;
    files.erase(files.begin() + (found->file - files.data()));
    return empty_reply(200);
  };
}

Handler file_metadata(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    if (!found->file->metadata) return no_such_resource();
    return reply(200, "FileMetaData",
                 [&](xml::Writer& out) { write_metadata(*found->file->metadata, out); });
  };
}

Handler change_file_metadata(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    Refusals refusals;
    check_fields(call.document(), kMetadataFields, refusals);
    if (!refusals.empty()) return refusals;
    found->file->metadata = FileMetadata{std::string(call.document().text_at("DocumentName")),
                                         std::string(call.document().text_at("DocumentType"))};
    return empty_reply(200);
  };
}

Handler delete_file_metadata(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<Found> found = find_file(family, call, world);
    if (!found) return found.error();
    if (!found->file->metadata) return no_such_resource();
    found->file->metadata.reset();
    return empty_reply(200);
  };
}

}  // namespace dashsim::api
