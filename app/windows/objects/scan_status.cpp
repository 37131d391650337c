// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/scan_status.h"

#include "widgets/text_label.h"
#include "wording/format.h"

#include <QVBoxLayout>

#include <unistd.h>

namespace shmlab::ui {

ScanStatus::ScanStatus(QWidget *parent)
    : QWidget(parent),
      m_summary(new TextLabel("summary", this)),
      m_caution(new TextLabel("caution", this))
{
    m_summary->setText(tr("scanning…"));
    m_caution->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_summary);
    layout->addWidget(m_caution);
}

void ScanStatus::showScan(const ScanSummary &summary, const VerdictSums &sums)
{
    const QString space = summary.directory ? spaceText(*summary.directory) : QString();
    m_summary->setText(QStringLiteral("%1 – %2 – %3")
                           .arg(space, sumsText(sums), tr("scanned in %1").arg(format::duration(summary.duration))));
    const QStringList warnings = visibilityWarnings(summary.hiddenProcesses, summary.isSystemWide, ::geteuid() == 0);
    m_caution->setText(warnings.join(QLatin1Char(' ')));
    m_caution->setVisible(!warnings.isEmpty());
}

} // namespace shmlab::ui
