// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_values.h"
#include "cli/removal_filter.h"
#include "cli/removal_run.h"
#include "session/keep_list.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>

#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

constexpr uid_t nobody = 65534;
constexpr std::int64_t noon = 1'700'000'000;
const auto now = std::chrono::system_clock::from_time_t(noon);

ObjectReport report(std::string name, Verdict verdict)
{
    ObjectReport made;
    made.name = std::move(name);
    made.kind = Kind::Python;
    made.usage.verdict = verdict;
    made.usage.status.mode = S_IFREG | 0600;
    made.usage.status.owner = ::geteuid();
    made.usage.status.createdSeconds = noon - 7200;
    made.usage.status.modifiedSeconds = noon - 3600;
    return made;
}

ObjectReportPtr shared(std::string name, Verdict verdict)
{
    return std::make_shared<ObjectReport>(report(std::move(name), verdict));
}

/// A user's configuration of its own.
class Configuration {
public:
    Configuration()
    {
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_user.path()));
        qputenv("XDG_CONFIG_DIRS", QFile::encodeName(m_system.path()));
    }
    [[nodiscard]] QString userFile() const { return m_user.filePath(QStringLiteral("shmlab/keep")); }
    [[nodiscard]] QString systemFile() const { return m_system.filePath(QStringLiteral("shmlab/keep")); }
    static void write(const QString &path, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_user;
    QTemporaryDir m_system;
};

} // namespace

class RemovalFilterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void field01_verdicts_data();
    void field01_verdicts();
    void narrowing_data();
    void narrowing();
    void field07_pathsAsGlobs();
    void field02_owners();
    void field01_keepListsOfSystemAndUser();
    void keepListsWithoutRules();
    void unreadableKeepListIsAnError();
    void listThatCannotBeReachedIsAnError();
    void field01_globsAreAdded();
    void keptObjectsAreNamed();
};

void RemovalFilterTest::field01_verdicts_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<bool>("isStale");
    QTest::addColumn<bool>("isUnused");
    const auto row = [](const char *name, Verdict verdict, bool isStale, bool isUnused) {
        QTest::newRow(name) << static_cast<int>(verdict) << isStale << isUnused;
    };
    row("STALE", Verdict::Stale, true, false);
    row("UNUSED", Verdict::Unused, false, true);
    row("LIVE", Verdict::Live, false, false);
    row("STOPPED", Verdict::Stopped, false, false);
    row("STALLED", Verdict::Stalled, false, false);
    row("ORPHANED", Verdict::Orphaned, false, false);
    row("UNKNOWN", Verdict::Unknown, false, false);
    row("NO-OBJECT", Verdict::NotAnObject, false, false);
}

void RemovalFilterTest::field01_verdicts()
{
    QFETCH(int, verdict);
    QFETCH(bool, isStale);
    QFETCH(bool, isUnused);
    const ObjectReport object = report("x", static_cast<Verdict>(verdict));
    QCOMPARE(takes({.takesStale = true}, object, now), isStale);
    QCOMPARE(takes({.takesUnused = true}, object, now), isUnused);
    QCOMPARE(takes({.takesStale = true, .takesUnused = true}, object, now), isStale || isUnused);
    QVERIFY(!takes({}, object, now));
}

void RemovalFilterTest::narrowing_data()
{
    QTest::addColumn<QByteArray>("glob");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("age");
    QTest::addColumn<bool>("isTaken");
    const int any = -1;
    QTest::newRow("name") << QByteArray("psm_*") << any << any << true;
    QTest::newRow("with its slash") << QByteArray("/psm_?") << any << any << true;
    QTest::newRow("of many") << QByteArray("p[a-z]m_[!a]") << any << any << true;
    QTest::newRow("a part of it") << QByteArray("psm_") << any << any << false;
    QTest::newRow("another one") << QByteArray("torch_*") << any << any << false;
    QTest::newRow("kind") << QByteArray() << int(Kind::Python) << any << true;
    QTest::newRow("another kind") << QByteArray() << int(Kind::Semaphore) << any << false;
    QTest::newRow("old enough") << QByteArray() << any << 3600 << true;
    QTest::newRow("written since") << QByteArray() << any << 3601 << false;
    QTest::newRow("all") << QByteArray("*x") << int(Kind::Python) << 60 << true;
    QTest::newRow("all but one") << QByteArray("*x") << int(Kind::Python) << 7200 << false;
}

void RemovalFilterTest::narrowing()
{
    QFETCH(QByteArray, glob);
    QFETCH(int, kind);
    QFETCH(int, age);
    QFETCH(bool, isTaken);
    RemovalFilter filter{.takesStale = true, .nameGlob = glob};
    if (kind >= 0)
        filter.kind = static_cast<Kind>(kind);
    if (age >= 0)
        filter.minAge = std::chrono::seconds(age);
    QCOMPARE(takes(filter, report("psm_x", Verdict::Stale), now), isTaken);
}

void RemovalFilterTest::field07_pathsAsGlobs()
{
    for (const char *typed : {"psm_*", "/psm_*", "/dev/shm/psm_*"}) {
        const auto glob = parseGlob(QString::fromLatin1(typed));
        QVERIFY2(glob == QByteArray("psm_*"), typed);
        QVERIFY2(takes({.takesStale = true, .nameGlob = *glob}, report("psm_x", Verdict::Stale), now), typed);
    }
    QVERIFY(!parseGlob(QStringLiteral("/dev/shm/")));
}

void RemovalFilterTest::field02_owners()
{
    ObjectReport other = report("x", Verdict::Stale);
    ++other.usage.status.owner;
    QCOMPARE(takes({.takesStale = true}, other, now), ::geteuid() == 0);
    QVERIFY(!takes({.takesStale = true, .owner = ::geteuid()}, other, now));
    QCOMPARE(takes({.takesStale = true, .owner = other.status().owner}, other, now), ::geteuid() == 0);
}

void RemovalFilterTest::field01_keepListsOfSystemAndUser()
{
    const Configuration configuration;
    Configuration::write(configuration.userFile(), "# mine\n\n  my_*  \nd/*\n\\#hash\n/dev/shm/by_path*\n");
    Configuration::write(configuration.systemFile(), "libpod_*\r\n/looking-glass*");
    const auto list = KeepList::load();
    QVERIFY(list);
    QCOMPARE(list->rules().size(), std::size_t{6});
    for (const char *kept : {"my_x", "/my_x", "d/f", "d/e/f", "#hash", "libpod_lock", "/looking-glass-0", "by_path"})
        QVERIFY2(list->ruleFor(kept) != nullptr, kept);
    for (const char *other : {"x", "xmy_", " mine", "d", "libpo"})
        QVERIFY2(list->ruleFor(other) == nullptr, other);
    QCOMPARE(list->ruleFor("libpod_lock")->file, configuration.systemFile());
    QVERIFY(list->ruleFor("my_\xff") != nullptr); // any bytes
}

void RemovalFilterTest::keepListsWithoutRules()
{
    const Configuration configuration;
    QVERIFY(KeepList::load()->rules().empty()); // no file
    Configuration::write(configuration.userFile(), "");
    QVERIFY(KeepList::load()->rules().empty());
}

void RemovalFilterTest::unreadableKeepListIsAnError()
{
    const Configuration configuration;
    QDir().mkpath(configuration.userFile()); // a folder
    const auto list = KeepList::load();
    QVERIFY(!list);
    QVERIFY2(list.error().contains(configuration.userFile()), qPrintable(list.error()));
    const auto added = addToKeepList("x");
    QVERIFY(!added);
}

void RemovalFilterTest::listThatCannotBeReachedIsAnError()
{
    const Configuration configuration;
    Configuration::write(configuration.userFile(), "libpod_*\n");
    Configuration::write(configuration.systemFile(), "");
    QVERIFY(KeepList::load());
    const int code = test::inChild([&] {
        const QByteArray folder = QFile::encodeName(QFileInfo(configuration.userFile()).path());
        if (::chmod(folder.constData(), 0) != 0 || (::geteuid() == 0 && ::setresuid(nobody, nobody, nobody) != 0))
            return 2;
        return KeepList::load({configuration.userFile()}) ? 1 : 0;
    });
    QCOMPARE(code, 0);
    ::chmod(QFile::encodeName(QFileInfo(configuration.userFile()).path()).constData(), 0700);
    QVERIFY(QFile::remove(configuration.userFile()));
    QVERIFY(QFile::link(QStringLiteral("nowhere"), configuration.userFile()));
    QVERIFY(!KeepList::load()); // a link that leads nowhere
    QVERIFY(QFile::remove(configuration.userFile()));
    QVERIFY(KeepList::load()); // no list
}

void RemovalFilterTest::field01_globsAreAdded()
{
    const Configuration configuration;
    QCOMPARE(addToKeepList("libpod_*").value(), configuration.userFile());
    QCOMPARE(Configuration::read(configuration.userFile()), QByteArray("libpod_*\n"));
    QVERIFY(addToKeepList("libpod_*")); // once is enough
    QVERIFY(addToKeepList("#x"));
    QCOMPARE(Configuration::read(configuration.userFile()), QByteArray("libpod_*\n\\#x\n"));
    QVERIFY(KeepList::load()->ruleFor("#x") != nullptr);
    Configuration::write(configuration.userFile(), "# no newline at its end");
    QVERIFY(addToKeepList("y"));
    QCOMPARE(Configuration::read(configuration.userFile()), QByteArray("# no newline at its end\ny\n"));
    for (const char *invalid : {"", " ", " x", "x\n", "a\nb"})
        QVERIFY2(!isKeepGlob(invalid), invalid);
}

void RemovalFilterTest::keptObjectsAreNamed()
{
    const Configuration configuration;
    Configuration::write(configuration.userFile(), "b*\n");
    const BulkSelection selection =
        select({shared("a", Verdict::Stale), shared("b", Verdict::Stale), shared("bb", Verdict::Live)},
               {.takesStale = true}, KeepList::load().value());
    QCOMPARE(selection.taken.size(), std::size_t{1});
    QCOMPARE(selection.kept.size(), std::size_t{1});
    const QString text = keptText(selection.kept.front());
    for (const QString &part : {QStringLiteral("/b "), QStringLiteral("b*"), configuration.userFile()})
        QVERIFY2(text.contains(part), qPrintable(text));
}

SHMLAB_TEST_MAIN(RemovalFilterTest)
#include "tst_removal_filter.moc"
