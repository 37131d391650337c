// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/status_text.h"

#include <QFrame>

#include <array>

class QLabel;
class QPushButton;
class QToolButton;

namespace shmlab::ui {

/// A line that shows the current state, with a button for each thing that helps and, where there is evidence, another
/// one that shows it.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setStatus(const StatusText &status);
    /// Shows `status` instead, until release().
    void hold(const StatusText &status);
    void release();

Q_SIGNALS:
    void remedyChosen(shmlab::ui::Remedy remedy);
    /// The user wants another name for the object.
    void otherNameRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void display(const StatusText &status);
    void showRemedy(std::size_t button, Remedy remedy);
    void arrange();
    void updateColors();

    StatusText m_status;
    StatusText m_shown;
    bool m_isHeld = false;
    QLabel *m_mark;
    QLabel *m_verdict;
    QLabel *m_text;
    QLabel *m_evidence;
    QToolButton *m_why;
    QPushButton *m_otherName;
    std::array<QPushButton *, 3> m_buttons; ///< of the remedies
};

} // namespace shmlab::ui
