// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;

namespace shmlab::ui {

class RunPages;

/// Chooses the run that the window shows. Hidden as long as there is only one.
class RunBar : public QWidget {
    Q_OBJECT
public:
    explicit RunBar(QWidget *parent = nullptr);

    /// Shows which runs there are.
    void setPages(const RunPages &pages);
    /// To the previous and to the next run, with keys.
    [[nodiscard]] QList<QAction *> actions() const { return {m_previous, m_next}; }

Q_SIGNALS:
    /// The index of a page.
    void chosen(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateActions();
    void fitLimit();

    QComboBox *m_runs;
    QLabel *m_notice;
    QLabel *m_limit; ///< where there is room for it; the tooltip of the list says the same
    bool m_hasDropped = false; ///< earlier runs
    QAction *m_previous;
    QAction *m_next;
};

} // namespace shmlab::ui
