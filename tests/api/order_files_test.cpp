// Files of orders, in both ways in which they are uploaded.
#include <boost/json/parse.hpp>

#include "api/import_story.hpp"
#include "kernel/base64.hpp"

namespace dashsim::test::order_files_test {
namespace {

using namespace std::string_literals;

const std::string kBoundary = "----WebKitFormBoundaryE19zNvXGzXaLvS5C";

/// Everything that a careless reader of bodies stumbles over.
const std::string kNastyBytes = "%PDF\0\x01\xff\xfe\r\n--"s + kBoundary + "x\r\n-- " + kBoundary +
                                "\r\n\r\n--" + kBoundary + "--x\n\r\r\n\0"s;

std::string part(const std::string& headers, const std::string& content) {
  return "--" + kBoundary + "\r\n" + headers + "\r\n" + content + "\r\n";
}
std::string form(const std::string& parts) {
  return parts + "--" + kBoundary + "--\r\n";
}
std::string file_part(const std::string& type, const std::string& content) {
  return part(
      "Content-Disposition: form-data; name=\"george\"; filename=\"a; b.pdf\"\r\n"
      "Content-Type: " +
          type + "\r\n",
      content);
}

class OrderFiles : public ImportTest {
 protected:
  explicit OrderFiles(const SimOptions& options = {}) : ImportTest(options) {}

  void SetUp() override {
    order_ = sim.post("/importTnOrders", import_order({kElsewhere})).created_id();
    files_ = "/importTnOrders/" + order_ + "/loas";
  }

  Answer send(const std::string& method, const std::string& path, const std::string& type,
              const std::string& body, const net::Headers& more = {}) {
    net::Headers headers = basic("tester", "secret");
    if (!type.empty()) headers.push_back({"Content-Type", type});
    headers.insert(headers.end(), more.begin(), more.end());
    return sim.call(method, "/accounts/9900000" + path, headers, body);
  }
  Answer upload(const std::string& type, const std::string& body, const net::Headers& more = {}) {
    return send("POST", files_, type, body, more);
  }
  Answer upload_form(const std::string& body) {
    return upload("multipart/form-data; boundary=" + kBoundary, body);
  }
  std::string refused(const std::vector<Error>& errors) {
    return in_errors("fileUploadResponse", errors);
  }
  std::string document_type(const std::string& name) {
    return sim.get(files_ + "/" + name + "/metadata").at("DocumentType");
  }

  std::string order_, files_;
};

TEST_F(OrderFiles, ComeBackByteForByteWithTheirType) {
  const Answer uploaded = upload("application/pdf", kNastyBytes);
  EXPECT_EQ(uploaded.status, 201);
  const std::string name = order_ + "-1767603600000.pdf";
  EXPECT_XML(uploaded.body, R"(
    <fileUploadResponse>
      <filename>)" + name + R"(</filename>
      <resultCode>0</resultCode>
      <resultMessage>LOA file uploaded successfully for order )" +
                                order_ + R"(</resultMessage>
    </fileUploadResponse>)");
  EXPECT_EQ(uploaded.location(), "http://dashsim.test/accounts/9900000" + files_ + "/" + name);
  const Answer downloaded = sim.follow(uploaded);
  EXPECT_EQ(downloaded.status, 200);
  EXPECT_EQ(downloaded.body, kNastyBytes);
  EXPECT_EQ(downloaded.header("Content-Type"), "application/pdf");
  EXPECT_EQ(downloaded.header("Content-Disposition"), "attachment; filename=\"" + name + "\"");
}

TEST_F(OrderFiles, AreTakenOutOfForms) {
  const Answer uploaded = upload_form(form(file_part("application/pdf", kNastyBytes)));
  EXPECT_EQ(uploaded.status, 201) << uploaded.body;
  const Answer downloaded = sim.follow(uploaded);
  EXPECT_EQ(downloaded.body, kNastyBytes);
  EXPECT_EQ(downloaded.header("Content-Type"), "application/pdf");

  // A preamble, fields without a file, a quoted boundary, padding, an epilogue.
  const std::string roundabout =
      "preamble\r\n" + part("Content-Disposition: form-data; name=empty\r\n", "") + "--" +
      kBoundary + " \t\r\nno header\r\ncontent-TYPE: text/csv; header=present\r\n\r\na,b\r\n--" +
      kBoundary + "\r\n\r\nlater\r\n--" + kBoundary + "--  \r\nepilogue";
  const Answer csv =
      upload("Multipart/Form-Data; charset=x; Boundary=\"" + kBoundary + "\"", roundabout);
  EXPECT_EQ(csv.status, 201) << csv.body;
  EXPECT_EQ(sim.follow(csv).body, "a,b");
  EXPECT_EQ(sim.follow(csv).header("Content-Type"), "text/csv; header=present");
  EXPECT_TRUE(csv.created_id().ends_with(".csv"));

  const Answer bare = upload_form(form(part("", "plain")));
  EXPECT_EQ(bare.status, 201) << bare.body;
  EXPECT_EQ(sim.follow(bare).header("Content-Type"), "text/plain");
}

TEST_F(OrderFiles, HaveEightTypes) {
  const std::pair<const char*, const char*> types[] = {
      {"application/pdf", "pdf"}, {"text/plain", "txt"},      {"image/jpeg", "jpg"},
      {"image/tiff", "tiff"},     {"text/csv", "csv"},        {"application/xml", "xml"},
      {"audio/x-wav", "wav"},     {"application/zip", "zip"},
  };
  std::size_t count = 0;
  for (const auto& [type, extension] : types) {
    SCOPED_TRACE(type);
    for (const Answer& uploaded :
         {upload(type, "<raw\0>"s), upload_form(form(file_part(type, "<raw\0>"s)))}) {
      EXPECT_EQ(uploaded.status, 201) << uploaded.body;
      // The clock stands still: the numbers count on so that the names differ.
      EXPECT_EQ(uploaded.at("filename"),
                order_ + "-" + std::to_string(1767603600000 + count++) + "." + extension);
      EXPECT_EQ(sim.follow(uploaded).body, "<raw\0>"s);
      EXPECT_EQ(sim.follow(uploaded).header("Content-Type"), type);
    }
  }
  EXPECT_EQ(upload("Text/PLAIN; charset=utf-8", "x").status, 201);
}

TEST_F(OrderFiles, ComeInChunks) {
  const std::string head = "POST /accounts/9900000" + files_ +
                           " HTTP/1.1\r\nHost: dashsim.test\r\nAuthorization: " +
                           net::find_header(basic("tester", "secret"), "Authorization").data() +
                           "\r\nTransfer-Encoding: chunked\r\n";
  const auto chunk = [](const std::string& bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    return std::string{kHex[bytes.size() / 16], kHex[bytes.size() % 16]} + "\r\n" + bytes + "\r\n";
  };
  const std::string bytes = "a\r\n0\r\n\r\n\0b"s;
  const std::string raw = head + "Content-Type: text/plain\r\n\r\n" + chunk(bytes.substr(0, 3)) +
                          chunk(bytes.substr(3)) + "0\r\n\r\n";
  const std::string parts = form(file_part("application/zip", bytes));
  const std::string in_form = head + "Content-Type: multipart/form-data; boundary=" + kBoundary +
                              "\r\n\r\n" + chunk(parts.substr(0, 150)) + chunk(parts.substr(150)) +
                              "0\r\n\r\n";
  for (const std::string& request : {raw, in_form}) {
    const std::vector<Answer> answers = sim.client().send_raw(request, 1);
    ASSERT_EQ(answers.front().status, 201) << answers.front().body;
    EXPECT_EQ(sim.follow(answers.front()).body, bytes);
  }
}

TEST_F(OrderFiles, AreListed) {
  EXPECT_XML(sim.get(files_).body, R"(
    <fileListResponse>
      <fileCount>0</fileCount>
      <resultCode>0</resultCode>
      <resultMessage>No LOA files found for order</resultMessage>
    </fileListResponse>)");
  const std::string first = upload("application/pdf", "1").created_id();
  sim.advance("1m");
  const std::string second = upload("text/plain", "2").created_id();
  EXPECT_EQ(second, order_ + "-1767603660000.txt");
  EXPECT_XML(sim.get(files_).body, R"(
    <fileListResponse>
      <fileCount>2</fileCount>
      <fileNames>)" + first + R"(</fileNames>
      <fileNames>)" + second + R"(</fileNames>
      <resultCode>0</resultCode>
      <resultMessage>LOA file list successfully returned</resultMessage>
    </fileListResponse>)");
}

TEST_F(OrderFiles, AreListedWithWhatTheyAre) {
  uses_what_no_sample_shows();
  const std::string first = upload("application/pdf", "1").created_id();
  sim.put(files_ + "/" + first + "/metadata",
          "<FileMetaData><DocumentName>bill of May</DocumentName>"
          "<DocumentType>INVOICE</DocumentType></FileMetaData>");
  const std::string second = upload("text/plain", "2").created_id();
  sim.del(files_ + "/" + second + "/metadata");
  EXPECT_XML(sim.get(files_ + "?metadata=true").body, R"(
    <fileListResponse>
      <fileCount>2</fileCount>
      <fileData>
        <FileName>)" + first + R"(</FileName>
        <FileMetaData>
          <DocumentName>bill of May</DocumentName><DocumentType>INVOICE</DocumentType>
        </FileMetaData>
      </fileData>
      <fileData><FileName>)" + second +
                                                          R"(</FileName></fileData>
      <resultCode>0</resultCode>
      <resultMessage>LOA file list successfully returned</resultMessage>
    </fileListResponse>)");
  EXPECT_EQ(sim.get(files_ + "?metadata=false").count("fileNames"), 2U);
  EXPECT_EQ(sim.get(files_ + "?metadata=perhaps").status, 400);
}

TEST_F(OrderFiles, AreReplacedUnderTheirName) {
  const std::string name = upload("application/pdf", "old").created_id();
  const std::string file = files_ + "/" + name;
  const Answer replaced = send("PUT", file + "?documentType=CSR", "text/plain", "new\0"s);
  EXPECT_EQ(replaced.status, 200);
  EXPECT_EQ(replaced.at("filename"), name);
  EXPECT_EQ(replaced.at("resultMessage"), "LOA file uploaded successfully for order " + order_);
  EXPECT_EQ(sim.get(file).body, "new\0"s);
  EXPECT_EQ(sim.get(file).header("Content-Type"), "text/plain");
  EXPECT_EQ(document_type(name), "CSR");
  EXPECT_EQ(send("PUT", file, "multipart/form-data; boundary=" + kBoundary,
                 form(file_part("image/tiff", "newer")))
                .status,
            200);
  EXPECT_EQ(sim.get(file).body, "newer");
  EXPECT_EQ(document_type(name), "CSR") << "nobody has said otherwise";
  const Answer refusal = send("PUT", file, "image/gif", "GIF89a");
  EXPECT_EQ(refusal.status, 400);
  EXPECT_XML(refusal.body, refused({{"1019", bad("a file of type 'image/gif' is not taken")}}));
  EXPECT_EQ(sim.get(file).body, "newer") << "what is refused changes nothing";
}

TEST_F(OrderFiles, AreDeletedUntilTheirOrderIsFinal) {
  const std::string first = upload("application/pdf", "1").created_id();
  const std::string second = upload("application/pdf", "2").created_id();
  EXPECT_EQ(sim.del(files_ + "/" + first).status, 200);
  EXPECT_EQ(sim.del(files_ + "/" + first).status, 404);
  EXPECT_EQ(sim.get(files_ + "/" + first).status, 404);
  EXPECT_EQ(sim.get(files_).all("fileNames"), std::vector<std::string>{second});
  sim.advance_until_idle();
  const Answer refusal = sim.del(files_ + "/" + second);
  EXPECT_EQ(refusal.status, 400);
  EXPECT_XML(refusal.body, refused({{"7349", "Order is already completed or cancelled"}}));
  EXPECT_EQ(sim.get(files_ + "/" + second).body, "2");
}

TEST_F(OrderFiles, TellWhatTheyAre) {
  const std::string name = upload("application/pdf", "1").created_id();
  const std::string metadata = files_ + "/" + name + "/metadata";
  EXPECT_XML(sim.get(metadata).body,
             "<FileMetaData><DocumentType>LOA</DocumentType></FileMetaData>");
  const Answer changed =
      sim.put(metadata,
              "<FileMetaData><DocumentName> letter </DocumentName><DocumentType>OTHER"
              "</DocumentType></FileMetaData>");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "");
  EXPECT_XML(sim.get(metadata).body,
             "<FileMetaData><DocumentName>letter</DocumentName><DocumentType>OTHER</DocumentType>"
             "</FileMetaData>");
  EXPECT_EQ(sim.del(metadata).status, 200);
  EXPECT_EQ(sim.get(metadata).status, 404);
  EXPECT_EQ(sim.del(metadata).status, 404);
  EXPECT_EQ(sim.get(files_ + "/" + name).body, "1") << "the file itself stays";
  EXPECT_EQ(
      sim.put(metadata, "<FileMetaData><DocumentType>CSR</DocumentType></FileMetaData>").status,
      200);
  EXPECT_EQ(document_type(name), "CSR");
}

TEST_F(OrderFiles, AreWhatQueryOrHeaderSays) {
  const net::Headers invoice{{"documentType", "INVOICE"}};
  for (const char* type : {"LOA", "INVOICE", "CSR", "OTHER"}) {
    const Answer uploaded = send("POST", files_ + "?documentType=" + type, "application/pdf", "1");
    EXPECT_EQ(document_type(uploaded.created_id()), type);
  }
  EXPECT_EQ(document_type(upload("application/pdf", "1", invoice).created_id()), "INVOICE");
  EXPECT_EQ(send("POST", files_ + "?documentType=INVOICE", "application/pdf", "1", invoice).status,
            201);

  const std::string unknown =
      "Unknown documentType given, valid values are: LOA, INVOICE, CSR, OTHER";
  const std::string conflict =
      "Conflicting values given for documentType query parameter and documentType header";
  EXPECT_XML(send("POST", files_ + "?documentType=letter", "application/pdf", "1").body,
             refused({{"7639", unknown}}));
  EXPECT_XML(upload("application/pdf", "1", {{"documentType", "loa"}}).body,
             refused({{"7639", unknown}}));
  EXPECT_XML(send("POST", files_ + "?documentType=CSR", "application/pdf", "1", invoice).body,
             refused({{"7641", conflict}}));
  EXPECT_XML(send("POST", files_ + "?documentType=letter", "application/pdf", "1", invoice).body,
             refused({{"7641", conflict}, {"7639", unknown}}));
  EXPECT_EQ(sim.get(files_).at("fileCount"), "6");
}

TEST_F(OrderFiles, AreRefusedWithAllThatIsWrong) {
  const std::string malformed = bad("the multipart body is malformed");
  const std::string whole = form(file_part("application/pdf", "1"));
  const struct {
    std::string type, body;
    std::vector<Error> errors;
  } cases[] = {
      {"application/pdf", "", {{"1019", bad("the file is empty")}}},
      {"image/png", "1", {{"1019", bad("a file of type 'image/png' is not taken")}}},
      {"", "1", {{"1019", bad("a file of type '' is not taken")}}},
      {"application/octet-stream",
       "",
       {{"1019", bad("a file of type 'application/octet-stream' is not taken")},
        {"1019", bad("the file is empty")}}},
      {"multipart/form-data", whole, {{"1019", malformed}}},
      {"multipart/form-data; boundary=", whole, {{"1019", malformed}}},
      {"multipart/form-data; boundary=\"" + kBoundary, whole, {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + x(71), "--" + x(71) + "--", {{"1019", malformed}}},
      {"multipart/form-data; boundary=other", whole, {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + kBoundary, "", {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + kBoundary,
       whole.substr(0, whole.size() - 4),
       {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + kBoundary,
       "--" + kBoundary + "\r\nContent-Type: text/plain\r\n--" + kBoundary + "--",
       {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + kBoundary,
       "--" + kBoundary + "\r\n--" + kBoundary + "--",
       {{"1019", malformed}}},
      {"multipart/form-data; boundary=" + kBoundary,
       form(""),
       {{"1019", bad("the form holds no file")}}},
      {"multipart/form-data; boundary=" + kBoundary,
       form(part("", "")),
       {{"1019", bad("the form holds no file")}}},
      {"multipart/form-data; boundary=" + kBoundary,
       form(file_part("application/pdf", "")),
       {{"1019", bad("the file is empty")}}},
      {"multipart/form-data; boundary=" + kBoundary,
       form(file_part("image/png", "1")),
       {{"1019", bad("a file of type 'image/png' is not taken")}}},
  };
  for (const auto& [type, body, errors] : cases) {
    SCOPED_TRACE(type + " " + body);
    const Answer answer = upload(type, body);
    EXPECT_EQ(answer.status, 400);
    EXPECT_XML(answer.body, refused(errors));
  }
  EXPECT_EQ(sim.get(files_).at("fileCount"), "0");
}

TEST_F(OrderFiles, HaveMetadataThatIsChecked) {
  const std::string metadata =
      files_ + "/" + upload("application/pdf", "1").created_id() + "/metadata";
  const struct {
    std::string elements;
    Error error;
  } cases[] = {
      {"<DocumentName>" + x(51) + "</DocumentName><DocumentType>LOA</DocumentType>",
       {"7800", "Document name too long, maximum 50 characters"}},
      {"<DocumentType>BILL</DocumentType>",
       {"7639", "Unknown documentType given, valid values are: LOA, INVOICE, CSR, OTHER"}},
      {"<DocumentName>x</DocumentName>", {"1003", "DocumentType is required"}},
  };
  for (const auto& [elements, error] : cases) {
    const Answer answer = sim.put(metadata, "<FileMetaData>" + elements + "</FileMetaData>");
    EXPECT_EQ(answer.status, 400);
    EXPECT_XML(answer.body, in_errors("FileMetaData", {error}));
  }
  EXPECT_EQ(sim.put(metadata, "<FileMetaData><DocumentName>" + x(50) +
                                  "</DocumentName><DocumentType>LOA</DocumentType></FileMetaData>")
                .status,
            200);
}

TEST_F(OrderFiles, AreNotThereWithoutTheirOrderOrName) {
  const std::string name = upload("application/pdf", "1").created_id();
  const std::string metadata = "<FileMetaData><DocumentType>LOA</DocumentType></FileMetaData>";
  const std::string no_file = "The resource does not exist";
  const std::string no_order = "importtnorders order none not found.";
  const struct {
    std::string method, path, body, root;
    Error error;
  } cases[] = {
      {"GET", files_ + "/none.pdf", "", "fileUploadResponse", {"", no_file}},
      {"PUT", files_ + "/none.pdf", "1", "fileUploadResponse", {"", no_file}},
      {"DELETE", files_ + "/none.pdf", "", "fileUploadResponse", {"", no_file}},
      {"GET", files_ + "/none.pdf/metadata", "", "FileMetaData", {"", no_file}},
      {"PUT", files_ + "/none.pdf/metadata", metadata, "FileMetaData", {"", no_file}},
      {"DELETE", files_ + "/none.pdf/metadata", "", "FileMetaData", {"", no_file}},
      {"GET", "/importTnOrders/none/loas", "", "fileListResponse", {"5035", no_order}},
      {"POST", "/importTnOrders/none/loas", "1", "fileUploadResponse", {"5035", no_order}},
      {"GET", "/importTnOrders/none/loas/" + name, "", "fileUploadResponse", {"5035", no_order}},
      {"GET",
       "/importTnOrders/none/loas/" + name + "/metadata",
       "",
       "FileMetaData",
       {"5035", no_order}},
  };
  for (const auto& [method, path, body, root, error] : cases) {
    SCOPED_TRACE(method + " " + path);
    const Answer answer = send(method, path, body.empty() ? "" : "application/pdf", body);
    EXPECT_EQ(answer.status, 404);
    EXPECT_XML(answer.body, in_errors(root, {error}));
  }
}

TEST_F(OrderFiles, StandInTheJournalAsBase64) {
  upload("application/pdf", kNastyBytes);
  sim.get(files_ + "/" + sim.get(files_).at("fileNames"));
  const auto har = boost::json::parse(sim.har());
  const std::string encoded = kernel::base64_encode(kNastyBytes);
  const auto text_of = [](const boost::json::value& object, const char* key) {
    return std::string(object.at(key).as_string());
  };
  std::size_t sent = 0;
  std::size_t received = 0;
  for (const auto& entry : har.at("log").at("entries").as_array()) {
    const auto* post = entry.at("request").as_object().if_contains("postData");
    if (post != nullptr && text_of(*post, "mimeType") == "application/pdf") {
      ++received;
      EXPECT_EQ(text_of(*post, "text"), encoded);
      EXPECT_EQ(text_of(*post, "comment"), "the text is the body in base64");
    }
    const auto& content = entry.at("response").at("content");
    if (text_of(content, "mimeType") != "application/pdf") continue;
    ++sent;
    EXPECT_EQ(text_of(content, "text"), encoded);
    EXPECT_EQ(text_of(content, "encoding"), "base64");
    EXPECT_EQ(content.at("size").as_int64(), static_cast<std::int64_t>(kNastyBytes.size()));
  }
  EXPECT_EQ(received, 1U);
  EXPECT_EQ(sent, 1U);
}

class LargeOrderFiles : public OrderFiles {
 protected:
  LargeOrderFiles() : OrderFiles({.body_bytes_max = 8U << 20U}) {}
};

TEST_F(LargeOrderFiles, HaveAtMostThreeMegabytes) {
  const std::string largest(3U << 20U, 'x');
  EXPECT_EQ(upload("text/plain", largest).status, 201);
  const Answer refusal = upload("text/plain", largest + "x");
  EXPECT_EQ(refusal.status, 400);
  EXPECT_XML(refusal.body, refused({{"1019", bad("the file is larger than 3 MB")}}));
  EXPECT_EQ(upload_form(form(file_part("text/plain", largest))).status, 201)
      << "what is around a file does not count";
  EXPECT_EQ(sim.get(files_).at("fileCount"), "2");
}

}  // namespace
}  // namespace dashsim::test::order_files_test
