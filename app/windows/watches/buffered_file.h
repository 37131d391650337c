// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace shmlab::ui {

/// A new file that is written in large pieces. A std::FILE would be flushed when the program ends, which then waits
/// for a write of another thread that cannot go on.
class BufferedFile {
public:
    BufferedFile() = default;
    ~BufferedFile() { (void)close(); }
    BufferedFile(const BufferedFile &) = delete;
    BufferedFile &operator=(const BufferedFile &) = delete;

    /// Creates or empties the file. These three return an errno, or 0.
    [[nodiscard]] int open(const QString &path);
    /// Writes what was appended, once it is worth a call.
    [[nodiscard]] int writeIfMuch();
    [[nodiscard]] int close();
    void append(std::string_view text) { m_text += text; }

private:
    [[nodiscard]] int write();

    int m_descriptor = -1;
    std::string m_text;
};

} // namespace shmlab::ui
