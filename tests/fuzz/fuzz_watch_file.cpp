// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"
#include "windows/watches/watch.h"

using namespace shmlab;
using namespace shmlab::ui;
using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto watches = readWatches(bytes);
    if (!watches) {
        require(!watches.error().isEmpty() && !watches.error().contains(QLatin1Char('\n')));
        return 0;
    }
    for (const Watch &watch : *watches)
        require(watch.offset >= 0 && watch.count >= 1 && watch.count <= maxWatchedElements
                && ObjectName::parsePath(watch.object.bytes()) == watch.object);
    const QByteArray written = writeWatches(*watches);
    const auto again = readWatches(written);
    require(again && *again == *watches && writeWatches(*again) == written);
    return 0;
}
