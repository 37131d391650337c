// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace shmlab::ui {

/// The first window: chooses the object and the role. Each chosen window is shown by a process of its own.
class RoleChooser : public QDialog {
    Q_OBJECT
public:
    explicit RoleChooser(QWidget *parent = nullptr);

Q_SIGNALS:
    /// `commands`: for each window the arguments to start this program with.
    void commandsChosen(const QList<QStringList> &commands);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QPushButton *addRoleButton(const QString &text, const QString &explanation, const QStringList &roles);
    void checkName();
    void startRoles(const QStringList &roles);

    QLineEdit *m_name;
    QLabel *m_nameError;
    QList<QPushButton *> m_roleButtons;
};

} // namespace shmlab::ui
