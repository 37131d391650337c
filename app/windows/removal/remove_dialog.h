// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/removal_plan.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace shmlab::ui {

/// Asks before objects are removed: shows the evidence of one or the list of several, how many copies are kept where,
/// and what an undo will not restore. Enter and Escape cancel. The name of a single object that may be in use, or about
/// which the kernel cannot be asked, must be typed.
class RemoveDialog : public QDialog {
    Q_OBJECT
public:
    explicit RemoveDialog(RemovalPlan plan, QWidget *parent = nullptr);

    /// As the user decided it.
    [[nodiscard]] RemovalPlan plan() const;
    /// The file for copies beyond memory.
    [[nodiscard]] QString file() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeEvidence();
    void build(const QString &question, QWidget *evidence);
    void offerFile(QVBoxLayout *box);
    void requireName(QVBoxLayout *box, const ObjectName &name);
    void chooseFile();
    void fitToText();
    /// On a small screen.
    void makeConsequenceScroll();

    RemovalPlan m_plan;
    QLabel *m_consequence = nullptr;
    QCheckBox *m_keepInFile = nullptr;
    QLineEdit *m_file = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace shmlab::ui
