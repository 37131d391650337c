// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <cstdlib>
#include <thread>
#include <utility>

#include <unistd.h>

namespace shmlab::ui::mechanisms {
namespace {

/// Shmlab itself: both sides are complete parties. Mappings of a party are not inherited, so each side joins
/// separately.
class ShmlabRun : public MechanismRun {
public:
    ShmlabRun(ObjectName name, const FullSpeedOptions &options) : m_name(std::move(name)), m_options(options) { }
    ~ShmlabRun() override { (void)SystemCalls().shmUnlink(m_name); } // left if a side was killed before both had joined
    ShmlabRun(const ShmlabRun &) = delete;
    ShmlabRun &operator=(const ShmlabRun &) = delete;

    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        auto server = Party::join({}, Role::Server, m_name);
        if (!server)
            ::_exit(EXIT_FAILURE);
        while (!loadPresence(server->bytes(), Role::Client)) // joining writes it last
            std::this_thread::yield();
        (void)SystemCalls().shmUnlink(m_name); // both have it open: nothing is left if they are killed
        m_options.handOvers = roundTrips;
        FullSpeed exchange(*server, m_options);
        if (!exchange.run())
            ::_exit(EXIT_FAILURE);
        return exchange.stats().roundTrips;
    }
    void follow(std::uint64_t roundTrips) override
    {
        for (;;) {
            auto client = Party::join({}, Role::Client, m_name);
            if (client) {
                m_options.handOvers = roundTrips;
                if (!FullSpeed(*client, m_options).run())
                    ::_exit(EXIT_FAILURE);
                return;
            }
            std::this_thread::yield(); // its server is about to create it
        }
    }

private:
    ObjectName m_name;
    FullSpeedOptions m_options;
};

} // namespace

Prepared shmlabExchange(const FullSpeedOptions &options)
{
    const auto name = ObjectName::parse(uniqueName("exchange"));
    if (!name)
        return std::unexpected(QString::fromStdString(describe(name.error())));
    return std::make_unique<ShmlabRun>(*name, options);
}

} // namespace shmlab::ui::mechanisms
