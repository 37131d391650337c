// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window_place.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QSettings>
#include <QStyle>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr int smallestHalf = 640; ///< a window is usable at this width

/// The nearest rectangle within `area`, smaller if it has to be.
QRect within(const QRect &area, QRect rect)
{
    rect.setSize(rect.size().boundedTo(area.size()));
    rect.moveLeft(std::clamp(rect.left(), area.left(), area.right() - rect.width() + 1));
    rect.moveTop(std::clamp(rect.top(), area.top(), area.bottom() - rect.height() + 1));
    return rect;
}

QRect halfOf(QRect area, Qt::Edge edge)
{
    const int width = std::min(area.width(), std::max(area.width() / 2, smallestHalf));
    if (edge == Qt::LeftEdge)
        area.setWidth(width);
    else
        area.setLeft(area.right() - width + 1);
    return area;
}

} // namespace

WindowPlace::WindowPlace(QWidget *window, QString key, QSize preferred)
    : QObject(window),
      m_window(window),
      m_key(std::move(key))
{
    window->resize(preferred);
    window->restoreGeometry(QSettings().value(m_key).toByteArray());
    window->installEventFilter(this);
    fit();
}

void WindowPlace::takeHalf(Qt::Edge edge)
{
    m_half = edge;
    m_window->setWindowState(Qt::WindowNoState); // it may have been closed maximized
    fit();
}

/// The system's frame around the window; an estimate until it is shown.
QMargins WindowPlace::frame() const
{
    const QRect inner = m_window->geometry();
    const QRect outer = m_window->frameGeometry();
    if (m_isPainted)
        return {inner.left() - outer.left(), inner.top() - outer.top(), outer.right() - inner.right(),
                outer.bottom() - inner.bottom()};
    return {0, m_window->style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, m_window), 0, 0};
}

void WindowPlace::fit()
{
    if (m_window->isMaximized() || m_window->isFullScreen())
        return;
    if (m_window->layout() != nullptr)
        m_window->layout()->activate(); // else the least size may be that of an earlier arrangement
    const QRect area = m_window->screen()->availableGeometry();
    const QRect inner = m_window->geometry();
    const QRect outer = m_half ? halfOf(area, *m_half) : within(area, inner.marginsAdded(frame()));
    const QRect fitted = outer.marginsRemoved(frame());
    if (fitted != inner && (m_half || m_isPainted || m_window->testAttribute(Qt::WA_Moved)))
        m_window->setGeometry(fitted);
    else
        m_window->resize(fitted.size()); // the window manager chooses the position
}

/// Contents that needed more room for a moment may have enlarged the window.
void WindowPlace::returnToScreen()
{
    if (!m_window->screen()->availableGeometry().contains(m_window->frameGeometry()))
        fit();
}

bool WindowPlace::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && !std::exchange(m_isPainted, true))
        QTimer::singleShot(0, this, &WindowPlace::fit); // now the frame is known
    else if (event->type() == QEvent::Resize && m_isPainted && !event->spontaneous())
        QTimer::singleShot(0, this, &WindowPlace::returnToScreen);
    else if (event->type() == QEvent::Hide && !event->spontaneous() && !m_half)
        QSettings().setValue(m_key, m_window->saveGeometry());
    return QObject::eventFilter(watched, event);
}

} // namespace shmlab::ui
