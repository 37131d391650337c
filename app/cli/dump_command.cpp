// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/dump_command.h"

#include "cli/hex_dump.h"
#include "cli/terminal.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/object_scan.h>

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace shmlab::ui {
namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 16U;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::DumpCommand)
};

/// Why an offset cannot be right, whatever the size of the object.
std::optional<ExpressionError> offsetError(const QString &text)
{
    const auto value = evaluateOffset(text.toStdString(), {.here = 0, .end = 0});
    if (value)
        return {};
    const ExpressionProblem problem = value.error().problem;
    const bool isSyntaxError = problem == ExpressionProblem::Empty || problem == ExpressionProblem::SyntaxError;
    const bool dependsOnSize = text.contains(QLatin1String("end"));
    return isSyntaxError || !dependsOnSize ? std::optional(value.error()) : std::nullopt;
}

/// False if standard output could not be written (errno).
Result<bool> writeRaw(const ByteSource &object, off_t at, off_t end)
{
    std::vector<std::byte> buffer(bufferBytes);
    while (at < end) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(end - at, bufferBytes));
        const auto got = object.readAt(at, std::span(buffer).first(wanted));
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            break;
        if (std::fwrite(buffer.data(), 1, *got, stdout) != *got)
            return false;
        at += static_cast<off_t>(*got);
    }
    return true;
}

/// `title` becomes that of an object that is none of /dev/shm, or has lost its name.
Result<std::unique_ptr<ByteSource>> openNamedOrHeld(const ObjectName &name, QString &title)
{
    auto opened = openObject(InspectCalls(), name);
    if (opened || !opened.error().isCallFailure(ENOENT))
        return opened;
    const auto scan = scanObjects();
    if (!scan)
        return opened;
    for (const ObjectReportPtr &report : scan->reports) {
        if (!nameOf(*report) && isCalled(*report, name)) {
            title = titleOf(*report);
            return openObject(InspectCalls(), locationOf(*report));
        }
    }
    return opened;
}

} // namespace

std::expected<Command, UsageError> parseDump(const ObjectName &name, const Arguments &arguments)
{
    OptionReader options(arguments);
    DumpObject command{.name = name, .isRaw = options.has("raw")};
    for (const auto &[option, text] : {std::pair("offset", &command.offset), std::pair("length", &command.length)}) {
        if (options.has(option))
            *text = arguments.value(option);
        if (const auto error = offsetError(*text)) {
            options.fail({.problem = UsageProblem::InvalidOffset,
                          .option = QLatin1String(option),
                          .word = *text,
                          .cause = *error});
        }
    }
    return options.finish(TerminalCommand(command));
}

ExitCode run(const DumpObject &command)
{
    QString title = format::text(command.name);
    const auto object = openNamedOrHeld(command.name, title);
    const auto status = object ? (*object)->status() : std::unexpected(object.error());
    if (!status) {
        return failure(readErrorText(title, status.error()),
                       status.error().isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed);
    }
    const ExpressionVariables variables{.here = 0, .end = status->sizeBytes};
    const auto offset = evaluateOffset(command.offset.toStdString(), variables);
    const auto length = evaluateOffset(command.length.toStdString(), variables);
    if (!offset || !length) {
        const QString text = format::escaped(offset ? command.length : command.offset);
        const ExpressionError error = offset ? length.error() : offset.error();
        return failure(QStringLiteral("%1: %2").arg(text, expressionErrorText(error)), ExitCode::UsageError);
    }
    if (*offset > status->sizeBytes) {
        return failure(Text::tr("offset %1 is beyond the end, which is at %2")
                           .arg(format::escaped(command.offset), format::bytes(status->sizeBytes)),
                       ExitCode::UsageError);
    }
    const off_t begin = *offset;
    const off_t end = begin + std::min(*length, status->sizeBytes - begin);
    const auto isWritten = command.isRaw ? writeRaw(**object, begin, end) : HexDump(**object, begin, end, stdout).run();
    if (!isWritten)
        return failure(readErrorText(format::text(command.name), isWritten.error()));
    return *isWritten && std::fflush(stdout) == 0 ? ExitCode::Done : outputFailure(errno);
}

} // namespace shmlab::ui
