// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_export.h"

#include "wording/object_json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace shmlab::ui {
namespace {

constexpr std::array columns{"name",  "kind",  "verdict", "size",     "allocated", "mode",
                             "owner", "inode", "holders", "unlinked", "namesake"};

/// A quoted cell.
QByteArray cell(const QJsonValue &value)
{
    QByteArray text = value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                                      : value.toVariant().toString().toUtf8();
    if (!text.isEmpty() && QByteArrayView("=+-@").contains(text.front()))
        text.replace(0, 1, "\\x" + text.first(1).toHex());
    return '"' + text.replace('"', "\"\"") + '"';
}

} // namespace

QByteArray objectsJson(const std::vector<ObjectReportPtr> &reports)
{
    QByteArray all = R"({"schema":1,"objects":[)";
    for (const ObjectReportPtr &report : reports) {
        all += all.endsWith('[') ? "\n" : ",\n";
        all += QJsonDocument(objectJson(*report, false)).toJson(QJsonDocument::Compact);
    }
    return all + "]}\n";
}

QByteArray objectsCsv(const std::vector<ObjectReportPtr> &reports)
{
    QByteArray all;
    for (const char *column : columns)
        all += QByteArray(all.isEmpty() ? "" : ",") + column;
    for (const ObjectReportPtr &report : reports) {
        all += "\r\n";
        const QJsonObject object = objectJson(*report, false);
        for (const char *column : columns)
            all += (column == columns.front() ? "" : ",") + cell(object.value(QLatin1String(column)));
    }
    return all + "\r\n";
}

} // namespace shmlab::ui
