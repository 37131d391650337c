// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/name.h>

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace shmlab::ui {

/// Asks for another name of the object of an exchange. It can only be accepted with a valid one.
class NameDialog : public QDialog {
    Q_OBJECT
public:
    explicit NameDialog(const ObjectName &current, QWidget *parent = nullptr);

    /// The name that was accepted.
    [[nodiscard]] ObjectName name() const { return m_name; }

private:
    void check();

    ObjectName m_name;
    QLineEdit *m_text;
    QLabel *m_problem;
    QPushButton *m_start = nullptr;
};

} // namespace shmlab::ui
