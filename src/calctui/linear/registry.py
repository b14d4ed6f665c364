"""Every command that can be typed, once: hearing and help read from here."""

from collections.abc import Callable
from dataclasses import dataclass

from calctui.linear import guessing, keeping, pictures, reading
from calctui.linear.talk import Reply, Talk


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed."""

    name: str
    help: str
    """In a sentence or two."""
    act: Callable[[Talk, str], Reply]
    """Given where the conversation stands, and what stands behind the name."""
    takes: str = ""
    """What may stand behind it."""
    waiting: bool = False
    """Whether it is heard as a command even while a question waits for its guess."""

    @property
    def usage(self) -> str:
        """How it is written."""
        return f"{self.name} {self.takes}".strip()


def _command(name: str, help: str, act: Callable[[Talk, str], Reply], takes: str = "") -> Command:
    return Command(name, help, act, takes)


_COMMANDS = (
    Command("say", "Say everything about the picture; so does an empty line.", pictures.say, waiting=True),
    _command("settings", "Tell every setting, its value, and what it may be.", keeping.settings),
    _command("example", "Show the next example, or the one of a number.", pictures.example, "[NUMBER]"),
    _command("examples", "Name the examples of this picture.", pictures.examples),
    _command("next", "Move the timeline forward by a step, or by several.", pictures.forward, "[STEPS]"),
    _command("back", "Move it back by a step, or by several.", pictures.backward, "[STEPS]"),
    _command("play", "Run through the timeline to its end, and speak at a few places.", pictures.play),
    _command("to", "Move the timeline to a step, to start or to end.", pictures.to, "STEP"),
    _command("list", "Name all pictures, section by section.", pictures.listing),
    _command("open", "Open a picture by its name: open taylor.", pictures.open_picture, "PICTURE"),
    _command(
        "section",
        "Open a section's first picture: section 2.3. Again, its next picture.",
        pictures.section,
        "[SECTION]",
    ),
    _command("text", "Read the chapter about this picture, or another section.", reading.read, "[SECTION]"),
    _command("more", "Read on in the text.", reading.more),
    _command("follow", "Open a link of the text, or a finding, by its number.", reading.open_link, "NUMBER"),
    _command("find", "Find pictures, examples, formulas and terms by name.", reading.find, "WORDS"),
    _command("guess", "Guess a number of the picture before it is said.", guessing.guess),
    _command("quiz", "Ten questions about a section, or all of them.", guessing.quiz, "[SECTION [SEED]]"),
    Command("skip", "Leave the question, and its series.", guessing.skip, waiting=True),
    _command("undo", "Take the last change back.", keeping.undo),
    _command("redo", "Make it again.", keeping.redo),
    _command("reset", "Set the whole picture back.", keeping.reset),
    _command("code", "The computation as a Python program: code sympy.", keeping.code, "[LIBRARY]"),
    _command("command", "The command line that opens this picture.", keeping.show_command),
    _command("source", "The file of calctui that makes this picture.", keeping.show_source),
    _command("save", "Write the picture: save slope.svg, .txt, .ansi, .json or .py.", keeping.save, "FILE"),
    _command("stop", "In a lecture: say the notes again, or go to a stop.", pictures.stop, "[NUMBER]"),
    _command("forward", "In a lecture: the next stop.", pictures.onward),
    _command("return", "In a lecture: come back to the stop, or go to the one before.", pictures.come_back),
    Command("quit", "Leave calctui; so does the end of input.", keeping.leave, waiting=True),
)
COMMANDS = {each.name: each for each in _COMMANDS}
"""All of them by name, in the order of the help."""
