// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"
#include "windows/inside/byte_feed.h"

#include <QTimer>

#include <optional>

class QLabel;

namespace shmlab::ui {

class ValueModel;

/// Keeps a view of an object's bytes up to date: live, frozen, or following the writer. The notice says what is not as
/// expected; the values are those at the cursor.
class LiveBytes : public QObject {
    Q_OBJECT
public:
    LiveBytes(Acquisition &acquisition, HexView &hex, QLabel &notice, ValueModel &values, QObject *parent);

    /// Shows another object; null shows none. The same one again changes nothing.
    void show(const ObjectReportPtr &report);
    /// Null: none is shown, or the one that was to be shown cannot be opened.
    [[nodiscard]] const ObjectReportPtr &report() const { return m_report; }
    /// A look at it has succeeded.
    [[nodiscard]] bool isOpened() const { return m_isOpened; }
    [[nodiscard]] const std::optional<ObjectLocation> &object() const { return m_feed.object(); }

    void setRate(int perSecond);
    /// Keeps the whole object as it is now, or 16 MiB around the visible bytes where it is larger.
    void setFrozen(bool isOn);
    void setFollowing(bool isOn);
    void updateColors();
    /// Bytes of the object as text: those that are shown or frozen as they are shown, the others as they are now.
    void convert(HexView::Range range, std::function<QString(std::span<const std::byte>)> toText,
                 std::function<void(QString)> done);

Q_SIGNALS:
    /// Another object is shown, or this one has been opened, or cannot be.
    void objectChanged();

private:
    void beginShowing();
    void requestLook();
    void refresh();
    void updateVisibleRows();
    void takeLook(const LookRequest &request, const Look &look);
    void showLive(const LookRequest &request, const Look &look);
    void showBesideFrozen(const LookRequest &request, const Look &look);
    void showFailure(const Error &error);
    void showNotice(const QString &text);
    void showWritten(qint64 offset);
    void showValues();
    [[nodiscard]] bool isAllFrozen() const;
    [[nodiscard]] bool isFrozen() const { return m_isFreezing && m_isOpened; }
    [[nodiscard]] KnownBytes shownBytes() const;

    ByteFeed m_feed;
    HexView &m_hex;
    QLabel &m_notice;
    ValueModel &m_values;
    QTimer m_timer;
    ObjectReportPtr m_report;
    std::optional<ObjectReportPtr> m_next; ///< to be shown once the freeze ends
    std::optional<ObjectId> m_unreadable; ///< of the object that could not be opened last
    KnownBytes m_frozen; ///< the object as it was when it was frozen
    qint64 m_lastChangedPage = -1; ///< in which the writer was seen last
    bool m_isOpened = false;
    bool m_isFreezing = false;
    bool m_isFollowing = false;
    bool m_isBesideFrozen = false; ///< bytes are shown that were not frozen, and the notice says so
};

} // namespace shmlab::ui
