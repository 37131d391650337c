// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/drills.h"
#include "wording/exchange_types.h"

#include <QMenu>

namespace shmlab::ui {

/// The drills of an exchange window: asks before each, with what to expect, and reports what failed.
class DrillsMenu : public QMenu {
    Q_OBJECT
public:
    DrillsMenu(ObjectName name, Role ownRole, QWidget *parent);
    /// The one that the exchange uses: no other is touched, whatever the name leads to.
    void setObject(ObjectId object) { m_object = object; }

Q_SIGNALS:
    void failed(const shmlab::Error &error);

private:
    void runDrill(Drill drill);

    ObjectName m_name;
    Role m_ownRole;
    ObjectId m_object;
};

} // namespace shmlab::ui
