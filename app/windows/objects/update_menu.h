// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include <chrono>

namespace shmlab::ui {

/// How often the objects are scanned; remembered in the settings.
class UpdateMenu : public QMenu {
    Q_OBJECT
public:
    explicit UpdateMenu(QWidget *parent = nullptr);

    /// The remembered interval, or one second if it is not one of those offered.
    [[nodiscard]] static std::chrono::milliseconds savedInterval();

Q_SIGNALS:
    void intervalChosen(std::chrono::milliseconds interval);
};

} // namespace shmlab::ui
