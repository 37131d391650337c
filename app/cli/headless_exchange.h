// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_worker.h"

#include <QObject>

#include <cstdio>

namespace shmlab::ui {

/// A role in a terminal: the lines of the 2015 program, or JSON, on `out`, one flush per line; notices on `messages`.
/// At full speed a line per second tells how fast it goes.
class HeadlessExchange : public QObject, private ExchangeListener {
    Q_OBJECT
public:
    enum class OutputFormat : std::uint8_t { Lines, Json };
    HeadlessExchange(ExchangeSettings settings, OutputFormat outputFormat, std::FILE *out, std::FILE *messages);

    /// No write waits for a slow reader once this descriptor is readable.
    void setInterruptDescriptor(int descriptor) { m_interrupt = descriptor; }
    /// Begins when the event loop runs and emits finished() with the exit code.
    void start();
    /// Ends the exchange properly because of a signal.
    void interrupt(int signal);

Q_SIGNALS:
    void finished(int exitCode);

private:
    void runStarted() override { }
    void turnCompleted(const TurnRecord &record) override;
    void callCompleted(const CallRecord &, bool) override { }
    void pageUpdated(std::span<const std::byte>) override { }
    void statsUpdated(const FullSpeedStats &stats) override;

    void onStatus(const ExchangeStatus &status);
    void printStatusChange(const ExchangeStatus &status);
    void printEnd(const ExchangeStatus &status);
    void printStats();
    [[nodiscard]] int exitCode(const ExchangeStatus &status) const;
    void print(const QByteArray &line);
    [[nodiscard]] bool waitUntilWritable(std::FILE *stream) const;

    ExchangeSettings m_settings;
    OutputFormat m_outputFormat;
    std::FILE *m_out;
    std::FILE *m_messages;
    ExchangeWorker m_worker;
    FullSpeedStats m_figures; ///< the latest
    QString m_lastState;
    CounterAnomaly m_lastAnomaly = CounterAnomaly::None;
    int m_interrupt = -1;
    int m_signal = 0;
    bool m_isStarted = false;
    bool m_isOutputClosed = false; ///< nobody reads `out` any more
};

} // namespace shmlab::ui
