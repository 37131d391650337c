// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <shmlab/exchange/first_look.h>

#include <atomic>
#include <utility>

namespace shmlab::ui::mechanisms {
namespace {

void relax()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
}

template <std::memory_order storeOrder>
class TwoAtomics {
public:
    TwoAtomics(SharedPage page, std::size_t distance) : m_page(std::move(page)), m_distance(distance) { }
    void send(Side side) { counter(side).store(++m_last, storeOrder); }
    void receive(Side side)
    {
        const auto peer = counter(peerOf(side));
        for (;;) {
            const int value = peer.load(std::memory_order_acquire);
            if (value != m_received) {
                m_received = value;
                return;
            }
            relax();
        }
    }

protected:
    [[nodiscard]] const SharedPage &page() const { return m_page; }

private:
    [[nodiscard]] std::atomic_ref<int> counter(Side side) const
    {
        return std::atomic_ref(m_page.at<int>(indexOf(side) * m_distance));
    }

    SharedPage m_page;
    std::size_t m_distance;
    int m_last = 0; ///< of this side
    int m_received = 0;
};

/// Both sides pause between writing and looking for the answer, for as long as the leading side has found best.
template <std::memory_order storeOrder>
class PausingAtomics : public TwoAtomics<storeOrder> {
public:
    explicit PausingAtomics(SharedPage page) : TwoAtomics<storeOrder>(std::move(page), sizeof(int)) { }
    void receive(Side side)
    {
        FirstLook::pauseFor(pause().load(std::memory_order_relaxed));
        TwoAtomics<storeOrder>::receive(side);
    }
    void roundTripEnded(TickClock::time_point now)
    {
        m_firstLook.roundTripEnded(now);
        if (m_firstLook.iterations() != pause().load(std::memory_order_relaxed))
            pause().store(m_firstLook.iterations(), std::memory_order_relaxed);
    }

private:
    [[nodiscard]] std::atomic_ref<int> pause() const
    {
        constexpr std::size_t ownLine = 256; // it would disturb the counters
        return std::atomic_ref(this->page().template at<int>(ownLine));
    }

    FirstLook m_firstLook; ///< of the leading side
};

/// Nothing is done between two numbers: the clock is read once per hundred round trips.
template <std::memory_order storeOrder>
class BareRun : public MechanismRun {
public:
    explicit BareRun(SharedPage page) : m_channel(std::move(page), sizeof(int)) { }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        constexpr std::uint64_t batch = 100;
        const TickClock clock = TickClock::calibrated();
        Histogram all;
        auto before = clock.now();
        for (std::uint64_t made = 0; made < roundTrips;) {
            const std::uint64_t times = std::min(batch, roundTrips - made);
            for (const std::uint64_t end = made + times; made < end; ++made) {
                m_channel.send(Side::Leading);
                m_channel.receive(Side::Leading);
            }
            const auto each = (clock.now() - before) / static_cast<std::int64_t>(times);
            all.add(each, times);
            before += each * static_cast<std::int64_t>(times); // the rest is part of the next batch
        }
        return all;
    }
    void follow(std::uint64_t roundTrips) override { followRoundTrips(m_channel, roundTrips); }

private:
    TwoAtomics<storeOrder> m_channel;
};

template <typename Run>
Prepared bareRun()
{
    SharedPage page;
    if (!page.isMapped())
        return failed("mmap");
    return std::make_unique<Run>(std::move(page));
}

} // namespace

Prepared separateLines()
{
    constexpr std::size_t cacheLineBytes = 64;
    return onSharedPage<TwoAtomics<std::memory_order_release>>(cacheLineBytes);
}

Prepared bareLoop()
{
    return bareRun<BareRun<std::memory_order_release>>();
}

Prepared orderedLoop()
{
    return bareRun<BareRun<std::memory_order_seq_cst>>();
}

Prepared pausingLoop()
{
    return onSharedPage<PausingAtomics<std::memory_order_release>>();
}

Prepared pausingOrderedLoop()
{
    return onSharedPage<PausingAtomics<std::memory_order_seq_cst>>();
}

} // namespace shmlab::ui::mechanisms
