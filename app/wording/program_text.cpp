// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/program_text.h"

#include "wording/format.h"
#include "wording/kernel_users_text.h"
#include "wording/natural_order.h"
#include "wording/object_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ProgramText)
};

struct Program {
    QString name;
    int processes = 0;
};

/// By name.
std::vector<Program> programsOf(const ObjectHolders &holders)
{
    std::vector<Program> programs;
    for (const Holder &holder : holders.holders) {
        const QString name =
            holder.process.program.empty() ? Text::tr("unknown program") : format::escaped(holder.process.program);
        const auto place = std::ranges::lower_bound(programs, name, isNaturallyLess, &Program::name);
        if (place != programs.end() && place->name == name)
            ++place->processes;
        else
            programs.insert(place, {name, 1});
    }
    return programs;
}

} // namespace

QString holderPrograms(const ObjectHolders &holders)
{
    if (holders.holders.empty())
        return holders.kernelUsers.empty() ? QString() : Text::tr("(the kernel)");
    std::vector<Program> programs = programsOf(holders);
    std::ranges::sort(programs, [](const Program &left, const Program &right) {
        return left.processes == right.processes ? isNaturallyLess(left.name, right.name)
                                                 : left.processes > right.processes;
    });
    QStringList texts;
    for (const Program &program : programs)
        texts +=
            program.processes == 1 ? program.name : QStringLiteral("%1 %2").arg(program.name).arg(program.processes);
    return texts.join(QStringLiteral(", "));
}

QString programSet(const ObjectHolders &holders)
{
    QStringList names;
    for (const Program &program : programsOf(holders))
        names += program.name;
    return names.join(QStringLiteral(", "));
}

QString holderDetails(const ObjectHolders &holders)
{
    constexpr std::size_t mostProcesses = 12;
    if (holders.holders.empty())
        return holders.kernelUsers.empty() ? QString() : kernelUserText(holders.kernelUsers.front());
    QStringList processes;
    for (std::size_t i = 0; i < std::min(holders.holders.size(), mostProcesses); ++i)
        processes += format::process(holders.holders[i].process);
    if (holders.holders.size() > mostProcesses)
        processes += Text::tr("and %1 more").arg(holders.holders.size() - mostProcesses);
    return QStringLiteral("%1: %2").arg(holdersSummary(holders), processes.join(QStringLiteral(", ")));
}

} // namespace shmlab::ui
