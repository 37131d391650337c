// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/drills.h"
#include "wording/exchange_types.h"

#include <QMenu>

#include <thread>

namespace shmlab::ui {

/// The drills of an exchange window. Explains each drill and asks for confirmation before running it; reports failures.
class DrillsMenu : public QMenu {
    Q_OBJECT
public:
    DrillsMenu(SystemCalls calls, ObjectName name, Role ownRole, QWidget *parent);
    /// The object that the exchange uses. No other one is affected, whatever the name leads to.
    void setObject(ObjectId object) { m_object = object; }
    /// Between runs.
    void setName(ObjectName name) { m_name = std::move(name); }

Q_SIGNALS:
    void failed(const shmlab::Error &error);

private:
    void runDrill(Drill drill);
    void reportLater(const Error &error);

    SystemCalls m_calls;
    ObjectName m_name;
    Role m_ownRole;
    ObjectId m_object;
    std::jthread m_thread; ///< of the last drill, which opens the object; last, so that it ends before what it uses
};

} // namespace shmlab::ui
