// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/timeline/timeline_model.h"

#include <QWidget>

#include <optional>
#include <string>

class QCheckBox;

namespace shmlab::ui {

class TimelineFilter;

/// The history of all objects, or of the selected one, while the window is open.
class TimelinePanel : public QWidget {
    Q_OBJECT
public:
    explicit TimelinePanel(QWidget *parent = nullptr);

    [[nodiscard]] TimelineModel &model() const { return *m_model; }
    /// The name to which "only the selected object" refers, without a slash.
    void setSelected(std::optional<std::string> name);

private:
    void updateFilter();

    TimelineModel *m_model;
    TimelineFilter *m_filter;
    QCheckBox *m_onlySelected;
    std::optional<std::string> m_selected;
};

} // namespace shmlab::ui
