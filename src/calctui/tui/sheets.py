"""What the sheets say that is the screen's own: its keys, and the picture in words."""

from collections.abc import Mapping, Sequence

from calctui.export.frame import Frame
from calctui.export.words import described
from calctui.maths.symbolic import Answer
from calctui.scene import Scene
from calctui.session.session import Session
from calctui.tui.commands import Command
from calctui.tui.config import config_file
from calctui.tui.keymap import as_toml


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
