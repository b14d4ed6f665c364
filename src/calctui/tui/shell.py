"""The screen: tabs, stage, panel, transport, and whatever session is newest on them.

The first frame needs neither NumPy nor the explorables: they load behind it. From then on one frozen session
holds everything, and what is on the screen follows from it. Knows no formula and no explorable by name.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, add_packages, entry, of_section, sections
from calctui.session.opening import Opening
from calctui.tui.canvas import CellsWidget
from calctui.tui.choices import ChoiceLine
from calctui.tui.colours import FILTERS
from calctui.tui.commands import COMMANDS, Command
from calctui.tui.containing import Containing, nothing_but
from calctui.tui.entry import Entry
from calctui.tui.footer import Footer
from calctui.tui.library import Library
from calctui.tui.places import Panel, Stage, Transport
from calctui.tui.reader import Reader
from calctui.tui.sheet import Sheet
from calctui.tui.terminal import SMALLEST, USUAL, Pace
from calctui.tui.themes import THEMES

if TYPE_CHECKING:
    from calctui.chapter.document import Document
    from calctui.explore.explorable import Explorable
    from calctui.maths.symbolic import Question
    from calctui.raster import Cells, Marker
    from calctui.scene import Scene
    from calctui.session.session import Session
    from calctui.tui.canvas import Drawing

FAST_LINK = 0.1
"""Seconds to the terminal's first answer within which a link is fast: most of them are our own."""
NOT_IN_A_KIOSK = frozenset({"save", "suspend_process", "screenshot"})
"""What would reach the machine behind the screen: files, and the shell that it was started from."""
BESIDE = 100
"""Columns from which the text stands beside the stage; below, it covers it, and links uncover it."""


class Shell(Containing):
    """Shows the newest session; what turns it into the next is its subclass's."""

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
    BINDINGS = [
        *(
            Binding(
                ",".join(each.keys), each.id, each.title, show=False, id=each.id, priority=each.everywhere
            )
            for each in COMMANDS
        ),
        *(
            Binding(section[2:], f"section('{section}')", title, show=False, id=f"section-{section}")
            for section, title in SECTIONS.items()
            if section[2:] in "0123456789"
        ),
    ]

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
        self._clock: Timer | None = None
        self._ticked = 0.0
        self._loading = False
        self._questions: Mapping[str, Question] = {}
        for theme in THEMES.values():
            self.register_theme(theme)
        if commands is not COMMANDS:
            self.set_keymap({each.id: ",".join(each.keys) for each in commands})

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
            yield ChoiceLine(_section_names(), section, self.letters, id="sections")
            yield ChoiceLine(_explorable_names(section), key, self.letters, id="explorables")
            with Horizontal(id="body"), Container(id="picture"):
                yield Stage(id="stage")
                yield Panel(id="panel")
            yield CellsWidget(id="sentence")
            yield Transport(id="transport")
            yield Footer(self.commands, self.can, self.letters, id="footer")

    def _first_key(self) -> str:
        return self.opening.state.key() if self.opening.state else CATALOGUE[0].key

    def on_mount(self) -> None:
        """Make the clock ready, and have the screen painted anew when a shell says fg."""
        self.app_resume_signal.subscribe(self, self.forget)
        self._clock = self.set_interval(1 / self._pace.frames, self._tick, pause=True)

    def post_display_hook(self) -> None:
        """Load what is behind the first frame as soon as it stands."""
        if not self._loading:
            self._loading = True
            self._load()

    @work
    async def _load(self) -> None:
        """Import what the first picture needs while the screen already answers; then add what is hidden."""
        session = await asyncio.to_thread(self._first_session)
        await self.query_one("#body").mount(Library(self.letters, self.key("text"), id="library"))
        await self.query_one("#main").mount(Reader(self.letters, id="notes"), before="#sentence")
        await self.query_one("#main").mount(Entry(self.letters), after="#sentence")
        self.steady()
        self.begin(session)
        await self._load_packages()

    async def _load_packages(self) -> None:
        """Add what installed packages offer, after the first picture."""
        faults = await asyncio.to_thread(add_packages)
        if self.session:
            self._show_tabs(self.session)
        for fault in faults:
            self._tell(f"{fault[0].upper()}{fault[1:]}.")

    def _first_session(self) -> "Session":
        """A session whose first scene can be drawn, and SymPy asked, without further loading."""
        self.start_engine()
        session = self._started()
        with suppress(Exception):  # `_show` says what fails
            session.state.scene({})
        return session

    def _started(self) -> "Session":
        """A session with what was asked for, or else with the first picture that can be opened."""
        from calctui.explorables.catalogue import load
        from calctui.session.session import Session

        try:
            return Session.start(self.opening.state)
        except Exception as error:
            self.contain(error)
        for each in CATALOGUE:
            with suppress(Exception):
                return Session.start(load(each.key)())
        raise RuntimeError("no picture can be opened")

    def begin(self, session: "Session") -> None:
        """Show the first session."""
        self.session = session
        self.call_after_refresh(_collect_garbage)

    def steady(self) -> None:
        """Where nothing is to move by itself, let no cursor blink."""
        for line in self.screen.query(Input):
            line.cursor_blink = self.animation_level != "none"

    @property
    def settled(self) -> bool:
        """Whether the picture is complete: loaded, and every question answered."""
        if self.session is None:
            return False
        questions = self.session.state.questions()
        return self.known(questions).keys() == questions.keys()

    def watch_session(self, old: "Session | None", session: "Session | None") -> None:
        """Show the newest session."""
        if session is None or self._clock is None:
            return
        halted = old is not None and old.playback.playing and not session.playback.playing
        if old is None or old.state is not session.state or old.game is not session.game or halted:
            self._show(session)
        if session.playback.playing and (old is None or not old.playback.playing):
            self._ticked = time.monotonic()
            self._clock.resume()
        elif not session.playback.playing:
            self._clock.pause()
        self._show_panel(session)
        self.query_one(Footer).playing = session.playback.playing
        if old is None or (old.key, old.section_open) != (session.key, session.section_open):
            self._show_tabs(session)
        if session.reading != (old.reading if old else ""):
            self._show_text(session)
        if old is None or (old.tour, old.stop) != (session.tour, session.stop):
            self._show_notes(session)

    def _show(self, session: "Session") -> None:
        """Draw the picture, with the answers that are there, and ask for those that are not."""
        from calctui.export.drawing import drawn
        from calctui.raster.lines import wrapped, written
        from calctui.scene import Role

        self.failing = False
        self._scene = scene = self._scene_or_why(session)
        game, marker = session.game, self._marker()

        def picture(width: int, height: int) -> "Cells":
            cells = drawn(session.state, scene.view, width, height, marker)
            if not self.failing:
                self._good = session.state
            return cells

        self._draw("#stage", picture)
        told = game.told(session.state) if game else ""

        def sentence(width: int, height: int) -> "Cells":
            lines = wrapped(f"{told} {scene.sentence}".strip(), width, Role.TITLE, marker)
            if told and len(lines) > height:
                lines = wrapped(told, width, Role.TITLE, marker)
            return written(lines, width, height)

        self._draw("#sentence", sentence)

    def _scene_or_why(self, session: "Session") -> "Scene":
        try:
            return self._scene_of(session)
        except Exception as error:
            return nothing_but(self.contain(error))

    def _scene_of(self, session: "Session") -> "Scene":
        questions = session.state.questions()
        scene, game = session.state.scene(self.known(questions)), session.game
        # What a moving picture asks anew with every frame it asks when it stands: SymPy would never rest.
        if not session.playback.playing or questions == self._questions:
            self._questions = questions
            self.ask(questions)
        if game and game.question and game.covers(session.state):
            return game.question.cover(scene)
        return scene

    def _draw(self, where: str, drawing: "Drawing") -> None:
        self.query_one(where, CellsWidget).draw(self.guarded(drawing, self._marker()))

    def _show_panel(self, session: "Session") -> None:
        from calctui.export.transport import transport
        from calctui.tui.panel import panel

        scene, marker = self._scene, self._marker()
        if scene is None:
            return
        self._draw("#panel", lambda width, height: panel(session, scene, width, height, marker))
        self._draw(
            "#transport",
            lambda width, height: transport(
                session.state,
                session.state.position(),
                session.playback,
                width,
                height,
                marker,
                self.status(session),
            ),
        )

    def _show_tabs(self, session: "Session") -> None:
        self.query_one(Footer).refresh()
        tabs = self.query_one("#sections", ChoiceLine)
        tabs.names, tabs.chosen = _section_names(), session.section_open
        explorables = self.query_one("#explorables", ChoiceLine)
        explorables.names, explorables.chosen = _explorable_names(session.entry.section), session.key
        stage = self.query_one("#stage")
        stage.can_focus = session.state.cursor is not None
        if stage.has_focus and not stage.can_focus:
            self.screen.set_focus(self.query_one("#panel"))

    def _show_text(self, session: "Session") -> None:
        """Open the text that is read, or give its room back to the picture."""
        library = self.query_one(Library)
        section, _, anchor = session.reading.partition("#")
        self.screen.set_class(bool(section), "-reading")
        if section:
            library.open(section, anchor, session.key, self.notes(section))
        else:
            library.close()
            self.screen.set_focus(self.query_one("#panel"))

    def _show_notes(self, session: "Session") -> None:
        """Show what the lecture says to its stop."""
        if session.tour:
            from calctui.chapter.tour import told

            self.say(told(session.tour, session.stop))

    def say(self, notes: "Document") -> None:
        """Show notes to the picture, or nothing."""
        self.screen.set_class(bool(notes), "-touring")
        if notes:
            self.query_one("#notes", Reader).show(notes)
        self.query_one(Footer).refresh()

    def status(self, session: "Session") -> str:
        """Where one is besides, for the line with the timeline."""
        return ""

    def notes(self, section: str) -> "Document":
        """What stands below a section's text and is this session's own."""
        return ()

    @property
    def covered(self) -> bool:
        """Whether a text that is open lies over the stage."""
        return self.size.width < BESIDE

    def _marker(self) -> "Marker":
        from calctui.raster import Marker

        return Marker[self._marker_name.upper()]

    def key(self, command: str) -> str:
        """The key of a command of the registry, as people write it."""
        return next(each.shown for each in self.commands if each.id == command)

    def letters(self, text: str) -> str:
        """Text as this terminal can show it."""
        if not self._in_ascii or text.isascii():
            return text
        from calctui.raster.lettering import to_ascii

        return "\n".join(map(to_ascii, text.split("\n")))

    def answered(self, name: str, question: "Question") -> None:
        """Show what SymPy says, if it says it of what is shown."""
        session = self.session
        with self.contained():
            if session and session.state.questions().get(name) == question:
                self._show(session)
                self._show_panel(session)

    # What commands build on

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The one gate: what can be done now."""
        if self.opening.kiosk and action in NOT_IN_A_KIOSK:
            return False
        if action in _COMMAND_ACTIONS and (self.session is None or isinstance(self.screen, Sheet)):
            return action in ("leave", "suspend_process")
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

    def _do(self, change: "Callable[[Session], Session]") -> None:
        with self.contained():
            if self.session:
                self.session = change(self.session)

    def at_fault(self) -> str:
        """The name of what is open."""
        return self.session.key if self.session else self._first_key()

    def failed(self, line: str) -> None:
        """Stop what plays, and say what failed; `u` brings back what could be shown last."""
        self._do(lambda session: session.retracing(self._good))
        self._tell(line)

    def _tell(self, notice: str) -> None:
        self.query_one(Footer).tell(notice)

    # Time

    def answered_within(self, seconds: float) -> None:
        """Go up to the usual pace where the terminal has answered quickly."""
        if self._pace.hopeful and seconds < FAST_LINK and self._clock:
            self._clock.stop()
            self._pace = USUAL
            self._clock = self.set_interval(1 / USUAL.frames, self._tick, pause=not self._playing)

    @property
    def frames_a_second(self) -> int:
        """How many are drawn at most while something plays."""
        return self._pace.frames

    @property
    def _playing(self) -> bool:
        return self.session is not None and self.session.playback.playing

    def leave_out_time(self) -> None:
        """Play on as if no time had passed since the last frame."""
        self._ticked = time.monotonic()

    def _tick(self) -> None:
        """Let the time that has really passed pass in the session; while the terminal lags, it gathers."""
        if self.late:
            return
        now = time.monotonic()
        seconds, self._ticked = now - self._ticked, now
        self._do(lambda session: session.advanced(seconds))


def _collect_garbage() -> None:
    """Where the start went without, look for garbage again, but not among what it has brought: that lasts."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


_COMMAND_ACTIONS = {each.id.partition("(")[0] for each in COMMANDS} | {"section"}


def _section_names() -> tuple[tuple[str, str], ...]:
    return tuple((section, f"{section} {title}") for section, title in sections().items())


def _explorable_names(section: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.title) for each in of_section(section))
