// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace shmlab::ui {

/// Asks before an object is removed: shows the evidence, and Cancel is what Enter and Escape do. One that is not stale
/// needs its name typed.
class RemoveDialog : public QDialog {
    Q_OBJECT
public:
    explicit RemoveDialog(const ObjectReport &report, bool isReadable, QWidget *parent = nullptr);
    /// The same for all that are stale; lists them. So many more are `hidden` and stay.
    RemoveDialog(const std::vector<ObjectReportPtr> &stale, int hidden, QWidget *parent = nullptr);

private:
    void build(const QString &question, QWidget *evidence, const QString &consequence);
    void requireName(const ObjectName &name);

    QPushButton *m_remove = nullptr;
};

} // namespace shmlab::ui
