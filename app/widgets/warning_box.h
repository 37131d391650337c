// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace shmlab::ui {

/// A modal box with a warning. `text` is shown as it is: what looks like a tag is not one.
void showWarning(QWidget *window, const QString &title, const QString &text);

} // namespace shmlab::ui
