// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "staged_machine.h"
#include "thread_observer.h"
#include "windows/inside/inspector_panel.h"
#include "windows/objects/object_table.h"
#include "windows/objects/objects_window.h"
#include "windows/removal/removal_actions.h"
#include "windows/watches/watch_panel.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include <functional>
#include <memory>
#include <optional>

class QAction;

namespace shmlab::test {

using namespace shmlab::ui;

inline constexpr off_t pageBytes = 4096;

/// The base of a test of the objects window: each test function has a staged machine of its own, and one window that
/// shows it. Scans run four times a second. The window makes no system call on the GUI thread, where it could wait.
class ObjectsWindowFixture : public QObject {
    Q_OBJECT
protected:
    [[nodiscard]] StagedMachine &machine() { return *m_machine; }
    /// A new object that no process holds.
    [[nodiscard]] ObjectName leave(off_t size = pageBytes, std::string_view text = "left", off_t at = 0)
    {
        return m_machine->leave(size, text, at);
    }
    /// Creates the window and shows it; replaces an existing one. `program` joins exchanges.
    ObjectsWindow &show(const QString &program = QStringLiteral("/nonexistent/shmlab"));
    [[nodiscard]] ObjectsWindow &window() const { return *m_window; }
    /// Closes and deletes it.
    void destroyWindow();

    /// `beginning` is compared without mnemonics.
    [[nodiscard]] QAction *action(const char *beginning) const;
    /// Waits until a scan that began after this call has been shown.
    [[nodiscard]] bool rescan() const;
    /// The text of a label, by its object name; empty while it is hidden.
    [[nodiscard]] QString labelText(const char *label) const;
    [[nodiscard]] QString notice() const { return labelText("notice"); }
    /// The notice above the bytes.
    [[nodiscard]] QString insideNotice() const { return labelText("insideNotice"); }
    [[nodiscard]] QStringList evidence() const;

    /// The source row; -1 while the name is not shown.
    [[nodiscard]] int rowOf(const ObjectName &name) const;
    /// Empty while the object is not shown, or is shown as vanished.
    [[nodiscard]] std::optional<Verdict> verdictOf(const ObjectName &name) const;
    /// Waits until the object is shown with this verdict.
    [[nodiscard]] bool shows(const ObjectName &name, Verdict verdict) const;
    /// The same, and selects it.
    [[nodiscard]] bool selects(const ObjectName &name, Verdict verdict = Verdict::Stale) const;
    /// The events of this name in the timeline.
    [[nodiscard]] QStringList story(const ObjectName &name) const;

    [[nodiscard]] InspectorPanel &inspector() const { return window().inspector(); }
    [[nodiscard]] HexView &hex() const { return inspector().hexView(); }
    /// The first bytes in the hex view, up to a NUL.
    [[nodiscard]] std::string shownText() const;
    /// Waits until they are `text`.
    [[nodiscard]] bool showsText(std::string_view text) const;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

private:
    std::unique_ptr<StagedMachine> m_machine;
    std::unique_ptr<ThreadObserver> m_observer;
    std::unique_ptr<ObjectsWindow> m_window;
};

/// Without mnemonics.
[[nodiscard]] inline QString plain(QString text)
{
    return text.remove(QLatin1Char('&'));
}

} // namespace shmlab::test
