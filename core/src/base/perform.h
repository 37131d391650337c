// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <cerrno>
#include <utility>

namespace shmlab {

/// The single place where calls are made, timed and reported, and where errors are injected.
template <typename Body, typename Arguments>
Result<std::intptr_t> InspectCalls::perform(Call call, CallKind kind, Body body, Arguments arguments) const
{
    using Clock = std::chrono::steady_clock;
    for (;;) {
        const auto start = m_observer != nullptr ? Clock::now() : Clock::time_point{};
        std::string text = m_observer != nullptr ? arguments() : std::string();
        int errorNumber = m_observer != nullptr ? m_observer->injectedError(call, text) : 0;
        std::intptr_t result = -1;
        if (errorNumber == 0 || kind == CallKind::Releasing) {
            result = static_cast<std::intptr_t>(body());
            const int fromCall = errno;
            if (errorNumber == 0 && result == -1)
                errorNumber = fromCall;
        }
        if (m_observer != nullptr) {
            m_observer->called({.call = call,
                                .arguments = std::move(text),
                                .result = errorNumber != 0 ? -1 : result,
                                .errorNumber = errorNumber,
                                .start = start,
                                .duration = Clock::now() - start});
        }
        if (errorNumber == EINTR && kind == CallKind::Retryable)
            continue;
        if (errorNumber != 0)
            return std::unexpected(Error{.call = call, .errorNumber = errorNumber});
        return result;
    }
}

inline Result<void> resultAsVoid(const Result<std::intptr_t> &result)
{
    if (!result)
        return std::unexpected(result.error());
    return {};
}

template <typename T>
Result<T> resultAs(const Result<std::intptr_t> &result)
{
    if (!result)
        return std::unexpected(result.error());
    return static_cast<T>(*result);
}

} // namespace shmlab
