// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of ObjectTableModel show.
#include "widgets/term_tip.h"
#include "windows/objects/object_table_model.h"
#include "wording/advice_text.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/glossary.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"
#include "wording/program_text.h"

#include <array>
#include <cstdlib>

namespace shmlab::ui {
namespace {

bool isAmount(int column)
{
    return column == ObjectTableModel::SizeColumn || column == ObjectTableModel::AllocatedColumn
        || column == ObjectTableModel::GrowthColumn || column == ObjectTableModel::InodeColumn;
}

/// "–" until it is known.
QString growthText(std::optional<qint64> bytesPerMinute)
{
    if (!bytesPerMinute)
        return QStringLiteral("–");
    if (*bytesPerMinute == 0)
        return QStringLiteral("0");
    return (*bytesPerMinute > 0 ? QStringLiteral("+%1") : QStringLiteral("−%1"))
        .arg(sizeText(std::abs(*bytesPerMinute)));
}

QString titleTip(int column)
{
    switch (column) {
    case ObjectTableModel::VerdictColumn: return definitionOf(Term::Verdict);
    case ObjectTableModel::UseColumn: return definitionOf(Term::Use);
    case ObjectTableModel::MakerColumn: return definitionOf(Term::Maker);
    case ObjectTableModel::AdviceColumn: return definitionOf(Term::Advice);
    case ObjectTableModel::GrowthColumn: return definitionOf(Term::Growth);
    default: return {};
    }
}

} // namespace

QString ObjectTableModel::text(const Row &row, int column) const
{
    const ObjectReport &report = *row.report;
    const ObjectStatus &status = report.status();
    switch (column) {
    case NameColumn:
        if (const QString interrupted = interruptionText(report); !interrupted.isEmpty())
            return QStringLiteral("%1 (%2)").arg(titleOf(report), interrupted);
        return report.hasNamesake ? tr("%1 ⚠ two inodes").arg(titleOf(report))
            : report.unseenContent != UnseenContent::None
            ? QStringLiteral("%1 (%2)").arg(titleOf(report), unseenContentText(report))
            : report.isSecondName ? tr("%1 (second name)").arg(titleOf(report))
                                  : titleOf(report);
    case VerdictColumn: return verdictName(report.verdict());
    case UseColumn: return useName(useOf(report.usage));
    case MakerColumn: return orNone(row.processes).maker;
    case AdviceColumn: return adviceName(report);
    case KindColumn: return kindText(report.kind);
    case SizeColumn: return sizeText(report);
    case AllocatedColumn: return orUnknown(report, sizeText(status.allocatedBytes));
    case GrowthColumn: return growthText(row.shownGrowth);
    case HoldersColumn: return orNone(row.processes).holders;
    case ModeColumn: return orUnknown(report, modeText(status.mode));
    case OwnerColumn: return orUnknown(report, ownerText(status.owner));
    case CreatedColumn: return status.createdSeconds != 0 ? format::timestamp(status.createdSeconds) : QString();
    case ModifiedColumn:
        return orUnknown(report, status.modifiedSeconds != 0 ? format::timestamp(status.modifiedSeconds) : QString());
    case InodeColumn: return QString::number(status.identity.inode);
    default: return {};
    }
}

QString ObjectTableModel::toolTip(const Row &row, int column) const
{
    switch (column) {
    case VerdictColumn: return verdictText(row.report->verdict());
    case UseColumn: return definitionOf(useOf(row.report->usage));
    case MakerColumn: return row.report->maker ? definitionOf(row.report->maker->source) : definitionOf(Term::Maker);
    case AdviceColumn: return adviceReason(*row.report);
    case HoldersColumn: return holderDetails(row.report->usage.processScan);
    default: return {};
    }
}

QVariant ObjectTableModel::decoration(const Row &row, int column) const
{
    QFont font;
    font.setBold(row.newSince >= 0 || column == VerdictColumn);
    font.setStrikeOut(row.vanishedAt >= 0);
    return font.bold() || font.strikeOut() ? font : QVariant();
}

QVariant ObjectTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: {
        const QString tip = toolTip(row, index.column());
        return tip.isEmpty() ? QVariant() : wrappedTip(tip);
    }
    case Qt::FontRole: return decoration(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isAmount(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return row.vanishedAt >= 0 && index.column() == NameColumn ? tr("%1, vanished").arg(text(row, NameColumn))
                                                                   : text(row, index.column());
    default: return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::ToolTipRole) {
        const QString tip = titleTip(section);
        return tip.isEmpty() ? QVariant() : wrappedTip(tip);
    }
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{tr("Name"),    tr("Verdict"),   tr("Use"),        tr("Holders"),
                                                  tr("Advice"),  tr("Allocated"), tr("Growth/min"), tr("Kind"),
                                                  tr("Maker"),   tr("Size"),      tr("Mode"),       tr("Owner"),
                                                  tr("Created"), tr("Modified"),  tr("Inode")};
    return titles.at(static_cast<std::size_t>(section));
}

} // namespace shmlab::ui
