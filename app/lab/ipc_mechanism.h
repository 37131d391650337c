// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/histogram.h>
#include <shmlab/base/tick_clock.h>

#include <QString>

#include <concepts>
#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace shmlab::ui {

enum class Side : std::uint8_t { Leading, Following };

/// An IPC mechanism by which two processes hand numbers to each other, ready for one run. Created before the two sides
/// are forked, so that they inherit it.
class MechanismRun {
public:
    virtual ~MechanismRun() = default;
    /// Sends numbers and receives the answers, `roundTrips` times. Called in one process, follow() in another.
    [[nodiscard]] virtual Histogram lead(std::uint64_t roundTrips) = 0;
    virtual void follow(std::uint64_t roundTrips) = 0;
};

/// A line of the comparison.
struct IpcMechanism {
    QString name; ///< for programs, never translated
    QString title;
    bool isLimit = false; ///< a loop: the best of these is the limit that all are compared with
    bool sleepsEachTime = false; ///< the receiver, until the kernel wakes it
    /// Fails with a reason in words where this machine does not allow it.
    std::function<std::expected<std::unique_ptr<MechanismRun>, QString>()> prepare;
};

/// Sends numbers to the peer and receives numbers from it.
template <typename T>
concept HandoverChannel = requires(T channel, Side side) {
    channel.send(side);
    channel.receive(side);
};

/// Reads the clock once per round trip, after sending, while the number travels. A channel that adapts itself is told.
template <HandoverChannel Channel, typename Clock = TickClock>
[[nodiscard]] Histogram leadRoundTrips(Channel &channel, std::uint64_t roundTrips,
                                       const Clock clock = TickClock::calibrated())
{
    LiveHistogram all;
    channel.send(Side::Leading);
    auto before = clock.now();
    for (std::uint64_t made = 0; made < roundTrips; ++made) {
        channel.receive(Side::Leading);
        if (made + 1 < roundTrips)
            channel.send(Side::Leading);
        const auto now = clock.now();
        all.add(now - before);
        if constexpr (requires { channel.roundTripEnded(now); })
            channel.roundTripEnded(now);
        before = now;
    }
    return all.snapshot();
}

template <HandoverChannel Channel>
void followRoundTrips(Channel &channel, std::uint64_t roundTrips)
{
    for (std::uint64_t made = 0; made < roundTrips; ++made) {
        channel.receive(Side::Following);
        channel.send(Side::Following);
    }
}

/// A run over a channel.
template <HandoverChannel Channel>
class ChannelRun : public MechanismRun {
public:
    explicit ChannelRun(Channel channel) : m_channel(std::move(channel)) { }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override { return leadRoundTrips(m_channel, roundTrips); }
    void follow(std::uint64_t roundTrips) override { followRoundTrips(m_channel, roundTrips); }

private:
    Channel m_channel;
};

/// All mechanisms of this program, the loops first.
[[nodiscard]] std::vector<IpcMechanism> ipcMechanisms();

} // namespace shmlab::ui
