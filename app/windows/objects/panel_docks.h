// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tour.h"

#include <shmlab/inspect/object_report.h>

#include <QObject>

#include <functional>
#include <vector>

class QDockWidget;
class QMainWindow;
class QMenu;

namespace shmlab::ui {

/// A panel of the objects window, with all that the window needs to know about it.
struct Panel {
    const char *name; ///< of its dock; a key in the settings
    QString title;
    QWidget *content;
    Qt::DockWidgetArea area; ///< right: stacked vertically; bottom: tabs
    QString tourText{}; ///< empty: the tour leaves it out
    /// Follows the selection in the table: null for none; `isGone` when the object has vanished.
    std::function<void(const ObjectReportPtr &report, bool isGone)> showObject{};
};

/// The panels around the table of objects, each in a dock of its own: docking, View menu, layout, tour and selection in
/// one place, so that a new panel is one more add(). Belongs to the window.
class PanelDocks : public QObject {
    Q_OBJECT
public:
    explicit PanelDocks(QMainWindow *window);

    /// The first panel at the bottom is in front.
    void add(Panel panel);
    void showObject(const ObjectReportPtr &report, bool isGone) const;
    /// Shows the panel in front of the others in its tabs.
    void activate(const QWidget *content) const;
    void addToggles(QMenu *menu) const;
    [[nodiscard]] QList<TourStep> tourSteps() const;
    /// Sets the default sizes; call it once the docks are laid out.
    void resetSizes() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Docked {
        Panel panel;
        QDockWidget *dock = nullptr;
    };
    [[nodiscard]] QList<QDockWidget *> docksIn(Qt::DockWidgetArea area) const;

    QMainWindow *m_window;
    std::vector<Docked> m_panels;
};

} // namespace shmlab::ui
