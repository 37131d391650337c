// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"

#include "widgets/close_question.h"
#include "windows/timeline/timeline_model.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

namespace shmlab::test {

void ObjectsWindowFixture::initTestCase()
{
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    setAsksBeforeClosing(false);
}

void ObjectsWindowFixture::init()
{
    QSettings().clear();
    QSettings().setValue(QStringLiteral("objects/interval"), 250);
    m_machine = std::make_unique<StagedMachine>();
    m_observer = std::make_unique<ThreadObserver>();
}

void ObjectsWindowFixture::cleanup()
{
    m_window.reset();
    m_machine.reset();
    QCOMPARE(m_observer->callsOfGuiButClose(), 0);
}

ObjectsWindow &ObjectsWindowFixture::show(const QString &program)
{
    m_window.reset();
    m_window = std::make_unique<ObjectsWindow>(program, nullptr, SystemCalls(m_observer.get(), m_machine->roots()));
    m_window->show();
    return *m_window;
}

void ObjectsWindowFixture::destroyWindow()
{
    m_window->close();
    m_window.reset();
}

QAction *ObjectsWindowFixture::action(const char *beginning) const
{
    for (QAction *candidate : m_window->findChildren<QAction *>()) {
        if (plain(candidate->text()).startsWith(QString::fromUtf8(beginning)))
            return candidate;
    }
    qFatal("there is no action %s", beginning);
}

bool ObjectsWindowFixture::rescan() const
{
    QSignalSpy scans(m_window.get(), &ObjectsWindow::scanShown);
    for (int i = 0; i < 2; ++i) { // the first scan may have begun earlier
        action("Refresh")->trigger();
        if (!scans.wait(20'000))
            return false;
    }
    return true;
}

QString ObjectsWindowFixture::labelText(const char *label) const
{
    const auto *found = m_window->findChild<QLabel *>(QLatin1String(label));
    return found->isHidden() ? QString() : found->text();
}

QStringList ObjectsWindowFixture::evidence() const
{
    const auto *list = m_window->findChild<QDockWidget *>(QStringLiteral("evidenceDock"))->findChild<QListWidget *>();
    QStringList lines;
    for (int i = 0; i < list->count(); ++i)
        lines += list->item(i)->text();
    return lines;
}

int ObjectsWindowFixture::rowOf(const ObjectName &name) const
{
    return m_window->objects().rowOfName(name.bytes().substr(1));
}

std::optional<Verdict> ObjectsWindowFixture::verdictOf(const ObjectName &name) const
{
    const int row = rowOf(name);
    return row < 0 || m_window->objects().hasVanished(row) ? std::nullopt
                                                           : std::optional(m_window->objects().report(row).verdict());
}

bool ObjectsWindowFixture::shows(const ObjectName &name, Verdict verdict) const
{
    return eventually([&] { return verdictOf(name) == verdict; });
}

bool ObjectsWindowFixture::selects(const ObjectName &name, Verdict verdict) const
{
    m_window->selectObject(name);
    return shows(name, verdict) && eventually([&] {
               const auto selected = m_window->table().selectedReport();
               return selected && '/' + selected->name == name.bytes();
           });
}

QStringList ObjectsWindowFixture::story(const ObjectName &name) const
{
    QStringList events;
    const TimelineModel &timeline = m_window->timeline();
    for (int row = 0; row < timeline.rowCount(); ++row) {
        if (timeline.entry(row).name == name.display())
            events += timeline.entry(row).what;
    }
    return events;
}

bool ObjectsWindowFixture::showsText(std::string_view text) const
{
    return test::eventually([&] { return shownText() == text; });
}

std::string ObjectsWindowFixture::shownText() const
{
    const auto bytes = hex().bytes();
    const std::string_view all(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    return std::string(all.substr(0, all.find('\0')));
}

} // namespace shmlab::test
