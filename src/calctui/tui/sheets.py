"""What the sheets say that is the screen's own: its keys, and the picture in words."""

from collections.abc import Mapping

from calctui.export.frame import Frame
from calctui.export.words import described
from calctui.maths.symbolic import Answer
from calctui.scene import Scene
from calctui.session.session import Session
from calctui.tui.commands import COMMANDS


def help_text() -> str:
    """Every key with what it does, from the registry."""
    lines = [f"{each.shown:>6}  {each.help}" for each in COMMANDS]
    lines += [
        f"{'0-9':>6}  Open a section; again, its next picture.",
        f"{'Tab':>6}  Move between settings, tabs and pictures.",
        "",
        "Notation: 3x^2, 2x(x+1), sin x, e^x, ln x, |x|, sqrt(x), pi, relu(x); ** is ^ too.",
        "1/2x is (1/2)·x, -x^2 is -(x²), log is ln. Other letters become sliders.",
        "",
        "Mouse: tabs, pictures and the timeline answer to clicks. To select text, hold Shift",
        "(Option in iTerm).",
    ]
    return "\n".join(lines)


def in_words(session: Session, scene: Scene, answers: Mapping[str, Answer]) -> str:
    """The picture for those who can't see it, and its settings with what each is for."""
    settings = [
        f"{setting.name} = {setting.control.write(setting.value)}  {setting.control.help}"
        for setting in session.state.settings()
    ]
    return "\n".join([described(Frame(session.entry, session.state, scene, answers)), "Settings:", *settings])
