// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/buffered_file.h"

#include <QFile>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

constexpr std::size_t worthACall = 4096;

} // namespace

int BufferedFile::open(const QString &path)
{
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return m_descriptor < 0 ? errno : 0;
}

int BufferedFile::writeIfMuch()
{
    return m_text.size() < worthACall ? 0 : write();
}

int BufferedFile::write()
{
    const std::string text = std::exchange(m_text, {}); // dropped if it cannot be written
    std::string_view left = text;
    while (!left.empty()) {
        const ssize_t written = ::write(m_descriptor, left.data(), left.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

int BufferedFile::close()
{
    if (m_descriptor < 0)
        return 0;
    const int error = write();
    const int closed = ::close(std::exchange(m_descriptor, -1)) == 0 ? 0 : errno;
    return error != 0 ? error : closed;
}

} // namespace shmlab::ui
