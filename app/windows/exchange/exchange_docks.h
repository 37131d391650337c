// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"

#include <QObject>

class QDockWidget;
class QMainWindow;
class QMenu;

namespace shmlab::ui {

class FullSpeedPanel;
class HexView;
class LogView;
class RateHistory;
class SystemCallModel;
class SystemCallsPanel;
class TurnLogModel;

/// Where the docks lie.
enum class DockForm : std::uint8_t {
    Wide, ///< memory and log on the right, the others in tabs below
    Narrow, ///< memory below the plot in full width, the others in tabs below it
    Short, ///< memory on the right, the others in tabs below it
};

/// The docks of an exchange window: log, system calls, full speed, memory. Belongs to the window.
class ExchangeDocks : public QObject {
    Q_OBJECT
public:
    ExchangeDocks(Role ownRole, QMainWindow *window);

    /// `rates`: of the run of the batch, until now.
    void show(const FeedBatch &batch, const RateHistory &rates);
    /// Hatches the bytes of an object that was truncated.
    void setStatus(const ExchangeStatus &status);
    /// Raises the full-speed dock.
    void showFullSpeed();
    void addToggles(QMenu *menu) const;
    /// Docks that were closed stay closed.
    void arrange(DockForm form);
    void showAll();
    /// Sets the default sizes; the docks must have been laid out.
    void resetSizes(DockForm form);

    [[nodiscard]] QWidget *memory() const;
    [[nodiscard]] const TurnLogModel &turnLog() const { return *m_turnLog; }
    [[nodiscard]] const SystemCallsPanel &calls() const { return *m_calls; }

Q_SIGNALS:
    void saveCallsRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QList<QDockWidget *> docks() const { return {m_logDock, m_callsDock, m_fullSpeedDock, m_memoryDock}; }
    /// Takes the colours of the roles from the palette.
    void updateColors();
    QDockWidget *makeDock(const QString &title, const char *name, QWidget *content);
    QWidget *makeLog();

    QMainWindow *m_window;
    TurnLogModel *m_turnLog;
    SystemCallModel *m_callLog;
    SystemCallsPanel *m_calls;
    HexView *m_memory;
    FullSpeedPanel *m_fullSpeed;
    QDockWidget *m_logDock;
    QDockWidget *m_memoryDock;
    QDockWidget *m_callsDock;
    QDockWidget *m_fullSpeedDock;
};

} // namespace shmlab::ui
