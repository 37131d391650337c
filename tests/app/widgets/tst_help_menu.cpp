// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "widgets/help_menu.h"
#include "wording/language.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTextBrowser>

#include <unistd.h>

using namespace shmlab::ui;

class HelpMenuTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contentsAreShownInTheChosenLanguage_data();
    void contentsAreShownInTheChosenLanguage();
    void allLanguagesHaveTheSameSections();
};

void HelpMenuTest::contentsAreShownInTheChosenLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("section");
    QTest::newRow("English") << QStringLiteral("en") << QStringLiteral("At full speed");
    QTest::newRow("Japanese") << QStringLiteral("ja") << QStringLiteral("全速");
}

void HelpMenuTest::contentsAreShownInTheChosenLanguage()
{
    QFETCH(QString, language);
    QFETCH(QString, section);
    saveLanguage(language);
    QWidget window;
    auto *menu = new HelpMenu(&window, shmlab::InspectCalls());
    auto *contents = menu->findChild<QAction *>(QStringLiteral("contents"));
    QVERIFY(contents != nullptr);
    contents->trigger();
    contents->trigger();
    saveLanguage({});

    const auto pages = window.findChildren<QTextBrowser *>();
    QCOMPARE(pages.size(), 1);
    QVERIFY(pages.first()->isVisible());
    QVERIFY(pages.first()->isWindow());
    const QString text = pages.first()->toPlainText();
    QVERIFY2(text.contains(QLatin1Char('\n') + section + QLatin1Char('\n')), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("##")));
}

/// The pages of the other languages follow the English one.
void HelpMenuTest::allLanguagesHaveTheSameSections()
{
    QWidget window;
    auto *menu = new HelpMenu(&window, shmlab::InspectCalls());
    menu->findChild<QAction *>(QStringLiteral("contents"))->trigger();
    static const QRegularExpression marks(QStringLiteral("^(#+ |\\| |- )"), QRegularExpression::MultilineOption);
    QStringList outlines;
    for (const QString &language : languages()) {
        QFile page(QStringLiteral(":/help/%1.md").arg(language));
        QVERIFY2(page.open(QIODevice::ReadOnly), qPrintable(page.fileName()));
        QString outline;
        for (auto match = marks.globalMatch(QString::fromUtf8(page.readAll())); match.hasNext();)
            outline += match.next().captured(1);
        outlines += outline;
    }
    for (const QString &outline : outlines)
        QCOMPARE(outline, outlines.first());
}

SHMLAB_GUI_TEST_MAIN(HelpMenuTest)
#include "tst_help_menu.moc"
