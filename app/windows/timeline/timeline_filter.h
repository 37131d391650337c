// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/timeline/timeline_model.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace shmlab::ui {

/// The events of one name, or of all.
class TimelineFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit TimelineFilter(TimelineModel *model, QObject *parent = nullptr)
        : QSortFilterProxyModel(parent),
          m_timeline(model)
    {
        setSourceModel(model);
    }

    void setName(std::optional<std::string> name)
    {
        if (m_name == name)
            return;
        m_name = std::move(name);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &) const override
    {
        return !m_name || m_timeline->entry(row).name == *m_name;
    }

private:
    TimelineModel *m_timeline;
    std::optional<std::string> m_name;
};

} // namespace shmlab::ui
