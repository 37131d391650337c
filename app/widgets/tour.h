// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>

class QLabel;
class QPushButton;

namespace shmlab::ui {

/// One stop: a widget to look at and what there is to say of it.
struct TourStep {
    QPointer<QWidget> target;
    QString text;
};

/// Leads through a window: a box with a few words beside one widget after the other, which gets a frame meanwhile.
/// Enter goes on, Escape skips the rest. A child of the window; deletes itself when it is over.
class Tour : public QFrame {
    Q_OBJECT
public:
    Tour(QList<TourStep> stops, QWidget *window);
    ~Tour() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showNextStep();
    void updatePosition();

    QList<TourStep> m_stops;
    qsizetype m_at = -1;
    QLabel *m_text;
    QLabel *m_progress;
    QPushButton *m_next;
    QPointer<QFrame> m_marker; ///< a child of the window as well, which may go first
};

} // namespace shmlab::ui
