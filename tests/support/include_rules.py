#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include against the direction of dependencies (HACKING.md, "The house").

    include_rules.py PROJECT

A folder of core or app may include from the folders named here and from itself, and from no others. A folder of
app/windows may also include the public header of another one, never in a circle. An include is a path from core/src,
core/include or app in quotes or brackets: no macro, no "..". Whether a folder may use Qt or Qt Widgets is held by the
compiler, because its library links nothing else. Before the project a generated tree is read that breaks each rule once.
"""

import pathlib
import re
import sys
import tempfile

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
UNREADABLE = "an include that names no path, or one with .."
INCLUDE = re.compile(r"^[ \t]*#[ \t]*include\b[ \t]*(.*)", re.MULTILINE)
PATH = re.compile(r'([<"])([^>"]+)[>"]')


def room_of(file, part):
    """The room of a file: its first folder below `part`; "" if it lies in none."""
    folders = file.relative_to(part).parts[:-1]
    return folders[0] if folders else ""


def includes_of(file):
    """(is it in quotes, its parts) of each include; nothing instead of one that names no path or leaves its folder."""
    for what in INCLUDE.findall(file.read_text()):
        match = PATH.match(what)
        parts = match[2].split("/") if match else [".."]
        yield None if ".." in parts else (match[1] == '"', parts)


def core_violations(project):
    sources = project / "core/src"
    headers = project / "core/include/shmlab"
    for part in (sources, headers):
        for file in sorted(part.rglob("*.[hc]*")):
            room = room_of(file, part)
            for include in includes_of(file):
                if include is None:
                    yield f"{file.relative_to(project)}: {UNREADABLE}"
                    continue
                is_quoted, parts = include
                if is_public := parts[0] == "shmlab":
                    parts = parts[1:]
                other = parts[0]
                if len(parts) > 1 and (is_public or is_quoted or other in CORE):
                    if other != room and other not in CORE.get(room, set()):
                        yield f"{file.relative_to(project)}: core/{room} may not include from core/{other}"


def app_violations(project):
    app = project / "app"
    between_windows = {}
    for file in sorted(app.rglob("*.[hc]*")):
        room = room_of(file, app)
        for include in includes_of(file):
            if include is None:
                yield f"{file.relative_to(project)}: {UNREADABLE}"
                continue
            is_quoted, parts = include
            other = parts[0] if len(parts) > 1 else ""
            if not is_quoted and (not other or other not in APP):
                continue # a header of the system, of Qt or of core
            if other != room and other not in APP.get(room, set()):
                yield f"{file.relative_to(project)}: app/{room} may not include from app/{other} ({'/'.join(parts)})"
            if room == other == "windows":
                window, used, header = file.relative_to(app).parts[1], *parts[1:]
                if used != window:
                    between_windows.setdefault(window, set()).add(used)
                    if header not in PUBLIC.get(used, set()):
                        yield f"{file.relative_to(project)}: {header} is not a public header of windows/{used}"
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


# A file each of a tree, what it has, and what is wrong with it; "" if nothing is.
CONTROL = [
    ("core/src/base/own.cpp", '#include <shmlab/base/x.h>\n#include "base/x.h"\n#include <cstdio>\n#include <sys/x.h>', ""),
    ("core/src/exchange/below.cpp", '#include "manage/x.h"\n#include <shmlab/base/x.h>', ""),
    ("core/src/base/public.cpp", "#include <shmlab/inspect/x.h>", "core/base may not include from core/inspect"),
    ("core/include/shmlab/base/in_quotes.h", '#include "shmlab/manage/x.h"', "core/base may not include from core/manage"),
    ("core/src/inspect/inner.cpp", '#include "manage/x.h"', "core/inspect may not include from core/manage"),
    ("core/src/inspect/spaces.cpp", '  #  include "manage/x.h"', "core/inspect may not include from core/manage"),
    ("core/src/manage/brackets.cpp", "#include<exchange/x.h>", "core/manage may not include from core/exchange"),
    ("core/src/base/upwards.cpp", '#include "../manage/x.h"', UNREADABLE),
    ("core/src/base/macro.cpp", "#include HEADER", UNREADABLE),
    ("app/cli/own.cpp", '#include "cli/x.h"\n#include "wording/x.h"\n#include <shmlab/exchange/x.h>\n#include <QMenu>', ""),
    ("app/wording/quotes.cpp", '#include "session/x.h"', "app/wording may not include from app/session (session/x.h)"),
    ("app/wording/brackets.cpp", "#include <lab/x.h>", "app/wording may not include from app/lab (lab/x.h)"),
    ("app/widgets/relative.cpp", '#include "../session/x.h"', UNREADABLE),
    ("app/session/root.cpp", '#include "main.h"', "app/session may not include from app/ (main.h)"),
    ("app/windows/inside/public.cpp", '#include "windows/start/role_chooser.h"', ""),
    ("app/windows/inside/inner.cpp", '#include "windows/removal/remover.h"', "remover.h is not a public header of windows/removal"),
    ("app/windows/start/circle.cpp", '#include "windows/inside/inspector_panel.h"', "app/windows/inside includes itself in a circle"),
]


def control_failures():
    """What is not found, or found without reason, in a tree that breaks each rule once."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        expected = {"app/windows/start includes itself in a circle"}
        for name, text, wrong in CONTROL:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text + "\n")
            if wrong:
                expected.add(wrong if "circle" in wrong else f"{name}: {wrong}")
        found = {*core_violations(tree), *app_violations(tree)}
        return [f"control: {line}" for line in sorted(expected ^ found)]


def main(project):
    project = pathlib.Path(project)
    found = [*control_failures(), *core_violations(project), *app_violations(project)]
    files = len([*(project / "core").rglob("*.[hc]*"), *(project / "app").rglob("*.[hc]*")])
    if files < 100:
        found.append(f"only {files} files were read")
    print("\n".join(found) or f"{files} files include in the allowed direction only")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
