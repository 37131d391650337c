// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch.h"

#include <shmlab/inspect/sampler.h>

#include <QStringList>

#include <vector>

namespace shmlab::ui {

/// The fields that a recording samples, and the headings of its columns: "label [/name+0x10 int32]", or of an element
/// of an array "label[2] [/name+0x18 int32]"; a heading that exists already gets a number, "… (2)".
struct RecordedColumns {
    static constexpr std::size_t maxColumns = 65'536;

    std::vector<SampledField> fields;
    QStringList headings; ///< a heading per field
    QStringList omitted; ///< labels of text watches, which have no numbers

    [[nodiscard]] static RecordedColumns of(const std::vector<Watch> &watches);
    /// The first line of the file, with a line end.
    [[nodiscard]] QByteArray headerLine() const;
};
/// How many columns of() would make.
[[nodiscard]] std::size_t columnCountOf(const std::vector<Watch> &watches);

} // namespace shmlab::ui
