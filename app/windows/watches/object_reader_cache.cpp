// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/object_reader_cache.h"

namespace shmlab::ui {

const ObjectReader *ObjectReaderCache::get(const ObjectName &name)
{
    if (m_readers.size() >= maxOpen && !m_readers.contains(name.bytes()))
        m_readers.clear();
    const auto [place, isNew] = m_readers.try_emplace(name.bytes());
    if (isNew) {
        if (auto opened = ObjectReader::open(m_calls, name))
            place->second = std::move(*opened);
    }
    return place->second ? &*place->second : nullptr;
}

} // namespace shmlab::ui
