// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_export.h"

#include "wording/json_writer.h"
#include "wording/object_fields.h"
#include "wording/object_json.h"

namespace shmlab::ui {

QByteArray objectsJson(const std::vector<ObjectReportPtr> &reports)
{
    JsonWriter json;
    json.reserve(512 * (static_cast<qsizetype>(reports.size()) + 1)); // about
    json.beginObject();
    json.field("schema", objectSchema);
    json.key("objects");
    json.beginArray();
    for (const ObjectReportPtr &report : reports) {
        json.breakLine();
        writeObject(json, *report);
    }
    json.endArray();
    json.endObject();
    return json.take() + '\n';
}

} // namespace shmlab::ui
