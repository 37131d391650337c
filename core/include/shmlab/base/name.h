// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/error.h>
#include <shmlab/base/export.h>
#include <shmlab/base/system_roots.h>

#include <string>
#include <string_view>

namespace shmlab {

/// A valid object name: one slash, then 1 to 255 bytes that are neither slash nor NUL, and not "." or "..". Of an
/// object in a directory of /dev/shm, several such components. The bytes are the identity; they need not be UTF-8.
class SHMLAB_EXPORT ObjectName {
public:
    /// The name of the 2015 program's object.
    static constexpr std::string_view defaultText = "/test.shmem";

    /// Accepts `text` with or without its leading slash, and a path as other programs print it, "/dev/shm/NAME".
    /// Errors: NameEmpty, NameIsDot, NameHasSlash, NameHasNul (EINVAL), NameTooLong (ENAMETOOLONG). Makes no system
    /// call.
    [[nodiscard]] static Result<ObjectName> parse(std::string_view text);
    /// Also accepts the path of an object in a directory, "d/f", which shm_open(3) does not open. Errors: as above.
    [[nodiscard]] static Result<ObjectName> parsePath(std::string_view text);
    /// A name, path or pattern without a leading slash or "/dev/shm/".
    [[nodiscard]] static std::string_view withoutDirectory(std::string_view text);

    /// With the slash and a terminating NUL, as shm_open wants it.
    [[nodiscard]] const char *c_str() const noexcept { return m_bytes.c_str(); }
    [[nodiscard]] const std::string &bytes() const noexcept { return m_bytes; }
    /// It lies in a directory of /dev/shm.
    [[nodiscard]] bool isInDirectory() const noexcept { return m_bytes.rfind('/') != 0; }
    /// The path of the object's file: "/dev/shm/NAME".
    [[nodiscard]] std::string path() const;
    /// escape(bytes()): one line, safe to print.
    [[nodiscard]] std::string display() const;

    bool operator==(const ObjectName &) const = default;

private:
    explicit ObjectName(std::string bytes) : m_bytes(std::move(bytes)) { }
    std::string m_bytes;
};

/// A reversible display form on one line. Printable ASCII and printable UTF-8 are kept, a backslash becomes `\\`, every
/// other byte becomes `\xHH`: control and format characters, invisible characters, spaces other than U+0020, a trailing
/// space, private use, noncharacters, invalid UTF-8.
[[nodiscard]] SHMLAB_EXPORT std::string escape(std::string_view bytes);

/// The inverse of escape(). Text without a backslash is returned unchanged; an invalid escape is kept as it was typed.
[[nodiscard]] SHMLAB_EXPORT std::string unescape(std::string_view text);

} // namespace shmlab
