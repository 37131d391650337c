// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/evidence_panel.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace shmlab::ui {

EvidencePanel::EvidencePanel(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Evidence"));
    setWordWrap(true);
    setSpacing(1);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copyLines = new QAction(tr("&Copy"), this);
    copyLines->setShortcut(QKeySequence::Copy);
    copyLines->setShortcutContext(Qt::WidgetShortcut);
    connect(copyLines, &QAction::triggered, this, &EvidencePanel::copy);
    addAction(copyLines);
}

void EvidencePanel::showObject(const ObjectReportPtr &report, bool isGone)
{
    if (!report) {
        setLines({tr("Select an object to see the evidence for its verdict.")});
        return;
    }
    QStringList lines{
        QStringLiteral("%1 – %2").arg(isGone ? tr("Gone") : verdictName(report->verdict()), titleOf(*report))};
    if (isGone)
        lines += tr("Its last known state:");
    lines += tr("Kind: %1. Allocated: %2.")
                 .arg(kindText(report->kind), orUnknown(*report, format::bytes(report->status().allocatedBytes)));
    setLines(lines + objectContent(*report) + objectEvidence(*report));
}

void EvidencePanel::setLines(const QStringList &lines)
{
    while (count() > lines.size())
        delete takeItem(count() - 1);
    while (count() < lines.size())
        addItem(QString());
    for (int row = 0; row < count(); ++row) {
        QListWidgetItem &line = *item(row);
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
    for (int row = 0; row < count(); ++row) {
        if (selectedItems().isEmpty() || item(row)->isSelected())
            lines += item(row)->text();
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace shmlab::ui
