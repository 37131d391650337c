// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects/object_readers.h"

namespace shmlab::ui {

std::shared_ptr<const ObjectReader> ObjectReaders::get(const ObjectName &name)
{
    const auto known = m_readers.find(name.bytes());
    if (known != m_readers.end())
        return known->second;
    auto opened = ObjectReader::open(LookingCalls(), name);
    auto reader = opened ? std::make_shared<const ObjectReader>(std::move(*opened)) : nullptr;
    return m_readers.emplace(name.bytes(), std::move(reader)).first->second;
}

void ObjectReaders::recheck()
{
    std::erase_if(m_readers, [](const auto &known) {
        const auto name = ObjectName::parse(known.first);
        const auto status = statusOf(LookingCalls(), *name);
        return !known.second || !status || status->identity != known.second->identity();
    });
}

} // namespace shmlab::ui
