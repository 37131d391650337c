// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/event_text.h"
#include "wording/evidence_text.h"
#include "wording/json_writer.h"
#include "wording/object_fields.h"

namespace shmlab::ui {
namespace {

using What = ObjectEvent::What;

// Never translated.
std::string_view identifierOf(What what)
{
    switch (what) {
    case What::Created: return "created";
    case What::Replaced: return "replaced";
    case What::Renamed: return "renamed";
    case What::Grown: return "grown";
    case What::Shrunk: return "shrunk";
    case What::Opened: return "opened";
    case What::Mapped: return "mapped";
    case What::Unmapped: return "unmapped";
    case What::Closed: return "closed";
    case What::Released: return "released";
    case What::Unlinked: return "unlinked";
    case What::Freed: return "freed";
    case What::CameAndWent: return "came-and-went";
    case What::VerdictChanged: return "verdict";
    case What::EventsLost: break;
    }
    return "events-lost";
}

void begin(JsonWriter &json, std::chrono::system_clock::time_point time, std::string_view event)
{
    json.beginObject();
    json.field("schema", objectSchema);
    json.field("time_ms", std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
    json.field("event", event);
}

void writeActor(JsonWriter &json, const Actor &actor)
{
    json.key("by");
    json.beginObject();
    json.field("pid", actor.pid);
    if (actor.process)
        json.field("program", escape(actor.process->program));
    else
        json.nullField("program");
    json.endObject();
}

} // namespace

QByteArray eventJson(const ObjectEvent &event)
{
    JsonWriter json;
    begin(json, event.time, identifierOf(event.what));
    if (event.what != What::EventsLost)
        json.field("name", '/' + escape(event.name));
    if (event.what == What::Renamed)
        json.field("new_name", '/' + escape(event.newName));
    if (event.by)
        writeActor(json, *event.by);
    if (event.isWritable)
        json.field("writable", *event.isWritable);
    if (event.sizeBefore)
        json.field("size_before", *event.sizeBefore);
    if (event.sizeNow)
        json.field("size", *event.sizeNow);
    if (event.inode != 0)
        json.field("inode", event.inode);
    if (event.verdictBefore)
        json.field("verdict_before", verdictName(*event.verdictBefore));
    if (event.verdictNow)
        json.field("verdict", verdictName(*event.verdictNow));
    json.endObject();
    return json.take();
}

QByteArray followingJson(std::size_t objects, bool areActorsTold)
{
    JsonWriter json;
    begin(json, std::chrono::system_clock::now(), "following");
    json.field("objects", objects);
    json.field("actors", areActorsTold);
    json.endObject();
    return json.take();
}

} // namespace shmlab::ui
