// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <atomic>
#include <cstring>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace shmlab::ui::mechanisms {

std::unexpected<QString> failed(const char *call, int errorNumber)
{
    return std::unexpected(
        QStringLiteral("%1: %2").arg(QLatin1String(call), QString::fromLocal8Bit(std::strerror(errorNumber))));
}

std::string uniqueName(const char *kind)
{
    static std::atomic<int> number = 0;
    return "shmlab-bench-" + std::to_string(::getpid()) + '-' + kind + '-' + std::to_string(number++);
}

SharedPage::SharedPage() : m_data(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
{
    if (m_data == MAP_FAILED)
        m_data = nullptr;
}

SharedPage::~SharedPage()
{
    if (m_data != nullptr)
        ::munmap(m_data, size);
}

SharedPage::SharedPage(SharedPage &&other) noexcept : m_data(std::exchange(other.m_data, nullptr)) { }

} // namespace shmlab::ui::mechanisms
