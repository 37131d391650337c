// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/status_text.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace shmlab::ui {

/// The line that always says what is going on, with a button for what can be done about it.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setStatus(const StatusText &status);

Q_SIGNALS:
    void remedyChosen(shmlab::ui::Remedy remedy);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    StatusText m_status;
    QLabel *m_mark;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace shmlab::ui
