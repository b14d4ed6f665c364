"""The man page calctui(1): commands and options from click, pictures and keys from their registries."""

from collections.abc import Iterator, Mapping
from inspect import cleandoc, getdoc

import click

from calctui import __version__
from calctui.cli.root import cli
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load
from calctui.tui.commands import COMMANDS
from calctui.tui.doctor import HEEDED
from documents.roff import bold, example, italic, plain, section, tagged

NAMES = {
    "comma": ",", "full_stop": ".", "plus": "+", "minus": "-", "equals_sign": "=", "question_mark": "?",
    "pageup": "PgUp", "pagedown": "PgDn",
}  # fmt: skip
"""Keys in letters that every terminal has."""
EXIT = {
    "0": "It did what was asked.",
    "1": "It crashed, or nobody read what it wrote.",
    "2": "The command line can't be read, a file can't be written, or a full screen has no terminal; one "
    "line on standard error says why.",
    "128 + n": "Signal n ended it: 130 after an interrupt, 129 when the terminal was gone.",
}


def manual() -> str:
    """The page in roff, in plain ASCII."""
    ctx = click.Context(cli, info_name="calctui", **cli.context_settings)
    lines = [
        r".\" Made by 'make docs' from the code: don't edit it here.",
        f'.TH CALCTUI 1 "" "calctui {__version__}" "User Commands"',
        *section("Name", plain(f"calctui - {_summary(cli)}")),
        *section("Synopsis", *_synopsis(ctx)),
        *section("Description", *_help(cli)),
        *section("Options", *_options(cli, ctx)),
        *section("Commands", *_commands(ctx)),
        *section("Pictures", *_pictures()),
        *section("Keys", *_keys()),
        *section("Exit status", *_tags(EXIT)),
        *section("Environment", *_tags(HEEDED)),
        *section("See also", plain("asciinema(1), tmux(1)")),
    ]
    return "\n".join(lines) + "\n"


def _summary(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split()).rstrip(".")


def _synopsis(ctx: click.Context) -> Iterator[str]:
    yield _usage(ctx, cli.commands["open"], "")
    for name, command in sorted(cli.commands.items()):
        if name != "open":
            yield ".br"
            yield _usage(ctx, command, name)


def _usage(ctx: click.Context, command: click.Command, name: str) -> str:
    """A command with what it takes, the way click writes it."""
    pieces = command.collect_usage_pieces(click.Context(command, info_name=name, parent=ctx))
    return " ".join([bold("calctui"), *([bold(name)] if name else []), *map(plain, pieces)])


def _help(command: click.Command) -> Iterator[str]:
    r"""What a command says of itself: paragraphs, and lines that stand as they are behind a \b."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield from example(paragraph.splitlines()[1:])
        else:
            yield from (".PP", plain(paragraph))


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
        if record and not (ctx.parent and param.name == "help"):  # the same for all
            yield from tagged(_option(record[0]), plain(record[1]))


def _option(written: str) -> str:
    """Names, then what they take: `-o, --output FILE`."""
    words = written.split(" ")
    names = [word for word in words if word.startswith("-")]
    taken = words[len(names) :]
    return " ".join([bold(" ".join(names)), *([italic(" ".join(taken))] if taken else [])])


def _commands(ctx: click.Context) -> Iterator[str]:
    for name, command in sorted(cli.commands.items()):
        own = click.Context(command, info_name=name, parent=ctx)
        yield f".SS {plain(name)}"
        yield _usage(ctx, command, name)
        yield from _help(command)
        yield from _options(command, own)


def _pictures() -> Iterator[str]:
    yield plain("Settings are given as NAME=VALUE; calctui list tells ranges, choices and examples.")
    for entry in CATALOGUE:
        explorable = load(entry.key)
        names = ", ".join(explorable.controls)
        about = f"{getdoc(explorable)} Section {entry.section}, {SECTIONS[entry.section]}."
        yield from tagged(bold(entry.key), plain(about), ".br", plain(f"Settings: {names}."))


def _keys() -> Iterator[str]:
    for each in COMMANDS:
        names = ", ".join(_key(key) for key in each.keys)
        yield from tagged(bold(names), plain(each.help))
    yield from tagged(bold("0 to 9"), plain("Open a section; again, its next picture."))


def _key(key: str) -> str:
    """A key by its name in letters: an arrow is no ASCII."""
    *held, name = key.split("+") if len(key) > 1 else [key]
    named = NAMES.get(name, name.capitalize() if len(name) > 1 else name)
    return "+".join([*(each.capitalize() for each in held), named])


def _tags(meanings: Mapping[str, str]) -> Iterator[str]:
    for tag, meaning in meanings.items():
        yield from tagged(bold(tag), plain(meaning))
