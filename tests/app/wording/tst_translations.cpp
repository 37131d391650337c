// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"
#include "test_support.h"
#include "widgets/tour.h"
#include "windows/exchange/exchange_window.h"
#include "windows/objects/object_table.h"
#include "windows/objects/objects_window.h"
#include "windows/removal/remove_dialog.h"
#include "windows/start/role_chooser.h"
#include "windows/watches/watch_dialog.h"
#include "wording/language.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

struct Message {
    QString context;
    QString source;
    QString translation;
    bool isFinished = false;
};

/// The texts that lupdate finds in the sources, with their translations.
QList<Message> messages()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("now.ts"));
    if (!QFile::copy(QStringLiteral(TRANSLATION), file))
        return {};
    QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (QProcess::execute(QStringLiteral(LUPDATE),
                          {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                           QStringLiteral("none"), QStringLiteral(APP_SOURCES), QStringLiteral("-ts"), file})
        != 0)
        return {};
    QFile now(file);
    if (!now.open(QIODevice::ReadOnly))
        return {};
    QList<Message> all;
    QString context;
    QXmlStreamReader xml(&now);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        if (xml.isStartElement() && xml.name() == QLatin1String("message"))
            all.append(Message{.context = context, .source = {}, .translation = {}});
        if (xml.isStartElement() && xml.name() == QLatin1String("source"))
            all.last().source = xml.readElementText();
        if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
            all.last().isFinished = xml.attributes().value(QLatin1String("type")).isEmpty();
            all.last().translation = xml.readElementText();
        }
    }
    return xml.hasError() ? QList<Message>() : all;
}

QStringList argumentsOf(const QString &text)
{
    static const QRegularExpression argument(QStringLiteral("%\\d"));
    QStringList found;
    for (auto match = argument.globalMatch(text); match.hasNext();)
        found += match.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

int accelerators(const QString &text)
{
    static const QRegularExpression accelerator(QStringLiteral("&\\w"));
    return static_cast<int>(text.count(accelerator));
}

void speakJapanese()
{
    saveLanguage(QStringLiteral("ja"));
    installLanguage();
    saveLanguage({});
}

/// Texts that do not fit into their widgets.
QString whatIsCut(const QWidget &window)
{
    QStringList cut;
    for (const QPushButton *button : window.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->width() < button->sizeHint().width())
            cut += button->text();
    }
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        const bool isNarrow = !label->wordWrap() && label->width() < label->minimumSizeHint().width();
        const bool isLow = label->wordWrap() && label->height() < label->heightForWidth(label->width());
        if (label->isVisible() && (isNarrow || isLow))
            cut += label->text();
    }
    return cut.join(QLatin1Char('\n'));
}

/// Saves a picture for inspection by eye, in the folder that SHMLAB_PICTURES names.
void keepPicture(QWidget &window, const char *name)
{
    if (const QString folder = qEnvironmentVariable("SHMLAB_PICTURES"); !folder.isEmpty())
        window.grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
}

bool hasJapanese(const QString &text)
{
    return text.contains(QRegularExpression(QStringLiteral("[\\x{3040}-\\x{30ff}\\x{4e00}-\\x{9fff}]")));
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyStringIsTranslated();
    void nothingIsLost();
    void languageIsChosen_data();
    void languageIsChosen();
    void windowsSpeakJapaneseAndNothingIsCut();
    void dialogsSpeakJapaneseAndNothingIsCut();
    void objectsSpeakJapaneseAndNothingIsCut();

private:
    QList<Message> m_messages;
};

void TranslationsTest::initTestCase()
{
    m_messages = messages();
    QVERIFY2(m_messages.size() > 200, "lupdate finds nothing");
}

void TranslationsTest::everyStringIsTranslated()
{
    for (const Message &message : std::as_const(m_messages)) {
        // lupdate takes some C++ for another namespace; such a text has no translation at run time.
        QVERIFY2(message.context.startsWith(QStringLiteral("shmlab::ui::")), qPrintable(message.source));
        QVERIFY2(message.isFinished && !message.translation.isEmpty(), qPrintable(message.source));
    }
}

void TranslationsTest::nothingIsLost()
{
    for (const Message &message : std::as_const(m_messages)) {
        QVERIFY2(argumentsOf(message.source) == argumentsOf(message.translation), qPrintable(message.source));
        QVERIFY2(accelerators(message.source) == accelerators(message.translation), qPrintable(message.source));
        QVERIFY2(message.source.endsWith(QLatin1Char('\n')) == message.translation.endsWith(QLatin1Char('\n')),
                 qPrintable(message.source));
        QVERIFY2(message.source.startsWith(QLatin1Char(' ')) == message.translation.startsWith(QLatin1Char(' ')),
                 qPrintable(message.source)); // it follows another sentence
    }
}

void TranslationsTest::languageIsChosen_data()
{
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QString>("language");
    QTest::newRow("Japanese") << QStringList{QStringLiteral("ja-Jpan-JP"), QStringLiteral("ja")}
                              << QStringLiteral("ja");
    QTest::newRow("underscore") << QStringList{QStringLiteral("ja_JP")} << QStringLiteral("ja");
    QTest::newRow("English first") << QStringList{QStringLiteral("en-US"), QStringLiteral("ja")}
                                   << QStringLiteral("en");
    QTest::newRow("unknown, then Japanese")
        << QStringList{QStringLiteral("de-DE"), QStringLiteral("ja")} << QStringLiteral("ja");
    QTest::newRow("none") << QStringList{QStringLiteral("C")} << QStringLiteral("en");
}

void TranslationsTest::languageIsChosen()
{
    QFETCH(QStringList, wanted);
    QFETCH(QString, language);
    QCOMPARE(preferredLanguage(wanted), language);
}

void TranslationsTest::windowsSpeakJapaneseAndNothingIsCut()
{
    speakJapanese();
    const test::StagedMachine machine;
    RoleChooser chooser;
    ExchangeWindow server(
        {.role = Role::Server, .name = test::objectName(), .join = {}, .period = std::chrono::seconds{1}},
        machine.calls());
    server.resize(1024, 640);
    chooser.show();
    server.show();
    QVERIFY(QTest::qWaitForWindowExposed(&server));
    QVERIFY(server.windowTitle().startsWith(QStringLiteral("サーバ")));
    QCoreApplication::processEvents();
    QCOMPARE(whatIsCut(chooser), QString());
    QCOMPARE(whatIsCut(server), QString());
    keepPicture(chooser, "chooser");
    keepPicture(server, "server");
    const auto *more = server.findChild<QToolButton *>(QStringLiteral("qt_toolbar_ext_button"));
    QVERIFY(more == nullptr || !more->isVisible());
}

void TranslationsTest::dialogsSpeakJapaneseAndNothingIsCut()
{
    speakJapanese();
    const test::StagedMachine machine;
    ExchangeWindow server(
        {.role = Role::Server, .name = test::objectName(), .join = {}, .period = std::chrono::seconds{1}},
        machine.calls());
    server.resize(1024, 640);
    server.show();
    server.controller().start();
    QVERIFY(test::eventually([&] { return server.controller().status().state == RunState::Running; }));
    QVERIFY(test::eventually([&] { return server.findChild<QWidget *>(QStringLiteral("memory")) != nullptr; }));
    int shown = 0;
    for (QAction *action : server.findChildren<QAction *>()) {
        const QString name = action->objectName();
        const bool isDrill = action->parent()->inherits("shmlab::ui::DrillsMenu");
        if (action->menu() != nullptr || (!isDrill && name != QLatin1String("about") && name != QLatin1String("keys")))
            continue;
        QString text;
        QTimer waiting;
        waiting.callOnTimeout(&server, [&] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (box == nullptr)
                return;
            waiting.stop();
            text = box->text() + box->informativeText() + box->windowTitle();
            const QString cut = whatIsCut(*box);
            keepPicture(*box, qPrintable(QStringLiteral("dialog%1").arg(shown)));
            box->reject();
            QCOMPARE(cut, QString());
        });
        waiting.start(100);
        action->trigger();
        QVERIFY(test::eventually([&] { return !text.isEmpty() && QApplication::activeModalWidget() == nullptr; }));
        QVERIFY2(hasJapanese(text), qPrintable(action->text()));
        ++shown;
    }
    QVERIFY(shown >= 6);

    Tour tour({{server.centralWidget(), QStringLiteral("共有メモリ")}}, &server);
    QCoreApplication::processEvents();
    QCOMPARE(whatIsCut(tour), QString());
    keepPicture(server, "tour");
}

void TranslationsTest::objectsSpeakJapaneseAndNothingIsCut()
{
    speakJapanese();
    const ObjectName name = test::objectName();
    const test::StagedMachine machine;
    test::FaultPeer peer(machine.folderPath());
    QVERIFY(peer.create(name));
    ObjectsWindow window(QStringLiteral("shmlab"), nullptr, machine.calls());
    window.resize(1024, 640);
    window.show();
    window.selectObject(name);
    QVERIFY(test::eventually([&] { return window.table().selectedReport() != nullptr; }));
    QVERIFY(hasJapanese(window.windowTitle()));
    QCOMPARE(whatIsCut(window), QString());
    keepPicture(window, "objects");
    RemovalPlan plan;
    plan.items.push_back({.report = window.table().selectedReport(), .place = BackupPlace::File, .isReadable = true});
    RemoveDialog remove(plan, &window);
    Acquisition acquisition{machine.calls()};
    WatchDialog watch({.label = QStringLiteral("値"), .object = name}, acquisition, &window);
    for (QDialog *dialog : {static_cast<QDialog *>(&remove), static_cast<QDialog *>(&watch)}) {
        dialog->show();
        QCoreApplication::processEvents();
        QCOMPARE(whatIsCut(*dialog), QString());
        keepPicture(*dialog, dialog == &remove ? "remove" : "watch");
        for (const QPushButton *button : dialog->findChildren<QPushButton *>())
            QVERIFY2(hasJapanese(button->text()) || button->text() == QLatin1String("OK"), qPrintable(button->text()));
    }
}

SHMLAB_GUI_TEST_MAIN(TranslationsTest)
#include "tst_translations.moc"
