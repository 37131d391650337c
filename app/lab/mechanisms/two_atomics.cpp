// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

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

class TwoAtomics {
public:
    TwoAtomics(SharedPage page, std::size_t distance) : m_page(std::move(page)), m_distance(distance) { }
    void send(Side side) { counter(side).store(++m_last, std::memory_order_release); }
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

class BatchTimedRun : public MechanismRun {
public:
    explicit BatchTimedRun(SharedPage page) : m_channel(std::move(page), sizeof(int)) { }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        constexpr std::uint64_t batch = 100;
        Histogram all;
        auto before = std::chrono::steady_clock::now();
        for (std::uint64_t made = 0; made < roundTrips; ++made) {
            m_channel.send(Side::Leading);
            m_channel.receive(Side::Leading);
            if ((made + 1) % batch == 0) {
                const auto now = std::chrono::steady_clock::now();
                all.add((now - before) / batch);
                before = now;
            }
        }
        return all;
    }
    void follow(std::uint64_t roundTrips) override { followRoundTrips(m_channel, roundTrips); }

private:
    TwoAtomics m_channel;
};

} // namespace

Prepared twoAtomics(std::size_t distance)
{
    return onSharedPage<TwoAtomics>(distance);
}

Prepared twoAtomicsTimedInBatches()
{
    SharedPage page;
    if (!page.isMapped())
        return failed("mmap");
    return std::make_unique<BatchTimedRun>(std::move(page));
}

} // namespace shmlab::ui::mechanisms
