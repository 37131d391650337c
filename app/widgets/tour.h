// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>

class QLabel;
class QPushButton;

namespace shmlab::ui {

/// One step: a widget and its explanation.
struct TourStep {
    QPointer<QWidget> target;
    QString text;
};

/// Explains a window: frames one widget after the other, with a box of text beside it. Enter continues, Escape skips
/// the rest. A child of the window; deletes itself at the end.
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
    QPointer<QFrame> m_marker; ///< also a child of the window, which may delete it first
};

} // namespace shmlab::ui
