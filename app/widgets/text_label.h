// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

namespace shmlab::ui {

/// Plain text, whatever is in it: it wraps, and can be selected.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    TextLabel(const char *objectName, QWidget *parent);
};

/// A problem to tell the user, in the colour of errors: hidden but for ten seconds after each one.
class NoticeLine : public TextLabel {
    Q_OBJECT
public:
    explicit NoticeLine(QWidget *parent);
    void showNotice(const QString &notice);
    /// To be called when the palette of the program changes.
    void updateColor();

private:
    QTimer m_timer;
};

} // namespace shmlab::ui
