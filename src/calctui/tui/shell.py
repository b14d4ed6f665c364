"""Whatever session is newest, on tabs, stage, panel and transport.

One frozen session holds everything, and what is on the screen follows from it. Knows no formula and no
explorable by name.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.geometry import Size

from calctui.tui.canvas import CellsWidget
from calctui.tui.choices import ChoiceLine
from calctui.tui.containing import nothing_but
from calctui.tui.footer import Footer
from calctui.tui.standing import BESIDE, Standing, explorable_names, section_names

if TYPE_CHECKING:
    from calctui.chapter.document import Document
    from calctui.maths.symbolic import Answer, Question
    from calctui.raster import Cells, Marker
    from calctui.scene import Scene
    from calctui.session.session import Session
    from calctui.tui.canvas import Drawing
    from calctui.tui.sight import Sight


class Shell(Standing):
    """Shows the newest session; what turns it into the next is its subclass's."""

    _owing = False
    """Whether a session is newer than what is drawn."""
    _stale = False
    """Whether its picture is to be drawn anew, and not only the panel."""
    _known: "Mapping[str, Answer]" = MappingProxyType({})
    """SymPy's answers in the newest scene."""

    @property
    def settled(self) -> bool:
        """Whether the picture is complete: loaded, and every question answered."""
        if self.session is None:
            return False
        questions = self.session.state.questions()
        return self.known(questions).keys() == questions.keys()

    def watch_session(self, old: "Session | None", session: "Session | None") -> None:
        """Show the newest session; where keys wait that may change it again, draw it once after them."""
        if session is None:
            return
        halted = old is not None and old.playback.playing and not session.playback.playing
        if old is None or old.state is not session.state or old.game is not session.game or halted:
            self._stale = True
        waits, self._owing = self._owing, True
        if not self.message_queue_size:
            self._catch_up()
        elif not waits:
            self.call_later(self._catch_up)
        self.query_one(Footer).playing = session.playback.playing
        if old is None or (old.key, old.section_open) != (session.key, session.section_open):
            self._show_tabs(session)
        if session.reading != (old.reading if old else ""):
            self._show_text(session)
        if old is None or (old.tour, old.stop) != (session.tour, session.stop):
            self._show_notes(session)

    def _catch_up(self) -> None:
        """Draw the newest session, unless that is done."""
        if self.session and self._owing:
            self._owing = False
            with self.contained():
                if self._stale:
                    self._show(self.session)
                self._show_panel(self.session)

    @property
    def scene(self) -> "Scene | None":
        """What is drawn of the newest session."""
        self._catch_up()
        return self._scene

    def _show(self, session: "Session") -> None:
        """Draw the picture, with the answers that are there, and ask for those that are not."""
        self.failing = self._stale = False
        self._scene = self._scene_or_why(session)
        picture = self._part("stage", session)

        def stage(width: int, height: int) -> "Cells":
            cells = picture(width, height)
            if not self.failing:
                self._good = session.state
            return cells

        self._draw("stage", stage)
        self._draw("sentence", self._part("sentence", session))

    def _scene_or_why(self, session: "Session") -> "Scene":
        self._known = {}
        try:
            return self._scene_of(session)
        except Exception as error:
            return nothing_but(self.contain(error))

    def _scene_of(self, session: "Session") -> "Scene":
        questions = session.state.questions()
        self._known = self.known(questions)
        # What a moving picture asks anew with every frame it asks when it stands: SymPy would never rest.
        if not session.playback.playing or questions == self._questions:
            self._questions = questions
            self.ask(questions)
        return self._sight(session, self._known).scene()

    def _sight(self, session: "Session", known: "Mapping[str, Answer]") -> "Sight":
        from calctui.tui.sight import Sight

        return Sight.of(session, known, self._marker(), self.status(session))

    def _part(self, part: str, session: "Session") -> "Drawing":
        """How a part of the screen is drawn for a session whose scene is the newest."""
        from calctui.tui.sight import cells

        assert self._scene is not None
        return partial(cells, part, self._sight(session, self._known), self._scene)

    def _sizes(self) -> dict[str, Size]:
        """Those of the parts of the screen that are drawn."""
        from calctui.tui.sight import PARTS

        return {part: self.query_one(f"#{part}").size for part in PARTS}

    def _draw(self, part: str, drawing: "Drawing") -> None:
        self.query_one(f"#{part}", CellsWidget).draw(self.guarded(drawing, self._marker()))

    def _show_panel(self, session: "Session") -> None:
        if self._scene:
            self._draw("panel", self._part("panel", session))
            self._draw("transport", self._part("transport", session))

    def _show_tabs(self, session: "Session") -> None:
        self.query_one(Footer).refresh()
        tabs = self.query_one("#sections", ChoiceLine)
        tabs.names, tabs.chosen = section_names(), session.section_open
        explorables = self.query_one("#explorables", ChoiceLine)
        explorables.names, explorables.chosen = explorable_names(session.entry.section), session.key
        stage = self.query_one("#stage")
        stage.can_focus = session.state.cursor is not None
        if stage.has_focus and not stage.can_focus:
            self.screen.set_focus(self.query_one("#panel"))

    def _show_text(self, session: "Session") -> None:
        """Open the text that is read, or give its room back to the picture."""
        from calctui.tui.library import Library

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
            from calctui.tui.reader import Reader

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

    def answered(self, name: str, question: "Question") -> None:
        """Show what SymPy says, if it says it of what is shown."""
        session = self.session
        with self.contained():
            if session and session.state.questions().get(name) == question:
                self._show(session)
                self._show_panel(session)

    # What commands build on

    def _do(self, change: "Callable[[Session], Session]") -> None:
        with self.contained():
            if self.session:
                self.session = change(self.session)

    def failed(self, line: str) -> None:
        """Stop what plays, and say what failed; `u` brings back what could be shown last."""
        self._do(lambda session: session.retracing(self._good))
        self._tell(line)
