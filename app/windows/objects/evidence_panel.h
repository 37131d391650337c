// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QStringList>
#include <QWidget>

class QListWidget;
class QPushButton;

namespace shmlab::ui {

class Acquisition;

/// The evidence for the verdict on one object, a line each; Copy copies the selected lines, or all of them. The kernel
/// is asked only when its button is pressed.
class EvidencePanel : public QWidget {
    Q_OBJECT
public:
    explicit EvidencePanel(Acquisition &acquisition, QWidget *parent = nullptr);

    /// Null: no object. Unchanged lines stay selected.
    void showObject(const ObjectReportPtr &report, bool isGone);

private:
    void updateButton();
    void askKernel();
    void showLines();
    void setLines(const QStringList &lines);
    void copy() const;

    Acquisition &m_acquisition;
    QListWidget *m_list;
    QPushButton *m_ask;
    ObjectReportPtr m_report; ///< null: none
    QStringList m_lines; ///< about it
    bool m_isGone = false;
    bool m_isAsking = false;
    QString m_answer; ///< of the kernel; empty: not asked
};

} // namespace shmlab::ui
