"""The commands that open the full screen: at a picture, with questions, with a lecture, behind a lecturer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from calctui.cli.completing import picture_words, sections_asked
from calctui.cli.words import state_of
from calctui.explorables.catalogue import WHOLE, added, of_section, section_named
from calctui.explore.errors import SettingError

if TYPE_CHECKING:
    from calctui.chapter.bookmark import Bookmark
    from calctui.export.share import Share
    from calctui.session.opening import Opening

share_option: Callable[[Any], Any] = click.option(
    "--share", type=click.Path(path_type=Path), metavar="PATH", help="Let others follow: calctui follow PATH."
)


@click.command("open")
@click.argument("explorable", required=False, shell_complete=picture_words)
@click.argument("settings", nargs=-1, shell_complete=picture_words)
@share_option
@click.pass_context
def open_explorer(
    ctx: click.Context,
    explorable: str | None = None,
    settings: Sequence[str] = (),
    share: Path | None = None,
) -> None:
    """Open the explorer, at an explorable with settings such as h=0.1."""
    state = state_of(explorable, settings) if explorable is not None else None
    if not ctx.find_root().obj["resume"]:
        first = next((each() for each in added()), None)  # who brings pictures wants to see them
        _run(ctx, share, state=state or first)
    if state:
        raise SettingError("--resume opens what was left last, not a picture of your choice")
    _run(ctx, share, bookmark=_left_last())


def _left_last() -> "Bookmark":
    from calctui.chapter.bookmark import read_bookmark
    from calctui.session.session import Session

    bookmark = read_bookmark()
    if bookmark is None:
        raise SettingError("there is nothing to resume: calctui has not been left yet")
    Session.resumed(bookmark)  # what is no longer there is said here, and not on the full screen
    return bookmark


@click.command()
@click.argument("section", default="all", shell_complete=sections_asked)
@click.option("--seed", type=click.IntRange(0), help="The same seed, the same questions.  [default: any]")
@click.pass_context
def quiz(ctx: click.Context, section: str, seed: int | None) -> None:
    """Ask ten questions about a section such as 2.3, or about all: guess first, then see."""
    about = section if section == WHOLE else section_named(section)
    if not (about == WHOLE or of_section(about)):
        raise SettingError(f"section {about} has no pictures to ask about: {WHOLE} asks about every other")
    _run(ctx, None, quiz=(about, seed))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@share_option
@click.pass_context
def tour(ctx: click.Context, file: Path | None, share: Path | None) -> None:
    """Give the lecture in FILE, command lines with notes between them; without one, the built-in lecture."""
    from calctui.chapter.tour import built_in, load_tour

    _run(ctx, share, tour=load_tour(file) if file else built_in())


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_context
def follow(ctx: click.Context, path: Path) -> None:
    """See what a lecturer shows who has begun with --share PATH on this machine."""
    from calctui.export.share import Shared

    _run(ctx, None, lecture=Shared(path))


def _run(ctx: click.Context, share: Path | None, **asked: Any) -> NoReturn:
    """Open the full screen, or hold the conversation that stands in for it, with what was asked for."""
    from calctui.session.opening import Opening

    options = dict(ctx.find_root().obj)
    del options["resume"]
    everywhere, kiosk, linear = (options.pop(name) for name in ("share", "kiosk", "linear"))
    if kiosk and (share or everywhere or "bookmark" in asked):
        raise SettingError("--kiosk writes no file and knows nobody: leave out --share and --resume")
    run = _conversation if linear else _full_screen
    shared = _shared(share or everywhere)
    try:
        ctx.exit(run(Opening(share=shared, kiosk=kiosk, **asked), **options))
    finally:
        if shared:
            shared.close()


def _full_screen(opening: "Opening", **options: Any) -> int:
    from calctui.tui import launch

    return launch.run(opening, **options)


def _conversation(opening: "Opening", *, marker: str | None, no_motion: bool, **drawing: Any) -> int:
    """Hold it; it moves nothing by itself, with `no_motion` or without."""
    from calctui.cli.output import utf8_stdout
    from calctui.linear.run import run

    if useless := next((name for name, value in drawing.items() if value), None):
        raise SettingError(f"--linear draws nothing: leave out --{useless}")
    return run(opening, plain=marker == "ascii" or not utf8_stdout())


def _shared(path: Path | None) -> "Share | None":
    from calctui.export.share import Share

    return Share.open(path) if path else None
