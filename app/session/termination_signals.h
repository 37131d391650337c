// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace shmlab::ui {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal on the thread of this object. At most one instance at a time.
class TerminationSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

    /// A descriptor that is readable while a signal has not been reported yet; for code that waits without an event
    /// loop.
    [[nodiscard]] int descriptor() const;

Q_SIGNALS:
    void received(int signal);

private:
    void readSignal();

    QSocketNotifier *m_notifier = nullptr;
};

} // namespace shmlab::ui
