"""`calctui check`: whether explorables from outside keep what an explorable promises."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from calctui.cli.output import write_out
from calctui.explorables import catalogue
from calctui.explore.errors import SettingError

if TYPE_CHECKING:
    from calctui.export.conformance import Fault


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.pass_context
def check(ctx: click.Context, files: Sequence[Path]) -> None:
    """Try the explorables of Python files, which are run, at the ends of their ranges and at odd formulas.

    What is not as it should be is said, with the settings at which it shows; the exit status is 1 then.
    """
    from calctui.export.conformance import examined

    root = ctx.find_root()
    if root.obj["kiosk"]:
        raise SettingError("--kiosk runs nobody's files")
    if not files:
        raise SettingError("check what? Name a Python file that defines explorables")
    catalogue.begin(files, taken=cast(click.Group, root.command).commands, packages=False)
    sound = True
    for explorable in catalogue.added():
        tried, faults = examined(explorable)
        lines = [f"{explorable.key()}: {what}" for what in _told(faults)]
        write_out("\n".join(lines or [f"{explorable.key()}: {tried} states tried, nothing to mend"]), "text")
        sound = sound and not faults
    ctx.exit(0 if sound else 1)


def _told(faults: "Sequence[Fault]") -> list[str]:
    """Each fault once, as it is at the first settings at which it shows."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.what.partition(": ")[0], []).append(fault)
    return [
        f"{first.what}\n    calctui {first.line}" + (f"  # and {len(more)} more" if more else "")
        for first, *more in alike.values()
    ]
