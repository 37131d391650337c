// SPDX-License-Identifier: MIT
#include "inspect/report_difference.h"

#include <algorithm>

namespace shmlab {

bool isUnchanged(const ObjectReport &a, const ObjectReport &b)
{
    const Usage &x = a.usage;
    const Usage &y = b.usage;
    const auto isMakerRunning = [](const ObjectReport &report) { return report.maker && report.maker->process; };
    const auto isSame = [](const Holder &one, const Holder &other) {
        return one.process.isSameProcess(other.process) && one.process.isStopped() == other.process.isStopped()
            && one.maps == other.maps && one.opens == other.opens && one.mapsWritable == other.mapsWritable
            && one.opensReadable == other.opensReadable && one.opensWritable == other.opensWritable
            && one.locks == other.locks && one.mappedBegin == other.mappedBegin && one.mappedEnd == other.mappedEnd;
    };
    return a.name == b.name && a.hasName == b.hasName && a.hasNamesake == b.hasNamesake && a.kind == b.kind
        && x.processScan.isLeased == y.processScan.isLeased && x.processScan.kernelUsers == y.processScan.kernelUsers
        && x.isOpenable == y.isOpenable && a.unseenContent == b.unseenContent && a.isStatusKnown == b.isStatusKnown
        && a.procPath == b.procPath && x.status == y.status && x.verdict == y.verdict && useOf(x) == useOf(y)
        && a.facts == b.facts && a.exchange == b.exchange && a.isSecondName == b.isSecondName
        && a.maker.has_value() == b.maker.has_value() && isMakerRunning(a) == isMakerRunning(b)
        && x.processScan.hasOwnReader == y.processScan.hasOwnReader
        && x.processScan.isComplete() == y.processScan.isComplete()
        && std::ranges::equal(x.processScan.holders, y.processScan.holders, isSame);
}

} // namespace shmlab
