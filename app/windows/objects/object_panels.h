// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/objects/panel_docks.h"

namespace shmlab::ui {

class InspectorPanel;
class TimelinePanel;
class WatchPanel;

/// The panels of the objects window and the connections between them. A new panel is added only here.
class ObjectPanels : public PanelDocks {
    Q_OBJECT
public:
    ObjectPanels(QMainWindow *window, InspectCalls calls);

    [[nodiscard]] InspectorPanel &inspector() const { return *m_inspector; }
    [[nodiscard]] WatchPanel &watches() const { return *m_watches; }
    [[nodiscard]] TimelinePanel &timeline() const { return *m_timeline; }

    /// Brings the bytes to the front and gives them the focus.
    void inspect();
    /// Watches the first value of each of these objects, which have names.
    void watch(const std::vector<ObjectReportPtr> &objects);

Q_SIGNALS:
    /// A panel cannot do what the user asked for.
    void failed(const QString &why);

private:
    void suggestWatch();

    Acquisition m_acquisition; ///< of the bytes that the panels show
    InspectorPanel *m_inspector;
    WatchPanel *m_watches;
    TimelinePanel *m_timeline;
    ObjectReportPtr m_selected;
};

} // namespace shmlab::ui
