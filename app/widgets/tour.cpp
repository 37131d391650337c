// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tour.h"

#include "widgets/appearance.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr int boxWidth = 340;
constexpr int gap = 10;

} // namespace

Tour::Tour(QList<TourStep> stops, QWidget *window)
    : QFrame(window),
      m_stops(std::move(stops)),
      m_text(new QLabel(this)),
      m_progress(new QLabel(this)),
      m_next(new QPushButton(this)),
      m_marker(new QFrame(window))
{
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("Tour"));
    setFrameShape(QFrame::Box);
    setLineWidth(2);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFixedWidth(boxWidth);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *skip = new QPushButton(tr("S&kip"), this);
    skip->setObjectName(QStringLiteral("skip"));
    m_next->setObjectName(QStringLiteral("next"));
    m_next->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(skip);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    m_marker->setFrameShape(QFrame::Box);
    m_marker->setLineWidth(3);
    m_marker->setAttribute(Qt::WA_TransparentForMouseEvents);
    QPalette marked = palette();
    marked.setColor(QPalette::WindowText, attentionColor(palette()));
    m_marker->setPalette(marked);
    connect(skip, &QPushButton::clicked, this, &QObject::deleteLater);
    connect(m_next, &QPushButton::clicked, this, &Tour::showNextStep);
    window->installEventFilter(this);
    showNextStep();
}

Tour::~Tour()
{
    delete m_marker;
}

void Tour::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        deleteLater();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        showNextStep();
    else
        QFrame::keyPressEvent(event);
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &Tour::updatePosition, Qt::QueuedConnection); // once the window is laid out
    return QFrame::eventFilter(watched, event);
}

void Tour::showNextStep()
{
    ++m_at;
    const auto canBeSeen = [](QWidget *target) {
        if (auto *dock = qobject_cast<QDockWidget *>(target))
            dock->raise(); // in front of the other tabs
        return target != nullptr && target->isVisible();
    };
    while (m_at < m_stops.size() && !canBeSeen(m_stops.at(m_at).target))
        ++m_at; // a dock may have been closed
    if (m_at >= m_stops.size()) {
        deleteLater();
        return;
    }
    m_text->setText(m_stops.at(m_at).text);
    m_progress->setText(tr("%1 of %2").arg(m_at + 1).arg(m_stops.size()));
    m_next->setText(m_at + 1 < m_stops.size() ? tr("&Next") : tr("&Done"));
    updatePosition();
    show();
    raise();
    m_next->setFocus();
}

void Tour::updatePosition()
{
    if (m_at < 0 || m_at >= m_stops.size() || m_stops.at(m_at).target == nullptr)
        return;
    const QWidget *window = parentWidget();
    const QWidget *target = m_stops.at(m_at).target;
    const QRect there(target->mapTo(window, QPoint(0, 0)), target->size());
    m_marker->setGeometry(there.adjusted(-3, -3, 3, 3).intersected(window->rect()));
    m_marker->show();
    m_marker->raise();
    layout()->activate();
    setFixedHeight(layout()->totalHeightForWidth(boxWidth));
    // Below the target if there is room, otherwise above, otherwise over it.
    int top = there.bottom() + gap;
    if (top + height() > window->height())
        top = there.top() - gap - height();
    if (top < 0)
        top = there.center().y() - height() / 2;
    const int left = std::clamp(there.left(), gap, std::max(gap, window->width() - width() - gap));
    move(left, std::clamp(top, gap, std::max(gap, window->height() - height() - gap)));
    raise();
}

} // namespace shmlab::ui
