"""Run the programs over a library that the tests do without, and hold what they print against the readouts.

    python tools/check_programs.py torch /path/to/a/python/that/has/it

Every default and preset is tried; the first argument is a library of `calctui show --library`.
"""

import json
import subprocess
import sys
from math import isclose

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.libraries import by_library
from calctui.explore.link import read_settings

TOLERANCE = 1e-9
RUN = """
import contextlib, io, json, sys

for name, program in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, name, "exec"), {"__name__": "__main__"})
    print(json.dumps([line.split(None, 1) for line in out.getvalue().splitlines()]))
"""
"""All programs in one process: importing PyTorch takes longer than running them."""


def main(library: str, python: str) -> int:
    """Compare all, and count what does not agree."""
    programs, shown = [], []
    for entry in CATALOGUE:
        default = load(entry.key)()
        for settings in ("", *(preset.settings for preset in default.presets)):
            state = read_settings(default, settings)
            scene = state.scene({})
            if program := by_library(state, scene).get(library):
                programs.append((f"{entry.key} {settings}", program))
                numbers = {
                    each.name: each.value for each in scene.readouts if isinstance(each.value, int | float)
                }
                shown.append(numbers)
    ran = subprocess.run([python, "-c", RUN], input=json.dumps(programs), capture_output=True, text=True)
    lines = ran.stdout.splitlines()
    print(ran.stderr, end="")
    bad = len(programs) - len(lines)
    for (picture, _), line, readouts in zip(programs, lines, shown, strict=False):
        numbers = {name: float(text) for name, text in json.loads(line) if name in readouts}
        off = {
            name: (found, readouts[name])
            for name, found in numbers.items()
            if not isclose(found, readouts[name], rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        }
        if off or not numbers:
            bad += 1
            print(f"{picture}: {off or 'no readout is a number'}")
    print(f"{len(programs)} programs over {library}, {bad} not as the picture says")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
