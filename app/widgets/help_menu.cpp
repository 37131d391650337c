// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help_menu.h"

#include "widgets/actions.h"
#include "widgets/window_place.h"
#include "wording/language.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSysInfo>
#include <QTextBrowser>
#include <QThreadPool>

#include <sys/sysmacros.h>

/// Q_INIT_RESOURCE links the resources of a static library; it must be used outside of any namespace.
static void initHelp() // NOLINT(misc-use-anonymous-namespace)
{
    Q_INIT_RESOURCE(help);
}

namespace shmlab::ui {

HelpMenu::HelpMenu(QWidget *window, InspectCalls calls) : QMenu(tr("&Help"), window), m_calls(calls)
{
    addAction(tr("&Contents"), this, &HelpMenu::showContents)->setObjectName(QStringLiteral("contents"));
    addAction(tr("&Tour"), this, &HelpMenu::tourRequested);
    addAction(tr("&Keys"), QKeySequence(Qt::Key_F1), this, &HelpMenu::showKeys)->setObjectName(QStringLiteral("keys"));
    addSeparator();
    addAction(tr("&About Shmlab"), this, &HelpMenu::requestAbout)->setObjectName(QStringLiteral("about"));
}

void HelpMenu::showContents()
{
    auto *page = parentWidget()->findChild<QTextBrowser *>(QStringLiteral("help"));
    if (page == nullptr) {
        initHelp();
        page = new QTextBrowser(parentWidget());
        page->setObjectName(QStringLiteral("help"));
        page->setWindowFlag(Qt::Window);
        page->setWindowTitle(tr("Help – Shmlab"));
        page->setAccessibleName(tr("Help"));
        page->setSource(QUrl(QStringLiteral("qrc:/help/%1.md").arg(chosenLanguage())));
        addClosingActions(page);
        const QFontMetrics font = page->fontMetrics();
        new WindowPlace(page, QStringLiteral("help/geometry"), {font.averageCharWidth() * 100, font.height() * 40});
    }
    page->show();
    page->raise();
    page->activateWindow();
}

void HelpMenu::showKeys()
{
    static const QRegularExpression accelerator(QStringLiteral("\\(&?\\w\\)|&|…"));
    QString rows;
    for (const QAction *action : parentWidget()->findChildren<QAction *>()) {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        if (keys.isEmpty())
            continue;
        QString meaning = action->toolTip();
        meaning.remove(QStringLiteral(" (%1)").arg(keys)).remove(accelerator);
        const QString row =
            QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>").arg(keys, meaning.toHtmlEscaped());
        if (!rows.contains(row)) // each log can copy
            rows += row;
    }
    QMessageBox box(QMessageBox::NoIcon, tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close,
                    parentWidget());
    box.exec();
}

void HelpMenu::requestAbout()
{
    QThreadPool::globalInstance()->start([guard = QPointer<HelpMenu>(this), calls = m_calls] {
        const auto inspected = inspectShmDirectory(calls);
        const auto directory = inspected ? std::optional(*inspected) : std::nullopt;
        const auto show = [guard, directory] {
            if (guard)
                guard->showAbout(aboutText(directory));
        };
        QMetaObject::invokeMethod(QCoreApplication::instance(), show, Qt::QueuedConnection);
    });
}

void HelpMenu::showAbout(const QString &facts)
{
    QMessageBox box(QMessageBox::NoIcon, tr("About Shmlab"),
                    tr("A desktop laboratory for POSIX shared memory.\n\n%1\n\nLicence: GPL-3.0-or-later, the core "
                       "library MIT.")
                        .arg(facts),
                    QMessageBox::Close, parentWidget());
    box.setTextFormat(Qt::PlainText);
    box.setIconPixmap(QGuiApplication::windowIcon().pixmap(64));
    QPushButton *copy = box.addButton(tr("&Copy for a report"), QMessageBox::ActionRole);
    copy->disconnect(&box); // the box stays
    connect(copy, &QPushButton::clicked, &box, [facts] { QGuiApplication::clipboard()->setText(facts); });
    box.exec();
}

QString aboutText(const std::optional<ShmDirectory> &directory)
{
    QStringList lines{
        QStringLiteral("Shmlab %1").arg(QCoreApplication::applicationVersion()),
        QStringLiteral("Qt %1 (%2)").arg(QLatin1String(qVersion()), QGuiApplication::platformName()),
        QStringLiteral("%1, kernel %2, %3")
            .arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture())};
    if (directory && directory->exists) {
        lines += QStringLiteral("/dev/shm: %1 bytes, %2 free, mode 0%3, device %4:%5, mount namespace %6")
                     .arg(directory->sizeBytes)
                     .arg(directory->freeBytes)
                     .arg(directory->mode, 0, 8)
                     .arg(major(directory->device))
                     .arg(minor(directory->device))
                     .arg(directory->mountNamespace);
    } else {
        lines += QStringLiteral("/dev/shm: missing");
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace shmlab::ui
