"""The commands that open the full screen: at a picture, or with a series of questions."""

from collections.abc import Sequence

import click

from calctui.cli.words import section_named, state_of
from calctui.explorables.catalogue import WHOLE, of_section
from calctui.explore.errors import SettingError


@click.command("open")
@click.argument("explorable", required=False)
@click.argument("settings", nargs=-1)
@click.pass_context
def open_explorer(ctx: click.Context, explorable: str | None = None, settings: Sequence[str] = ()) -> None:
    """Open the explorer, at an explorable with settings such as h=0.1."""
    from calctui.tui import launch

    state = state_of(explorable, settings) if explorable is not None else None
    options = ctx.find_root().obj
    ctx.exit(launch.run(state, theme=options["theme"], marker=options["marker"]))


@click.command()
@click.argument("section", default="all")
@click.option("--seed", type=click.IntRange(0), help="The same seed, the same questions.  [default: any]")
@click.pass_context
def quiz(ctx: click.Context, section: str, seed: int | None) -> None:
    """Ask ten questions about a section such as 2.3, or about all: guess first, then see."""
    from calctui.tui import launch

    about = section if section == WHOLE else section_named(section)
    if not (about == WHOLE or of_section(about)):
        raise SettingError(f"section {about} has no pictures to ask about: {WHOLE} asks about every other")
    options = ctx.find_root().obj
    ctx.exit(launch.run(None, theme=options["theme"], marker=options["marker"], quiz=(about, seed)))
