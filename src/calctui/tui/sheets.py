"""What the sheets say: the keys, the picture in words, an explorable's source, how a series went."""

import inspect
from collections.abc import Mapping, Sequence

from calctui.chapter.quiz import Game
from calctui.explorables.catalogue import WHOLE
from calctui.explore.explorable import Explorable
from calctui.explore.link import command
from calctui.export.frame import Frame
from calctui.export.words import described
from calctui.maths.symbolic import Answer
from calctui.scene import Scene
from calctui.tui.commands import Command
from calctui.tui.config import config_file
from calctui.tui.keymap import as_toml
from calctui.tui.session import Session


def help_pages(commands: Sequence[Command], *, kiosk: bool) -> Mapping[str, str]:
    """Every key with what it does and, but not to strangers, how to have others."""
    pages = {"keys": help_text(commands)}
    if not kiosk:
        said = f"These are the keys as they are now, as they can stand in\n{config_file()}\n"
        pages["others"] = "\n".join([said, as_toml(commands)])
    return pages


def help_text(commands: Sequence[Command]) -> str:
    """Every key with what it does, from the registry."""
    wide = max(6, *(len(each.shown) for each in commands))
    lines = [f"{each.shown:>{wide}}  {each.help}" for each in commands]
    lines += [
        f"{'0-9':>{wide}}  Open a section; again, its next picture.",
        f"{'Tab':>{wide}}  Move between settings, tabs and pictures.",
        "",
        "Notation: 3x^2, 2x(x+1), sin x, e^x, ln x, |x|, sqrt(x), pi, relu(x); ** is ^ too.",
        "1/2x is (1/2)·x, -x^2 is -(x²), log is ln. Other letters become sliders.",
        "",
        "Mouse: tabs, pictures, settings, sliders and the timeline answer to clicks and drags, the",
        "wheel steps a setting, and on a map the point comes to where you click. To select text,",
        "hold Shift (Option in iTerm).",
    ]
    return "\n".join(lines)


def in_words(session: Session, scene: Scene, answers: Mapping[str, Answer]) -> str:
    """The picture for those who can't see it, and its settings with what each is for."""
    settings = [
        f"{setting.name} = {setting.control.write(setting.value)}  {setting.control.help}"
        for setting in session.state.settings()
    ]
    return "\n".join([described(Frame(session.entry, session.state, scene, answers)), "Settings:", *settings])


def source(state: Explorable) -> tuple[str, str]:
    """The name and the text of the file that makes a picture."""
    module = inspect.getmodule(type(state))
    return f"{state.key()}.py", inspect.getsource(module) if module else ""


def summary(game: Game) -> tuple[str, str]:
    """How a series went: a title, and a text with every question and what became of it."""
    assert game.series is not None, "no series was played"
    played = game.series
    lines = [f"Best so far: {game.aware().best.of(played.section)} of {len(played.questions)}.", ""]
    for question, verdict in zip(played.questions, played.verdicts, strict=True):
        lines += [f"{'+' if verdict.right else '-'} {question.prompt}", f"  {verdict.sentence}"]
        lines += [f"  {command(question.state)}", ""]
    lines.append(f"The same again: calctui quiz {played.section} --seed {played.seed}")
    about = "the whole chapter" if played.section == WHOLE else f"section {played.section}"
    return f"Ten questions about {about}: {played.right} right", "\n".join(lines)
