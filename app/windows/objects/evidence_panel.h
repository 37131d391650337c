// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QListWidget>

namespace shmlab::ui {

/// The evidence for the verdict on one object, a line each; Copy copies the selected lines, or all of them.
class EvidencePanel : public QListWidget {
    Q_OBJECT
public:
    explicit EvidencePanel(QWidget *parent = nullptr);

    /// Null: no object. Unchanged lines stay selected.
    void showObject(const ObjectReportPtr &report, bool isGone);

private:
    void setLines(const QStringList &lines);
    void copy() const;
};

} // namespace shmlab::ui
