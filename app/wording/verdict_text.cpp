// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/evidence_text.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::EvidenceText)
};

} // namespace

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Live: return QStringLiteral("LIVE");
    case Verdict::Stalled: return QStringLiteral("STALLED");
    case Verdict::Stopped: return QStringLiteral("STOPPED");
    case Verdict::Orphaned: return QStringLiteral("ORPHANED");
    case Verdict::Stale: return QStringLiteral("STALE");
    case Verdict::Unused: return QStringLiteral("UNUSED");
    case Verdict::NotAnObject: return QStringLiteral("NO-OBJECT");
    case Verdict::Unknown: return QStringLiteral("UNKNOWN");
    }
    return {};
}

QString useName(Use use)
{
    switch (use) {
    case Use::InUse: return Text::tr("in use");
    case Use::MayBeInUse: return Text::tr("may be in use");
    case Use::NobodySeen: return Text::tr("nobody seen");
    case Use::NotAnObject: return QStringLiteral("–");
    case Use::Unknown: break;
    }
    return Text::tr("unknown");
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Live: return Text::tr("A process maps it, holds it open or locks it, or the kernel uses it.");
    case Verdict::Stalled: return Text::tr("It is in use, but a party has owed its answer for some seconds.");
    case Verdict::Stopped:
        return Text::tr(
            "It is in use, but its processes, or the party that owes an answer, are stopped; they may continue at any "
            "time.");
    case Verdict::Orphaned:
        return Text::tr("Its name is gone, but processes still hold it; its memory is freed when the last one closes "
                        "it.");
    case Verdict::Stale:
        return Text::tr(
            "No process is seen to use it, and it was left behind: its creator has ended, or objects of its "
            "kind do not outlive their creators.");
    case Verdict::Unused:
        return Text::tr("No process is seen to use it. It may wait for its next user: whether one will come cannot be "
                        "known.");
    case Verdict::NotAnObject:
        return Text::tr("It is not a shared memory object but a file of another type; it is never opened.");
    case Verdict::Unknown: return Text::tr("The object itself could not be examined.");
    }
    return {};
}

} // namespace shmlab::ui
