// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/live_bytes.h"

#include "widgets/exchange_regions.h"
#include "windows/inside/value_model.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <QLabel>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr qint64 maxFrozenBytes = qint64{16} << 20;
constexpr qint64 marginBytes = 4096; // read beyond the visible bytes, so that scrolling shows bytes at once

HexView::Range extended(HexView::Range range)
{
    return {std::max<qint64>(0, range.begin - marginBytes), range.end + marginBytes};
}

QString unlinkedText()
{
    return LiveBytes::tr("This object has no name any more; it exists only while a process holds it.");
}

} // namespace

LiveBytes::LiveBytes(Acquisition &acquisition, HexView &hex, QLabel &notice, ValueModel &values, QObject *parent)
    : QObject(parent),
      m_feed(acquisition, this),
      m_hex(hex),
      m_notice(notice),
      m_values(values)
{
    connect(&m_timer, &QTimer::timeout, this, &LiveBytes::refresh);
    connect(&m_hex, &HexView::scrolled, this, &LiveBytes::updateVisibleRows);
    connect(&m_hex, &HexView::cursorMoved, this, &LiveBytes::showValues);
    connect(&m_feed, &ByteFeed::bytesRead, this, &LiveBytes::takeResult);
    connect(&m_feed, &ByteFeed::readFailed, this, &LiveBytes::showFailure);
    connect(&m_feed, &ByteFeed::frozen, this, [this](const KnownBytes &bytes) {
        m_frozen = bytes;
        updateVisibleRows();
    });
    show(nullptr);
}

void LiveBytes::setRate(int perSecond)
{
    m_timer.setTimerType(perSecond > 10 ? Qt::PreciseTimer : Qt::CoarseTimer);
    m_timer.setInterval(1000 / perSecond);
}

void LiveBytes::setFollowing(bool isOn)
{
    m_isFollowing = isOn;
    m_feed.resetTracker();
}

void LiveBytes::updateColors()
{
    if (m_isOpened && isExchange(m_report->kind))
        m_hex.setRegions(exchangeRegions(m_hex.palette()));
}

void LiveBytes::show(const ObjectReportPtr &report)
{
    const bool isSame = m_report && report && m_report->status().identity == report->status().identity;
    // Frozen bytes are replaced only when the user selects an object, not when another one takes the name or the object
    // vanishes.
    const bool isReplaced = m_report && report && !isSame && nameOf(*m_report) && nameOf(*report) == nameOf(*m_report);
    const bool keepsFrozen = m_isFreezing && m_report && (!report || isReplaced);
    m_next = keepsFrozen ? std::optional(report) : std::nullopt;
    if (keepsFrozen)
        return;
    m_report = report;
    if (isSame) {
        m_feed.setPath(locationOf(*report));
        return;
    }
    m_feed.setObject(report ? std::optional(locationOf(*report)) : std::nullopt);
    m_isOpened = false;
    m_isBesideFrozen = false;
    m_frozen = {};
    m_hex.clear();
    if (!report || std::exchange(m_unreadable, {}) != report->status().identity) // otherwise the error text stays
        m_hex.setPlaceholder(report ? tr("Reading…") : tr("Select an object to see its bytes."));
    m_notice.hide();
    m_timer.stop();
    m_values.setBytes({});
    Q_EMIT objectChanged();
    requestRead();
}

/// The first read has succeeded.
void LiveBytes::beginShowing()
{
    m_isOpened = true;
    m_hex.setPlaceholder(tr("The object has 0 bytes."));
    m_hex.setRegions(isExchange(m_report->kind) ? exchangeRegions(m_hex.palette()) : std::vector<HexView::Region>());
    m_timer.start();
    Q_EMIT objectChanged();
}

void LiveBytes::requestRead()
{
    const HexView::Range wanted = m_hex.requiredWindow();
    const qint64 cursor = m_hex.selection().begin;
    m_feed.read({.window = m_hex.showsOnlyChangedRows() ? wanted : extended(wanted),
                 .values = {cursor, cursor + qint64{ValueModel::requiredBytes}},
                 .followsWriter = m_isFollowing && !isFrozen()});
}

void LiveBytes::refresh()
{
    if (m_hex.isVisible() && !isFrozen())
        requestRead();
}

/// Other rows have become visible. While the view is frozen, rows that were visible stay as they are.
void LiveBytes::updateVisibleRows()
{
    if (!isFrozen() || !isAllFrozen()) {
        requestRead();
        return;
    }
    const HexView::Range wanted = m_hex.requiredWindow();
    m_isBesideFrozen = false;
    m_hex.extendWindow(wanted.begin, m_frozen.part(wanted));
    showNotice({});
    showValues();
}

void LiveBytes::takeResult(const ReadRequest &request, const ReadResult &result)
{
    const bool isFirst = !m_isOpened;
    if (isFirst)
        beginShowing();
    if (isFrozen() && !isFirst)
        showBesideFrozen(request, result);
    else
        showLive(request, result);
    const HexView::Range wanted = m_hex.requiredWindow();
    if (wanted.begin < request.window.begin || wanted.end > request.window.end)
        updateVisibleRows();
    if (isFirst && m_isFreezing)
        setFrozen(true);
}

void LiveBytes::showLive(const ReadRequest &request, const ReadResult &result)
{
    showNotice({});
    m_hex.setSize(result.sizeBytes);
    m_hex.setWindow(request.window.begin, result.window);
    if (m_hex.selection().begin == request.values.begin)
        m_values.setBytes(result.values);
    else
        showValues();
    if (result.written && m_isFollowing)
        showWritten(*result.written);
}

void LiveBytes::showBesideFrozen(const ReadRequest &request, const ReadResult &result)
{
    if (!m_frozen.bytes || isAllFrozen())
        return; // the frozen bytes have not arrived yet, or cover all that is shown
    m_isBesideFrozen = true;
    std::vector<std::byte> bytes = result.window;
    m_hex.window().overlay(request.window.begin, bytes);
    m_frozen.overlay(request.window.begin, bytes);
    m_hex.extendWindow(request.window.begin, bytes);
    showNotice(tr("Frozen are %1 from 0x%2 on; bytes beyond are shown as they were when they came into sight.")
                   .arg(format::bytes(m_frozen.end() - m_frozen.begin))
                   .arg(m_frozen.begin, 0, 16));
    showValues();
}

/// Whether the frozen bytes are enough. The notice takes rows from the view, so it must not disappear as soon as these
/// rows are hidden.
bool LiveBytes::isAllFrozen() const
{
    const HexView::Range wanted = m_hex.requiredWindow();
    const HexView::Range around = extended(wanted);
    return m_frozen.covers(m_isBesideFrozen ? HexView::Range{around.begin, std::min(around.end, m_hex.size())}
                                            : wanted);
}

/// Keeps the last bytes; the notice says that they are outdated.
void LiveBytes::showFailure(const Error &error)
{
    if (!m_isOpened) {
        m_hex.setPlaceholder(readErrorText(titleOf(*m_report), error));
        m_unreadable = m_report->status().identity;
        m_report.reset(); // the next show() tries again
        m_feed.setObject({});
        Q_EMIT objectChanged();
        return;
    }
    if (isFrozen())
        return; // only the known bytes can be shown
    const bool isGone = error.isCallFailure(ENOENT) || error.problem == Problem::Replaced;
    m_notice.setText((isGone ? tr("The object is gone, or its name leads to another object.")
                             : readErrorText(titleOf(*m_report), error))
                     + QLatin1Char(' ') + tr("These are the last bytes seen."));
    m_notice.show();
}

/// Empty text: the notice about the object, if there is one.
void LiveBytes::showNotice(const QString &text)
{
    m_notice.setText(text.isEmpty() ? unlinkedText() : text);
    m_notice.setVisible(!text.isEmpty() || isUnlinked(*m_report));
}

void LiveBytes::showWritten(qint64 offset)
{
    const qint64 page = offset / static_cast<qint64>(ChangeSweep::pageBytes);
    m_hex.reveal(offset);
    if (page == std::exchange(m_lastChangedPage, page)) // otherwise only the page is known
        m_hex.markChanged(offset);
}

/// Keeps the whole object as it is now, or the part around the visible bytes if it is large.
void LiveBytes::setFrozen(bool isOn)
{
    m_isFreezing = isOn;
    m_isBesideFrozen = false;
    m_frozen = {};
    m_feed.dropFrozen();
    if (!isOn && m_next) {
        show(ObjectReportPtr(*m_next));
        return;
    }
    if (!isOn) {
        requestRead();
        return;
    }
    const HexView::Range visible = m_hex.requiredWindow();
    const qint64 around = std::max<qint64>(0, (maxFrozenBytes - visible.length()) / 2);
    const qint64 begin =
        std::clamp<qint64>(visible.begin - around, 0, std::max<qint64>(0, m_hex.size() - maxFrozenBytes));
    m_feed.freeze({begin, std::min(m_hex.size(), begin + maxFrozenBytes)}, {shownBytes()}); // as they are shown
}

KnownBytes LiveBytes::shownBytes() const
{
    const ByteWindow &window = m_hex.window();
    return {window.begin(),
            std::make_shared<const std::vector<std::byte>>(window.bytes().begin(), window.bytes().end())};
}

/// Decodes the bytes that are known; requests a read if they are not enough.
void LiveBytes::showValues()
{
    const qint64 begin = m_hex.selection().begin;
    const qint64 end = std::min(begin + qint64{ValueModel::requiredBytes}, m_hex.size());
    const ByteWindow &window = m_hex.window();
    std::vector<std::byte> bytes;
    for (qint64 at = begin; at < end && (m_frozen.contains(at) || window.contains(at)); ++at)
        bytes.push_back(m_frozen.contains(at) ? m_frozen.part({at, at + 1}).front() : window.at(at));
    m_values.setBytes(bytes);
    if (begin + std::ssize(bytes) < end && !isFrozen())
        requestRead();
}

void LiveBytes::convert(HexView::Range range, std::function<QString(std::span<const std::byte>)> toText,
                        std::function<void(QString)> done)
{
    m_feed.convert(range, {shownBytes(), m_frozen}, std::move(toText), std::move(done));
}

} // namespace shmlab::ui
