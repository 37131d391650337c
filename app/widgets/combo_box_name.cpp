// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/combo_box_name.h"

#include <QAbstractItemView>
#include <QComboBox>

namespace shmlab::ui {

void nameComboBox(QComboBox &box, const QString &name)
{
    QString plain = name;
    if (const auto mnemonic = plain.indexOf(QLatin1String("(&")); mnemonic >= 0)
        plain.remove(mnemonic, 4); // "(&T)", as in Japanese labels
    plain.remove(QLatin1Char('&'));
    if (plain.endsWith(QLatin1Char(':')))
        plain.chop(1);
    box.setAccessibleName(plain);
    box.view()->setAccessibleName(plain); // a widget of its own, which takes the focus while it is open
}

} // namespace shmlab::ui
