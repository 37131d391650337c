// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>

#include <QFrame>

class QLabel;

namespace shmlab::ui {

/// One counter in large digits, with its role and the state of its process.
class CounterCard : public QFrame {
    Q_OBJECT
public:
    CounterCard(Role role, bool isOwn, QWidget *parent = nullptr);

    void setValue(Counter value);
    /// Shows no value: nothing is shared now.
    void clearValue();
    void setTaller(bool isTaller);
    /// Shown as plain text, whatever it contains.
    void setDetail(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateColors();
    /// The largest digits with which every counter fits.
    void fitDigits();
    [[nodiscard]] QFont scaledFont(double scale) const;

    Role m_role;
    bool m_isTaller = false;
    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_badge;
    QLabel *m_detail;
};

} // namespace shmlab::ui
