// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects/object_readers.h"

namespace shmlab::ui {

const ObjectReader *ObjectReaders::get(const ObjectName &name)
{
    const auto [place, isNew] = m_readers.try_emplace(name.bytes());
    if (isNew) {
        if (auto opened = ObjectReader::open(m_calls, name))
            place->second = std::move(*opened);
    }
    return place->second ? &*place->second : nullptr;
}

} // namespace shmlab::ui
