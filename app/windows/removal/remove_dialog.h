// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace shmlab::ui {

/// Asks before an object is removed, and shows the evidence. Enter and Escape cancel. The name of an object that is not
/// stale must be typed.
class RemoveDialog : public QDialog {
    Q_OBJECT
public:
    explicit RemoveDialog(const ObjectReport &report, bool isReadable, QWidget *parent = nullptr);
    /// The same for all stale objects, which it lists; `hidden` others are not removed.
    RemoveDialog(const std::vector<ObjectReportPtr> &stale, int hidden, QWidget *parent = nullptr);

private:
    void build(const QString &question, QWidget *evidence, const QString &consequence);
    void requireName(const ObjectName &name);

    QPushButton *m_remove = nullptr;
};

} // namespace shmlab::ui
