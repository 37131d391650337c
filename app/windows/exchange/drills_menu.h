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
    /// This process is about to be stopped: the last chance to show that.
    void stopping();
    /// The drill was run, or has failed.
    void finished();
    void failed(const shmlab::Error &error);

private:
    [[nodiscard]] bool isConfirmed(Drill drill);
    void runDrill(Drill drill);
    void start(Drill drill);
    void reportLater(const Result<void> &done);

    SystemCalls m_calls;
    ObjectName m_name;
    Role m_ownRole;
    ObjectId m_object;
    std::jthread m_thread; ///< of the last drill, which opens the object; last, so that it ends before what it uses
};

} // namespace shmlab::ui
