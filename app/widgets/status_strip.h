// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/status_text.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace shmlab::ui {

/// A line that shows the current state, with buttons for what helps and, for a verdict, another one that shows its
/// evidence.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setStatus(const StatusText &status);

Q_SIGNALS:
    void remedyChosen(shmlab::ui::Remedy remedy);
    /// The user wants another name for the object.
    void otherNameRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void updateColors();

    StatusText m_status;
    QLabel *m_mark;
    QLabel *m_verdict;
    QLabel *m_text;
    QLabel *m_evidence;
    QToolButton *m_why;
    QPushButton *m_otherName;
    QPushButton *m_button;
};

} // namespace shmlab::ui
