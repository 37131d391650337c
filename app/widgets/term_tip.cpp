// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/term_tip.h"

#include <QWidget>

namespace shmlab::ui {

QString wrappedTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}

void explain(QWidget &widget, const QString &definition)
{
    widget.setToolTip(wrappedTip(definition));
    widget.setAccessibleDescription(definition);
}

} // namespace shmlab::ui
