"""The explorer: one screen that shows any explorable. It knows no formula and no explorable by name.

The first frame needs neither NumPy nor the explorables: they load behind it. From then on one frozen session
holds everything; commands turn it into the next, and what is on the screen follows from it.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.command import CommandPalette
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, of_section
from calctui.explore.errors import SettingError
from calctui.tui.canvas import CellsWidget
from calctui.tui.choices import ChoiceLine
from calctui.tui.commands import COMMANDS
from calctui.tui.entry import Entry, Verdict
from calctui.tui.finder import Finder
from calctui.tui.footer import Footer
from calctui.tui.sheet import Sheet
from calctui.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable
    from calctui.maths.symbolic import Answer, Engine, Question
    from calctui.raster import Marker
    from calctui.scene import Scene
    from calctui.tui.session import Session

FRAMES_A_SECOND = 20
FRAMES_OVER_SSH = 10
"""A picture of 100x30 costs some 5 KB a frame: over a link that others share, half as many do."""
MOST_ANSWERS = 500
"""Answers kept, oldest given up first: a few kilobytes each."""
SECOND_Q = 2.0
"""Seconds in which a second q quits."""
SMALLEST = (60, 18)
"""Columns and rows below which nothing can be read."""


class CalctuiApp(App[None]):
    """The explorer."""

    CSS_PATH = "app.tcss"
    TITLE = "calctui"
    ENABLE_COMMAND_PALETTE = False  # ours is opened by a command of ours
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[0], "-narrow"), (80, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (SMALLEST[1], "-low"), (24, "-high")]
    BINDINGS = [
        *(Binding(",".join(each.keys), each.id, each.title, show=False, id=each.id) for each in COMMANDS),
        *(
            Binding(section[2:], f"section('{section}')", title, show=False, id=f"section-{section}")
            for section, title in SECTIONS.items()
        ),
    ]

    session: reactive["Session | None"] = reactive(None, init=False)
    """Everything that has been done; None until the explorables have loaded."""

    class Loaded(Message):
        """The explorables, and NumPy with them, are there."""

    class Answered(Message):
        """SymPy has answered."""

        def __init__(self, question: "Question", name: str, answer: "Answer") -> None:
            self.question, self.name, self.answer = question, name, answer
            super().__init__()

    def __init__(
        self, state: "Explorable | None", marker: str = "braille", *, over_ssh: bool = False
    ) -> None:
        super().__init__()
        self._opening = state
        self._marker_name, self._in_ascii = marker, marker == "ascii"
        self._period = 1 / (FRAMES_OVER_SSH if over_ssh else FRAMES_A_SECOND)
        self._engine: Engine | None = None
        self._answers: dict[Question, Answer] = {}
        self._scene: Scene | None = None
        self._clock: Timer | None = None
        self._ticked = self._last_q = 0.0
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    # The screen

    def compose(self) -> ComposeResult:
        """Tabs, explorables, stage and panel, sentence or entry, transport, footer."""
        key = self._opening.key() if self._opening else CATALOGUE[0].key
        section = next(each.section for each in CATALOGUE if each.key == key)
        yield Static(f"calctui needs {SMALLEST[0]}x{SMALLEST[1]} characters.", id="small", markup=False)
        with Vertical(id="main"):
            yield ChoiceLine(_section_names(), section, self.letters, id="sections")
            yield ChoiceLine(_explorable_names(section), key, self.letters, id="explorables")
            with Horizontal(id="body"):
                yield _Stage(id="stage")
                yield _Panel(id="panel")
            yield Static("", id="sentence", markup=False)
            yield Entry(self.letters)
            yield _Transport(id="transport")
            yield Footer(self.can, self.letters, id="footer")

    def on_mount(self) -> None:
        """Paint first, load then."""
        self.query_one("#panel").focus()
        self._clock = self.set_interval(self._period, self._tick, pause=True)
        self.call_after_refresh(self._load)

    @work(thread=True, exit_on_error=True)
    def _load(self) -> None:
        """Import what the first picture needs while the screen already answers."""
        from calctui.maths.symbolic import Engine
        from calctui.tui.session import Session

        session = Session.start(self._opening)
        session.state.scene({})
        self._engine = Engine()
        self.call_from_thread(setattr, self, "session", session)

    @property
    def settled(self) -> bool:
        """Whether the picture is complete: loaded, and every question answered."""
        return self.session is not None and all(
            asked in self._answers for asked in self.session.state.questions().values()
        )

    def stop_engine(self) -> None:
        """End SymPy's process."""
        if self._engine:
            self._engine.stop()

    def watch_session(self, old: "Session | None", session: "Session | None") -> None:
        """Show the newest session."""
        if session is None or self._clock is None:
            return
        if old is None or old.state is not session.state:
            self._show(session)
        if session.playback.playing and (old is None or not old.playback.playing):
            self._ticked = time.monotonic()
            self._clock.resume()
        elif not session.playback.playing:
            self._clock.pause()
        self._show_panel(session)
        self.query_one(Footer).playing = session.playback.playing
        if old is None or old.key != session.key:
            self._show_tabs(session)

    def _show(self, session: "Session") -> None:
        """Draw the picture, with the answers that are there, and ask for those that are not."""
        from calctui.raster import draw

        answers = self._known(session)
        scene = session.state.scene(answers)
        self._scene = scene
        self._ask(session.state.questions(), answers)
        marker = self._marker()
        self.query_one("#stage", CellsWidget).draw(
            lambda width, height: draw(scene.view, width, height, marker)
        )
        self.query_one("#sentence", Static).update(Content(" " + self.letters(scene.sentence)), layout=False)

    def _show_panel(self, session: "Session") -> None:
        from calctui.tui.panel import panel
        from calctui.tui.transport import transport

        scene, marker = self._scene, self._marker()
        if scene is None:
            return
        self.query_one("#panel", CellsWidget).draw(
            lambda width, height: panel(session, scene, width, height, marker)
        )
        self.query_one("#transport", CellsWidget).draw(
            lambda width, height: transport(session, width, height, marker)
        )

    def _show_tabs(self, session: "Session") -> None:
        self.query_one(Footer).refresh()
        section = session.entry.section
        self.query_one("#sections", ChoiceLine).chosen = section
        explorables = self.query_one("#explorables", ChoiceLine)
        explorables.names, explorables.chosen = _explorable_names(section), session.key
        stage = self.query_one("#stage")
        stage.can_focus = session.state.cursor is not None
        if stage.has_focus and not stage.can_focus:
            self.query_one("#panel").focus()

    def _marker(self) -> "Marker":
        from calctui.raster import Marker

        return Marker[self._marker_name.upper()]

    def letters(self, text: str) -> str:
        """Text as this terminal can show it."""
        if not self._in_ascii or text.isascii():
            return text
        from calctui.raster.lettering import to_ascii

        return "\n".join(map(to_ascii, text.split("\n")))

    # SymPy

    def _known(self, session: "Session") -> "dict[str, Answer]":
        """The answers that are there to what the open explorable asks."""
        questions = session.state.questions()
        return {name: self._answers[asked] for name, asked in questions.items() if asked in self._answers}

    def _ask(self, questions: "dict[str, Question] | Any", answers: "dict[str, Answer]") -> None:
        """Ask what is not answered yet; an answer counts only for the question it was given to."""
        waiting = {name: asked for name, asked in questions.items() if name not in answers}
        if self._engine and waiting:

            def deliver(name: str, answer: "Answer") -> None:
                self.post_message(self.Answered(waiting[name], name, answer))

            self._engine.ask(waiting, deliver)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        self._answers[message.question] = message.answer
        if len(self._answers) > MOST_ANSWERS:
            del self._answers[next(iter(self._answers))]
        session = self.session
        if session and session.state.questions().get(message.name) == message.question:
            self._show(session)
            self._show_panel(session)

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The one gate: what can be done now."""
        if action in _COMMAND_ACTIONS and (self.session is None or isinstance(self.screen, Sheet)):
            return action == "leave"
        if action == "view" and self.session:
            return "view" in self.session.state.controls
        if action == "sibling" and self.session:
            return len(of_section(self.session.entry.section)) > 1
        if action in ("point", "move") and self.session:
            return self.session.state.cursor is not None
        return True

    def can(self, command: str) -> bool:
        """Whether a command of the registry can be given now."""
        action, _, parameters = command.partition("(")
        return bool(self.check_action(action, (parameters,) if parameters else ()))

    def _do(self, change: "Callable[[Session], Session]") -> None:
        if self.session:
            self.session = change(self.session)

    def action_change(self, by: float) -> None:
        """Step the selected setting."""
        self._do(lambda session: session.changed(by))

    def action_move(self, across: int, up: int) -> None:
        """Move the point over the map."""
        self._do(lambda session: session.moved(across, up))

    def action_point(self) -> None:
        """Give the arrows to the point on the map, or back to the settings."""
        stage = self.query_one("#stage")
        (self.query_one("#panel") if stage.has_focus else stage).focus()
        self._tell(
            "The arrows move the point; m gives them back."
            if not stage.has_focus
            else "The arrows change settings."
        )

    def action_end(self, which: int) -> None:
        """Set the selected setting to an end of its range."""
        self._do(lambda session: session.at_end(which))

    def action_select(self, by: int) -> None:
        """Select another setting."""
        self._do(lambda session: session.select(by))

    def action_play(self) -> None:
        """Play or pause; where motion is switched off, step."""
        still = self.animation_level == "none"
        self._do(lambda session: session.stepped(1) if still else session.toggled())

    def action_step(self, by: int) -> None:
        """Step forward or back; at the ends of the timeline, say so."""
        at = self.session.position() if self.session else 0.0
        self._do(lambda session: session.stepped(by))
        if self.session and self.session.position() == at:
            self._tell("This is the start." if by < 0 else "This is the end: space plays it from the start.")

    def action_speed(self, by: int) -> None:
        """Play faster or more slowly."""
        self._do(lambda session: session.faster(by))

    def action_example(self) -> None:
        """Show the next preset and say which."""
        self._do(lambda session: session.with_example(session.example + 1))
        if self.session:
            place, presets = self.session.example, self.session.state.presets
            self._tell(f"Example {place + 1} of {len(presets)}: {presets[place].title}")

    def action_view(self) -> None:
        """Show the other view."""
        self._do(lambda session: session.other_view())

    def action_reset(self) -> None:
        """Set everything back."""
        self._do(lambda session: session.reset())

    def action_undo(self) -> None:
        """Take the last change back."""
        self._do(lambda session: session.undone())

    def action_section(self, section: str) -> None:
        """Open a section."""
        self._do(lambda session: session.section(section))

    def action_sibling(self, by: int) -> None:
        """Open the next explorable of the section."""
        self._do(lambda session: session.sibling(by))

    def open_explorable(self, key: str, example: int | None = None) -> None:
        """Open an explorable, at one of its presets if one is named."""
        self._do(lambda session: session.opened(key))
        if example is not None:
            self._do(lambda session: session.with_example(example))

    def action_zoom(self) -> None:
        """Leave only picture and sentence, or bring everything back."""
        self.screen.toggle_class("-zoomed")

    def action_formula(self) -> None:
        """Type a formula."""
        if self.session and (name := self.session.formula()):
            self._type(name)

    def action_exact(self) -> None:
        """Type an exact value for the selected setting."""
        if self.session:
            self._type(self.session.selected)

    def _type(self, name: str) -> None:
        assert self.session is not None
        self.screen.remove_class("-zoomed")
        self.screen.add_class("-typing")
        setting = self.session.state.setting(name)
        self.query_one(Entry).open(
            name, setting.control.write(setting.value), lambda text: self._read(name, text)
        )

    def _read(self, name: str, text: str) -> Verdict:
        """Apply a typed text if it can be read; if not, the last good picture stays."""
        assert self.session is not None
        try:
            self.session = self.session.with_text(name, text)
        except SettingError as error:
            return Verdict(str(error).removeprefix(f"{name}: "), error.column, accepted=False)
        return Verdict(_echo(self.session.state.setting(name).value))

    @on(Entry.Closed)
    def _entry_closed(self) -> None:
        self.screen.remove_class("-typing")
        self.query_one("#panel").focus()

    @on(ChoiceLine.Chosen, "#sections")
    def _section_chosen(self, message: ChoiceLine.Chosen) -> None:
        if self.session and self.session.entry.section != message.key:
            self.action_section(message.key)

    @on(ChoiceLine.Chosen, "#explorables")
    def _explorable_chosen(self, message: ChoiceLine.Chosen) -> None:
        self.open_explorable(message.key)

    # Sheets and files

    def _unfold(self, title: str, text: str, opener: str) -> None:
        sheet = Sheet(title, text, opener, self.letters)
        sheet.set_class(self._in_ascii, "-ascii")
        self.push_screen(sheet)

    def action_words(self) -> None:
        """Say the picture in words."""
        from calctui.tui.sheets import in_words

        if self.session and self._scene:
            self._unfold("In words", in_words(self.session, self._scene, self._known(self.session)), "w")

    def action_code(self) -> None:
        """Show and copy the code."""
        if self._scene:
            self.copy_to_clipboard(self._scene.code)
            self._unfold("This picture as Python (copied)", self._scene.code, "c")

    def action_command(self) -> None:
        """Show and copy the command."""
        from calctui.explore.link import command

        if self.session:
            line = command(self.session.state)
            self.copy_to_clipboard(line)
            self._unfold("The command that opens this picture (copied)", line, "y")

    def action_source(self) -> None:
        """Show the explorable's file."""
        from calctui.tui.sheets import source

        if self.session:
            title, text = source(self.session.state)
            self._unfold(title, text, "o")

    def action_save(self) -> None:
        """Save the picture as SVG beside where calctui was started."""
        from calctui.tui.sheets import picture

        if self.session and self._scene:
            path = Path(f"calctui-{self.session.key}.svg")
            text = picture(self.session, self._scene, self._marker(), dark=self.current_theme.dark)
            try:
                path.write_text(text, encoding="utf-8")
                self._tell(f"Saved {path.absolute()}")
            except OSError as error:
                self._tell(f"Can't write {path.absolute()}: {error.strerror}")

    def action_dark(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_palette(self) -> None:
        """Open the command palette."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(providers=[Finder], placeholder="Find a command, picture or example")
            )

    def action_help(self) -> None:
        """List the keys."""
        from calctui.tui.sheets import help_text

        self._unfold("Keys", help_text(), "question_mark")

    def action_leave(self) -> None:
        """Quit at the second q in a row."""
        now = time.monotonic()
        if now - self._last_q <= SECOND_Q:
            self.exit()
        else:
            self._last_q = now
            self._tell("Press q again to quit.")

    def _tell(self, notice: str) -> None:
        self.query_one(Footer).tell(notice)

    # Time and mouse

    def _tick(self) -> None:
        """Let the time that has really passed pass in the session."""
        now = time.monotonic()
        seconds, self._ticked = now - self._ticked, now
        self._do(lambda session: session.advanced(seconds))

    def scrub(self, column: int, width: int) -> None:
        """Move the timeline to where the mouse points."""
        from calctui.tui.transport import step_at

        session = self.session
        if session and (step := step_at(session, column, width)) is not None:
            self.session = session.at_step(step)


class _Stage(CellsWidget, can_focus=True):
    """Takes the arrows where there is a point to be moved over a map."""

    DEFAULT_CSS = """
    _Stage:focus { background: $surface; }
    """
    BINDINGS = [
        Binding("left", "app.move(-1, 0)", "left", show=False),
        Binding("right", "app.move(1, 0)", "right", show=False),
        Binding("up", "app.move(0, 1)", "up", show=False),
        Binding("down", "app.move(0, -1)", "down", show=False),
        Binding("shift+left", "app.move(-10, 0)", "far left", show=False),
        Binding("shift+right", "app.move(10, 0)", "far right", show=False),
        Binding("shift+up,pageup", "app.move(0, 10)", "far up", show=False),
        Binding("shift+down,pagedown", "app.move(0, -10)", "far down", show=False),
    ]


class _Panel(CellsWidget, can_focus=True):
    """Takes the arrows; what they do is the app's."""


class _Transport(CellsWidget):
    """Takes the mouse."""

    app: CalctuiApp

    def on_click(self, event: events.Click) -> None:
        """Move the timeline."""
        self.app.scrub(event.x, self.size.width)


_COMMAND_ACTIONS = {each.id.partition("(")[0] for each in COMMANDS} | {"section"}


def _section_names() -> tuple[tuple[str, str], ...]:
    return tuple((section, f"{section} {title}") for section, title in SECTIONS.items())


def _explorable_names(section: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.title) for each in of_section(section))


def _echo(value: Any) -> str:
    """How a value was read: a formula in textbook notation."""
    from calctui.maths.expression import Expression
    from calctui.maths.formatting import pretty

    return f"= {pretty(value)}" if isinstance(value, Expression) else ""
