// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_filter.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace shmlab::ui {

/// The controls of an ObjectFilter: text or regular expression, verdict, owner.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(ObjectFilter *filter, QWidget *parent = nullptr);
    void activate();
    /// Resets the filter: all objects are shown.
    void clear();
    /// Adds owners to choose from.
    void setOwners(const std::vector<uid_t> &owners);

Q_SIGNALS:
    /// Down was pressed in the text.
    void leftAtBottom();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void updateStateColor();
    void showState();

    ObjectFilter *m_filter;
    QLineEdit *m_text;
    QCheckBox *m_isExpression;
    QComboBox *m_verdict;
    QComboBox *m_owner;
    QLabel *m_state;
    QString m_problem; ///< with the expression; empty: none
    QTimer m_stateTimer;
};

} // namespace shmlab::ui
