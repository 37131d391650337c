// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"
#include "windows/inside/search_bar.h"
#include "windows/inside/value_model.h"

#include <shmlab/inspect/object_report.h>
#include <shmlab/inspect/writer_tracker.h>

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QTableView;
class QToolBar;

namespace shmlab::ui {

/// A live look inside one object: its bytes, up to 60 times a second, and what they mean at the cursor, or from where a
/// selection begins. Reads only what is on the screen, and to freeze it 16 MiB at most; never writes, never maps, and
/// keeps nothing open from one look to the next, so that the verdict on the object stays what it would be without us.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget *parent = nullptr, InspectCalls calls = {});
    ~InspectorPanel() override;

    /// Shows another object; null shows none. The same one again changes nothing.
    void show(const ObjectReportPtr &report);
    [[nodiscard]] HexView &hexView() const { return *m_hex; }
    [[nodiscard]] QTableView &values() const { return *m_values; }
    [[nodiscard]] QToolBar &bar() const { return *m_bar; }
    /// For the menus of a window.
    [[nodiscard]] QList<QAction *> actions() const;

    enum class CopyForm : std::uint8_t { Hex, CArray, Text };
    /// The selected bytes, 16 MiB of them at most, as text for the clipboard: those that are shown as they are shown.
    [[nodiscard]] QString selectionText(CopyForm form) const;

Q_SIGNALS:
    /// The user wants to watch what is at the cursor.
    void watchRequested(const shmlab::ObjectName &object, qint64 offset, ValueType type, qint64 count);
    /// It is about to be used from elsewhere, and may be out of sight.
    void activationRequested();
    /// Something that the user asked for cannot be done.
    void failed(const QString &why);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeBar();
    /// The object for this moment; null where it cannot be looked into any more.
    [[nodiscard]] std::shared_ptr<const ObjectReader> open() const;
    [[nodiscard]] Result<ObjectReader> tryOpen() const;
    void refresh();
    /// Returns what it looked at; empty where that cannot be looked into.
    std::optional<ObjectReader> rereadObject();
    void updateVisibleRows();
    void readWindow(const ObjectReader &object);
    void setFrozen(bool isFrozen);
    void showPosition(const QString &problem = {});
    void followWriter(const ObjectReader &object);
    void showValues(const ObjectReader *object = nullptr);
    [[nodiscard]] std::vector<std::byte> bytesAt(qint64 offset, qint64 length,
                                                 const ObjectReader *object = nullptr) const;
    void goToExpression();
    void copy(CopyForm form);
    void addWatch();
    void setRate(int perSecond);

    InspectCalls m_calls;
    ObjectReportPtr m_report; ///< null: none, or none that could be opened
    WriterTracker m_trail;
    QElapsedTimer m_sweepClock;
    std::vector<std::byte> m_buffer;
    std::vector<std::byte> m_frozen; ///< as it was when it was frozen, from m_frozenBegin on
    qint64 m_frozenBegin = 0;
    std::optional<ObjectReportPtr> m_next; ///< what is to be shown when it is frozen no longer
    qint64 m_lastChangedPage = -1; ///< in which the writer was seen last
    QTimer m_timer;
    HexView *m_hex;
    ValueModel *m_valueModel;
    QTableView *m_values;
    QToolBar *m_bar;
    QLineEdit *m_goTo = nullptr;
    QLabel *m_notice;
    QLabel *m_position;
    bool m_isPositionError = false;
    SearchBar *m_search;
    QAction *m_freeze = nullptr;
    QAction *m_onlyChanged = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_goToAction = nullptr;
    QAction *m_findAction = nullptr;
    QAction *m_watch = nullptr;
    QList<QAction *> m_copies;
};

} // namespace shmlab::ui
