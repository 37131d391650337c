// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_label.h"

#include "widgets/appearance.h"

#include <chrono>

namespace shmlab::ui {

TextLabel::TextLabel(const char *objectName, QWidget *parent) : QLabel(parent)
{
    setObjectName(QLatin1String(objectName));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

NoticeLine::NoticeLine(QWidget *parent) : TextLabel("notice", parent)
{
    hide();
    updateColor();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
}

void NoticeLine::showOutcome(const QString &text, bool isProblem)
{
    m_isProblem = isProblem;
    updateColor();
    setText(text);
    show();
    m_timer.start(std::chrono::seconds{10});
}

void NoticeLine::updateColor()
{
    setErrorColor(*this, m_isProblem);
}

} // namespace shmlab::ui
