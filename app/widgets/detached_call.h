// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace shmlab::ui {

/// Calls `work()` on a thread of its own, for a call that may wait for ever, and what that returns on the thread of
/// `context`, unless that has been deleted meanwhile. Nothing waits for the thread, so `work` must own all it uses. If
/// no thread can be started now, the work waits until one can. Callers keep at most one such call under way.
void callDetached(QObject *context, std::function<std::function<void()>()> work);

} // namespace shmlab::ui
