// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/status_text.h"

#include <QFrame>
#include <QTimer>

#include <array>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace shmlab::ui {

class EvidencePopup;

/// A line that shows the current state, with a button for each thing that helps and, where there is evidence, another
/// one that shows it in a window of its own for the moment.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setStatus(const StatusText &status);
    /// Shows `status` instead, until release().
    void hold(const StatusText &status);
    void release();
    /// It needs no room for its buttons.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void remedyChosen(shmlab::ui::Remedy remedy);
    /// The user wants another name for the object.
    void otherNameRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void display(const StatusText &status);
    [[nodiscard]] bool helps(const QPushButton &button) const;
    static void setRemedy(QPushButton &button, Remedy remedy);
    void arrange();
    [[nodiscard]] int widthWithText(int letters) const;
    void fit();
    void fitText();
    void updateColors();

    QTimer m_fitting; ///< again, where a resize came while it was fitted
    bool m_isFitting = false;
    StatusText m_status;
    StatusText m_shown;
    bool m_isHeld = false;
    QBoxLayout *m_line; ///< words, and what helps
    QLabel *m_mark;
    QLabel *m_verdict;
    QLabel *m_text;
    QScrollArea *m_textArea;
    EvidencePopup *m_evidence;
    QToolButton *m_why;
    QPushButton *m_otherName;
    QToolButton *m_more;
    std::array<QPushButton *, 3> m_buttons; ///< of the remedies
};

} // namespace shmlab::ui
