// Files of port-ins and bulk port-ins; what they have in common with all files is in
// order_files_test.cpp.
#include "port_story.hpp"

namespace dashsim::test::port_files_test {
namespace {

using testing::HasSubstr;

class PortFiles : public SimTest, public testing::WithParamInterface<const char*> {
 protected:
  std::string placed() {
    const std::string family = GetParam();
    const Answer created = family == "/portins"
                               ? sim.post(family, port_in(kResidential))
                               : sim.post(family, "<BulkPortin><SiteId>743</SiteId></BulkPortin>");
    return family + "/" + created.created_id() + "/loas";
  }
  Answer send(const std::string& method, const std::string& path, const std::string& type,
              const std::string& bytes) {
    net::Headers headers = basic("tester", "secret");
    headers.push_back({"Content-Type", type});
    return sim.call(method, "/accounts/9900000" + path, headers, bytes);
  }
};

TEST_P(PortFiles, AreUploadedReadReplacedAndDeleted) {
  const std::string path = placed();
  EXPECT_EQ(sim.get(path).at("fileCount"), "0");
  const std::string bytes("%PDF\0\r\n--x", 10);
  const Answer uploaded = send("POST", path, "application/pdf", bytes);
  EXPECT_EQ(uploaded.status, 201);
  const std::string file = path + "/" + uploaded.at("filename");
  EXPECT_EQ(uploaded.created_id(), uploaded.at("filename"));
  EXPECT_EQ(sim.get(file).body, bytes);
  EXPECT_EQ(sim.get(path).at("fileNames"), uploaded.at("filename"));
  EXPECT_EQ(send("PUT", file, "text/plain", "second").at("filename"), uploaded.at("filename"));
  EXPECT_EQ(sim.get(file).body, "second");
  EXPECT_EQ(sim.del(file).status, 200);
  for (const char* method : {"GET", "DELETE"})
    EXPECT_EQ(sim.send(method, "/accounts/9900000" + file).status, 404);
  EXPECT_EQ(send("PUT", file, "text/plain", "third").status, 404);
}

TEST_P(PortFiles, HaveMetadata) {
  const std::string path = placed();
  const std::string file = path + "/" + send("POST", path, "application/pdf", "pdf").at("filename");
  const std::string metadata =
      "<FileMetaData><DocumentName>letter</DocumentName><DocumentType>LOA</DocumentType>"
      "</FileMetaData>";
  EXPECT_EQ(sim.put(file + "/metadata", metadata).status, 200);
  EXPECT_XML(sim.get(file + "/metadata").body, metadata);
  EXPECT_EQ(sim.put(file + "/metadata",
                    "<FileMetaData><DocumentType>X</DocumentType>"
                    "</FileMetaData>")
                .status,
            400);
  EXPECT_EQ(sim.del(file + "/metadata").status, 200);
  EXPECT_EQ(sim.get(file + "/metadata").status, 404);
  EXPECT_EQ(sim.del(file + "/metadata").status, 404);
}

TEST_P(PortFiles, AreRefusedWhenTheyAreNone) {
  const std::string path = placed();
  EXPECT_EQ(send("POST", path, "application/pdf", "").status, 400);
  EXPECT_EQ(send("POST", path, "image/gif", "gif").status, 400);
  const std::string file = path + "/" + send("POST", path, "application/pdf", "pdf").at("filename");
  EXPECT_EQ(send("PUT", file, "image/gif", "gif").status, 400);
}

INSTANTIATE_TEST_SUITE_P(Families, PortFiles, testing::Values("/portins", "/bulkPortins"),
                         [](const auto& test) { return std::string(test.param).substr(1); });

using TollFreePorts = SimTest;

TEST_F(TollFreePorts, GoOnWhenTheirLetterHasCome) {
  uses_what_no_sample_shows();  // BusinessName
  const std::string path =
      "/portins/" +
      sim.post("/portins",
               port_in({{"9193334001", "8885550001"},
                        {"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>", ""}}))
          .created_id();
  sim.advance("2d");
  ASSERT_EQ(sim.get(path).at("ProcessingStatus"), "PENDING_DOCUMENTS");
  const auto upload = [&](const std::string& type) {
    net::Headers headers = basic("tester", "secret");
    headers.push_back({"Content-Type", type});
    return sim.call("POST", "/accounts/9900000" + path + "/loas", headers, "letter");
  };
  EXPECT_THAT(upload("text/plain").body, HasSubstr("<Code>7638</Code>"));
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "PENDING_DOCUMENTS");
  EXPECT_EQ(upload("image/tiff").status, 201);
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "SUBMITTED");
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
}

}  // namespace
}  // namespace dashsim::test::port_files_test
