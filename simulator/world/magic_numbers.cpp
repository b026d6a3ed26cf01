#include "world/magic_numbers.hpp"

#include <algorithm>

namespace dashsim::world {
namespace {

using scenario::OrderType;

// Of each domain, the codes that are about a number: not about an account, a site, a date or a
// field.
constexpr CodeRange kOrders[] = {{5003}, {5005}, {5033, 5034}, {5063}, {5070, 5071}, {5074}, {5076},
                                 {5086}, {5090}, {5098, 5100}, {5116}, {5124, 5126}, {5162}, {5170},
                                 {5213}, {5216}, {5226},       {5257}, {5523, 5524}};
constexpr CodeRange kDisconnects[] = {{5003}, {5006}, {5070, 5071}, {5074},
                                      {5076}, {5086}, {5123},       {5174, 5175}};

constexpr CodeRange kPorts[] = {
    {7004, 7006}, {7202, 7204}, {7212, 7214}, {7320, 7323}, {7326, 7327}, {7331},
    {7351},       {7363},       {7395},       {7397, 7398}, {7486},       {7489},
    {7491},       {7501},       {7503, 7504}, {7510, 7522}, {7598, 7600}, {7607},
    {7609, 7611}, {7629, 7634}, {7642, 7644}, {7646},       {7656, 7657}, {7671, 7672}};
constexpr CodeRange kLosingCarriers[] = {
    {7400, 7456}, {7460, 7467}, {7470, 7471}, {7473}, {7484, 7485}};
constexpr CodeRange kPortingVendor[] = {{6100, 6579}};
constexpr CodeRange kChecker[] = {{7205, 7206}, {7378}};
constexpr CodeRange kTollFreePorts[] = {{7615}, {7617, 7623}, {7626, 7628}, {7654, 7655}};

constexpr CodeRange kValidation[] = {{7510, 7519}, {7598, 7599}, {7671, 7672}};
constexpr CodeRange kLsrs[] = {{17002}, {17005}, {17008}, {17031}, {17036, 17037}};
constexpr CodeRange kServiceRecords[] = {{6184, 6188}, {6192, 6194}, {6198, 6199}};

constexpr CodeRange kImports[] = {{5003}, {5070, 5071}, {5090}, {5124, 5126}, {5167}};
constexpr CodeRange kImportTexts[] = {{7518}, {13552}};
constexpr CodeRange kImportChecker[] = {{19001, 19006}, {19008, 19010}, {19012}};
constexpr CodeRange kRemovals[] = {{5003}, {5070, 5071}, {5074}, {5076}, {5158}};
constexpr CodeRange kRemovalTexts[] = {{7518}};
constexpr CodeRange kImportRemovals[] = {{25040}};
constexpr CodeRange kExternals[] = {{25030}, {25040}, {25060}, {25070},
                                    {25080}, {25090}, {25120}, {25130}};
constexpr CodeRange kExternalTexts[] = {{13552}};
constexpr CodeRange kOfExternals[] = {{5003}, {5070, 5071}, {5074}, {5124}};

constexpr CodeRange kMoves[] = {{5003}, {5070, 5071}, {5074}, {5076}, {5086}, {5162}, {5179}};
constexpr CodeRange kMoveTexts[] = {{5017}, {5224}};
constexpr CodeRange kAssignments[] = {{5003}, {5070, 5071}, {5074}, {5076}, {5130, 5131}};

constexpr CodeRange kEmergency[] = {{8000},       {8003, 8007}, {8010}, {8019, 8020}, {8026},
                                    {8033, 8034}, {8042},       {8063}, {8110}};
constexpr CodeRange kEmergencyTexts[] = {{8009}};
constexpr CodeRange kEmergencyEndpoints[] = {{8093}, {8098, 8099}, {8104, 8105}};

constexpr CodeRange kOptions[] = {{5003}, {5070, 5071}, {5074},       {5086},       {5088},
                                  {5091}, {5098, 5100}, {5126},       {5128},       {5132, 5133},
                                  {5136}, {5139},       {5145, 5148}, {5156, 5157}, {5159, 5163},
                                  {5166}, {5180},       {5182},       {5195, 5197}, {5202, 5206},
                                  {5209}, {5216},       {5225, 5226}};
constexpr CodeRange kOptionTexts[] = {{5076}, {5217}};
constexpr CodeRange kMessaging[] = {{9002, 9005}, {9007, 9009}, {9012, 9013}};
constexpr CodeRange kLidbs[] = {{11014, 11016}, {11020}, {11025}};
constexpr CodeRange kOfLidbs[] = {{5003}, {5015}, {5070, 5071}, {5074}};
constexpr CodeRange kDldas[] = {{16100, 16103}, {16107, 16108}, {16111}, {16115, 16116}};
constexpr CodeRange kOfDldas[] = {{5003}, {5014}, {5070, 5071}, {5074}};

constexpr MagicCodes kMagicCodes[] = {
    {OrderType::kPortins, "LNP or /portins errors", kPorts},
    {OrderType::kPortins, "LNP Checker API Call errors", kChecker},
    {OrderType::kPortins, "Carrier LNP Error codes", kLosingCarriers},
    {OrderType::kPortins, "Toll Free Porting Validations", kTollFreePorts},
    {OrderType::kPortins, "Level3 errors", kPortingVendor},
    {OrderType::kOrders, "OrderErrorType", kOrders},
    {OrderType::kDisconnects, "OrderErrorType", kDisconnects},
    {OrderType::kDldas, "DldaErrorType", kDldas},
    {OrderType::kDldas, "OrderErrorType", kOfDldas},
    {OrderType::kLsrorders, "LsrErrorType", kLsrs},
    {OrderType::kLsrorders, "LNP or /portins errors", kValidation},
    {OrderType::kE911s, "E911Error", kEmergency},
    {OrderType::kE911s, "e911s", kEmergencyTexts},
    {OrderType::kTnoptions, "OrderErrorType", kOptions},
    {OrderType::kTnoptions, "tnoptions", kOptionTexts},
    {OrderType::kTnoptions, "SmsErrorType", kMessaging},
    {OrderType::kExternalTns, "ExternalTnsErrorType", kExternals},
    {OrderType::kExternalTns, "externalTns", kExternalTexts},
    {OrderType::kExternalTns, "OrderErrorType", kOfExternals},
    {OrderType::kLidb, "LidbErrorType", kLidbs},
    {OrderType::kLidb, "OrderErrorType", kOfLidbs},
    {OrderType::kImportTnOrders, "importTnOrders", kImportTexts},
    {OrderType::kImportTnOrders, "Import Number Checker API Call errors", kImportChecker},
    {OrderType::kImportTnOrders, "OrderErrorType", kImports},
    {OrderType::kRemoveImportedTnOrders, "removeImportedTnOrders", kRemovalTexts},
    {OrderType::kRemoveImportedTnOrders, "ExternalTnsErrorType", kImportRemovals},
    {OrderType::kRemoveImportedTnOrders, "OrderErrorType", kRemovals},
    {OrderType::kCsrs, "Level3 errors", kServiceRecords},
    {OrderType::kImportToAccounts, "importTnOrders", kImportTexts},
    {OrderType::kImportToAccounts, "Import Number Checker API Call errors", kImportChecker},
    {OrderType::kImportToAccounts, "OrderErrorType", kImports},
    {OrderType::kMoveTns, "moveTns", kMoveTexts},
    {OrderType::kMoveTns, "OrderErrorType", kMoves},
    {OrderType::kNumbersAssignment, "OrderErrorType", kAssignments},
    {OrderType::kEmergencyNotificationEndpointOrders, "E911Error", kEmergencyEndpoints},
};

bool has_code(OrderType type, std::uint32_t code) {
  return std::ranges::any_of(kMagicCodes, [&](const MagicCodes& each) {
    return each.type == type && std::ranges::any_of(each.codes, [code](const CodeRange& range) {
             return code >= range.first && code <= range.last;
           });
  });
}

}  // namespace

std::span<const MagicCodes> magic_codes() {
  return kMagicCodes;
}

std::optional<std::uint32_t> magic_code(OrderType type, Tn tn) {
  for (const std::uint64_t digits : {100'000U, 10'000U}) {
    const auto code = static_cast<std::uint32_t>(tn.value % digits);
    if (code >= digits / 10 && has_code(type, code)) return code;
  }
  return std::nullopt;
}

}  // namespace dashsim::world
