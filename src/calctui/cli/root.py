"""All commands together, and `main`, which runs one."""

import re
from pathlib import Path
from typing import Any

import click

from calctui import __version__
from calctui.cli.alone import COMMANDS
from calctui.cli.check import check
from calctui.cli.completing import Items, explorables
from calctui.cli.completion import completion
from calctui.cli.doctor import doctor
from calctui.cli.ending import ended
from calctui.cli.explorer import follow, open_explorer, quiz, share_option, tour
from calctui.cli.reading import list_explorables, read_text
from calctui.cli.record import record
from calctui.cli.show import show
from calctui.explorables import catalogue
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.looks import MARKERS, THEMES


class _Commands(click.Group):
    """Reads the name of an explorable as a command that opens it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what is none is passed on to `open`."""
        if args[0] not in self.commands:
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> Items:
        """A command, an option, or an explorable, which opens it."""
        return [*super().shell_complete(ctx, incomplete), *explorables(incomplete)]


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="calctui")
@click.option(
    "--theme", type=click.Choice(THEMES), help="Colours: ansi has the terminal's own 16, mono has none."
)
@click.option(
    "--marker", type=click.Choice(MARKERS), help="How fine to draw.  [default: what the terminal can show]"
)
@click.option("--ascii", "marker", flag_value="ascii", help="The same as --marker ascii.")
@click.option("--fps", type=click.IntRange(1, 60), help="Frames a second at most while something plays.")
@click.option("--frugal", is_flag=True, help="Send half as many frames, as over SSH.")
@click.option("--no-motion", is_flag=True, help="Nothing moves by itself: play goes one step at a time.")
@click.option("--linear", is_flag=True, help="Lines to type and to hear, for screen readers: no full screen.")
@share_option
@click.option("--kiosk", is_flag=True, help="For strangers: writes no file, asks for none.")
@click.option(
    "--with",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add the explorables of a Python file, which is run; may be repeated.",
)
@click.option("--resume", is_flag=True, help="Go on where calctui was left last.")
@click.pass_context
def cli(ctx: click.Context, /, **options: Any) -> None:
    """See, change and replay every idea of calculus for machine learning.

    \b
    calctui                                  open the explorer
    calctui secant f='sin x' a=0.5 h=0.1     open a picture with these settings
    calctui show secant h=0.001              write it without a terminal
    """  # noqa: D301  # click wants the character itself
    files, kiosk = options.pop("files"), options["kiosk"]
    if files and kiosk:
        raise SettingError("--kiosk runs nobody's files: leave out --with")
    catalogue.begin(files, taken=COMMANDS, packages=not kiosk)
    ctx.obj = options
    if ctx.invoked_subcommand is None:
        ctx.invoke(open_explorer)


_COMMANDS = (
    open_explorer, quiz, tour, follow, show, record, read_text, list_explorables, check, doctor, completion,
)  # fmt: skip
for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run the command line."""
    ended(_run)


def _run() -> Any:
    try:
        return cli.main(prog_name="calctui", standalone_mode=False)
    except click.ClickException as error:  # click repeats what was typed, however long it is
        said = re.sub(r"\S{60,}", lambda word: excerpt(word[0]), error.format_message())
        raise SettingError(said) from None
    except click.Abort:
        return 130
