// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

namespace shmlab::ui {

/// Always plain text; it wraps and can be selected.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    TextLabel(const char *objectName, QWidget *parent);
};

/// An error message in the colour of errors, shown for ten seconds.
class NoticeLine : public TextLabel {
    Q_OBJECT
public:
    explicit NoticeLine(QWidget *parent);
    void showNotice(const QString &notice) { showOutcome(notice, true); }
    /// In the colour of errors only if it is a problem.
    void showOutcome(const QString &text, bool isProblem);
    /// Call it when the palette of the program changes.
    void updateColor();

private:
    QTimer m_timer;
    bool m_isProblem = true;
};

} // namespace shmlab::ui
