"""What is taken along: programs, commands, files; and changes taken back."""

from dataclasses import replace

from calctui.explore.errors import SettingError, because, excerpt
from calctui.explore.libraries import LIBRARIES, by_library
from calctui.explore.link import command
from calctui.export.formats import SAVED_SIZE, form_of, path_of, written
from calctui.export.source import source
from calctui.linear.settings import account, settings_of
from calctui.linear.talk import Reply, Talk, reply


def settings(talk: Talk, words: str) -> Reply:
    """Tell of every setting: its value, what it is for, what it may be."""
    state = talk.session.state
    return reply(talk, *(account(state, setting) for setting in settings_of(state)))


def undo(talk: Talk, words: str) -> Reply:
    """Take the last change back."""
    after = talk.session.undone()
    same = after is talk.session
    return reply(talk.shows(after), "There is nothing to take back." if same else "Taken back.")


def redo(talk: Talk, words: str) -> Reply:
    """Make the change again that was taken back."""
    after = talk.session.redone()
    same = after is talk.session
    return reply(talk.shows(after), "Nothing was taken back." if same else "Made again.")


def reset(talk: Talk, words: str) -> Reply:
    """Set everything of this picture back; undo brings it back."""
    after = talk.session.reset()
    if after.state == talk.session.state:
        return reply(talk.shows(after), "Everything is as at first.")
    return reply(talk.shows(after), "Set back; undo brings it back.")


def show_command(talk: Talk, words: str) -> Reply:
    """Say the command that opens this picture."""
    return Reply(talk=talk, lines=(command(talk.session.state),), verbatim=True)


def code(talk: Talk, words: str) -> Reply:
    """Say the picture's computation as Python, over NumPy or the library that is named.

    Raises:
        SettingError: there is no program over it.
    """
    if talk.asking:
        return reply(talk, "The code would tell: guess first, or skip.")
    programs = by_library(talk.session.state, talk.frame().scene)
    library = words.lower() or LIBRARIES[0]
    if library not in programs:
        has = f"this picture has {', '.join(programs)}"
        raise SettingError(f"there is no program over '{excerpt(words)}': {has}")
    others = [name for name in programs if name != library]
    also = (f"# also: code {', code '.join(others)}",) if others else ()
    return Reply(talk=talk, lines=(*programs[library].rstrip().split("\n"), *also), verbatim=True)


def show_source(talk: Talk, words: str) -> Reply:
    """Say the file that makes this picture."""
    name, text = source(talk.session.state)
    return Reply(talk=talk, lines=(f"# {name}", *text.rstrip().split("\n")), verbatim=True)


def save(talk: Talk, words: str) -> Reply:
    """Write the picture into a file, whose name's ending says how; a file that is there is left alone.

    Raises:
        SettingError: it can't be written.
    """
    if talk.kiosk:
        raise SettingError("in a kiosk no file is written")
    if talk.asking:
        return reply(talk, "The file would tell: guess first, or skip.")
    path = path_of(words or f"calctui-{talk.session.key}.svg")
    text = written(talk.frame(), form_of(path), SAVED_SIZE, "braille", "dark")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SettingError(f"{excerpt(str(path))} is there already: choose another name") from None
    except OSError as error:
        raise SettingError(f"can't write {excerpt(str(path))}: {because(error)}") from None
    return reply(talk, f"Saved {path.absolute()}")


def leave(talk: Talk, words: str) -> Reply:
    """End the conversation."""
    return reply(replace(talk, over=True), "Goodbye.")
