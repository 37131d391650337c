// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tour.h"

#include "widgets/appearance.h"

#include <QAction>
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
    updateColors();
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

void Tour::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void Tour::updateColors()
{
    m_marker->setPalette({});
    setTextColor(*m_marker, attentionColor(palette()));
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &Tour::updatePosition, Qt::QueuedConnection); // once the window is laid out
    else if (event->type() == QEvent::EnabledChange && m_at < m_stops.size() && watched == m_stops.at(m_at).target)
        showNextStep(); // what the step asks for has been done
    return QFrame::eventFilter(watched, event);
}

bool Tour::isShown(const TourStep &step)
{
    const auto *dock = qobject_cast<QDockWidget *>(step.target);
    const bool isInTheWindow =
        step.target != nullptr && (dock != nullptr ? dock->toggleViewAction()->isChecked() : step.target->isVisible());
    return isInTheWindow && step.target->isEnabled() && (step.insteadOf == nullptr || !step.insteadOf->isEnabled());
}

void Tour::showNextStep()
{
    ++m_at;
    // A dock may have been closed, a button disabled since the tour began.
    while (m_at < m_stops.size() && !isShown(m_stops.at(m_at)))
        ++m_at;
    if (m_at >= m_stops.size()) {
        deleteLater();
        return;
    }
    if (auto *dock = qobject_cast<QDockWidget *>(m_stops.at(m_at).target))
        dock->raise(); // in front of the other tabs
    m_stops.at(m_at).target->installEventFilter(this);
    m_text->setText(m_stops.at(m_at).text);
    const auto left = std::count_if(m_stops.cbegin() + m_at + 1, m_stops.cend(), &Tour::isShown);
    ++m_number;
    m_progress->setText(tr("%1 of %2").arg(m_number).arg(m_number + left));
    m_next->setText(left > 0 ? tr("&Next") : tr("Do&ne"));
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
