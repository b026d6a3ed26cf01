// Notes and history of orders of every type.
#include <algorithm>

#include "api/kit/order_family.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kNoteNotFound = 5040;
constexpr std::uint32_t kHistoryOfDraft = 7710;
constexpr std::uint32_t kUserRequired = 12501;

constexpr Field kNoteFields[] = {
    text("UserId", 100, kTooLong, kUserRequired),
    text("Description", 500, kTooLong, kRequired),
};

}  // namespace

Handler add_order_note(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    Refusals refusals;
    check_fields(call.document(), kNoteFields, refusals);
    if (!refusals.empty()) return refusals;
    const world::Note& note =
        add_note(world, *order, std::string(call.document().text_at("UserId")),
                 std::string(call.document().text_at("Description")));
    return created_at(call.url_of_created(std::to_string(note.id.value)));
  };
}

Handler list_order_notes(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    if (order->notes.empty()) return empty_reply(204);
    return reply(200, "Notes", [&](xml::Writer& out) {
      for (const world::Note& note : order->notes) {
        out.open("Note");
        out.element("Id", note.id.value);
        out.element("UserId", note.user);
        out.element("Description", note.text);
        out.element("LastDateModifier", kernel::format_instant(note.modified));
        out.close();
      }
    });
  };
}

Handler change_order_note(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    const world::NoteId id{call.path_number("noteId")};
    const auto note = std::ranges::find(order->notes, id, &world::Note::id);
    if (note == order->notes.end()) return refuse(404, kNoteNotFound);
    Refusals refusals;
    check_fields(call.document(), kNoteFields, refusals);
    if (!refusals.empty()) return refusals;
    note->user = call.document().text_at("UserId");
    note->text = call.document().text_at("Description");
    note->modified = world.now();
    return empty_reply(200);
  };
}

Handler order_history(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_resource();
    return reply(200, "OrderHistoryWrapper", [&](xml::Writer& out) {
      for (const world::HistoryEntry& entry : order->history) {
        out.open("OrderHistory");
        out.element("OrderDate", kernel::format_instant(entry.time));
        out.element("Note", entry.note);
        out.element("Author", entry.author);
        out.element("Status", entry.status->name);
        out.element_if("Difference", entry.difference);
        out.close();
      }
    });
  };
}

Reply history_of_draft() {
  return reply(200, "OrderHistoryWrapper", [](xml::Writer& out) {
    out.open("IrisStatus");
    out.element("Code", kHistoryOfDraft);
    out.element("Description", error_text(kHistoryOfDraft, {}));
    out.close();
  });
}

}  // namespace dashsim::api
