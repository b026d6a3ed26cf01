// Names and hashes with which phones prove who they are. Reference: sipcredentials.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/listing.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::SipCredential;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kUserFragmentEmpty = 12705;
constexpr std::uint32_t kUserFragmentShort = 12706;
constexpr std::uint32_t kDomainFragmentEmpty = 12707;
constexpr std::uint32_t kDomainFragmentShort = 12708;
constexpr std::uint32_t kDuplicate = 23000;
constexpr std::uint32_t kTooLong = 23002;
constexpr std::uint32_t kTooMany = 23003;
constexpr std::uint32_t kNameStays = 23004;
constexpr std::uint32_t kListEmpty = 23006;
constexpr std::uint32_t kNotFound = 23007;
constexpr std::uint32_t kNoneOnAccount = 23008;
constexpr std::uint32_t kThereAlready = 23009;
constexpr std::uint32_t kNoneFound = 23011;
constexpr std::uint32_t kPageInvalid = 23012;
constexpr std::uint32_t kUserInvalid = 23014;
constexpr std::uint32_t kDomainInvalid = 23015;
constexpr std::uint32_t kWholeUserInvalid = 23016;

constexpr std::string_view kResponse = "SipCredentialsResponse";
constexpr std::size_t kNameMax = 32;
constexpr std::size_t kHashMax = 64;
constexpr std::size_t kCredentialsMax = 500;
constexpr std::size_t kSizeUsual = 500;
constexpr std::size_t kSizeMax = 1000;
constexpr std::size_t kFragmentMin = 3;

/// The elements in the order of the reference, and how long they may be.
struct Part {
  std::string_view element;
  std::string SipCredential::*member;
  std::size_t characters_max;
  bool required;
};
constexpr Part kParts[] = {
    {"UserName", &SipCredential::user_name, kNameMax, true},
    {"Domain", &SipCredential::domain, kNameMax, false},
    {"Hash1", &SipCredential::hash1, kHashMax, true},
    {"Hash1b", &SipCredential::hash1b, kHashMax, false},
};
constexpr std::span<const Part> kHashes = std::span(kParts).subspan(2);

void write_parts(const SipCredential& credential, xml::Writer& out) {
  out.open("SipCredential");
  for (const Part& part : kParts) out.element_if(part.element, credential.*part.member);
  out.close();
}

SipCredential read(const xml::Element& element) {
  SipCredential credential;
  for (const Part& part : kParts) credential.*part.member = element.text_at(part.element);
  return credential;
}

void check(const SipCredential& credential, std::span<const Part> parts, Refusals& refusals) {
  for (const Part& part : parts) {
    const std::string& text = credential.*part.member;
    if (part.required && text.empty()) refusals.add(kRequired, std::string(part.element));
    if (characters(text) > part.characters_max)
      refusals.add(kTooLong, std::string(part.element), text, std::to_string(part.characters_max));
  }
}

/// Letters, digits and the marks that may stand in the user part of a SIP address.
bool fits(std::string_view text, std::string_view more = {}) {
  constexpr std::string_view kMarks = "._-!$&*+='()%~";
  return std::ranges::all_of(text, [&](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos ||
           more.find(c) != std::string_view::npos;
  });
}

void check_names(const SipCredential& credential, Refusals& refusals) {
  if (!credential.domain.empty()) {
    if (!fits(credential.user_name)) refusals.add(kUserInvalid, credential.user_name);
    if (!fits(credential.domain)) refusals.add(kDomainInvalid, credential.domain);
  } else if (!fits(credential.user_name, "@") ||
             std::ranges::count(credential.user_name, '@') > 1) {
    refusals.add(kWholeUserInvalid, credential.user_name);
  }
}

/// A credential of a request with what is wrong with it.
struct Candidate {
  SipCredential credential;
  Refusals refusals;
};

std::vector<Candidate> read_candidates(const Call& call, const world::World& world) {
  const std::string account(call.path("accountId"));
  std::vector<Candidate> candidates;
  for (const xml::Element element : call.document().children()) {
    Candidate candidate{read(element), {}};
    const SipCredential& credential = candidate.credential;
    check(credential, kParts, candidate.refusals);
    check_names(credential, candidate.refusals);
    const std::string name = credential.composite_name();
    const auto same = [&](const Candidate& other) {
      return other.refusals.empty() && other.credential.composite_name() == name;
    };
    if (!credential.user_name.empty() && std::ranges::any_of(candidates, same))
      candidate.refusals.add(kDuplicate, account);
    if (world.sip_credentials().find(call.account(), name) != nullptr)
      candidate.refusals.add(kThereAlready, name, account);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

void write_errors(const std::vector<Candidate>& candidates, xml::Writer& out) {
  out.open("Errors");
  for (const Candidate& candidate : candidates) {
    for (const Refusal& refusal : candidate.refusals.list) {
      out.open("Error");
      out.element("ErrorCode", refusal.code);
      out.element("Description", refusal.text);
      write_parts(candidate.credential, out);
      out.close();
    }
  }
  out.close();
}

/// Makes the credentials that nothing is wrong with; the others are told of beside them.
Result<Reply> create(const Call& call, world::World& world) {
  const std::vector<Candidate> candidates = read_candidates(call, world);
  if (candidates.empty()) return refuse(400, kListEmpty);
  if (candidates.size() > kCredentialsMax)
    return refuse(400, kTooMany, std::to_string(kCredentialsMax));
  const auto good = [](const Candidate& candidate) { return candidate.refusals.empty(); };
  if (std::ranges::none_of(candidates, good)) {
    return Refusals{400,
                    {{0, "Please check your input parameters."}},
                    [candidates](xml::Writer& out) { write_errors(candidates, out); }};
  }
  return reply(201, kResponse, [&](xml::Writer& out) {
    if (!std::ranges::all_of(candidates, good)) write_errors(candidates, out);
    out.open("ValidSipCredentials");
    for (const Candidate& candidate : candidates) {
      if (!good(candidate)) continue;
      write_parts(world.sip_credentials().put(call.account(), candidate.credential), out);
    }
    out.close();
  });
}

/// A filter of the list; nothing if the query does not have it.
std::optional<std::string_view> read_fragment(const Call& call, std::string_view name,
                                              std::uint32_t empty, std::uint32_t too_short,
                                              Refusals& refusals) {
  if (!call.target().has(name)) return std::nullopt;
  const std::string_view text = call.query(name);
  if (text.empty()) {
    refusals.add(empty);
  } else if (characters(text) < kFragmentMin) {
    refusals.add(too_short);
  }
  return text;
}

/// The credentials that the query asks for, of all pages.
Result<std::vector<const SipCredential*>> find(const Call& call, const world::World& world) {
  Refusals refusals;
  const auto user =
      read_fragment(call, "userNamefragment", kUserFragmentEmpty, kUserFragmentShort, refusals);
  const auto domain =
      read_fragment(call, "domainfragment", kDomainFragmentEmpty, kDomainFragmentShort, refusals);
  if (!refusals.empty()) return refusals;
  const auto& all = world.sip_credentials().of_account(call.account());
  if (all.empty()) return refuse(404, kNoneOnAccount, std::string(call.path("accountId")));
  std::vector<const SipCredential*> found;
  for (const auto& [name, credential] : all) {
    // A domain may stand in the user name.
    const std::size_t at = std::min(name.find('@'), name.size());
    const std::string_view whole = name;
    const bool user_fits = !user || whole.substr(0, at).find(*user) != std::string_view::npos;
    const bool domain_fits = !domain || whole.substr(at).find(*domain) != std::string_view::npos;
    if (user_fits && domain_fits) found.push_back(&credential);
  }
  if (found.empty()) return refuse(404, kNoneFound);
  return found;
}

/// Where a page begins: at the credential of that name, or at the one of that number. Nothing if it
/// is neither.
std::optional<std::size_t> first_of_page(const std::vector<const SipCredential*>& found,
                                         const std::string& page) {
  if (const auto number = kernel::parse_whole(page)) return *number - 1;
  if (page.find('@') == std::string::npos) return std::nullopt;
  const auto first = std::ranges::find_if(
      found, [&](const SipCredential* credential) { return credential->composite_name() >= page; });
  return static_cast<std::size_t>(first - found.begin());
}

/// A name, if it can be told from a number.
std::string page_token(const std::vector<const SipCredential*>& found, std::size_t index) {
  if (index >= found.size()) return {};
  std::string name = found[index]->composite_name();
  return name.find('@') == std::string::npos ? std::to_string(index + 1) : name;
}

Result<Reply> list(const Call& call, world::World& world) {
  const Result<Paging> paging =
      read_paging(call, {.usual = kSizeUsual, .max = kSizeMax, .together = false});
  if (!paging) return paging.error();
  const auto found = find(call, world);
  if (!found) return found.error();
  const auto first = first_of_page(*found, paging->page);
  if (!first) return refuse(400, kPageInvalid, paging->page);
  if (*first >= found->size()) return refuse(404, kNoneFound);
  const std::size_t end = std::min(*first + paging->size, found->size());
  return reply(200, kResponse, [&](xml::Writer& out) {
    write_links(call, page_token(*found, end), out);
    out.open("SipCredentials");
    for (std::size_t i = *first; i < end; ++i) write_parts(*(*found)[i], out);
    out.close();
  });
}

const SipCredential* named_credential(const Call& call, const world::World& world) {
  return world.sip_credentials().find(call.account(), call.path("compositeUserName"));
}

Refusals no_such_credential(const Call& call) {
  return refuse(404, kNotFound, std::string(call.path("compositeUserName")),
                std::string(call.path("accountId")));
}

Reply show(const SipCredential& credential) {
  return reply(200, "SipCredentialResponse",
               [&](xml::Writer& out) { write_parts(credential, out); });
}

Result<Reply> get(const Call& call, world::World& world) {
  const SipCredential* credential = named_credential(call, world);
  if (credential == nullptr) return no_such_credential(call);
  return show(*credential);
}

Result<Reply> change(const Call& call, world::World& world) {
  const SipCredential* known = named_credential(call, world);
  if (known == nullptr) return no_such_credential(call);
  SipCredential changed = read(call.document());
  const auto differs = [](const std::string& text, const std::string& stored) {
    return !text.empty() && text != stored;
  };
  if (differs(changed.user_name, known->user_name) || differs(changed.domain, known->domain))
    return refuse(400, kNameStays);
  Refusals refusals;
  check(changed, kHashes, refusals);
  if (!refusals.empty()) return refusals;
  changed.user_name = known->user_name;
  changed.domain = known->domain;
  return show(world.sip_credentials().put(call.account(), std::move(changed)));
}

Result<Reply> remove(const Call& call, world::World& world) {
  if (named_credential(call, world) == nullptr) return no_such_credential(call);
  world.sip_credentials().erase(call.account(), call.path("compositeUserName"));
  return empty_reply(200);
}

}  // namespace

void sip_credentials(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sipcredentials", list);
  routes.on("POST /accounts/{accountId}/sipcredentials", create);
  routes.on("GET /accounts/{accountId}/sipcredentials/{compositeUserName}", get);
  routes.on("PUT /accounts/{accountId}/sipcredentials/{compositeUserName}", change);
  routes.on("DELETE /accounts/{accountId}/sipcredentials/{compositeUserName}", remove);
}

}  // namespace dashsim::api
