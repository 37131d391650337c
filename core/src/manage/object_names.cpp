// SPDX-License-Identifier: MIT
#include "manage/object_names.h"

#include <shmlab/inspect/object_status.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>

namespace shmlab {
namespace {

constexpr int maxDepth = 16;

class NameSearch {
public:
    NameSearch(InspectCalls calls, const ObjectInstance &wanted, const ObjectName &except)
        : m_calls(calls),
          m_wanted(wanted),
          m_except(except.bytes())
    {
    }

    /// `path` is that of the directory below the root of the objects, with a slash in front unless it is empty.
    Result<std::optional<NamedObject>> in(const OpenDescriptor &directory, const std::string &path, int depth)
    {
        std::vector<std::string> folders;
        alignas(dirent64) std::array<char, 32768> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
        for (;;) {
            const auto got = m_calls.getdents(directory.get(), buffer.data(), buffer.size());
            if (!got)
                return std::unexpected(got.error());
            if (*got == 0)
                break;
            for (std::size_t at = 0; at + offsetof(dirent64, d_name) < *got;) {
                const auto *entry = reinterpret_cast<const dirent64 *>(buffer.data() + at);
                at += entry->d_reclen;
                const std::string name = entry->d_name;
                if (entry->d_type == DT_DIR && name != "." && name != "..")
                    folders.push_back(name);
                if (entry->d_ino != m_wanted.identity.inode || path + '/' + name == m_except)
                    continue;
                if (auto found = openIfWanted(directory, name); !found || *found)
                    return found;
            }
        }
        for (std::size_t i = 0; i < folders.size() && depth < maxDepth; ++i) {
            const auto folder = m_calls.openAt(directory.get(), folders[i], O_DIRECTORY | O_NOFOLLOW);
            if (!folder)
                continue; // not ours to read, or gone
            if (auto found = in(OpenDescriptor(m_calls, *folder), path + '/' + folders[i], depth + 1); !found || *found)
                return found;
        }
        return std::nullopt;
    }

private:
    /// The name may lead elsewhere by now: what was opened decides.
    Result<std::optional<NamedObject>> openIfWanted(const OpenDescriptor &directory, const std::string &name)
    {
        const auto fd = m_calls.openAt(directory.get(), name, O_PATH | O_NOFOLLOW);
        if (!fd)
            return std::nullopt;
        OpenDescriptor descriptor(m_calls, *fd);
        const auto status = m_calls.statDescriptor(descriptor.get());
        if (!status)
            return std::unexpected(status.error());
        if (instanceOf(*status) != m_wanted)
            return std::nullopt;
        return NamedObject{.descriptor = std::move(descriptor), .links = status->stx_nlink};
    }

    InspectCalls m_calls;
    const ObjectInstance &m_wanted;
    std::string m_except;
};

} // namespace

ObjectInstance instanceOf(const struct statx &status) noexcept
{
    ObjectInstance instance{.identity = ObjectStatus::of(status).identity};
    if ((status.stx_mask & STATX_BTIME) != 0) {
        instance.bornSeconds = status.stx_btime.tv_sec;
        instance.bornNanoseconds = status.stx_btime.tv_nsec;
    }
    return instance;
}

Result<std::optional<NamedObject>> findOtherName(InspectCalls calls, const ObjectInstance &wanted,
                                                 const ObjectName &name)
{
    const auto root = calls.open(calls.roots().shm, O_DIRECTORY);
    if (!root)
        return std::unexpected(root.error());
    return NameSearch(calls, wanted, name).in(OpenDescriptor(calls, *root), {}, 0);
}

} // namespace shmlab
