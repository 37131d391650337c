// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace shmlab::ui {

/// The first window: which object, which role. The choice is carried out by processes of their own, one a window.
class RoleChooser : public QDialog {
    Q_OBJECT
public:
    explicit RoleChooser(QWidget *parent = nullptr);

Q_SIGNALS:
    /// `commands`: for each window the arguments of the program that shows it.
    void commandsChosen(const QList<QStringList> &commands);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QPushButton *addRoleButton(const QString &text, const QString &explanation, const QStringList &roles);
    void checkName();
    void startRoles(const QStringList &roles);

    QLineEdit *m_name;
    QLabel *m_nameError;
    QList<QPushButton *> m_roleButtons;
};

} // namespace shmlab::ui
