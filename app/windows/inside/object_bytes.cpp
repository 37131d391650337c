// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/object_bytes.h"

#include <algorithm>
#include <ranges>

namespace shmlab::ui {
namespace {

std::vector<std::byte> readPart(const ByteSource &object, HexView::Range range)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(std::max<qint64>(0, range.length())));
    bytes.resize(object.readAt(range.begin, bytes).value_or(0));
    return bytes;
}

} // namespace

std::span<const std::byte> KnownBytes::part(HexView::Range range) const
{
    return std::span(*bytes).subspan(static_cast<std::size_t>(range.begin - begin),
                                     static_cast<std::size_t>(range.length()));
}

void KnownBytes::overlay(qint64 offset, std::span<std::byte> onto) const
{
    const HexView::Range common{std::max(offset, begin), std::min(offset + std::ssize(onto), end())};
    if (common.begin < common.end)
        std::ranges::copy(part(common), onto.begin() + (common.begin - offset));
}

std::vector<std::byte> readRange(InspectCalls calls, const ObjectLocation &object, HexView::Range range,
                                 const std::vector<KnownBytes> &known)
{
    for (const KnownBytes &piece : known | std::views::reverse) {
        if (piece.covers(range)) {
            const auto part = piece.part(range);
            return {part.begin(), part.end()};
        }
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(range.length()));
    const auto opened = openObject(calls, object);
    qint64 end = range.begin + static_cast<qint64>(opened ? (*opened)->readAt(range.begin, bytes).value_or(0) : 0);
    for (auto piece = known.begin(); piece != known.end();) { // bytes that can no longer be read, but are known
        const bool extends = piece->contains(end);
        end = extends ? piece->end() : end;
        piece = extends ? known.begin() : std::next(piece);
    }
    bytes.resize(static_cast<std::size_t>(std::min(end, range.end) - range.begin));
    for (const KnownBytes &piece : known)
        piece.overlay(range.begin, bytes);
    return bytes;
}

Result<ReadResult> readObject(InspectCalls calls, const ObjectLocation &object, const ReadRequest &request,
                              WriterTracker &tracker)
{
    const auto opened = openObject(calls, object);
    if (!opened)
        return std::unexpected(opened.error());
    const auto status = (*opened)->status();
    if (!status)
        return std::unexpected(status.error());
    ReadResult result;
    result.sizeBytes = status->sizeBytes;
    const auto readInside = [&](HexView::Range range) { // even if the object grows meanwhile
        return readPart(**opened, {range.begin, std::min(range.end, result.sizeBytes)});
    };
    result.window = readInside(request.window);
    result.values = readInside(request.values);
    if (request.followsWriter)
        result.written = tracker.step(**opened, request.sweeps).value_or(std::nullopt);
    return result;
}

} // namespace shmlab::ui
