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
            remove(0, total - m_limit);
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(added) - 1);
        m_entries.insert(m_entries.end(), entries.begin() + static_cast<std::ptrdiff_t>(skipped), entries.end());
        endInsertRows();
    }

    void clear()
    {
        if (!m_entries.empty())
            remove(0, m_entries.size());
    }

    [[nodiscard]] const Entry &entry(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
    }

protected:
    /// To change it; its row must be reported by dataChanged().
    [[nodiscard]] Entry &mutableEntry(int row) { return m_entries.at(static_cast<std::size_t>(row)); }

    /// Inserts before a row. The limit does not apply.
    void insert(int row, const std::deque<Entry> &entries)
    {
        if (entries.empty())
            return;
        beginInsertRows({}, row, row + static_cast<int>(entries.size()) - 1);
        m_entries.insert(m_entries.begin() + row, entries.begin(), entries.end());
        endInsertRows();
    }

    void remove(int row, std::size_t count)
    {
        if (count == 0)
            return;
        beginRemoveRows({}, row, row + static_cast<int>(count) - 1);
        m_entries.erase(m_entries.begin() + row, m_entries.begin() + row + static_cast<std::ptrdiff_t>(count));
        endRemoveRows();
    }

private:
    std::size_t m_limit;
    std::deque<Entry> m_entries;
};

} // namespace shmlab::ui
