// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/advice_text.h"

#include "wording/evidence_text.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::AdviceText)
};

} // namespace

QString adviceName(const ObjectReport &report)
{
    switch (report.verdict()) {
    case Verdict::Stale: return Text::tr("may be removed");
    case Verdict::Unused: return Text::tr("ask its users first");
    case Verdict::Live:
    case Verdict::Stalled:
    case Verdict::Stopped:
    case Verdict::Orphaned: return Text::tr("leave it");
    case Verdict::NotAnObject:
    case Verdict::Unknown: break;
    }
    return QStringLiteral("–");
}

QString adviceReason(const ObjectReport &report)
{
    const Verdict verdict = report.verdict();
    if (verdict == Verdict::Stale || verdict == Verdict::Unused)
        return evidenceText(evidence::Advice{.verdict = verdict, .kind = report.kind, .maker = report.maker});
    const ObjectHolders &scan = report.usage.processScan;
    if (isInUse(verdict) && scan.holders.empty() && !scan.kernelUsers.empty())
        return evidenceText(evidence::UsedByKernel{scan.kernelUsers.front()});
    return isInUse(verdict) ? Text::tr("Processes use it.") : verdictText(verdict);
}

} // namespace shmlab::ui
