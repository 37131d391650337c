#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the libraries export what their public headers declare, and nothing else of Shmlab.

    public_symbols.py READELF HEADER-FOLDER FILE...

The files are the object files of core, or its shared libraries. Every function that a public header declares and one of the
files defines must have default visibility (SHMLAB_EXPORT), every other function must not: it is inner. A header and a listing that break each
rule are read first.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter

COMMENT = re.compile(r"//.*")
CLASS = re.compile(r"^(?:class|struct) (?:SHMLAB_EXPORT )?(\w+)[^;{]*\{", re.MULTILINE)
# A declaration outside of classes, so in the first column, that is not a definition.
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\] )?(?:SHMLAB_EXPORT )?"
                      r"(?!(?:public|protected|private|inline|constexpr|template|static_assert|using)\b)"
                      r"[A-Za-z:][^;{(=]*?(\w+)\([^;{]*;", re.MULTILINE)
SYMBOL = re.compile(r"^ *\d+: \w+ +\d+ (?:FUNC|OBJECT) +(?P<binding>GLOBAL|WEAK) +(?P<visibility>DEFAULT|HIDDEN|PROTECTED) +"
                    r"(?!UND)\w+ (?P<name>shmlab::.*)$", re.MULTILINE)


def declared(folder):
    """The classes that public headers define, and how often they declare each function outside of them."""
    text = "\n".join(COMMENT.sub("", header.read_text()) for header in sorted(pathlib.Path(folder).rglob("*.h")))
    text = re.sub(r"=\s*\{\}", "", text)  # default arguments look like bodies
    return set(CLASS.findall(text)), Counter(FUNCTION.findall(text))


def defined(readelf, files):
    """(name, is it exported, is it weak) of every symbol of Shmlab."""
    dynamic = ["--dyn-syms"] if all(".so" in file for file in files) else ["--syms"]
    listed = subprocess.run([readelf, *dynamic, "--wide", "--demangle", *files], capture_output=True, text=True, check=True)
    return symbols_in(listed.stdout)


def symbols_in(listing):
    return [(symbol["name"], symbol["visibility"] == "DEFAULT", symbol["binding"] == "WEAK")
            for symbol in SYMBOL.finditer(listing)]


def complaints(classes, functions, symbols):
    exported = Counter()
    for name, is_exported, is_weak in symbols:
        scopes = re.sub(r"\[abi:\w+\]", "", name.split("(")[0]).split("::")[1:]
        if scopes[0] in classes:
            if not is_exported and not is_weak:
                yield f"not exported, though its class is public: {name}"
        elif scopes[-1] in functions and len(scopes) == 1:
            exported[scopes[-1]] += is_exported
        elif is_exported and not is_weak:
            yield f"exported, though no public header declares it: {name}"
    for function in functions:
        if exported[function] != functions[function]:
            yield f"{function}(): {functions[function]} declared in public headers, {exported[function]} exported"


CONTROL_HEADER = """
class SHMLAB_EXPORT Public {
    void member();
};
[[nodiscard]] SHMLAB_EXPORT int exported(int);
[[nodiscard]] int hidden(int = {});
"""
CONTROL_SYMBOLS = """
   1: 0000000000000010    42 FUNC    GLOBAL DEFAULT    1 shmlab::exported(int)
   2: 0000000000000020    42 FUNC    GLOBAL HIDDEN     1 shmlab::hidden(int)
   3: 0000000000000030    42 FUNC    GLOBAL HIDDEN     1 shmlab::Public::member()
   4: 0000000000000040    42 FUNC    GLOBAL DEFAULT    1 shmlab::inner()
   5: 0000000000000050    42 FUNC    GLOBAL HIDDEN     1 shmlab::other()
   6: 0000000000000000     0 NOTYPE  GLOBAL DEFAULT  UND shmlab::used()
"""
CONTROL_COMPLAINTS = {
    "hidden(): 1 declared in public headers, 0 exported",
    "not exported, though its class is public: shmlab::Public::member()",
    "exported, though no public header declares it: shmlab::inner()",
}


def control_failures():
    """What is not found, or found without reason, in a header and a listing that break each rule once."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "control.h").write_text(CONTROL_HEADER)
        found = set(complaints(*declared(folder), symbols_in(CONTROL_SYMBOLS)))
    return [f"control: {line}" for line in CONTROL_COMPLAINTS ^ found]


def main(readelf, headers, *files):
    classes, functions = declared(headers)
    symbols = defined(readelf, files)
    found = control_failures() + sorted(set(complaints(classes, functions, symbols)))
    if len(symbols) < 100 or not any("Party::" in name for name, *_ in symbols):
        found.append(f"only {len(symbols)} symbols were read")
    print("\n".join(found) or f"{len(classes)} classes and {functions.total()} functions are public and exported")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
