// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/timeline/timeline_panel.h"

#include "widgets/log_view.h"
#include "windows/timeline/timeline_filter.h"

#include <QCheckBox>
#include <QVBoxLayout>

#include <utility>

namespace shmlab::ui {

TimelinePanel::TimelinePanel(QWidget *parent)
    : QWidget(parent),
      m_model(new TimelineModel(this)),
      m_filter(new TimelineFilter(m_model, this)),
      m_onlySelected(new QCheckBox(tr("Only the selected object"), this))
{
    auto *view = new LogView(m_filter, this);
    view->setAccessibleName(tr("Timeline"));
    view->setColumnSamples({QStringLiteral("00:00:00.000"), QStringLiteral("/iceoryx_mgmt_01234567")});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_onlySelected);
    layout->addWidget(view, 1);
    connect(m_onlySelected, &QCheckBox::toggled, this, &TimelinePanel::updateFilter);
}

void TimelinePanel::setSelected(std::optional<std::string> name)
{
    m_selected = std::move(name);
    updateFilter();
}

void TimelinePanel::updateFilter()
{
    m_filter->setName(m_onlySelected->isChecked() ? m_selected : std::nullopt);
}

} // namespace shmlab::ui
