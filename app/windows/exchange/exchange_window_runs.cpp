// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/warning_box.h"
#include "windows/exchange/counter_cards.h"
#include "windows/exchange/drills_menu.h"
#include "windows/exchange/exchange_docks.h"
#include "windows/exchange/exchange_plot.h"
#include "windows/exchange/exchange_window.h"
#include "windows/exchange/name_dialog.h"
#include "windows/exchange/system_calls_panel.h"
#include "windows/exchange/turn_log_model.h"
#include "wording/format.h"

#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>
#include <QSettings>

/// Runs of ExchangeWindow: which one is shown, of which object, and their files.
namespace shmlab::ui {
namespace {

constexpr QLatin1String rejoinKey("exchange/rejoins");

/// Asks for a file and writes what `source` has to it.
template <typename Source>
void saveCsv(QWidget *window, const QString &title, const QString &fileName, const Source &source)
{
    const QString path =
        QFileDialog::getSaveFileName(window, title, fileName, ExchangeWindow::tr("Comma-separated values (*.csv)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !source.writeCsv(file) || !file.commit())
        showWarning(window, title,
                    ExchangeWindow::tr("Cannot write %1: %2.").arg(format::escaped(path), file.errorString()));
}

} // namespace

void ExchangeWindow::showRun(int index)
{
    m_runs.show(static_cast<std::size_t>(index));
    const RunPage &page = m_runs.shown();
    m_cards->setStatus(page.status);
    showContent(page.content);
    m_docks->setStatus(page.status);
}

void ExchangeWindow::addRejoinSwitch(QMenu *menu)
{
    QAction *rejoin = menu->addAction(tr("&Join again when the server restarts"));
    rejoin->setObjectName(QStringLiteral("rejoin"));
    rejoin->setCheckable(true);
    rejoin->setChecked(m_controller.settings().rejoins && QSettings().value(rejoinKey, true).toBool());
    m_controller.setRejoins(rejoin->isChecked());
    connect(rejoin, &QAction::toggled, this, [this](bool isOn) {
        QSettings().setValue(rejoinKey, isOn);
        m_controller.setRejoins(isOn);
    });
}

void ExchangeWindow::askForOtherName()
{
    NameDialog dialog(m_controller.settings().name, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_controller.setName(dialog.name());
    m_drillsMenu->setName(dialog.name());
    updateTitle();
    m_controller.start();
}

void ExchangeWindow::updateTitle()
{
    const ExchangeSettings &settings = m_controller.settings();
    setWindowTitle(tr("%1 – %2 – Shmlab").arg(format::roleTitle(settings.role), format::text(settings.name)));
}

void ExchangeWindow::saveLog()
{
    if (m_docks != nullptr)
        saveCsv(this, tr("Save log as CSV"), QStringLiteral("exchange.csv"), m_docks->turnLog());
}

void ExchangeWindow::saveCalls()
{
    if (m_docks != nullptr)
        saveCsv(this, tr("Save system calls as CSV"), QStringLiteral("calls.csv"), m_docks->calls());
}

void ExchangeWindow::savePlot()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save plot as PNG"), QStringLiteral("exchange.png"),
                                                      tr("PNG picture (*.png)"));
    if (!path.isEmpty() && m_plot != nullptr && !m_plot->savePng(path))
        showWarning(this, tr("Save plot as PNG"), tr("Cannot write %1.").arg(format::escaped(path)));
}

} // namespace shmlab::ui
