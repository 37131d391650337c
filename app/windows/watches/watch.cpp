// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace shmlab::ui {
namespace {

constexpr int fileVersion = 1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::WatchFile)
};

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonObject toJson(const Watch &watch)
{
    return {{QStringLiteral("label"), watch.label},
            {QStringLiteral("object"), qt(watch.object.display())},
            {QStringLiteral("offset"), watch.offset},
            {QStringLiteral("type"), qt(rowOf(watch.type).name)},
            {QStringLiteral("count"), watch.count},
            {QStringLiteral("order"),
             watch.order == std::endian::little ? QStringLiteral("little") : QStringLiteral("big")},
            {QStringLiteral("format"), watch.isHex ? QStringLiteral("hex") : QStringLiteral("decimal")},
            {QStringLiteral("plotted"), watch.isPlotted}};
}

/// The whole number, if it lies in the range.
std::optional<qint64> wholeNumber(const QJsonValue &value, qint64 fallback, qint64 smallest, qint64 largest)
{
    if (value.isUndefined())
        return fallback;
    const qint64 number = value.toInteger(smallest - 1); // toInteger() returns the default for anything else
    return number >= smallest && number <= largest ? std::optional(number) : std::nullopt;
}

std::expected<Watch, QString> fromJson(const QJsonObject &object)
{
    const auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString(); };
    const auto name = ObjectName::parsePath(unescape(text("object").toStdString()));
    if (!name)
        return std::unexpected(Text::tr("\"object\" is not a valid object name"));
    Watch watch{.label = text("label"), .object = *name};
    const auto offset = wholeNumber(object.value(QLatin1String("offset")), -1, 0, maxWatchedOffset);
    if (!offset || *offset < 0)
        return std::unexpected(Text::tr("\"offset\" is not a whole number from 0 to 2^62"));
    const auto type = valueTypeOf(text("type").toStdString());
    if (!type)
        return std::unexpected(Text::tr("\"type\" is not a known type"));
    const auto count = wholeNumber(object.value(QLatin1String("count")), 1, 1, maxWatchedElements);
    if (!count)
        return std::unexpected(Text::tr("\"count\" is not a whole number from 1 to %1").arg(maxWatchedElements));
    const QString order = text("order");
    if (!order.isEmpty() && order != QLatin1String("little") && order != QLatin1String("big"))
        return std::unexpected(Text::tr(R"("order" is neither "little" nor "big")"));
    const QString format = text("format");
    if (!format.isEmpty() && format != QLatin1String("decimal") && format != QLatin1String("hex"))
        return std::unexpected(Text::tr(R"("format" is neither "decimal" nor "hex")"));
    watch.offset = *offset;
    watch.type = *type;
    watch.count = static_cast<int>(*count);
    if (!order.isEmpty())
        watch.order = order == QLatin1String("little") ? std::endian::little : std::endian::big;
    watch.isHex = format == QLatin1String("hex");
    watch.isPlotted = object.value(QLatin1String("plotted")).toBool();
    return watch;
}

} // namespace

QString defaultLabel(const ObjectName &object, qint64 offset)
{
    return Text::tr("%1 at 0x%2").arg(qt(object.display()), QString::number(offset, 16));
}

QString safeText(const QString &text)
{
    QString safe;
    for (const char32_t character : text.toUcs4()) {
        const QString itself = QString::fromUcs4(&character, 1);
        const bool isHarmless = character == U'\\' || QChar::category(character) == QChar::Separator_Space;
        safe += isHarmless ? itself : qt(escape(itself.toStdString()));
    }
    return safe;
}

QByteArray writeWatches(const std::vector<Watch> &watches)
{
    QJsonArray all;
    for (const Watch &watch : watches)
        all.append(toJson(watch));
    return QJsonDocument(QJsonObject{{QStringLiteral("shmlab_watches"), fileVersion}, {QStringLiteral("watches"), all}})
        .toJson();
}

std::expected<std::vector<Watch>, QString> readWatches(const QByteArray &json)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(Text::tr("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (document.object().value(QLatin1String("shmlab_watches")).toInt() != fileVersion)
        return std::unexpected(Text::tr("not a file of watches, or of a later version"));
    const QJsonValue list = document.object().value(QLatin1String("watches"));
    if (!list.isArray())
        return std::unexpected(Text::tr("\"watches\" is not a list"));
    const QJsonArray all = list.toArray();
    if (static_cast<std::size_t>(all.size()) > maxWatches)
        return std::unexpected(Text::tr("more than %1 watches").arg(maxWatches));
    std::vector<Watch> watches;
    for (const auto &value : all) {
        auto watch = fromJson(value.toObject());
        if (!watch)
            return std::unexpected(Text::tr("watch %1: %2").arg(watches.size() + 1).arg(watch.error()));
        watches.push_back(std::move(*watch));
    }
    return watches;
}

} // namespace shmlab::ui
