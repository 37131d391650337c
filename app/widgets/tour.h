// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>

class QLabel;
class QPushButton;

namespace shmlab::ui {

/// One step: a widget and its explanation. Steps whose widget is hidden or disabled are left out.
struct TourStep {
    QPointer<QWidget> target;
    QString text;
    QPointer<QWidget> insteadOf{}; ///< the step is left out while this widget is enabled
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
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showNextStep();
    void updateColors();
    void updatePosition();
    [[nodiscard]] static bool isShown(const TourStep &step);

    QList<TourStep> m_stops;
    qsizetype m_at = -1;
    qsizetype m_number = 0; ///< of steps shown
    QLabel *m_text;
    QLabel *m_progress;
    QPushButton *m_next;
    QPointer<QFrame> m_marker; ///< also a child of the window, which may delete it first
};

} // namespace shmlab::ui
