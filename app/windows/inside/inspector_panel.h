// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"
#include "windows/inside/live_bytes.h"
#include "windows/inside/search_bar.h"
#include "windows/inside/selection_text.h"
#include "windows/inside/value_model.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QTableView;
class QToolBar;

namespace shmlab::ui {

/// Shows one object live: its bytes, up to 60 times a second, and their values at the cursor, or at the beginning of
/// the selection. Reads only what is on the screen, and at most 16 MiB to freeze it; never writes, never maps, and
/// keeps nothing open between reads, so that the verdict on the object is the same as without the panel.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(Acquisition &acquisition, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    /// Shows another object; null shows none. The same one again changes nothing.
    void show(const ObjectReportPtr &report);
    [[nodiscard]] HexView &hexView() const { return *m_hex; }
    [[nodiscard]] QTableView &values() const { return *m_values; }
    [[nodiscard]] QToolBar &bar() const { return *m_bar; }
    /// For the menus of a window.
    [[nodiscard]] QList<QAction *> actions() const;

Q_SIGNALS:
    /// The user asked to watch the value at the cursor.
    void watchRequested(const shmlab::ObjectName &object, qint64 offset, ValueType type, qint64 count);
    /// Another panel is about to use this one, which may be hidden.
    void activationRequested();
    /// A request of the user failed.
    void failed(const QString &why);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeBar();
    void takeObject();
    void showPosition(const QString &problem = {});
    void goToExpression();
    /// Copies the selected bytes, at most 16 MiB, to the clipboard.
    void copy(CopyForm form);
    void addWatch();

    HexView *m_hex;
    ValueModel *m_valueModel;
    QTableView *m_values;
    QToolBar *m_bar;
    QLineEdit *m_goTo = nullptr;
    QLabel *m_notice;
    QLabel *m_position;
    bool m_isPositionError = false;
    SearchBar *m_search;
    LiveBytes *m_live;
    QAction *m_freeze = nullptr;
    QAction *m_onlyChanged = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_goToAction = nullptr;
    QAction *m_findAction = nullptr;
    QAction *m_watch = nullptr;
    QList<QAction *> m_copies;
};

} // namespace shmlab::ui
