#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that HACKING.md and SECURITY.md name exactly the tests that exist.

    fault_table.py BIN            fails when the documents and the test programs in BIN differ
    fault_table.py BIN --write    writes the tests of each row into HACKING.md's table

The test programs list their functions, so a test that is not built is not listed.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
from collections import defaultdict

PROJECT = pathlib.Path(__file__).resolve().parents[2]
REQUIRED_ROWS = [*range(1, 59), *range(61, 67)]
REQUIRED_REPORTS = [1, 2, *range(4, 19)]  # of public reports: fieldNN_, also after faultNN_
ROW = re.compile(r"^\| (\d+) \| ([^|]*) \| ([^|]*) \|(.*)\|$")
MENTION = re.compile(r"`(tst_\w+)::(\w+)`")


def functions_of_all_tests(bin_folder):
    """{program: [test function, ...]} of every QtTest program in the folder."""
    functions = {}
    for program in sorted(bin_folder.glob("tst_*")):
        listed = subprocess.run([program, "-functions"], capture_output=True, text=True, check=True,
                                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        functions[program.name] = re.findall(r"^(\w+)\(\)", listed.stdout, re.MULTILINE)
    return functions


def tests_by_row(functions):
    """{row: "`tst_a`: x, y; `tst_b`: z"} from the names faultNN_x."""
    names = defaultdict(lambda: defaultdict(list))
    for program, own in functions.items():
        for function in own:
            if match := re.match(r"fault(\d\d)_(\w+)", function):
                names[int(match[1])][program].append(match[2])
    return {row: "; ".join(f"`{program}`: {', '.join(own)}" for program, own in sorted(programs.items()))
            for row, programs in names.items()}


def reports_with_tests(functions):
    """The numbers in the names fieldNN_x and faultNN_fieldNN_x."""
    return {int(match[1]) for own in functions.values() for function in own
            if (match := re.match(r"(?:fault\d\d_)?field(\d\d)_", function))}


def rewritten(text, tests):
    """The document with the last column of its table written again."""
    def line(old):
        match = ROW.match(old)
        return f"| {match[1]} | {match[2]} | {match[3]} | {tests.get(int(match[1]), '')} |" if match else old
    return "\n".join(line(old) for old in text.split("\n"))


def complaints(hacking, security, functions, tests):
    rows = {int(match[1]) for line in hacking.split("\n") if (match := ROW.match(line))}
    for row in REQUIRED_ROWS:
        if row not in rows:
            yield f"HACKING.md: the table has no row {row}"
        if row not in tests:
            yield f"no test is named fault{row:02}_..."
    for row in sorted(tests.keys() - rows):
        yield f"HACKING.md: tests exist for row {row}, but the table has no such row"
    for row in set(REQUIRED_REPORTS) - reports_with_tests(functions):
        yield f"no test is named field{row:02}_..."
    if rewritten(hacking, tests) != hacking:
        yield "HACKING.md: the table differs from the tests; run fault_table.py BIN --write"
    for program, function in MENTION.findall(security):
        if function not in functions.get(program, []):
            yield f"SECURITY.md: {program}::{function} does not exist"
    promises = [line for line in security.split("\n") if line.startswith("| ")][1:]
    for line in promises:
        if not MENTION.search(line):
            yield f"SECURITY.md: no test is named for: {line}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    functions = functions_of_all_tests(arguments.bin)
    tests = tests_by_row(functions)
    hacking = PROJECT / "HACKING.md"
    if arguments.write:
        hacking.write_text(rewritten(hacking.read_text(), tests))
    found = list(complaints(hacking.read_text(), (PROJECT / "SECURITY.md").read_text(), functions, tests))
    print("\n".join(found) or f"{sum(map(len, functions.values()))} tests; {len(tests)} rows of the table have tests")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
