// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/man_page.h"

#include "cli/command_table.h"
#include "describe/metainfo.h"

#include <QCoreApplication>
#include <QLocale>

namespace shmlab::ui {
namespace {

/// Text as roff takes it: hyphens that stay hyphens, backslashes that stay, no line that begins as a request.
QString roff(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\e")).replace(QLatin1Char('-'), QStringLiteral("\\-"));
    text.replace(QStringLiteral("–"), QStringLiteral("\\[en]"));
    return text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')) ? QStringLiteral("\\&") + text
                                                                                   : text;
}

QString section(const QString &title)
{
    return QStringLiteral(".SH %1\n").arg(title);
}

/// A term in bold, with a word for its value in italics, and what it means.
QString entry(const QString &term, const QString &value, const QString &meaning)
{
    const QString head = value.isEmpty() ? QStringLiteral(".B %1").arg(roff(term))
                                         : QStringLiteral(".BI \"%1 \" %2").arg(roff(term), roff(value));
    return QStringLiteral(".TP\n%1\n%2\n").arg(head, roff(meaning));
}

QString options(const QString &command)
{
    QString text;
    for (const OptionHelp &option : optionsOf(command)) {
        const QString shortForm =
            option.shortName.isEmpty() ? QString() : QStringLiteral("-%1, ").arg(option.shortName);
        text += entry(shortForm + QStringLiteral("--") + option.name, option.valueName, option.description);
    }
    return text;
}

} // namespace

QString manPage()
{
    QString text = QStringLiteral(".\\\" Written by shmlab_describe from the program's own tables.\n"
                                  ".TH SHMLAB 1 \"%1\" \"Shmlab %2\" \"User Commands\"\n")
                       .arg(QLocale::c().toString(sourceDate(), QStringLiteral("d MMMM yyyy")),
                            QCoreApplication::applicationVersion());
    text += section(QStringLiteral("NAME"));
    text += QStringLiteral("shmlab \\- a desktop laboratory for POSIX shared memory\n");
    text += section(QStringLiteral("SYNOPSIS"));
    text += QStringLiteral(".B shmlab\n");
    for (const CommandHelp &command : commands()) {
        const QString name = command.objectName == CommandHelp::Name::None ? QString()
            : command.objectName == CommandHelp::Name::Required            ? QStringLiteral(".I NAME\n")
                                                                           : QStringLiteral(".RI [ NAME ]\n");
        text += QStringLiteral(".br\n.B shmlab %1\n%2.RI [ options ]\n").arg(command.name, name);
    }
    text += section(QStringLiteral("DESCRIPTION"));
    text +=
        roff(QStringLiteral(
            "Two processes share one page of POSIX shared memory. Each owns one counter in it and keeps writing a "
            "number larger than the other's. Shmlab runs either side in a window and shows every number, every byte "
            "and every system call; with --headless it does the same in a terminal. The other side may be any "
            "program that maps the same eight bytes. Beside that it lists all other shared memory objects, says who "
            "uses "
            "them, looks into them without disturbing anybody, and removes what is left over."))
        + QStringLiteral("\n.PP\n.I NAME\n")
        + roff(QStringLiteral("is the object's name, with or without its slash; for server and client /test.shmem if "
                              "not given. Bytes that "
                              "cannot be typed are written \\xHH, a backslash \\\\."))
        + QStringLiteral("\n.PP\nWithout a command it asks for a role.\n");
    text += section(QStringLiteral("OPTIONS"));
    text += options({});
    for (const CommandHelp &command : commands())
        text +=
            QStringLiteral(".SS shmlab %1\n%2\n").arg(command.name, roff(command.description)) + options(command.name);
    text += section(QStringLiteral("EXIT STATUS"));
    text += entry(QStringLiteral("0"), {}, QStringLiteral("done"));
    text += entry(QStringLiteral("1"), {}, QStringLiteral("failed"));
    text += entry(QStringLiteral("2"), {}, QStringLiteral("wrong usage"));
    text += entry(QStringLiteral("3"), {}, QStringLiteral("no such object"));
    text += entry(QStringLiteral("4"), {}, QStringLiteral("the role is taken or the object exists"));
    text += entry(QStringLiteral("129, 130, 143"), {},
                  QStringLiteral("ended by SIGHUP, SIGINT or SIGTERM after cleaning up"));
    text += section(QStringLiteral("FILES"));
    text += entry(QStringLiteral("/dev/shm"), {}, QStringLiteral("the objects"));
    text += entry(QStringLiteral("~/.config/shmlab/shmlab.conf"), {},
                  QStringLiteral("the windows' places and choices; it may be removed at any time"));
    text += section(QStringLiteral("EXAMPLES"));
    text += entry(QStringLiteral("shmlab server --start"), {}, QStringLiteral("a server in a window, running at once"));
    text += entry(QStringLiteral("shmlab client --headless --wait --turns forever"), {},
                  QStringLiteral("a client in a terminal, for ever"));
    text += entry(QStringLiteral("shmlab server --headless --pace full --for 10s"), {},
                  QStringLiteral("a server that answers at once, for ten seconds, and says how long numbers travel"));
    text += entry(QStringLiteral("shmlab bench"), {},
                  QStringLiteral("how that compares with pipes, sockets, semaphores and the like"));
    text += entry(QStringLiteral("shmlab server --headless --replace-stale"), {},
                  QStringLiteral("a server that first removes what a killed one left, if nobody uses it"));
    text += entry(QStringLiteral("shmlab objects --headless"), {},
                  QStringLiteral("every shared memory object of the machine, who uses it, and what is left over"));
    text += entry(QStringLiteral("shmlab dump /test.shmem --length 192"), {},
                  QStringLiteral("the counters of an exchange and who takes part, as hex"));
    text += entry(QStringLiteral("shmlab rm --stale --yes"), {},
                  QStringLiteral("removes what the kernel vouches nobody uses"));
    text += section(QStringLiteral("SEE ALSO"));
    text += QStringLiteral(".BR shm_overview (7),\n.BR shm_open (3),\n.BR mmap (2)\n");
    return text;
}

} // namespace shmlab::ui
