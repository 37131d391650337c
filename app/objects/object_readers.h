// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/object_reader.h>

#include <map>
#include <memory>
#include <string>

namespace shmlab::ui {

/// Objects opened to look, one descriptor per name. Not synchronised.
class ObjectReaders {
public:
    /// Null while there is no such object, or none that may be read.
    [[nodiscard]] std::shared_ptr<const ObjectReader> get(const ObjectName &name);
    /// Lets go of those whose name leads to another object by now, and tries those again that could not be opened.
    void recheck();

private:
    std::map<std::string, std::shared_ptr<const ObjectReader>> m_readers;
};

} // namespace shmlab::ui
