"""What stands on the screen from the first frame on: its parts, its keys, and the gate to what they do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Container, Horizontal, Vertical
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Input, Static

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, entry, of_section, sections
from calctui.session.opening import Opening
from calctui.tui.canvas import CellsWidget
from calctui.tui.choices import ChoiceLine
from calctui.tui.colours import FILTERS
from calctui.tui.commands import COMMANDS, Command
from calctui.tui.containing import Containing
from calctui.tui.footer import Footer
from calctui.tui.places import Panel, Stage, Transport
from calctui.tui.sheet import Sheet
from calctui.tui.terminal import SMALLEST, USUAL, Pace
from calctui.tui.themes import THEMES

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable
    from calctui.maths.symbolic import Question
    from calctui.scene import Scene
    from calctui.session.session import Session

BESIDE = 100
"""Columns from which the text stands beside the stage; below, it covers it, and links uncover it."""
AT_ANY_TIME = frozenset({"leave", "suspend_process"})
"""What can be done before there is a picture, and over a sheet."""
NOT_IN_A_KIOSK = frozenset({"save", "suspend_process", "screenshot"})
"""What would reach the machine behind the screen: files, and the shell that it was started from."""


class Standing(Containing):
    """The parts of the screen, before anything is shown on them."""

    CSS_PATH = "app.tcss"
    TITLE = "calctui"
    AUTO_FOCUS = "#panel"
    ENABLE_COMMAND_PALETTE = False  # ours is opened by a command of ours
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = [
        (0, "-tiny"),
        (SMALLEST[0], "-narrow"),
        (80, "-normal"),
        (BESIDE, "-broad"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-flat"), (SMALLEST[1], "-low"), (24, "-high")]

    few_colours: int | None = None
    """How many the terminal has, where that is few."""
    session: var["Session | None"] = var(None, init=False)
    """Everything that has been done; None until the explorables have loaded."""

    def __init__(
        self,
        opening: Opening,
        marker: str = "braille",
        pace: Pace = USUAL,
        commands: tuple[Command, ...] = COMMANDS,
    ) -> None:
        super().__init__()
        self.opening = opening
        self.commands = commands
        """As in the registry, but with the keys that were chosen."""
        self._marker_name, self._in_ascii = marker, marker == "ascii"
        self._pace = pace
        self._scene: Scene | None = None
        self._good: Explorable | None = None
        self._questions: Mapping[str, Question] = {}
        for theme in THEMES.values():
            self.register_theme(theme)
        # Not as a keymap: Textual would apply it to all bindings again with every key, which takes 5 ms.
        self._bindings.key_to_bindings.update(BindingsMap(_bindings(commands)).key_to_bindings)

    # The screen

    def get_default_screen(self) -> Screen[Any]:
        """The screen with the classes of its size, which Textual sets only after the first frame."""
        screen = super().get_default_screen()
        for breakpoints, extent in (
            (self.HORIZONTAL_BREAKPOINTS, self.size.width),
            (self.VERTICAL_BREAKPOINTS, self.size.height),
        ):
            screen.add_class([name for least, name in breakpoints if least <= extent][-1])
        return screen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and one for few colours."""
        few = FILTERS.get(self.few_colours)
        return [*super().get_line_filters(), *([few] if few else [])]

    def compose(self) -> ComposeResult:
        """What the first frame shows: tabs, explorables, stage and panel, sentence, transport, footer."""
        key = self._first_key()
        section = entry(key).section
        yield Static(f"calctui needs {SMALLEST[0]}x{SMALLEST[1]} characters.", id="small", markup=False)
        with Vertical(id="main"):
            yield ChoiceLine(section_names(), section, self.letters, id="sections")
            yield ChoiceLine(explorable_names(section), key, self.letters, id="explorables")
            with Horizontal(id="body"), Container(id="picture"):
                yield Stage(id="stage")
                yield Panel(id="panel")
            yield CellsWidget(id="sentence")
            yield Transport(id="transport")
            yield Footer(self.commands, self.can, self.letters, id="footer")

    def _first_key(self) -> str:
        return self.opening.state.key() if self.opening.state else CATALOGUE[0].key

    def on_mount(self) -> None:
        """Have the screen painted anew when a shell says fg."""
        self.app_resume_signal.subscribe(self, self.forget)

    def steady(self) -> None:
        """Where nothing is to move by itself, let no cursor blink."""
        for line in self.screen.query(Input):
            line.cursor_blink = self.animation_level != "none"

    def key(self, command: str) -> str:
        """The key of a command of the registry, as people write it."""
        return next(each.shown for each in self.commands if each.id == command)

    def letters(self, text: str) -> str:
        """Text as this terminal can show it."""
        if not self._in_ascii or text.isascii():
            return text
        from calctui.raster.lettering import to_ascii

        return "\n".join(map(to_ascii, text.split("\n")))

    # What commands build on

    async def on_event(self, event: events.Event) -> None:
        """Do at once what a key commands: keys that follow in one packet are meant for what it opens."""
        if (
            not isinstance(event, events.Key)
            or event.is_forwarded
            or not isinstance(self.focused, (Panel, Stage, ChoiceLine))
        ):
            await super().on_event(event)
        elif not await self._check_bindings(event.key, priority=True):
            await self._check_bindings(event.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The one gate: what can be done now."""
        if self.opening.kiosk and action in NOT_IN_A_KIOSK:
            return False
        if action in _COMMAND_ACTIONS and (self.session is None or isinstance(self.screen, Sheet)):
            return action in AT_ANY_TIME
        if action in ("view", "notation") and self.session:
            return action in self.session.state.controls
        if action == "tour" and self.session:
            onward = not str(parameters[0]).startswith("-")
            return self.session.tour is not None or (onward and self.opening.lecture is not None)
        if action == "sibling" and self.session:
            return len(of_section(self.session.entry.section)) > 1
        if action in ("point", "move") and self.session:
            return self.session.state.cursor is not None
        return True

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing: Textual would start a browser on the machine that calctui runs on."""

    def can(self, command: str) -> bool:
        """Whether a command of the registry can be given now."""
        action, _, rest = command.partition("(")
        return bool(self.check_action(action, (rest.rstrip(")"),) if rest else ()))

    def at_fault(self) -> str:
        """The name of what is open."""
        return self.session.key if self.session else self._first_key()

    def _tell(self, notice: str) -> None:
        self.query_one(Footer).tell(notice)


def _bindings(commands: Iterable[Command]) -> Iterator[Binding]:
    for each in commands:
        yield Binding(",".join(each.keys), each.id, each.title, show=False, priority=each.everywhere)
    for section, title in SECTIONS.items():
        if section[2:] in "0123456789":
            yield Binding(section[2:], f"section('{section}')", title, show=False)


_COMMAND_ACTIONS = {each.id.partition("(")[0] for each in COMMANDS} | {"section"}


def section_names() -> tuple[tuple[str, str], ...]:
    """The sections that have pictures, and how their tabs call them."""
    return tuple((section, f"{section} {title}") for section, title in sections().items())


def explorable_names(section: str) -> tuple[tuple[str, str], ...]:
    """The explorables of a section, and how their tabs call them."""
    return tuple((each.key, each.title) for each in of_section(section))
