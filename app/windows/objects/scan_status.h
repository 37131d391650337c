// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_scanner.h"
#include "wording/object_text.h"

#include <QWidget>

class QLabel;

namespace shmlab::ui {

/// The lines below the table: free space, sums and duration of the last scan, and what it could not see.
class ScanStatus : public QWidget {
    Q_OBJECT
public:
    explicit ScanStatus(QWidget *parent = nullptr);

    void showScan(const ScanSummary &summary, const VerdictSums &sums);

private:
    QLabel *m_summary;
    QLabel *m_caution;
};

} // namespace shmlab::ui
