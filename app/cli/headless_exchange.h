// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/exit_code.h"
#include "session/exchange_worker.h"

#include <QObject>

namespace shmlab::ui {

/// A role in the terminal: the lines of the 2015 program, or JSON, on standard output, flushed line by line; messages
/// on standard error. At full speed a line per second gives the rate.
class HeadlessExchange : public QObject, private ExchangeListener {
    Q_OBJECT
public:
    explicit HeadlessExchange(const RunExchange &command);

    /// Once this descriptor is readable, no write waits for a slow reader.
    void setInterruptDescriptor(int descriptor) { m_interrupt = descriptor; }
    /// Starts when the event loop runs. Emits finished() with the exit code.
    void start();
    /// Ends the exchange in order because of a signal.
    void interrupt(int signal);

Q_SIGNALS:
    void finished(int exitCode);

private:
    void runStarted() override { }
    void turnCompleted(const TurnRecord &record) override;
    void counterChanged(const TurnRecord &) override { }
    void callCompleted(const CallRecord &, bool) override { }
    void pageUpdated(std::span<const std::byte>) override { }
    void statsUpdated(const FullSpeedStats &stats, bool isRunning) override;

    void onStatus(const ExchangeStatus &status);
    void printStatusChange(const ExchangeStatus &status);
    void printEnd(const ExchangeStatus &status);
    void printStats();
    [[nodiscard]] ExitCode exitCode(const ExchangeStatus &status) const;
    void printLine(const QByteArray &line);
    [[nodiscard]] bool waitUntilWritable(int descriptor) const;

    ExchangeSettings m_settings;
    bool m_isJson;
    ExchangeWorker m_worker;
    FullSpeedStats m_figures; ///< the latest
    QString m_lastState;
    CounterAnomaly m_lastAnomaly = CounterAnomaly::None;
    int m_interrupt = -1;
    int m_signal = 0;
    bool m_isStarted = false;
    bool m_isOutputClosed = false; ///< standard output can no longer be written
};

} // namespace shmlab::ui
