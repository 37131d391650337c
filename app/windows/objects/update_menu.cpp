// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/update_menu.h"

#include "wording/format.h"

#include <QActionGroup>
#include <QSettings>

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

using std::chrono::milliseconds;

constexpr QLatin1String intervalKey("objects/interval");
constexpr std::array intervals{milliseconds(250),  milliseconds(500),  milliseconds(1000),
                               milliseconds(2000), milliseconds(5000), milliseconds(10'000)};
constexpr milliseconds defaultInterval(1000);

} // namespace

UpdateMenu::UpdateMenu(QWidget *parent) : QMenu(tr("&Update every"), parent)
{
    const milliseconds saved = savedInterval();
    auto *group = new QActionGroup(this);
    for (const milliseconds interval : intervals) {
        QAction *action = group->addAction(addAction(format::duration(std::chrono::nanoseconds(interval))));
        action->setCheckable(true);
        action->setChecked(interval == saved);
        connect(action, &QAction::triggered, this, [this, interval] {
            QSettings().setValue(intervalKey, static_cast<int>(interval.count()));
            Q_EMIT intervalChosen(interval);
        });
    }
}

milliseconds UpdateMenu::savedInterval()
{
    const milliseconds saved(QSettings().value(intervalKey).toInt());
    return std::ranges::find(intervals, saved) != intervals.end() ? saved : defaultInterval;
}

} // namespace shmlab::ui
