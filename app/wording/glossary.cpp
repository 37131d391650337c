// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/glossary.h"

#include "wording/evidence_text.h"
#include "wording/object_text.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Glossary)
};

QString percentileDefinition(const QString &share)
{
    return Text::tr("Percentile: %1 % of the hand-overs took at most this time.").arg(share);
}

} // namespace

QString definitionOf(Term term)
{
    switch (term) {
    case Term::Counter:
        return Text::tr("A 32-bit number in the shared page. Only its owner writes it; both sides read both.");
    case Term::Turn:
        return Text::tr("One look at both counters; the party writes its own one unless it is the taller already.");
    case Term::Taller:
        return Text::tr("Its counter is the larger one. It waits until the peer writes a larger number, also across "
                        "the wrap from 2147483647 to -2147483648.");
    case Term::HandOver:
        return Text::tr("A party writes its counter and becomes the taller one: from now on it is the peer's turn.");
    case Term::OneWay:
        return Text::tr("The time from a party's write until the peer has answered it, halved: half a round trip.");
    case Term::P50: return Text::tr("Median: half of the hand-overs took at most this time.");
    case Term::P90: return percentileDefinition(QStringLiteral("90"));
    case Term::P99: return percentileDefinition(QStringLiteral("99"));
    case Term::P999: return percentileDefinition(QStringLiteral("99.9"));
    case Term::Maximum: return Text::tr("The longest hand-over of the run.");
    case Term::Polling: return Text::tr("Reading the peer's counter again and again, which uses the processor.");
    case Term::Sleeping:
        return Text::tr("Waiting in the kernel, in a futex on the peer's counter, until the peer wakes this side.");
    case Term::Waking: return Text::tr("System calls that wake a peer which sleeps.");
    case Term::ClockCost: return Text::tr("Once per hand-over, while the number travels to the peer and back.");
    case Term::RoutineCheck:
        return Text::tr("Asked again several times a second: whether the peer still holds its lock and runs, and what "
                        "the name leads to.");
    case Term::Growth:
        return Text::tr(
            "By how much the allocated memory of an object grew in the last minute while this window was open; "
            "in proportion until it has been seen for a minute. – until it has been seen for 10 seconds.");
    case Term::Verdict:
        return Text::tr(
            "Use, origin and advice in one word. It describes what is seen; a removal decides anew, with the "
            "kernel.");
    case Term::Use: return Text::tr("Whether processes are seen to map, open, lock or lease the object.");
    case Term::Maker:
        return Text::tr("The process that created the object, as far as its name, its contents or this program's "
                        "observation show it. The kernel does not record it.");
    case Term::Advice:
        return Text::tr("What can be done about the object. It follows from use, maker and kind: objects of some kinds "
                        "do not outlive their makers, others wait for their next user.");
    }
    return {};
}

QString definitionOf(Use use)
{
    switch (use) {
    case Use::InUse: return Text::tr("A process maps, opens, locks or leases it.");
    case Use::MayBeInUse:
        return Text::tr("No holder is seen, but descriptors are in flight between processes: any of them may be of "
                        "this object.");
    case Use::NobodySeen:
        return Text::tr("No process is seen to use it. How many processes could not be examined is told below the "
                        "table.");
    case Use::NotAnObject: return Text::tr("It is a file of another type, which is never opened.");
    case Use::Unknown: return Text::tr("The object itself could not be examined.");
    }
    return {};
}

QString definitionOf(Maker::Source source)
{
    switch (source) {
    case Maker::Source::Name: return Text::tr("The name of the object contains the process id of its maker.");
    case Maker::Source::Kernel: return Text::tr("The kernel recorded the process id of the maker.");
    case Maker::Source::Presence: return Text::tr("The maker wrote its process id and start time into the object.");
    case Maker::Source::Timeline:
        return Text::tr("Right after the object was created, this process of its owner was the only one seen to "
                        "hold it, could write to it, and no process of that user was hidden.");
    }
    return {};
}

QString definitionOfVerdict(const QString &name)
{
    for (const Verdict verdict : allVerdicts) {
        if (verdictName(verdict) == name)
            return verdictText(verdict);
    }
    return {};
}

} // namespace shmlab::ui
