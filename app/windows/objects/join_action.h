// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QObject>

class QAction;
class QWidget;

namespace shmlab::ui {

/// Joins an exchange as its client, in a process of its own.
class JoinAction : public QObject {
    Q_OBJECT
public:
    /// It runs `program client NAME --start`.
    JoinAction(QString program, QWidget *window);

    [[nodiscard]] QAction *action() const { return m_action; }
    /// Enabled for exchanges in use that have no client; null: disabled.
    void setObject(const ObjectReportPtr &report);

Q_SIGNALS:
    void failed(const QString &why);

private:
    void join();

    QString m_program;
    QAction *m_action;
    ObjectReportPtr m_report;
};

} // namespace shmlab::ui
