// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_export.h"

#include "wording/json_writer.h"
#include "wording/object_fields.h"
#include "wording/object_json.h"

#include <concepts>

namespace shmlab::ui {
namespace {

/// The cells of one line. Text is quoted; a cell that is not known is empty.
class Cells {
public:
    explicit Cells(QByteArray &text) : m_text(text) { }

    void field(std::string_view, std::string_view text) { add(text); }
    void field(std::string_view, const QString &text) { add(text.toStdString()); }
    void field(std::string_view, std::same_as<bool> auto isTrue) { addPlain(isTrue ? "true" : "false"); }
    void field(std::string_view, std::integral auto number)
        requires(!std::same_as<decltype(number), bool>)
    {
        addPlain(QByteArray::number(static_cast<qlonglong>(number)));
    }
    template <typename Value>
    void field(std::string_view name, const std::optional<Value> &value)
    {
        if (value)
            field(name, *value);
        else
            addPlain({});
    }
    void field(std::string_view name, const std::optional<Maker> &maker)
    {
        const bool isAlive = maker && maker->process;
        field(name, maker ? std::optional(maker->pid) : std::nullopt);
        field(name, isAlive ? std::optional(QString::fromStdString(escape(maker->process->program))) : std::nullopt);
        field(name, maker ? std::optional(sourceIdentifier(maker->source)) : std::nullopt);
        field(name, maker ? std::optional(isAlive) : std::nullopt);
    }
    void field(std::string_view, const std::vector<Holder> &holders)
    {
        JsonWriter json;
        writeHolders(json, holders);
        add(json.take().toStdString());
    }
    void field(std::string_view, const std::vector<std::string> &texts)
    {
        JsonWriter json;
        writeTexts(json, texts);
        add(json.take().toStdString());
    }

private:
    void addPlain(const QByteArray &text)
    {
        if (!std::exchange(m_isFirst, false))
            m_text += ',';
        m_text += text;
    }
    /// A spreadsheet takes a cell that begins with one of these for a formula. Escaped as a byte of a name is, it
    /// cannot.
    void add(std::string_view text)
    {
        addPlain("\"");
        if (!text.empty() && std::string_view("=+-@").contains(text.front())) {
            m_text += "\\x" + QByteArray(1, text.front()).toHex();
            text.remove_prefix(1);
        }
        for (const char letter : text) {
            if (letter == '"')
                m_text += '"';
            m_text += letter;
        }
        m_text += '"';
    }

    QByteArray &m_text;
    bool m_isFirst = true;
};

/// The titles of the columns.
class Titles {
public:
    template <typename Value>
    void field(std::string_view name, const Value &)
    {
        add(name);
    }
    void field(std::string_view name, const std::optional<Maker> &)
    {
        for (const char *part : {"_pid", "_program", "_source", "_alive"})
            add(std::string(name) + part);
    }

    [[nodiscard]] QByteArray text() const { return m_text; }

private:
    void add(std::string_view title)
    {
        if (!m_text.isEmpty())
            m_text += ',';
        m_text.append(title.data(), static_cast<qsizetype>(title.size()));
    }

    QByteArray m_text;
};

} // namespace

QByteArray objectsCsv(const std::vector<ObjectReportPtr> &reports)
{
    Titles titles;
    visitFields(ObjectReport(), titles);
    QByteArray text = titles.text();
    text.reserve(256 * (static_cast<qsizetype>(reports.size()) + 1)); // about
    for (const ObjectReportPtr &report : reports) {
        text += "\r\n";
        visitFields(*report, Cells(text));
    }
    return text + "\r\n";
}

} // namespace shmlab::ui
