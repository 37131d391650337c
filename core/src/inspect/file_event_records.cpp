// SPDX-License-Identifier: MIT
#include "inspect/file_event_records.h"

#include <cstddef>
#include <cstring>

#include <fcntl.h>
#include <sys/fanotify.h>

namespace shmlab {
namespace {

/// A structure at the beginning of `bytes`, which are long enough.
template <typename Structure>
Structure readAs(std::span<const char> bytes)
{
    Structure structure{};
    std::memcpy(&structure, bytes.data(), sizeof structure);
    return structure;
}

/// In the info record of a name: a struct file_handle, and behind it the name with a NUL.
void readName(std::span<const char> info, FileEventRecord &record)
{
    constexpr std::size_t handleAt = offsetof(fanotify_event_info_fid, handle);
    if (info.size() < handleAt + sizeof(file_handle))
        return;
    const std::size_t size = sizeof(file_handle) + readAs<file_handle>(info.subspan(handleAt)).handle_bytes;
    if (size >= info.size() - handleAt)
        return;
    const auto name = info.subspan(handleAt + size);
    record.directory.assign(info.data() + handleAt, size);
    record.name.assign(name.data(), ::strnlen(name.data(), name.size()));
}

FileEventRecord parseEvent(std::span<const char> event, const fanotify_event_metadata &head)
{
    FileEventRecord record{.mask = head.mask, .pid = head.pid, .directory = {}, .name = {}};
    auto rest = event.subspan(head.metadata_len);
    while (rest.size() >= sizeof(fanotify_event_info_header)) {
        const auto info = readAs<fanotify_event_info_header>(rest);
        if (info.len < sizeof info || info.len > rest.size())
            break;
        if (info.info_type == FAN_EVENT_INFO_TYPE_DFID_NAME)
            readName(rest.first(info.len), record);
        rest = rest.subspan(info.len);
    }
    return record;
}

} // namespace

std::vector<FileEventRecord> parseFileEvents(std::span<const char> bytes)
{
    std::vector<FileEventRecord> records;
    while (bytes.size() >= sizeof(fanotify_event_metadata)) {
        const auto head = readAs<fanotify_event_metadata>(bytes);
        if (head.vers != FANOTIFY_METADATA_VERSION || head.metadata_len < sizeof head
            || head.event_len < head.metadata_len || head.event_len > bytes.size())
            break;
        records.push_back(parseEvent(bytes.first(head.event_len), head));
        bytes = bytes.subspan(head.event_len);
    }
    return records;
}

} // namespace shmlab
