// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_filter.h"

#include "wording/natural_order.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/manage/removal.h>

#include <algorithm>

namespace shmlab::ui {
namespace {

/// What may be removed comes first, what is in use last; the verdicts that have no advice come after that.
int adviceOrder(Verdict verdict)
{
    if (isInUse(verdict))
        return 2;
    return verdict == Verdict::Stale ? 0 : verdict == Verdict::Unused ? 1 : 3;
}

} // namespace

ObjectFilter::ObjectFilter(ObjectTableModel *model, QObject *parent) : QSortFilterProxyModel(parent), m_table(model)
{
    setSourceModel(model);
    QSortFilterProxyModel::sort(ObjectTableModel::NameColumn);
}

std::expected<void, QString> ObjectFilter::setText(const QString &text, bool isExpression)
{
    static const QRegularExpression directory(QStringLiteral("^(\\^?)/dev/shm/"));
    const QString name = QString(text).replace(directory, QStringLiteral("\\1/"));
    const QRegularExpression pattern(isExpression ? name : QRegularExpression::escape(name),
                                     QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid())
        return std::unexpected(tr("Invalid regular expression: %1, at character %2.")
                                   .arg(pattern.errorString(), QString::number(pattern.patternErrorOffset() + 1)));
    m_pattern = text.isEmpty() ? QRegularExpression() : pattern;
    invalidateFilter();
    Q_EMIT changed();
    return {};
}

void ObjectFilter::setVerdict(std::optional<Verdict> verdict)
{
    m_verdict = verdict;
    invalidateFilter();
    Q_EMIT changed();
}

void ObjectFilter::setOwner(std::optional<uid_t> owner)
{
    m_owner = owner;
    invalidateFilter();
    Q_EMIT changed();
}

void ObjectFilter::sort(int column, Qt::SortOrder order)
{
    m_table->rankNames();
    QSortFilterProxyModel::sort(column, order);
}

bool ObjectFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const ObjectReport &report = m_table->report(row);
    if (m_verdict && report.verdict() != *m_verdict)
        return false;
    if (m_owner && (!report.isStatusKnown || report.status().owner != *m_owner))
        return false;
    if (m_pattern.pattern().isEmpty())
        return true;
    const auto matches = [&](const QString &text) { return m_pattern.match(text).hasMatch(); };
    return matches(titleOf(report)) || matches(kindText(report.kind))
        || std::ranges::any_of(report.usage.processScan.holders, [&](const Holder &holder) {
               return matches(QString::fromStdString(escape(holder.process.program)));
           });
}

bool ObjectFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const ObjectReport &a = m_table->report(left.row());
    const ObjectReport &b = m_table->report(right.row());
    const auto isNameLess = [&] { return m_table->isNameLess(left.row(), right.row()); };
    const auto byThenName = [&](auto value) {
        const auto x = value(a);
        const auto y = value(b);
        return x != y ? x < y : isNameLess();
    };
    const auto byKeyThenName = [&](const QByteArray &x, const QByteArray &y) {
        const int order = x.compare(y);
        return order != 0 ? order < 0 : isNameLess();
    };
    switch (left.column()) {
    case ObjectTableModel::VerdictColumn:
        return byThenName([](const ObjectReport &report) { return report.verdict(); });
    case ObjectTableModel::UseColumn: return byThenName([](const ObjectReport &report) { return useOf(report.usage); });
    case ObjectTableModel::MakerColumn:
        return byKeyThenName(m_table->makerKey(left.row()), m_table->makerKey(right.row()));
    case ObjectTableModel::AdviceColumn:
        return byThenName([](const ObjectReport &report) { return adviceOrder(report.verdict()); });
    case ObjectTableModel::KindColumn:
        return byThenName([](const ObjectReport &report) { return kindName(report.kind); });
    case ObjectTableModel::SizeColumn:
        return byThenName([](const ObjectReport &report) { return report.status().sizeBytes; });
    case ObjectTableModel::AllocatedColumn:
        return byThenName([](const ObjectReport &report) { return report.status().allocatedBytes; });
    case ObjectTableModel::GrowthColumn: {
        const auto x = m_table->growth(left.row());
        const auto y = m_table->growth(right.row());
        return x != y ? x < y : isNameLess(); // unknown ones first
    }
    case ObjectTableModel::HoldersColumn:
        return byKeyThenName(m_table->holdersKey(left.row()), m_table->holdersKey(right.row()));
    case ObjectTableModel::ModeColumn:
        return byThenName([](const ObjectReport &report) { return report.status().mode; });
    case ObjectTableModel::OwnerColumn:
        return a.status().owner != b.status().owner
            ? byKeyThenName(ownerKey(a.status().owner), ownerKey(b.status().owner))
            : isNameLess();
    case ObjectTableModel::CreatedColumn:
        return byThenName([](const ObjectReport &report) { return report.status().createdSeconds; });
    case ObjectTableModel::ModifiedColumn:
        return byThenName([](const ObjectReport &report) { return report.status().modifiedSeconds; });
    case ObjectTableModel::InodeColumn:
        return byThenName([](const ObjectReport &report) { return report.status().identity.inode; });
    default: return isNameLess();
    }
}

const QByteArray &ObjectFilter::ownerKey(uid_t owner) const
{
    QByteArray &key = m_ownerKeys[owner];
    if (key.isEmpty())
        key = naturalKey(ownerText(owner));
    return key;
}

RemovalActions::StaleObjects ObjectFilter::staleObjects() const
{
    RemovalActions::StaleObjects stale;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ObjectReportPtr report = m_table->reportPtr(row);
        if (report->verdict() != Verdict::Stale || interruptedRemovalOf(*report) || !isRemovableByUser(*report)
            || m_table->hasVanished(row))
            continue;
        if (shows(row))
            stale.shown.push_back(report);
        else
            ++stale.filteredOut;
    }
    return stale;
}

} // namespace shmlab::ui
