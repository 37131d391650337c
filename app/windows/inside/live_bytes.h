// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"
#include "windows/inside/byte_feed.h"

#include <QTimer>

#include <optional>

class QLabel;

namespace shmlab::ui {

class ValueModel;

/// Keeps a view of an object's bytes up to date: live, frozen, or following the writer. The notice reports anything
/// unusual; the values are those at the cursor.
class LiveBytes : public QObject {
    Q_OBJECT
public:
    LiveBytes(Acquisition &acquisition, HexView &hex, QLabel &notice, ValueModel &values, QObject *parent);

    /// Shows another object; null shows none. The same one again changes nothing.
    void show(const ObjectReportPtr &report);
    /// Null if no object is shown, or if it cannot be opened.
    [[nodiscard]] const ObjectReportPtr &report() const { return m_report; }
    /// The object has been read successfully.
    [[nodiscard]] bool isOpened() const { return m_isOpened; }
    [[nodiscard]] const std::optional<ObjectLocation> &object() const { return m_feed.object(); }

    void setRate(int perSecond);
    /// Keeps the whole object as it is now, or 16 MiB around the visible bytes if it is larger.
    void setFrozen(bool isOn);
    void setFollowing(bool isOn);
    void updateColors();
    /// Bytes of the object as text: bytes that are shown or frozen as shown, the others as they are now.
    void convert(HexView::Range range, std::function<QString(std::span<const std::byte>)> toText,
                 std::function<void(QString)> done);

Q_SIGNALS:
    /// Another object is shown, or this one has been opened, or opening it failed.
    void objectChanged();

private:
    void beginShowing();
    void requestRead();
    void refresh();
    void updateVisibleRows();
    void takeResult(const ReadRequest &request, const ReadResult &result);
    void showLive(const ReadRequest &request, const ReadResult &result);
    void showBesideFrozen(const ReadRequest &request, const ReadResult &result);
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
