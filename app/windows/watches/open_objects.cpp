// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/open_objects.h"

#include <utility>

namespace shmlab::ui {

const ByteSource *OpenObjects::get(const ObjectName &name)
{
    if (m_objects.size() >= maxOpen && !m_objects.contains(name.bytes()))
        m_objects.clear();
    const auto [place, isNew] = m_objects.try_emplace(name.bytes());
    if (isNew)
        place->second = openObject(m_calls, name).value_or(nullptr);
    return place->second.get();
}

} // namespace shmlab::ui
