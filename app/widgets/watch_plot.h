// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QCustomPlot;

namespace shmlab::ui {

/// Numbers over the last minute, a line each.
class WatchPlot : public QWidget {
    Q_OBJECT
public:
    static constexpr double spanSeconds = 60;

    explicit WatchPlot(QWidget *parent = nullptr);

    /// Begins anew with these lines.
    void setLines(const QStringList &names);
    /// One number per line; nothing leaves a gap.
    void add(double seconds, const std::vector<std::optional<double>> &numbers);
    [[nodiscard]] int lineCount() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    QCustomPlot *m_plot;
};

} // namespace shmlab::ui
