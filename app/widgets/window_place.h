// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QObject>
#include <QString>

#include <optional>

class QSize;
class QWidget;

namespace shmlab::ui {

/// Where a window opens: where it was hidden last, otherwise with a preferred size; always within its screen, frame
/// included. A child of the window.
class WindowPlace : public QObject {
    Q_OBJECT
public:
    /// `key`: in the settings.
    WindowPlace(QWidget *window, QString key, QSize preferred);

    /// Takes the half of the screen at this edge, at least 640 pixels wide. That place is not remembered.
    void takeHalf(Qt::Edge edge);
    /// Moves and shrinks the window until it is within its screen. Call it when its minimum size has grown.
    void fit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QMargins frame() const;
    void returnToScreen();

    QWidget *m_window;
    QString m_key;
    std::optional<Qt::Edge> m_half;
    bool m_isPainted = false;
};

} // namespace shmlab::ui
