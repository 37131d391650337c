// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_panels.h"

#include "windows/inside/inspector_panel.h"
#include "windows/objects/evidence_panel.h"
#include "windows/timeline/timeline_panel.h"
#include "windows/watches/watch_panel.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>

#include <QMainWindow>
#include <QTableView>

#include <optional>

namespace shmlab::ui {

ObjectPanels::ObjectPanels(QMainWindow *window, InspectCalls calls)
    : PanelDocks(window),
      m_acquisition(calls),
      m_inspector(new InspectorPanel(m_acquisition, window)),
      m_watches(new WatchPanel(m_acquisition, window)),
      m_timeline(new TimelinePanel(window))
{
    auto *evidence = new EvidencePanel(m_acquisition, window);
    add({.name = "evidenceDock",
         .title = tr("Evidence"),
         .content = evidence,
         .area = Qt::RightDockWidgetArea,
         .tourText = tr("The evidence for the verdict on the selected object: which processes map, open or lock it, "
                        "what the kernel reports, and what could not be examined."),
         .showObject = [evidence](const auto &report, bool isGone) { evidence->showObject(report, isGone); }});
    add({.name = "valuesDock",
         .title = tr("Value at the cursor"),
         .content = &m_inspector->values(),
         .area = Qt::RightDockWidgetArea});
    add({.name = "insideDock",
         .title = tr("Inside"),
         .content = m_inspector,
         .area = Qt::BottomDockWidgetArea,
         .tourText = tr("The bytes of the selected object, live and read-only: changes are highlighted. "
                        "Select bytes and press Ctrl+D to watch them."),
         .showObject = [this](const auto &report, bool) { m_inspector->show(report); }});
    add({.name = "watchesDock",
         .title = tr("Watches"),
         .content = m_watches,
         .area = Qt::BottomDockWidgetArea,
         .tourText = tr("Watches show values live, with their rate of change and limits, plot those that "
                        "are checked, and record them to a file."),
         .showObject = [this](const auto &report, bool) {
             m_selected = report;
             suggestWatch();
         }});
    add({.name = "timelineDock",
         .title = tr("Timeline"),
         .content = m_timeline,
         .area = Qt::BottomDockWidgetArea,
         .tourText = tr("The history of each name while this window is open: created, resized, mapped, unlinked, "
                        "created again."),
         .showObject = [this](const auto &report, bool) {
             m_timeline->setSelected(report ? std::optional(nameIdentifier(*report)) : std::nullopt);
         }});

    connect(m_inspector, &InspectorPanel::failed, this, &ObjectPanels::failed);
    connect(m_watches, &WatchPanel::failed, this, &ObjectPanels::failed);
    connect(m_inspector, &InspectorPanel::activationRequested, this, [this] { activate(m_inspector); });
    connect(&m_inspector->hexView(), &HexView::cursorMoved, this, &ObjectPanels::suggestWatch);
    connect(m_inspector, &InspectorPanel::watchRequested, m_watches,
            [this](const ObjectName &object, qint64 offset, ValueType type, qint64 count) {
                m_watches->addWatch(object, offset, type, count);
                activate(m_watches);
            });
}

void ObjectPanels::inspect()
{
    activate(m_inspector);
    m_inspector->hexView().setFocus();
}

void ObjectPanels::watch(const std::vector<ObjectReportPtr> &objects)
{
    for (const ObjectReportPtr &report : objects) {
        const ValueType type = report->status().sizeBytes < 4 ? ValueType::Int8 : ValueType::Int32;
        m_watches->addWatch(*nameOf(*report), 0, type, 1);
    }
    activate(m_watches);
}

/// A watch that is added by hand begins with what is at the cursor.
void ObjectPanels::suggestWatch()
{
    if (const auto name = m_selected ? nameOf(*m_selected) : std::nullopt)
        m_watches->setSuggestedWatch(*name, m_inspector->hexView().cursor());
}

} // namespace shmlab::ui
