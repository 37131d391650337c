// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/usage_text.h"

#include "cli/command_table.h"
#include "wording/error_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CommandLine)
};

} // namespace

QString usageErrorText(const UsageError &error)
{
    const QString &option = error.option; // out of the table
    const QString word = format::escaped(error.word);
    switch (error.problem) {
    case UsageProblem::NotText:
        return Text::tr("argument %1 is not text in this locale; write such bytes as \\xHH").arg(word);
    case UsageProblem::UnknownCommand: return Text::tr("\"%1\" is not a command").arg(word);
    case UsageProblem::UnknownOption: return Text::tr("unknown option %1").arg(word);
    case UsageProblem::MissingValue: return Text::tr("--%1 requires a value").arg(option);
    case UsageProblem::UnexpectedValue: return Text::tr("--%1 takes no value, but \"%2\" was given").arg(option, word);
    case UsageProblem::InvalidValue: return Text::tr("--%1 %2: not %3").arg(option, word, expectedValue(option));
    case UsageProblem::InvalidOffset:
        return QStringLiteral("--%1 %2: %3")
            .arg(option, word, expressionErrorText(std::get<ExpressionError>(error.cause)));
    case UsageProblem::InvalidName: return nameErrorText(std::get<Error>(error.cause));
    case UsageProblem::ExtraArgument: return Text::tr("unexpected argument \"%1\"").arg(word);
    case UsageProblem::MissingName: return Text::tr("the name of an object is missing");
    case UsageProblem::NothingToRemove:
        return Text::tr("give one of these: the name of an object, --stale or --unused, --keep");
    case UsageProblem::RequiresOption: return Text::tr("--%1 requires %2").arg(option, word);
    case UsageProblem::RequiresName: return Text::tr("--%1 requires the name of an object").arg(option);
    case UsageProblem::ListsAll: return Text::tr("--%1 lists all objects; use --json for %2 alone").arg(option, word);
    case UsageProblem::ExclusiveOptions: return Text::tr("--%1 and --%2 are mutually exclusive").arg(option, word);
    }
    return {};
}

} // namespace shmlab::ui
