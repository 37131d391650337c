// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "session/keep_list.h"
#include "when_asked.h"
#include "windows/removal/remove_dialog.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/shm_directory.h>

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <array>
#include <atomic>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <sys/xattr.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

namespace {

void whenAsked(std::function<void(RemoveDialog &)> answer)
{
    test::answerNext(std::move(answer));
}

/// Puts a name on the user's keep list.
class KeptName {
public:
    explicit KeptName(const ObjectName &name) : m_list(KeepList::files().first())
    {
        QDir().mkpath(QFileInfo(m_list).path());
        if (!m_list.open(QIODevice::WriteOnly))
            qFatal("cannot write the keep list");
        m_list.write(QByteArray::fromStdString(name.bytes().substr(1)) + '\n');
        m_list.close();
    }
    ~KeptName() { m_list.remove(); }
    KeptName(const KeptName &) = delete;
    KeptName &operator=(const KeptName &) = delete;

private:
    QFile m_list;
};

QPushButton &removeButton(const RemoveDialog &dialog)
{
    return *dialog.findChild<QPushButton *>(QStringLiteral("remove"));
}

QString wordsOf(const RemoveDialog &dialog)
{
    QStringList words;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        words += label->text();
    return words.join(QLatin1Char('\n'));
}

QStringList evidenceOf(const RemoveDialog &dialog)
{
    if (const auto *text = dialog.findChild<QPlainTextEdit *>(QStringLiteral("evidence")))
        return text->toPlainText().split(QLatin1Char('\n'));
    const QAbstractItemModel &lines = *dialog.findChild<QListView *>(QStringLiteral("evidence"))->model();
    QStringList all;
    for (int row = 0; row < lines.rowCount(); ++row)
        all += lines.index(row, 0).data().toString();
    return all;
}

ObjectReport reportOf(const ObjectName &name, Verdict verdict)
{
    ObjectReport report;
    report.name = name.bytes().substr(1);
    report.usage.status.sizeBytes = pageBytes;
    report.usage.status.mode = S_IFREG | 0600;
    report.usage.status.owner = ::geteuid();
    report.usage.status.links = 1;
    report.usage.verdict = verdict;
    return report;
}

/// The removal of one object, its copy kept in memory.
RemovalPlan planOf(const ObjectReport &report)
{
    RemovalPlan plan;
    plan.items.push_back({.report = std::make_shared<ObjectReport>(report),
                          .place = BackupPlace::Memory,
                          .bytes = report.status().allocatedBytes,
                          .isReadable = true});
    return plan;
}

/// As it is found out before the dialog.
RemovalPlan planOf(const test::StagedMachine &machine, std::vector<ObjectReportPtr> reports)
{
    return RemovalHistory(machine.calls()).plan(std::move(reports), [] { return true; });
}

} // namespace

class RemovalActionsTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void reopenedWindowKeepsItsBackups();
    void fault34_replacedWhileTheDialogIsOpen_data();
    void fault34_replacedWhileTheDialogIsOpen();
    void fault35_recordingLeavesTheVerdict();
    void fault38_namesArePlainText_data();
    void fault38_namesArePlainText();
    void fault41_cancelIsTheDefault_data();
    void fault41_cancelIsTheDefault();
    void fault41_staleIsRemovedByTheButton();
    void fault41_usedWhileTheDialogIsOpen();
    void fault41_liveRequiresItsName();
    void fault41_otherVerdictsAreExplained_data();
    void fault41_otherVerdictsAreExplained();
    void fault41_onlyStaleObjectsAreRemovedTogether();
    void undoRestoresContentModeAndName();
    void undoIsRefusedWhileTheNameIsTaken();
    void backupsAreLimited();
    void unreadableObjectsAreRemovedWithoutABackup();
    void fault58_dialogTellsWhatIsKept();
    void fault58_severalSelectedAreRemovedTogether();
    void fault58_noticeTellsWhatCameBack();
    void fault58_fileForCopiesIsTheUsersChoice();
    void fault54_withoutTheKernelsWordTheNameIsTyped();
    void interruptedRemovalsArePutBack();
    void cutNamesAreAskedFor();
    void usesOnlyTheStagedMachine();
    void keepListIsRespected();
    void severalSelectedLeaveOutWhatIsKept();
    void asksWithoutACallOnTheGuiThread();

private:
    /// Triggers the action, and waits until the removal or its undoing is over.
    void perform(const char *what) const
    {
        action(what)->trigger();
        QVERIFY(test::eventually([&] { return !window().removal().isBusy(); }));
    }
};

void RemovalActionsTest::reopenedWindowKeepsItsBackups()
{
    const ObjectName name = leave(pageBytes, "precious");
    show();
    QVERIFY(selects(name));
    whenAsked([](RemoveDialog &dialog) { removeButton(dialog).click(); });
    perform("Remove…");
    QVERIFY(test::eventually([&] { return !verdictOf(name); }));
    window().close();
    const QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    ObjectsWindow other({}, nullptr, machine().calls()); // scans as often
    QSignalSpy otherScans(&other, &ObjectsWindow::scanShown);
    other.show();
    QVERIFY(otherScans.wait() && otherScans.wait()); // the closed window may have been in the middle of a scan
    const qsizetype before = scans.count();
    for (int i = 0; i < 3; ++i)
        QVERIFY(otherScans.wait());
    QCOMPARE(scans.count(), before);
    window().show();
    perform("Undo");
    QCOMPARE(machine().firstBytes(name, 8), std::string("precious"));
    QVERIFY(shows(name, Verdict::Stale));
}

void RemovalActionsTest::fault34_replacedWhileTheDialogIsOpen_data()
{
    QTest::addColumn<bool>("isInUse");
    QTest::newRow("stale") << false;
    QTest::newRow("live, its name typed") << true;
}

void RemovalActionsTest::fault34_replacedWhileTheDialogIsOpen()
{
    QFETCH(bool, isInUse);
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    if (!isInUse)
        QCOMPARE(peer.execute("close"), 0);
    show();
    QVERIFY(selects(name, isInUse ? Verdict::Live : Verdict::Unused));
    whenAsked([&](RemoveDialog &dialog) {
        if (isInUse)
            dialog.findChild<QLineEdit *>(QStringLiteral("name"))->setText(test::text(name));
        machine().remove(name);
        machine().leave(name, pageBytes, "another");
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY2(notice().contains(QLatin1String("another object")), qPrintable(notice()));
    QCOMPARE(machine().firstBytes(name, 7), std::string("another"));
    QVERIFY(!action("Undo")->isEnabled());
}

void RemovalActionsTest::fault35_recordingLeavesTheVerdict()
{
    const ObjectName name = leave(pageBytes, "left");
    const test::FakeProc proc;
    proc.end(1); // a process is hidden, so that the kernel is asked
    machine().setProcesses(proc);
    const QTemporaryDir folder;
    show();
    QVERIFY(selects(name));
    window().watches().addWatch({.label = QStringLiteral("a"), .object = name});
    window().watches().findChild<Recording *>()->start(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(window().watches().recorder().isRunning());
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    for (int scan = 0; scan < 20; ++scan) {
        action("Refresh")->trigger();
        QVERIFY(scans.wait());
        QVERIFY(verdictOf(name) == Verdict::Stale);
    }
    whenAsked([](RemoveDialog &dialog) { removeButton(dialog).click(); });
    perform("Remove…");
    QCOMPARE(notice(), test::text(name) + QStringLiteral(" was removed."));
    QVERIFY(!machine().exists(name));
    QVERIFY(test::eventually([&] { return window().watches().recorder().stats().failedReads > 0; }));
    window().close();
    QVERIFY(!window().watches().recorder().isRunning());
}

void RemovalActionsTest::fault38_namesArePlainText_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *what, const char *ending, const char *shown) {
        QTest::newRow(what) << QByteArray(ending) << QString::fromUtf8(shown);
    };
    row("bold", "<b>x", "<b>x");
    row("picture", "<img src='x'>", "<img src='x'>");
    row("escape", "\x1b[31m", "\\x1b[31m");
    row("newline", "a\nLIVE", "a\\x0aLIVE");
    row("other direction",
        "\xe2\x80\xae"
        "gpj",
        "\\xe2\\x80\\xaegpj");
    row("invalid UTF-8", "\xff\xfe", "\\xff\\xfe");
    row("backslash", "\\x41", "\\\\x41");
    row("menu letter", "a&b", "a&b");
    row("placeholders", "%1%2%n", "%1%2%n");
}

void RemovalActionsTest::fault38_namesArePlainText()
{
    QFETCH(QByteArray, ending);
    QFETCH(QString, shown);
    const ObjectName plain = test::objectName();
    const auto parsed = ObjectName::parse(plain.bytes() + ending.toStdString());
    QVERIFY(parsed);
    const ObjectName &name = *parsed;
    const QString title = test::text(plain) + shown;
    machine().leave(name);
    show();
    QVERIFY(selects(name, Verdict::Unused));
    QCOMPARE(window().objects().index(rowOf(name), ObjectTableModel::NameColumn).data().toString(), title);
    QCOMPARE(evidence().first(), QStringLiteral("UNUSED – ") + title);
    for (const char *label : {"notice", "summary", "caution"})
        QCOMPARE(window().findChild<QLabel *>(QLatin1String(label))->textFormat(), Qt::PlainText);
    QString question;
    bool isPlain = true;
    whenAsked([&](RemoveDialog &dialog) {
        question = wordsOf(dialog);
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            isPlain = isPlain && (label->textFormat() == Qt::PlainText || !label->text().contains(title));
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY2(question.startsWith(QStringLiteral("Remove %1, UNUSED").arg(title)), qPrintable(question));
    QVERIFY(isPlain);
    QVERIFY2(!machine().exists(name), qPrintable(notice()));
    const QString undo = action("Undo")->text();
    QCOMPARE(undo, QStringLiteral("&Undo removal of ") + QString(title).replace(QLatin1Char('&'), QLatin1String("&&")));
    perform("Undo");
    QVERIFY(machine().exists(name)); // under the same bytes
    // An object in use is removed only after this name was typed as it is shown.
    RemoveDialog dialog(planOf(reportOf(name, Verdict::Live)));
    auto *typed = dialog.findChild<QLineEdit *>(QStringLiteral("name"));
    typed->setText(title);
    QVERIFY(removeButton(dialog).isEnabled());
    typed->setText(test::text(plain));
    QVERIFY(!removeButton(dialog).isEnabled());
}

void RemovalActionsTest::fault41_cancelIsTheDefault_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Enter") << int{Qt::Key_Return};
    QTest::newRow("Escape") << int{Qt::Key_Escape};
    QTest::newRow("Space") << int{Qt::Key_Space};
}

void RemovalActionsTest::fault41_cancelIsTheDefault()
{
    QFETCH(int, key);
    const ObjectName name = leave();
    const ObjectStatus before = machine().status(name);
    show();
    QVERIFY(selects(name));
    bool isDefault = false;
    bool hasFocus = false;
    bool isClosed = false;
    QStringList lines;
    whenAsked([&](RemoveDialog &dialog) {
        const auto *cancel = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel);
        isDefault = cancel->isDefault() && !removeButton(dialog).isDefault() && !removeButton(dialog).autoDefault();
        hasFocus = cancel->hasFocus();
        lines = evidenceOf(dialog);
        QTest::keyClick(dialog.focusWidget(), static_cast<Qt::Key>(key));
        isClosed = !dialog.isVisible() && dialog.result() == QDialog::Rejected;
    });
    perform("Remove…");
    QVERIFY(isDefault);
    QVERIFY(hasFocus);
    QVERIFY(isClosed);
    QVERIFY(lines.join(QLatin1Char(10)).contains(QLatin1String("nobody is seen to use it")));
    QVERIFY(machine().status(name).identity == before.identity);
    QVERIFY(!action("Undo")->isEnabled());
}

void RemovalActionsTest::fault41_staleIsRemovedByTheButton()
{
    const ObjectName name = leave();
    show();
    QVERIFY(selects(name));
    bool asksForName = true;
    whenAsked([&](RemoveDialog &dialog) {
        asksForName = dialog.findChild<QLineEdit *>(QStringLiteral("name")) != nullptr;
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY(!asksForName);
    QVERIFY2(!machine().exists(name), qPrintable(notice()));
    QVERIFY(test::eventually([&] { return !verdictOf(name); }));
    QCOMPARE(evidence().first(), QStringLiteral("Gone – ") + test::text(name));
    QVERIFY(!action("Remove…")->isEnabled());
    QVERIFY(action("Undo")->isEnabled());
}

void RemovalActionsTest::fault41_usedWhileTheDialogIsOpen()
{
    const ObjectName name = leave();
    show();
    QVERIFY(selects(name));
    test::FaultPeer peer(machine().folderPath());
    long opened = -1;
    whenAsked([&](RemoveDialog &dialog) {
        opened = peer.execute("open", name);
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY(opened > 0);
    QVERIFY2(notice().contains(QLatin1String("it is in use")), qPrintable(notice()));
    QVERIFY(machine().exists(name));
    QVERIFY(!action("Undo")->isEnabled());
}

void RemovalActionsTest::fault41_liveRequiresItsName()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    show();
    QVERIFY(selects(name, Verdict::Live));
    QString words;
    QString holders;
    QList<bool> canRemove;
    whenAsked([&](RemoveDialog &dialog) {
        words = wordsOf(dialog);
        holders = evidenceOf(dialog).join(QLatin1Char('\n'));
        auto *typed = dialog.findChild<QLineEdit *>(QStringLiteral("name"));
        for (const QString &text :
             {QString(), test::text(name).chopped(1), test::text(name) + QLatin1Char('x'), test::text(name)}) {
            typed->setText(text);
            canRemove += removeButton(dialog).isEnabled();
        }
        QTest::keyClick(typed, Qt::Key_Return); // still refused
    });
    perform("Remove…");
    QCOMPARE(canRemove, (QList<bool>{false, false, false, true}));
    QVERIFY2(words.contains(QLatin1String(", LIVE, ")) && words.contains(QLatin1String("Processes use it")),
             qPrintable(words));
    QVERIFY2(holders.contains(QString::number(peer.pid())), qPrintable(holders));
    QVERIFY(machine().exists(name));
    whenAsked([&](RemoveDialog &dialog) {
        dialog.findChild<QLineEdit *>(QStringLiteral("name"))->setText(test::text(name));
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY2(!machine().exists(name), qPrintable(notice()));
    QVERIFY(peer.execute("poke 0 1") > 0); // the holder keeps the object
}

void RemovalActionsTest::fault41_otherVerdictsAreExplained_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("words");
    const auto row = [](Verdict verdict, const char *what, const char *words) {
        QTest::newRow(what) << static_cast<int>(verdict) << QString::fromLatin1(words);
    };
    row(Verdict::Unknown, "UNKNOWN", "so whether a process uses it is unknown");
    row(Verdict::Stale, "STALE", "It belongs to another user.");
    row(Verdict::Stalled, "STALLED", "Processes use it.");
    row(Verdict::Stopped, "STOPPED", "Processes use it.");
}

void RemovalActionsTest::fault41_otherVerdictsAreExplained()
{
    QFETCH(int, verdict);
    QFETCH(QString, words);
    ObjectReport report = reportOf(test::objectName(), static_cast<Verdict>(verdict));
    report.usage.processScan.hidden = 3;
    report.usage.status.owner = ::geteuid() + 1;
    RemoveDialog dialog(planOf(report));
    QVERIFY2(wordsOf(dialog).contains(words), qPrintable(wordsOf(dialog)));
    QVERIFY(wordsOf(dialog).contains(QString::fromLatin1(QTest::currentDataTag())));
    const QString lines = evidenceOf(dialog).join(QLatin1Char('\n'));
    QVERIFY2(lines.contains(QLatin1Char('3')), qPrintable(lines));
    const bool needsName = report.verdict() != Verdict::Stale || ::geteuid() != 0; // root may ask the kernel
    QCOMPARE(dialog.findChild<QLineEdit *>(QStringLiteral("name")) != nullptr, needsName);
    QCOMPARE(removeButton(dialog).isEnabled(), !needsName);
}

void RemovalActionsTest::fault41_onlyStaleObjectsAreRemovedTogether()
{
    std::vector<ObjectName> stale;
    for (int i = 0; i < 3; ++i)
        stale.push_back(leave());
    const ObjectName live = test::objectName();
    const ObjectName fifo = test::objectName();
    QCOMPARE(::mkfifo(machine().path(fifo).c_str(), 0600), 0);
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", live) > 0);
    show();
    QVERIFY(shows(stale.back(), Verdict::Stale) && shows(live, Verdict::Live));
    QAction &removeAll = *action("Remove all stale");
    QVERIFY(test::eventually([&] { return removeAll.isEnabled(); }));
    QStringList listed;
    whenAsked([&](RemoveDialog &dialog) {
        listed = evidenceOf(dialog);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    });
    perform("Remove all stale");
    QCOMPARE(listed.size(), 3);
    for (const ObjectName &name : stale) {
        QVERIFY(machine().exists(name));
        QCOMPARE(listed
                     .filter(QRegularExpression(QRegularExpression::escape(test::text(name))
                                                + QStringLiteral(" – 4.0 KiB, .+, owner ")))
                     .size(),
                 1);
    }
    auto *filter = qobject_cast<ObjectFilter *>(window().table().model());
    QVERIFY(filter->setText(test::text(stale.at(2)).mid(1), false));
    QString words;
    whenAsked([&](RemoveDialog &dialog) {
        listed = evidenceOf(dialog);
        words = wordsOf(dialog);
    });
    perform("Remove all stale");
    QCOMPARE(listed.size(), 1); // objects hidden by the filter are kept
    QVERIFY2(words.contains(QLatin1String("Hidden by the filter and not removed: 2")), qPrintable(words));
    QVERIFY(filter->setText({}, false));
    test::FaultPeer late(machine().folderPath()); // opens one of them while the dialog is open
    whenAsked([&](RemoveDialog &dialog) {
        (void)late.execute("open", stale.at(1));
        removeButton(dialog).click();
    });
    perform("Remove all stale");
    QVERIFY(!machine().exists(stale.at(0)) && !machine().exists(stale.at(2)));
    QVERIFY(machine().exists(stale.at(1)) && machine().exists(live) && machine().exists(fifo));
    QVERIFY(notice().contains(test::text(stale.at(1))));
    QVERIFY(action("Undo")->text().contains(QLatin1String("2 objects")));
    perform("Undo"); // both
    QVERIFY(!action("Undo")->isEnabled());
    for (const ObjectName &name : stale) {
        QCOMPARE(machine().firstBytes(name, 4), std::string("left"));
        machine().remove(name);
    }
    late.killHard();
    peer.killHard();
    machine().remove(live);
    QVERIFY(test::eventually([&] { return !removeAll.isEnabled(); })); // no stale object is left
}

void RemovalActionsTest::undoRestoresContentModeAndName()
{
    const ObjectName name = leave(off_t{1} << 40, "precious");
    QCOMPARE(::chmod(machine().path(name).c_str(), 0640), 0);
    const ObjectStatus before = machine().status(name);
    show();
    QVERIFY(selects(name));
    QString words;
    whenAsked([&](RemoveDialog &dialog) {
        words = wordsOf(dialog);
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY(words.contains(QLatin1String("Edit > Undo restores it")));
    QVERIFY2(!machine().exists(name), qPrintable(notice()));
    QVERIFY(action("Undo")->text().contains(test::text(name)));
    perform("Undo");
    const ObjectStatus now = machine().status(name);
    QVERIFY(now.identity != before.identity || now.createdSeconds >= before.createdSeconds);
    QCOMPARE(now.mode, before.mode);
    QCOMPARE(now.sizeBytes, before.sizeBytes);
    QCOMPARE(now.allocatedBytes, before.allocatedBytes);
    QCOMPARE(now.owner, before.owner);
    QCOMPARE(machine().firstBytes(name, 8), std::string("precious"));
    QVERIFY(!action("Undo")->isEnabled());
    QVERIFY(shows(name, Verdict::Stale));
}

void RemovalActionsTest::undoIsRefusedWhileTheNameIsTaken()
{
    const ObjectName name = leave(pageBytes, "first");
    show();
    QVERIFY(selects(name));
    whenAsked([](RemoveDialog &dialog) { removeButton(dialog).click(); });
    perform("Remove…");
    QVERIFY2(!machine().exists(name), qPrintable(notice()));
    machine().leave(name, pageBytes, "second");
    perform("Undo");
    QVERIFY2(notice().contains(QLatin1String("in use again")), qPrintable(notice()));
    QCOMPARE(machine().firstBytes(name, 6), std::string("second"));
    QVERIFY(action("Undo")->isEnabled()); // for another attempt
    machine().remove(name);
    perform("Undo");
    QCOMPARE(machine().firstBytes(name, 5), std::string("first"));
}

void RemovalActionsTest::backupsAreLimited()
{
    ObjectReport report = reportOf(test::objectName(), Verdict::Stale);
    for (const BackupPlace place : {BackupPlace::Memory, BackupPlace::File, BackupPlace::Nowhere}) {
        RemovalPlan plan = planOf(report);
        plan.items.front().place = place;
        plan.items.front().isReadable = place != BackupPlace::Nowhere;
        const RemoveDialog dialog(plan);
        QCOMPARE(wordsOf(dialog).contains(QLatin1String("cannot be undone")), place != BackupPlace::Memory);
        QCOMPARE(wordsOf(dialog).contains(QLatin1String("Edit > Undo")), place != BackupPlace::Nowhere);
    }
    const ObjectName name = *ObjectName::parse("psm_" + test::objectName().bytes().substr(1)); // a stale one
    const auto directory = inspectShmDirectory(machine().calls());
    if (!directory || directory->freeBytes < 3 * RemovalHistory::maxBytes)
        QSKIP("too little room in /dev/shm for an object that is too large to keep");
    const auto largest = static_cast<off_t>(RemovalHistory::maxBytes);
    machine().leave(name, largest, std::string(static_cast<std::size_t>(largest) + 1, 'x'));
    show();
    QVERIFY(selects(name));
    whenAsked([](RemoveDialog &dialog) {
        dialog.findChild<QCheckBox *>(QStringLiteral("keepInFile"))->setChecked(false);
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY(!machine().exists(name));
    QVERIFY2(notice().contains(QLatin1String("without a backup")), qPrintable(notice()));
    QVERIFY(!action("Undo")->isEnabled());

    machine().leave(name, largest, std::string(static_cast<std::size_t>(largest) + 1, 'y'));
    QVERIFY(rescan() && selects(name));
    const QTemporaryDir folder;
    whenAsked([&](RemoveDialog &dialog) {
        dialog.findChild<QLineEdit *>(QStringLiteral("file"))->setText(folder.filePath(QStringLiteral("copies")));
        removeButton(dialog).click();
    });
    perform("Remove…");
    QVERIFY(!machine().exists(name));
    QVERIFY(QDir(folder.path()).isEmpty()); // it has lost its name
    QVERIFY2(notice().contains(QLatin1String("Copies in the file, until they are restored or Shmlab ends: 1.")),
             qPrintable(notice()));
    perform("Undo");
    QCOMPARE(machine().status(name).sizeBytes, largest + 1);
    QCOMPARE(machine().firstBytes(name, 4), std::string("yyyy"));
}

void RemovalActionsTest::unreadableObjectsAreRemovedWithoutABackup()
{
    const ObjectName name = test::objectName();
    std::filesystem::permissions(machine().folder().path(), std::filesystem::perms::all);
    const uid_t self = ::geteuid();
    constexpr uid_t nobody = 65534;
    if (self == 0 && ::seteuid(nobody) != 0)
        QSKIP("root may read everything, and there is no other user in this namespace");
    const auto back = qScopeGuard([self] { QCOMPARE(::seteuid(self), 0); });
    const int fd = ::open(machine().path(name).c_str(), O_CREAT | O_EXCL | O_RDWR, 0);
    QVERIFY(fd >= 0);
    ::close(fd);
    ObjectReport report = reportOf(name, Verdict::Unknown);
    report.usage.status = machine().status(name);
    const RemovalPlan plan = planOf(machine(), {std::make_shared<ObjectReport>(report)});
    QCOMPARE(plan.shareOf(BackupPlace::Nowhere).objects, 1);
    const RemoveDialog dialog(plan);
    QVERIFY2(wordsOf(dialog).contains(QLatin1String("It cannot be read, so there is no backup")),
             qPrintable(wordsOf(dialog)));
    RemovalHistory history(machine().calls());
    history.beginBatch();
    QVERIFY(history.remove(plan.items.front(), true));
    QVERIFY(!machine().exists(name));
    QCOMPARE(history.undoableCount(), std::size_t{0});
}

/// Before anything is removed: counts, bytes, and what an undo will not bring back.
void RemovalActionsTest::fault58_dialogTellsWhatIsKept()
{
    std::vector<ObjectReportPtr> reports;
    for (int i = 0; i < 3; ++i)
        reports.push_back(machine().report(leave(3 * pageBytes, "some"), Verdict::Stale));
    const int fd = machine().open(*nameOf(*reports.front()));
    QCOMPARE(::fallocate(fd, FALLOC_FL_KEEP_SIZE, pageBytes, pageBytes), 0); // nobody can tell which page it is
    ::close(fd);
    RemovalPlan plan = planOf(machine(), reports);
    plan.scope = RemovalScope::Selected;
    plan.kept = 2;
    plan.dropped = {.objects = 4, .bytes = 8192};
    const QString words = wordsOf(RemoveDialog(plan));
    for (const char *expected : {"Edit > Undo restores from copies in memory: 3 (12.0 KiB).",
                                 "To make room, backups of objects removed earlier are dropped: 4 (8.0 KiB).",
                                 "Undo does not restore: inode number and birth time, change time (ctime), memory that "
                                 "was reserved and not yet "
                                 "written (of 1).",
                                 "Selected and not removed, since each needs its name typed: 2."})
        QVERIFY2(words.contains(QString::fromLatin1(expected)), qPrintable(words));
    for (const char *absent : {"More than memory may keep", "Cannot be read", "Hidden by the filter"})
        QVERIFY2(!words.contains(QLatin1String(absent)), qPrintable(words));
    plan.items.at(0).place = BackupPlace::File;
    plan.items.at(1).place = BackupPlace::Nowhere;
    const QString others = wordsOf(RemoveDialog(plan));
    for (const char *expected :
         {"copies in memory: 1 (4.0 KiB).", "not restored without copies in a file: 1 (4.0 KiB).",
          "Cannot be read, so there is no backup and no undo: 1 (4.0 KiB)."})
        QVERIFY2(others.contains(QString::fromLatin1(expected)), qPrintable(others));
}

void RemovalActionsTest::fault58_severalSelectedAreRemovedTogether()
{
    std::vector<ObjectName> names;
    std::vector<ObjectReportPtr> selection;
    for (int i = 0; i < 3; ++i) {
        names.push_back(leave());
        selection.push_back(machine().report(names.back(), i == 0 ? Verdict::Unused : Verdict::Stale));
    }
    const ObjectName used = leave();
    selection.push_back(machine().report(used, Verdict::Live));
    QWidget parent;
    parent.show();
    RemovalActions actions({}, machine().calls(), &parent);
    QString notice;
    std::vector<ObjectName> restored;
    connect(&actions, &RemovalActions::finished, this, [&](const QString &text, bool) { notice = text; });
    connect(&actions, &RemovalActions::restored, this, [&](const auto &back) { restored = back; });
    const auto perform = [&](QAction *action) {
        action->trigger();
        QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    };
    actions.setSelection(selection);
    QStringList listed;
    QString words;
    whenAsked([&](RemoveDialog &dialog) {
        listed = evidenceOf(dialog);
        words = wordsOf(dialog);
        removeButton(dialog).click();
    });
    perform(actions.removeAction());
    QCOMPARE(listed.size(), 3);
    QVERIFY2(words.contains(QLatin1String("needs its name typed: 1.")), qPrintable(words));
    QVERIFY(machine().exists(used));
    for (const ObjectName &name : names)
        QVERIFY(!machine().exists(name));
    QCOMPARE(notice, QStringLiteral("3 objects were removed."));
    QCOMPARE(test::plain(actions.undoAction()->text()), QStringLiteral("Undo removal of 3 objects"));
    perform(actions.undoAction());
    QCOMPARE(notice, QStringLiteral("3 objects were restored."));
    QCOMPARE(restored.size(), names.size());
    for (const ObjectName &name : names) {
        QVERIFY(machine().exists(name));
        QVERIFY(std::ranges::find(restored, name) != restored.end());
    }
}

void RemovalActionsTest::fault58_noticeTellsWhatCameBack()
{
    std::vector<ObjectReportPtr> selection;
    for (int i = 0; i < 3; ++i)
        selection.push_back(machine().report(leave(), Verdict::Stale));
    std::ranges::sort(selection, {}, &ObjectReport::name); // the order of their removal
    const auto name = [&](std::size_t i) { return *nameOf(*selection.at(i)); };
    QVERIFY(::setxattr(machine().path(name(0)).c_str(), "user.comment", "kept", 4, 0) == 0);
    auto refuses = test::refuse(Call::Fsetxattr, "user.comment", ENOSPC);
    QWidget parent;
    parent.show();
    RemovalActions actions({}, SystemCalls(&refuses, machine().roots()), &parent);
    QString notice;
    bool isProblem = false;
    connect(&actions, &RemovalActions::finished, this, [&](const QString &text, bool problem) {
        notice = text;
        isProblem = problem;
    });
    actions.setSelection(selection);
    whenAsked([](RemoveDialog &dialog) { removeButton(dialog).click(); });
    actions.removeAction()->trigger();
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QVERIFY(!isProblem);
    machine().leave(name(1), pageBytes, "another");
    actions.undoAction()->trigger();
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QVERIFY(isProblem);
    QCOMPARE(notice,
             QStringLiteral("2 of 3 objects were restored. %1 was not restored: the name is in use again. Remove or "
                            "rename that object first. %2 was restored without: some extended attributes.")
                 .arg(test::text(name(1)), test::text(name(0))));
    QCOMPARE(test::plain(actions.undoAction()->text()), QStringLiteral("Undo removal of ") + test::text(name(1)));
}

void RemovalActionsTest::fault58_fileForCopiesIsTheUsersChoice()
{
    const QTemporaryDir folder;
    const ObjectName name = leave(pageBytes, "precious");
    RemovalPlan plan = planOf(machine(), {machine().report(name, Verdict::Stale)});
    plan.items.front().place = BackupPlace::File;
    RemoveDialog dialog(plan);
    auto *isKept = dialog.findChild<QCheckBox *>(QStringLiteral("keepInFile"));
    auto *file = dialog.findChild<QLineEdit *>(QStringLiteral("file"));
    QVERIFY(isKept->isChecked() && !file->text().isEmpty() && !QFile::exists(file->text()));
    QCOMPARE(dialog.plan().items.front().place, BackupPlace::File);
    QCOMPARE(dialog.file(), file->text());
    isKept->setChecked(false);
    QVERIFY(!file->isEnabled() && !dialog.findChild<QPushButton *>(QStringLiteral("choose"))->isEnabled());
    QCOMPARE(dialog.plan().items.front().place, BackupPlace::Nowhere);
    isKept->setChecked(true);
    const QString chosen = folder.filePath(QStringLiteral("chosen"));
    QTimer::singleShot(0, qApp, [&] {
        auto *choice = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        QVERIFY(choice != nullptr);
        choice->selectFile(chosen);
        QMetaObject::invokeMethod(choice, "accept");
    });
    dialog.findChild<QPushButton *>(QStringLiteral("choose"))->click();
    QCOMPARE(dialog.file(), chosen);
}

void RemovalActionsTest::fault54_withoutTheKernelsWordTheNameIsTyped()
{
    const ObjectName name = leave();
    auto refuses = test::refuse(Call::Fcntl, "F_SETLEASE", EINVAL); // fs.leases-enable = 0
    QWidget parent;
    parent.show();
    RemovalActions actions({}, SystemCalls(&refuses, machine().roots()), &parent);
    actions.setSelection({machine().report(name, Verdict::Stale)});
    QString notice;
    connect(&actions, &RemovalActions::finished, this, [&](const QString &text, bool) { notice = text; });
    QString words;
    bool isEnabled = true;
    const auto perform = [&](bool isTyped) {
        whenAsked([&, isTyped](RemoveDialog &first) {
            whenAsked([&, isTyped](RemoveDialog &second) {
                words = wordsOf(second);
                isEnabled = removeButton(second).isEnabled();
                if (isTyped)
                    second.findChild<QLineEdit *>(QStringLiteral("name"))->setText(test::text(name));
                removeButton(second).click();
            });
            removeButton(first).click();
        });
        notice.clear();
        actions.removeAction()->trigger();
        QVERIFY(test::eventually([&] { return !actions.isBusy() && !notice.isEmpty(); }));
    };
    perform(false);
    QVERIFY(!isEnabled);
    QVERIFY2(words.contains(QLatin1String("the kernel was not asked"))
                 && words.contains(QLatin1String("leases are disabled")),
             qPrintable(words));
    QVERIFY(machine().exists(name));
    QVERIFY2(notice.contains(QLatin1String("the kernel was not asked")), qPrintable(notice));
    perform(true);
    QVERIFY(!machine().exists(name));
    QCOMPARE(notice, test::text(name) + QStringLiteral(" was removed."));
}

void RemovalActionsTest::interruptedRemovalsArePutBack()
{
    const ObjectName name = test::objectName();
    const test::Child ended([] { });
    const pid_t gone = ended.pid();
    const ObjectName moved =
        *ObjectName::parse("shmlab-removal." + std::to_string(gone) + ".1.1." + name.bytes().substr(1));
    machine().leave(moved, pageBytes, "left");
    QWidget parent;
    RemovalActions actions({}, machine().calls(), &parent);
    QVERIFY(!actions.putBackAction()->isEnabled());
    actions.setSelection({machine().report(leave(), Verdict::Stale)});
    QVERIFY(!actions.putBackAction()->isEnabled());
    actions.setSelection({machine().report(moved, Verdict::Unused)});
    QVERIFY(actions.putBackAction()->isEnabled());
    QString notice;
    std::vector<ObjectName> restored;
    connect(&actions, &RemovalActions::finished, this, [&](const QString &text, bool) { notice = text; });
    connect(&actions, &RemovalActions::restored, this, [&](const auto &back) { restored = back; });
    machine().leave(name, pageBytes, "another");
    actions.putBackAction()->trigger();
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QVERIFY2(notice.contains(QLatin1String("another object has its name")), qPrintable(notice));
    QVERIFY(restored.empty());
    machine().remove(name);
    actions.putBackAction()->trigger();
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QCOMPARE(notice, test::text(name) + QStringLiteral(" was put back."));
    QVERIFY(restored == std::vector{name});
    QCOMPARE(machine().firstBytes(name, 4), std::string("left"));
    QVERIFY(!machine().exists(moved));
}

void RemovalActionsTest::cutNamesAreAskedFor()
{
    const ObjectName name = test::objectName();
    const ObjectName moved = *ObjectName::parse("shmlab-removal.2147483647.1.1~" + name.bytes().substr(1));
    machine().leave(moved, pageBytes, "left");
    QWidget parent;
    RemovalActions actions({}, machine().calls(), &parent);
    actions.setSelection({machine().report(moved, Verdict::Unused)});
    QString notice;
    connect(&actions, &RemovalActions::finished, this, [&](const QString &text, bool) { notice = text; });
    const auto putBackAs = [&](const QString &typed) {
        QString offered;
        QTimer::singleShot(0, &parent, [&] {
            auto *question = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
            offered = question->textValue();
            question->setTextValue(typed);
            typed.isEmpty() ? question->reject() : question->accept();
        });
        actions.putBackAction()->trigger();
        return offered;
    };
    QCOMPARE(putBackAs(QString()), test::text(name).mid(1));
    QVERIFY(!actions.isBusy());
    (void)putBackAs(QStringLiteral("a/b"));
    QVERIFY2(notice.contains(QLatin1String("not a valid object name")), qPrintable(notice));
    (void)putBackAs(test::text(name));
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QCOMPARE(notice, test::text(name) + QStringLiteral(" was put back."));
    QCOMPARE(machine().firstBytes(name, 4), std::string("left"));
    QVERIFY(!machine().exists(moved));
}

/// Objects with the same names in the real /dev/shm are not changed, whatever is removed and restored.
void RemovalActionsTest::usesOnlyTheStagedMachine()
{
    const ObjectName name = leave(pageBytes, "staged");
    const test::NameGuard guard(name);
    test::leave(name, pageBytes, "real");
    const ObjectId real = test::currentStatus(name).identity;
    show();
    for (const char *removal : {"Remove…", "Remove all stale"}) {
        QVERIFY(rescan()); // a restored object is another inode
        QVERIFY(selects(name));
        QVERIFY(test::eventually([&] { return action(removal)->isEnabled(); }));
        whenAsked([](RemoveDialog &dialog) { removeButton(dialog).click(); });
        perform(removal);
        QVERIFY2(!machine().exists(name), qPrintable(notice()));
        QVERIFY(test::currentStatus(name).identity == real);
        perform("Undo");
        QCOMPARE(machine().firstBytes(name, 6), std::string("staged"));
        QVERIFY(test::currentStatus(name).identity == real);
    }
    QCOMPARE(test::firstBytes(name, 4), std::string("real"));
}

void RemovalActionsTest::keepListIsRespected()
{
    const ObjectName stale = leave();
    const ObjectName kept = leave();
    const KeptName list(kept);
    show();
    QVERIFY(shows(stale, Verdict::Stale) && shows(kept, Verdict::Stale));
    QString words;
    whenAsked([&](RemoveDialog &dialog) {
        words = wordsOf(dialog);
        removeButton(dialog).click();
    });
    perform("Remove all stale");
    QVERIFY(test::eventually([&] { return !machine().exists(stale); }));
    QVERIFY2(words.contains(QLatin1String("On the keep list and not removed: 1.")), qPrintable(words));
    QVERIFY(machine().exists(kept));
}

void RemovalActionsTest::severalSelectedLeaveOutWhatIsKept()
{
    const ObjectName plain = leave();
    const ObjectName kept = leave();
    const ObjectName interrupted = *ObjectName::parse("shmlab-removal.1.2.3." + kept.bytes().substr(1));
    machine().leave(interrupted);
    const KeptName list(kept);
    QWidget parent;
    parent.show();
    RemovalActions actions({}, machine().calls(), &parent);
    const auto askToRemove = [&](const std::vector<ObjectName> &names) {
        std::vector<ObjectReportPtr> selection;
        for (const ObjectName &name : names)
            selection.push_back(machine().report(name, Verdict::Unused));
        actions.setSelection(selection);
        QString words;
        whenAsked([&](RemoveDialog &dialog) {
            words = wordsOf(dialog);
            removeButton(dialog).click();
        });
        actions.removeAction()->trigger();
        (void)test::eventually([&] { return !actions.isBusy() && !words.isEmpty(); });
        (void)test::eventually([&] { return !actions.isBusy(); });
        return words;
    };
    const QString ofAll = askToRemove({plain, kept, interrupted});
    QVERIFY(!machine().exists(plain));
    QVERIFY(machine().exists(kept) && machine().exists(interrupted));
    QVERIFY2(ofAll.contains(QLatin1String("On the keep list and not removed: 1.")), qPrintable(ofAll));
    QVERIFY2(ofAll.contains(QLatin1String("Interrupted removals, which can be put back, are not removed: 1.")),
             qPrintable(ofAll));
    const QString ofOne = askToRemove({kept}); // by itself, and told
    QVERIFY2(ofOne.contains(QLatin1String("It is on the keep list")), qPrintable(ofOne));
    QVERIFY(!machine().exists(kept));
    machine().remove(interrupted);
}

/// Opening an object may wait for another program that holds a lease on it.
void RemovalActionsTest::asksWithoutACallOnTheGuiThread()
{
    struct : CallObserver {
        void called(const CallRecord &) override
        {
            ++(std::this_thread::get_id() == guiThread ? onGuiThread : elsewhere);
        }
        const std::thread::id guiThread = std::this_thread::get_id();
        std::atomic<int> onGuiThread = 0;
        std::atomic<int> elsewhere = 0;
    } observer;
    const ObjectName name = leave();
    ObjectReport report = reportOf(name, Verdict::Stale);
    report.usage.status = machine().status(name);
    QWidget parent;
    parent.show();
    RemovalActions actions({}, SystemCalls(&observer, machine().calls().roots()), &parent);
    actions.setSelection({std::make_shared<ObjectReport>(report)});
    QString words;
    whenAsked([&](RemoveDialog &dialog) {
        words = wordsOf(dialog);
        removeButton(dialog).click();
    });
    actions.removeAction()->trigger();
    QVERIFY(test::eventually([&] { return !actions.isBusy(); }));
    QVERIFY(words.contains(QLatin1String("Edit > Undo restores it")));
    QVERIFY(!machine().exists(name));
    QVERIFY(observer.elsewhere > 0);
    QCOMPARE(observer.onGuiThread.load(), 0);
}

SHMLAB_GUI_TEST_MAIN(RemovalActionsTest)
#include "tst_removal_actions.moc"
