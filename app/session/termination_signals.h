// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace shmlab::ui {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal on the thread it lives in. At most one at a time.
class TerminationSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

    /// Readable while a signal waits to be told; for those who must not wait for anything else then.
    [[nodiscard]] int descriptor() const;

Q_SIGNALS:
    void received(int signal);

private:
    void readSignal();

    QSocketNotifier *m_notifier = nullptr;
};

} // namespace shmlab::ui
