// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/mechanisms/prepare.h"

#include <cerrno>
#include <string>

/// Shared by the mechanisms.
namespace shmlab::ui::mechanisms {

inline constexpr std::size_t sides = 2;

[[nodiscard]] constexpr std::size_t indexOf(Side side)
{
    return side == Side::Leading ? 0 : 1;
}

[[nodiscard]] constexpr Side peerOf(Side side)
{
    return side == Side::Leading ? Side::Following : Side::Leading;
}

/// `call` and its errno in words.
[[nodiscard]] std::unexpected<QString> failed(const char *call, int errorNumber = errno);

/// A name that no other program uses: it contains the process id and a sequence number.
[[nodiscard]] std::string uniqueName(const char *kind);

/// A page of anonymous memory that both sides inherit; zero at first. Move-only.
class SharedPage {
public:
    static constexpr std::size_t size = 4096;

    SharedPage();
    ~SharedPage();
    SharedPage(SharedPage &&other) noexcept;
    SharedPage &operator=(SharedPage &&) = delete;
    [[nodiscard]] bool isMapped() const { return m_data != nullptr; }
    template <typename T>
    [[nodiscard]] T &at(std::size_t offset) const
    {
        return *reinterpret_cast<T *>(static_cast<std::byte *>(m_data) + offset);
    }

private:
    void *m_data;
};

/// A run over `Channel`, which is made of a shared page.
template <typename Channel, typename... Arguments>
[[nodiscard]] Prepared onSharedPage(Arguments... arguments)
{
    SharedPage page;
    if (!page.isMapped())
        return failed("mmap");
    return std::make_unique<ChannelRun<Channel>>(Channel(std::move(page), arguments...));
}

} // namespace shmlab::ui::mechanisms
