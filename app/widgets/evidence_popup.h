// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QScrollArea;

namespace shmlab::ui {

/// Shows lines of evidence over the window until the user clicks elsewhere or presses Escape, so that nothing in the
/// window moves.
class EvidencePopup : public QFrame {
    Q_OBJECT
public:
    explicit EvidencePopup(QWidget *parent);

    void setLines(const QStringList &lines);
    /// As large as the lines need, within the screen. `anchor` is what the user clicked.
    void showBelow(const QWidget &anchor);

private:
    QScrollArea *m_area;
    QLabel *m_lines;
};

} // namespace shmlab::ui
