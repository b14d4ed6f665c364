"""What this terminal can do, what calctui will therefore use, and how to have it otherwise.

Reads the environment only: a question to the terminal by escape codes would come back as keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from calctui.explore.errors import SettingError, printable
from calctui.explore.looks import THEMES
from calctui.tui.config import Config
from calctui.tui.terminal import (
    SMALLEST,
    USUAL,
    colour_system,
    few_colours,
    locale_of,
    names_utf8,
    over_ssh,
    own_theme,
    pace,
    prepare_environment,
    refusal,
    theme_named,
    wants_ascii,
)

HEEDED = {
    "NO_COLOR": "no colours, whatever its value",
    "CALCTUI_THEME": "the theme to begin with",
    "TEXTUAL_COLOR_SYSTEM": "how many colours: standard, 256 or truecolor",
    "TEXTUAL_THEME": "a theme of Textual's in place of ours",
    "TEXTUAL_ANIMATIONS": "none: play goes one step at a time",
    "TEXTUAL_FPS": "how often the screen is drawn at most",
    "TEXTUAL_DISABLE_KITTY_KEY": "1: keys are reported the old way",
    "ESCDELAY": "milliseconds that an Escape is waited for",
    "CALCTUI_DEBUG": "a crash shows its traceback",
}
"""Variables that change what calctui does, and to what."""
_COLOURS = {"truecolor": "16 million", "256": "256", "standard": "16", "windows": "16"}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: what about, what it is, and what to do where that is not wanted."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What can be found out without asking the terminal."""

    environ: Mapping[str, str]
    stdin: TextIO | None
    stderr: TextIO | None
    size: tuple[int, int] | None
    """Columns and rows, or None without a terminal."""
    utf8_stdout: bool
    """Whether `show` may write more than ASCII."""
    forks: bool
    """Whether this system can run SymPy beside the explorer."""
    versions: Mapping[str, str]
    """By package; empty for one that is not there."""
    folders: Mapping[str, tuple[str, bool]]
    """By purpose: where, and whether files can be written there."""
    config: Config
    """What the settings file says."""
    config_file: tuple[str, str]
    """Where it is, and what is to be said of it."""


def doctor(found: Found) -> Mapping[str, tuple[Row, ...]]:
    """The findings by heading; what the environment says is repeated so that no terminal obeys it."""
    findings = {
        "Terminal": tuple(_terminal(found)),
        "Variables": tuple(_variables(found.environ)),
        "What calctui will use": tuple(_used(found)),
        "Files": tuple(_files(found)),
        "Versions": tuple(Row(name, version or "not installed") for name, version in found.versions.items()),
    }
    return {
        heading: tuple(Row(row.name, printable(row.value), printable(row.note)) for row in rows)
        for heading, rows in findings.items()
    }


def _terminal(found: Found) -> Iterator[Row]:
    environ = found.environ
    why = refusal(found.stdin, found.stderr, environ)
    yield Row("full screen", "no" if why else "yes", why.removeprefix("calctui: ") if why else "")
    yield _size(found.size)
    yield Row("TERM", environ.get("TERM", "not set"))
    yield Row("COLORTERM", environ.get("COLORTERM", "not set"))
    yield Row("colours", *_colours(environ))
    yield Row("characters", _encoding(found.stderr) or "unknown")
    yield _braille(found)
    yield Row("locale", locale_of(environ) or "not set")
    yield _inside(environ)
    yield Row("over SSH", "yes" if over_ssh(environ) else "no")


def _size(size: tuple[int, int] | None) -> Row:
    if size is None:
        return Row("size", "unknown", "no terminal is there")
    small = size[0] < SMALLEST[0] or size[1] < SMALLEST[1]
    needs = f"calctui needs {SMALLEST[0]}x{SMALLEST[1]}: a larger window or a smaller font"
    return Row("size", f"{size[0]}x{size[1]}", needs if small else "")


def _encoding(stream: TextIO | None) -> str:
    return (getattr(stream, "encoding", None) or "").lower()


def _braille(found: Found) -> Row:
    if not wants_ascii(found.environ, _encoding(found.stderr)):
        return Row("braille", "yes", "where it looks uneven, --marker block may suit the font")
    if wants_ascii({}, _encoding(found.stderr)) or not names_utf8(locale_of(found.environ)):
        return Row("braille", "no", "its characters are not UTF-8: LANG=C.UTF-8 may help")
    return Row("braille", "no", f"TERM={found.environ.get('TERM', '')} has no such characters")


def _colours(environ: Mapping[str, str]) -> tuple[str, str]:
    """How many colours there will be."""
    usable = dict(environ)
    prepare_environment(usable)
    system = colour_system(usable)
    more = "COLORTERM=truecolor has more, where the terminal has them"
    if usable.get("TEXTUAL_COLOR_SYSTEM") != environ.get("TEXTUAL_COLOR_SYSTEM"):
        more = f"Textual knows no TEXTUAL_COLOR_SYSTEM={environ['TEXTUAL_COLOR_SYSTEM']}: it is left out"
    few = few_colours(usable)
    if few == 0:
        return "none", "NO_COLOR is set; no meaning is lost" if "NO_COLOR" in environ else more
    if few:
        return str(few), more
    return _COLOURS.get(system, "none"), "" if system == "truecolor" else more


def _inside(environ: Mapping[str, str]) -> Row:
    if environ.get("TMUX"):
        return Row("inside", "tmux", "for the mouse: set -g mouse on")
    if environ.get("STY"):
        return Row("inside", "screen")
    return Row("inside", "neither tmux nor screen")


def _variables(environ: Mapping[str, str]) -> Iterator[Row]:
    rows = [Row(name, environ[name] or "set, but empty", HEEDED[name]) for name in HEEDED if name in environ]
    yield from rows or [Row("none", "of those that calctui heeds is set", ", ".join(HEEDED))]


def _used(found: Found) -> Iterator[Row]:
    environ, config = dict(found.environ), found.config
    prepare_environment(environ)
    fine = "ascii" if wants_ascii(environ, _encoding(found.stderr)) else "braille"
    yield Row("marker", config.marker or fine, "--marker braille, block or ascii; --ascii")
    shown = "braille" if found.utf8_stdout else "ascii"
    yield Row("marker of show", shown, "show --marker; LC_ALL=C makes it ascii")
    yield _theme(environ, config)
    yield _frames(environ, config)
    still = "none" in (environ.get("TEXTUAL_ANIMATIONS", "").lower(), config.motion)
    yield Row("play", "goes one step at a time" if still else "runs", "--no-motion; TEXTUAL_ANIMATIONS=none")
    yield Row("Escape", f"waited for {_milliseconds(environ)} ms", "ESCDELAY=500 on a slow link")
    yield _sympy(found)


def _theme(environ: Mapping[str, str], config: Config) -> Row:
    try:
        theme = own_theme(theme_named(environ) or config.theme, environ)
    except SettingError as error:
        return Row("theme", "none: it can't start", f"{error}")
    shown = theme or environ["TEXTUAL_THEME"] or "Textual's own"
    return Row("theme", shown, f"--theme {', '.join(THEMES[:-1])} or {THEMES[-1]}; the palette (p) has them")


def _frames(environ: Mapping[str, str], config: Config) -> Row:
    usual = pace(config.fps, False, environ)
    frames = min(usual.frames, _whole(environ.get("TEXTUAL_FPS"), 60))
    more = f", {USUAL.frames} if the link proves fast" if usual.hopeful else ""
    return Row("frames a second", f"{frames} at most{more}", "--fps 5, --frugal")


def _milliseconds(environ: Mapping[str, str]) -> int:
    return _whole(environ.get("ESCDELAY"), 100)


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number, 1 or more, as Textual reads one; what is none counts as not set."""
    try:
        return max(int(text or ""), 1)
    except ValueError:
        return otherwise


def _sympy(found: Found) -> Row:
    if found.versions.get("SymPy") and found.forks:
        return Row("formulas", "from SymPy", "in a process of its own, which nothing waits for")
    why = "this system can't fork" if found.versions.get("SymPy") else "it is not installed"
    return Row("formulas", "none from SymPy", f"{why}; numbers and pictures need none")


def _files(found: Found) -> Iterator[Row]:
    yield Row("settings", *found.config_file)
    for purpose, (folder, writable) in found.folders.items():
        yield Row(purpose, folder, "takes files" if writable else "takes no files: scores are not kept")
