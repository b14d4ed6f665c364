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
    key: str = ""
    """The key of the full screen that does the same: the chapter's texts speak of keys."""
    waiting: bool = False
    """Whether it is heard as a command even while a question waits for its guess."""

    @property
    def usage(self) -> str:
        """How it is written."""
        return f"{self.name} {self.takes}".strip()


_COMMANDS = (
    Command(
        "say", "Say everything about the picture; so does an empty line.", pictures.say, key="w", waiting=True
    ),
    Command("settings", "Tell every setting, its value, and what it may be.", keeping.settings),
    Command(
        "example", "Show the next example, or the one of a number.", pictures.example, "[NUMBER]", key="e"
    ),
    Command("examples", "Name the examples of this picture.", pictures.examples),
    Command(
        "next", "Move the timeline forward by a step, or by several.", pictures.forward, "[STEPS]", key="n"
    ),
    Command("back", "Move it back by a step, or by several.", pictures.backward, "[STEPS]", key="b"),
    Command("play", "Run through the timeline to its end, and speak at a few places.", pictures.play),
    Command("to", "Move the timeline to a step, to start or to end.", pictures.to, "STEP"),
    Command("list", "Name all pictures, section by section.", pictures.listing),
    Command("open", "Open a picture by its name: open taylor.", pictures.open_picture, "PICTURE"),
    Command(
        "section",
        "Open a section's first picture: section 2.3. Again, its next picture.",
        pictures.section,
        "[SECTION]",
    ),
    Command(
        "text", "Read the chapter about this picture, or another section.", reading.read, "[SECTION]", key="t"
    ),
    Command("more", "Read on in the text.", reading.more),
    Command("follow", "Open a link of the text, or a finding, by its number.", reading.open_link, "NUMBER"),
    Command("find", "Find pictures, examples, formulas and terms by name.", reading.find, "WORDS", key="p"),
    Command("guess", "Guess a number of the picture before it is said.", guessing.guess, key="g"),
    Command("quiz", "Ten questions about a section, or all of them.", guessing.quiz, "[SECTION [SEED]]"),
    Command("skip", "Leave the question, and its series.", guessing.skip, waiting=True),
    Command("undo", "Take the last change back.", keeping.undo, key="u"),
    Command("redo", "Make it again.", keeping.redo, key="a"),
    Command("reset", "Set the whole picture back.", keeping.reset, key="r"),
    Command("code", "The computation as a Python program: code sympy.", keeping.code, "[LIBRARY]", key="c"),
    Command("command", "The command line that opens this picture.", keeping.show_command, key="y"),
    Command("source", "The file of calctui that makes this picture.", keeping.show_source, key="o"),
    Command("save", "Write the picture: save slope.svg, .txt, .ansi, .json or .py.", keeping.save, "FILE"),
    Command("stop", "In a lecture: say the notes again, or go to a stop.", pictures.stop, "[NUMBER]"),
    Command("forward", "In a lecture: the next stop.", pictures.onward, key="j"),
    Command(
        "return", "In a lecture: come back to the stop, or go to the one before.", pictures.come_back, key="k"
    ),
    Command("quit", "Leave calctui; so does the end of input.", keeping.leave, key="q", waiting=True),
)
KEYS = {each.key: each for each in _COMMANDS if each.key}
"""Those that have a key on the full screen, by it."""
COMMANDS = {each.name: each for each in _COMMANDS}
"""All of them by name, in the order of the help."""
