// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace shmlab::ui {

/// A read-only table that stays at its newest row unless it was scrolled up, and copies the selected rows as text.
class LogView : public QTableView {
    Q_OBJECT
public:
    explicit LogView(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// Makes the columns as wide as `samples`, one per column from the first on.
    void setColumnSamples(const QStringList &samples);
    void copySelection() const;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Whether it shows the newest row; also decided by scrolling.
    void setFollowing(bool follows) { m_follows = follows; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool m_follows = true;
};

} // namespace shmlab::ui
