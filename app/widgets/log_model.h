// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <deque>

namespace shmlab::ui {

/// A table of the latest entries: newest last, at most `limit`; older rows are removed as new ones come.
template <typename Entry>
class LogModel : public QAbstractTableModel {
public:
    LogModel(std::size_t limit, QObject *parent) : QAbstractTableModel(parent), m_limit(limit) { }

    void append(const std::deque<Entry> &entries)
    {
        const std::size_t skipped = entries.size() > m_limit ? entries.size() - m_limit : 0;
        const std::size_t added = entries.size() - skipped;
        if (added == 0)
            return;
        if (const std::size_t total = m_entries.size() + added; total > m_limit)
            removeOldest(total - m_limit);
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(added) - 1);
        m_entries.insert(m_entries.end(), entries.begin() + static_cast<std::ptrdiff_t>(skipped), entries.end());
        endInsertRows();
    }

    void clear()
    {
        if (!m_entries.empty())
            removeOldest(m_entries.size());
    }

    [[nodiscard]] const Entry &entry(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
    }

private:
    void removeOldest(std::size_t count)
    {
        beginRemoveRows({}, 0, static_cast<int>(count) - 1);
        m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(count));
        endRemoveRows();
    }

    std::size_t m_limit;
    std::deque<Entry> m_entries;
};

} // namespace shmlab::ui
