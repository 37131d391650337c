// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_table_model.h"
#include "windows/removal/removal_actions.h"

#include <QRegularExpression>
#include <QSortFilterProxyModel>

#include <expected>
#include <optional>

namespace shmlab::ui {

/// The objects that match the filter, sorted by their values and not by their texts.
class ObjectFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ObjectFilter(ObjectTableModel *model, QObject *parent = nullptr);

    /// Matches names, kinds and programs of holders, case-insensitively: as part of them, or as a regular expression.
    /// An invalid expression leaves the filter as it was; returns what is wrong with it.
    std::expected<void, QString> setText(const QString &text, bool isExpression);
    void setVerdict(std::optional<Verdict> verdict);
    void setOwner(std::optional<uid_t> owner);

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] ObjectTableModel *table() const { return m_table; }
    [[nodiscard]] bool shows(int sourceRow) const { return filterAcceptsRow(sourceRow, {}); }
    /// The stale objects with a name: those shown, and how many more are filtered out.
    [[nodiscard]] RemovalActions::StaleObjects staleObjects() const;
    [[nodiscard]] int sourceRow(const QModelIndex &index) const { return mapToSource(index).row(); }

Q_SIGNALS:
    /// The filter has changed.
    void changed();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] const QByteArray &ownerKey(uid_t owner) const;

    ObjectTableModel *m_table;
    QRegularExpression m_pattern;
    std::optional<Verdict> m_verdict;
    std::optional<uid_t> m_owner;
    mutable QHash<uid_t, QByteArray> m_ownerKeys; ///< names are looked up before their objects come: they do not change
};

} // namespace shmlab::ui
