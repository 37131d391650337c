// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;
class QString;

namespace shmlab::ui {

/// Names a combo box and the list that it opens for screen readers. `name` may be the text of its label, with mnemonic
/// and colon.
void nameComboBox(QComboBox &box, const QString &name);

} // namespace shmlab::ui
