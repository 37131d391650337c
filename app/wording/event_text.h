// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_events.h>

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <string>

/// What happens to objects, as lines for people and for programs; without a newline.
namespace shmlab::ui {

/// "14:02:07.123  /name: opened to write by python3 (pid 4711)"; local time.
[[nodiscard]] QString eventLine(const ObjectEvent &event);
[[nodiscard]] QByteArray eventJson(const ObjectEvent &event);

/// The first line: from now on events are told. `objects`: that exist already.
[[nodiscard]] QString followingLine(std::size_t objects);
/// There is no object that the pattern matches yet.
[[nodiscard]] QString nothingMatchesText(const std::string &pattern);
[[nodiscard]] QByteArray followingJson(std::size_t objects, bool areActorsTold);
/// Why the actor of many events is not known.
[[nodiscard]] QString actorsUnknownText(const Error &error);

} // namespace shmlab::ui
