// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/evidence_panel.h"

#include "session/kernel_inquiry.h"
#include "widgets/term_tip.h"
#include "windows/acquisition/acquisition.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_domain.h>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace shmlab::ui {

EvidencePanel::EvidencePanel(Acquisition &acquisition, QWidget *parent)
    : QWidget(parent),
      m_acquisition(acquisition),
      m_list(new QListWidget(this)),
      m_ask(new QPushButton(tr("As&k the kernel"), this))
{
    m_list->setAccessibleName(tr("Evidence"));
    m_list->setWordWrap(true);
    m_list->setSpacing(1);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copyLines = new QAction(tr("&Copy"), this);
    copyLines->setShortcut(QKeySequence::Copy);
    copyLines->setShortcutContext(Qt::WidgetShortcut);
    connect(copyLines, &QAction::triggered, this, &EvidencePanel::copy);
    m_list->addAction(copyLines);
    explain(*m_ask, askingKernelText());
    connect(m_ask, &QPushButton::clicked, this, &EvidencePanel::askKernel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_ask, 0, Qt::AlignLeft);
}

void EvidencePanel::showObject(const ObjectReportPtr &report, bool isGone)
{
    const bool isSame = m_report && report && m_report->status().identity == report->status().identity;
    if (!isSame)
        m_answer.clear();
    m_report = report;
    m_isGone = isGone;
    updateButton();
    if (!report) {
        m_lines = {tr("Select an object to see the evidence for its verdict.")};
    } else {
        m_lines = {
            QStringLiteral("%1 – %2").arg(isGone ? tr("Gone") : verdictName(report->verdict()), titleOf(*report))};
        if (isGone)
            m_lines += tr("Its last known state:");
        m_lines += tr("Kind: %1. Allocated: %2.")
                       .arg(kindText(report->kind), orUnknown(*report, format::bytes(report->status().allocatedBytes)));
        m_lines += objectContent(*report) + objectEvidence(*report);
    }
    showLines();
}

void EvidencePanel::updateButton()
{
    m_ask->setEnabled(m_report && !m_isGone && !m_isAsking && m_report->status().isRegular()
                      && capabilitiesOf(m_report->status().identity.domain).hasLeases);
}

void EvidencePanel::askKernel()
{
    if (!m_report)
        return;
    m_isAsking = true;
    updateButton();
    m_acquisition.run(
        this,
        [report = m_report](const InspectCalls &calls) { return inquireKernel(SystemCalls(calls.roots()), *report); },
        [this, asked = m_report](const KernelInquiry &inquiry) {
            m_isAsking = false;
            updateButton();
            const bool isSame = m_report && m_report->status().identity == asked->status().identity;
            if (!isSame) // another one was selected meanwhile
                return;
            m_answer = tr("Asked at %1: %2")
                           .arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")),
                                kernelAnswerText(inquiry, !m_report->usage.processScan.holders.empty()));
            showLines();
            m_list->scrollToBottom();
        });
}

void EvidencePanel::showLines()
{
    setLines(m_answer.isEmpty() ? m_lines : m_lines + QStringList{m_answer});
}

void EvidencePanel::setLines(const QStringList &lines)
{
    while (m_list->count() > lines.size())
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < lines.size())
        m_list->addItem(QString());
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem &line = *m_list->item(row);
        if (line.text() != lines.at(row))
            line.setText(lines.at(row));
        QFont lineFont = font();
        lineFont.setBold(row == 0 && lines.size() > 1);
        if (line.font() != lineFont)
            line.setFont(lineFont);
    }
}

void EvidencePanel::copy() const
{
    QStringList lines;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->selectedItems().isEmpty() || m_list->item(row)->isSelected())
            lines += m_list->item(row)->text();
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace shmlab::ui
