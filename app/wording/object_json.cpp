// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_json.h"

#include "wording/evidence_text.h"
#include "wording/json_writer.h"
#include "wording/object_fields.h"

namespace shmlab::ui {
namespace {

class JsonFields {
public:
    explicit JsonFields(JsonWriter &json) : m_json(json) { }

    void field(std::string_view name, const auto &value) { m_json.field(name, value); }
    template <typename Value>
    void field(std::string_view name, const std::optional<Value> &value)
    {
        if (value)
            m_json.field(name, *value);
        else
            m_json.nullField(name);
    }
    void field(std::string_view name, const std::optional<Maker> &maker)
    {
        if (!maker) {
            m_json.nullField(name);
            return;
        }
        m_json.key(name);
        m_json.beginObject();
        m_json.field("pid", maker->pid);
        if (maker->process)
            m_json.field("program", escape(maker->process->program));
        else
            m_json.nullField("program");
        m_json.field("source", sourceIdentifier(maker->source));
        m_json.field("alive", maker->process.has_value());
        m_json.endObject();
    }
    void field(std::string_view name, const std::vector<Holder> &holders)
    {
        m_json.key(name);
        writeHolders(m_json, holders);
    }
    void field(std::string_view name, const std::vector<std::string> &texts)
    {
        m_json.key(name);
        writeTexts(m_json, texts);
    }

private:
    JsonWriter &m_json;
};

void writePresence(JsonWriter &json, std::string_view name, const std::optional<PresenceRecord> &presence)
{
    if (!presence)
        return;
    json.key(name);
    json.beginObject();
    json.field("pid", presence->pid);
    json.field("activity", static_cast<int>(presence->activity));
    json.field("hand_overs", presence->handOvers);
    json.field("last_hand_over_ns", presence->lastHandOver);
    json.field("sleeping", presence->sleeping != 0);
    json.endObject();
}

void writeExchange(JsonWriter &json, const ExchangeState &exchange)
{
    if (exchange.counters) {
        json.field("server", exchange.counters->server);
        json.field("client", exchange.counters->client);
    }
    writePresence(json, "server_presence", exchange.presenceOf(Role::Server));
    writePresence(json, "client_presence", exchange.presenceOf(Role::Client));
}

} // namespace

void writeHolders(JsonWriter &json, const std::vector<Holder> &holders)
{
    json.beginArray();
    for (const Holder &holder : holders) {
        json.beginObject();
        json.field("pid", holder.process.pid);
        json.field("program", escape(holder.process.program));
        json.field("command_line", escape(holder.process.commandLine));
        json.field("user", ownerText(holder.process.owner));
        json.key("how");
        writeTexts(json, waysOf(holder));
        json.key("range");
        if (holder.mappedEnd > 0) {
            json.beginArray();
            json.value(holder.mappedBegin);
            json.value(holder.mappedEnd);
            json.endArray();
        } else {
            json.null();
        }
        json.endObject();
    }
    json.endArray();
}

void writeTexts(JsonWriter &json, const std::vector<std::string> &texts)
{
    json.beginArray();
    for (const std::string &text : texts)
        json.value(text);
    json.endArray();
}

void writeObject(JsonWriter &json, const ObjectReport &report)
{
    json.beginObject();
    visitFields(report, JsonFields(json));
    json.endObject();
}

QByteArray detailedJson(const ObjectReport &report, std::string_view kernelAnswer)
{
    JsonWriter json;
    json.beginObject();
    json.field("schema", objectSchema);
    visitFields(report, JsonFields(json));
    if (report.exchange)
        writeExchange(json, *report.exchange);
    if (!kernelAnswer.empty())
        json.field("kernel", kernelAnswer);
    json.key("evidence");
    json.beginArray();
    for (const QString &line : objectEvidence(report))
        json.value(line);
    json.endArray();
    json.endObject();
    return json.take();
}

} // namespace shmlab::ui
