#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include against the direction of dependencies (HACKING.md, "The house").

    include_rules.py PROJECT

A folder of core or app may include from the folders named here and from itself, and from no others. A folder of
app/windows may also include the public header of another one, never in a circle. Whether a folder may use Qt or Qt Widgets
is held by the compiler, because its library links nothing else.
"""

import pathlib
import re
import sys

CORE = {
    "base": set(),
    "inspect": {"base"},
    "manage": {"inspect", "base"},
    "exchange": {"manage", "inspect", "base"},
    "debuginfo": {"inspect", "base"},
    "trace": {"debuginfo", "inspect", "base"},
}
APP = {
    "wording": set(),
    "session": {"wording"},
    "lab": {"wording"},
    "widgets": {"wording"},
    "cli": {"session", "lab", "wording"},
    "describe": {"cli", "wording"},
    "windows": {"widgets", "session", "lab", "wording"},
    "": {"windows", "widgets", "cli", "session", "lab", "wording"},  # app/main.cpp and the entry of the windows
}
# The headers of a window's folder that other windows may include.
PUBLIC = {
    "acquisition": {"acquisition.h"},
    "exchange": {"exchange_window.h"},
    "inside": {"inspector_panel.h"},
    "latency": {"latency_window.h"},
    "objects": {"objects_window.h"},
    "removal": {"removal_actions.h"},
    "start": {"role_chooser.h"},
    "timeline": {"timeline_panel.h"},
    "watches": {"watch_panel.h"},
}
INCLUDE = re.compile(r'^#include (?:<shmlab/(\w+)/[\w/]+\.h>|"([\w/]+)\.h")', re.MULTILINE)


def room_of(file, part):
    """The room of a file: its first folder below `part`; "" if it lies in none."""
    folders = file.relative_to(part).parts[:-1]
    return folders[0] if folders else ""


def core_violations(project):
    sources = project / "core/src"
    headers = project / "core/include/shmlab"
    for part in (sources, headers):
        for file in sorted(part.rglob("*.[hc]*")):
            room = room_of(file, part)
            for public, inner in INCLUDE.findall(file.read_text()):
                other = public or inner.split("/")[0]
                if other != room and other not in CORE.get(room, set()):
                    yield f"{file.relative_to(project)}: core/{room} may not include from core/{other}"


def app_violations(project):
    app = project / "app"
    between_windows = {}
    for file in sorted(app.rglob("*.[hc]*")):
        room = room_of(file, app)
        for _, path in INCLUDE.findall(file.read_text()):
            if not path:
                continue
            other = path.split("/")[0] if "/" in path else ""
            if other != room and other not in APP.get(room, set()):
                yield f"{file.relative_to(project)}: app/{room} may not include from app/{other} ({path}.h)"
            if room == other == "windows":
                window, used, header = file.relative_to(app).parts[1], *path.split("/")[1:]
                if used != window:
                    between_windows.setdefault(window, set()).add(used)
                    if f"{header}.h" not in PUBLIC.get(used, set()):
                        yield f"{file.relative_to(project)}: {path}.h is not a public header of windows/{used}"
    for window in sorted(between_windows):
        if window in reachable(window, between_windows):
            yield f"app/windows/{window} includes itself in a circle"


def reachable(start, edges):
    seen, todo = set(), list(edges.get(start, ()))
    while todo:
        if (place := todo.pop()) not in seen:
            seen.add(place)
            todo += edges.get(place, ())
    return seen


def main(project):
    project = pathlib.Path(project)
    found = [*core_violations(project), *app_violations(project)]
    files = len([*(project / "core").rglob("*.[hc]*"), *(project / "app").rglob("*.[hc]*")])
    if files < 100:
        found.append(f"only {files} files were read")
    print("\n".join(found) or f"{files} files include in the allowed direction only")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
