// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QIODevice;
class QLineEdit;
class QSortFilterProxyModel;

namespace shmlab::ui {

class LogView;
class SystemCallModel;

/// The system calls of a run as a table that can be filtered, copied and saved. It stays at the first call, shm_open,
/// until the user scrolls to the end.
class SystemCallsPanel : public QWidget {
    Q_OBJECT
public:
    explicit SystemCallsPanel(SystemCallModel *model, QWidget *parent = nullptr);

    /// The rows that the filter lets through, with a header line. False if not everything could be written.
    [[nodiscard]] bool writeCsv(QIODevice &device) const;

Q_SIGNALS:
    void saveRequested();

private:
    void makeBar();
    void copy() const;

    SystemCallModel *m_model;
    QSortFilterProxyModel *m_shown;
    LogView *m_view = nullptr;
    QLineEdit *m_filter;
};

} // namespace shmlab::ui
