"""What a person has done so far, as one frozen value: which picture is open, its settings, its playback.

Every command is a pure function from a session to the next; the app only shows the newest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from calctui.explorables.catalogue import CATALOGUE, Entry, entry, load, of_section, state_of
from calctui.explore.controls import Formula, Slider
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import Explorable, Setting
from calctui.explore.link import command, read_settings
from calctui.explore.timeline import Playback, advance, stepped

if TYPE_CHECKING:  # the chapter loads when somebody first asks for it, not before the first picture
    from calctui.chapter.bookmark import Bookmark
    from calctui.chapter.quiz import Game
    from calctui.chapter.tour import Tour

MOST_UNDO = 100
"""Changes that can be taken back."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """A moment of the explorer."""

    key: str
    """The explorable that is open."""
    states: Mapping[str, Explorable]
    """The settings of every explorable that was opened; coming back finds them as they were left."""
    selected: str = ""
    """The setting under the finger."""
    playback: Playback = field(default_factory=Playback)
    example: int = -1
    """The preset shown last."""
    past: tuple[Explorable, ...] = ()
    """Earlier states of this explorable, oldest first."""
    future: tuple[Explorable, ...] = ()
    """States that were taken back, the last one first."""
    reading: str = ""
    """The text that is open: `2.3`, or `2.3#jacobian` from a heading on; empty for none."""
    trail: tuple[str, ...] = ()
    """The texts that links have led here from, oldest first."""
    game: "Game | None" = None
    """What was guessed, and what is asked; None before the first question."""
    tour: "Tour | None" = None
    """The lecture that is given."""
    stop: int = 0
    """Its stop that was shown last."""

    @classmethod
    def start(cls, state: Explorable | None = None) -> "Session":
        """Begin with a state, or with the first explorable of the catalogue."""
        state = state or load(CATALOGUE[0].key)()
        return cls(key=state.key(), states={state.key(): state}).settled()

    @property
    def state(self) -> Explorable:
        """The settings of what is open."""
        return self.states[self.key]

    @property
    def entry(self) -> Entry:
        """Its line in the catalogue."""
        return entry(self.key)

    @property
    def setting(self) -> Setting:
        """The setting under the finger."""
        return self.state.setting(self.selected)

    def settled(self) -> Self:
        """The same with a setting selected that exists: what the timeline moves, unless another is."""
        names = {setting.name for setting in self.state.adjustable()}
        return self if self.selected in names else replace(self, selected=self.state.timeline.setting)

    # Settings

    def with_state(self, state: Explorable, *, undoable: bool = True) -> Self:
        """Change the settings of what is open; a moving timeline leaves no trace to be undone."""
        if state == self.state:
            return self
        changed = replace(self, states={**self.states, self.key: state})
        if undoable:
            changed = replace(changed, past=(*self.past, self.state)[-MOST_UNDO:], future=())
        return changed.settled()

    def with_value(self, value: Any, *, undoable: bool = True) -> Self:
        """Give the selected setting a value."""
        return self.with_state(self.state.with_value(self.selected, value), undoable=undoable)

    def set_at(self, share: float, *, undoable: bool = True) -> Self:
        """Give the selected setting, a number, the value a share of the way through its range."""
        control = self.setting.control
        return self.with_value(control.at(share), undoable=undoable) if isinstance(control, Slider) else self

    def chosen(self, name: str) -> Self:
        """Put the finger on a setting."""
        return replace(self, selected=name).settled()

    def changed(self, by: float) -> Self:
        """Step the selected setting."""
        setting = self.setting
        return self.with_value(setting.control.step(setting.value, by))

    def moved(self, across: int, up: int) -> Self:
        """Move the point on the stage, where the explorable has one."""
        state = self.state
        for name, by in zip(state.cursor or (), (across, up), strict=False):
            if by:
                setting = state.setting(name)
                state = state.with_value(name, setting.control.step(setting.value, by))
        return self.with_state(state)

    def moved_to(self, place: tuple[float, float], *, undoable: bool = True) -> Self:
        """Move the point on the stage to a place, as near as its settings can be."""
        state = self.state
        for name, value in zip(state.cursor or (), place, strict=False):
            low, high = state.setting(name).control.ends() or (value, value)
            state = state.with_value(name, min(max(value, low), high))
        return self.with_state(state, undoable=undoable)

    def at_end(self, which: int) -> Self:
        """Move the selected setting to the next place worth a name, to the left (0) or right (1).

        A setting without such places goes to its lowest or highest value.
        """
        value, places = self.setting.value, self.state.landings(self.selected)
        if places:
            beyond = [place for place in places if (place > value if which else place < value)]
            return self.with_value(min(beyond) if which else max(beyond)) if beyond else self
        ends = self.setting.control.ends()
        return self.with_value(ends[which]) if ends else self

    def select(self, by: int) -> Self:
        """Move the finger to another setting."""
        names = [setting.name for setting in self.state.adjustable()]
        return replace(self, selected=names[(names.index(self.selected) + by) % len(names)])

    def with_text(self, name: str, text: str) -> Self:
        """Read a setting from what was typed.

        Raises:
            SettingError: it can't be read; the session stays as it is.
        """
        return self.with_state(self.state.with_text(name, text))

    def reset(self) -> Self:
        """Set everything of what is open back to its defaults."""
        return replace(self.with_state(type(self.state)()), playback=Playback(), example=-1)

    def undone(self) -> Self:
        """Take the last change back."""
        if not self.past:
            return self
        back = self.with_state(self.past[-1], undoable=False)
        return replace(back, past=self.past[:-1], future=(self.state, *self.future))

    def redone(self) -> Self:
        """Make the last change again that was taken back."""
        if not self.future:
            return self
        again = self.with_state(self.future[0], undoable=False)
        return replace(again, past=(*self.past, self.state), future=self.future[1:])

    def retracing(self, good: Explorable | None) -> Self:
        """Halted, with a state to go back to that could be shown: what played has left none."""
        if good is None or good.key() != self.key or good in (self.state, *self.past[-1:]):
            return self.halted()
        return replace(self.halted(), past=(*self.past, good)[-MOST_UNDO:])

    # Pictures

    def opened(self, key: str) -> Self:
        """Open another explorable, as it was left."""
        if key == self.key:
            return self
        state = _alike(self.state, self.states.get(key) or load(key)())
        moved = replace(self, key=key, states={**self.states, key: state}, past=(), future=())
        moved = replace(moved, selected="", example=-1)
        return replace(moved, playback=Playback(speed=self.playback.speed)).settled()

    def shown(self, state: Explorable) -> Self:
        """Open an explorable with these settings."""
        return self.opened(state.key()).with_state(state)

    def linked(self, state: Explorable) -> Self:
        """Open what a text speaks of, in the notation that was chosen."""
        return self.shown(_alike(self.state, state))

    @property
    def section_open(self) -> str:
        """The section that is read, or whose picture is shown."""
        return self.reading.partition("#")[0] or self.entry.section

    def section(self, section: str) -> Self:
        """Open a section at its first explorable, or its next one if it is open already; or its text.

        Somebody who reads one section's text goes on with the other's.
        """
        if not of_section(section):
            return self.read(section)
        if self.section_open == section:
            return self.sibling(1)
        reading = bool(self.reading) and bool(of_section(self.section_open))
        opened = self.opened(of_section(section)[0].key) if self.entry.section != section else self
        return replace(opened, reading=section if reading else "", trail=())

    def sibling(self, by: int) -> Self:
        """Open the next explorable of this section."""
        keys = [each.key for each in of_section(self.entry.section)]
        return self.opened(keys[(keys.index(self.key) + by) % len(keys)])

    def with_example(self, place: int) -> Self:
        """Show a preset, round and round."""
        place %= len(self.state.presets)
        state = read_settings(type(self.state)(), self.state.presets[place].settings)
        return replace(self.with_state(state), example=place, playback=Playback(speed=self.playback.speed))

    def formula(self) -> str | None:
        """The name of the setting that holds a formula, where there is one."""
        return next(
            (name for name, control in self.state.controls.items() if isinstance(control, Formula)), None
        )

    def turned(self, name: str) -> Self:
        """Take the next choice of a setting, where the explorable has it."""
        if name not in self.state.controls:
            return self
        setting = self.state.setting(name)
        return self.with_state(self.state.with_value(name, setting.control.step(setting.value, 1)))

    # Guesses

    @property
    def guessing(self) -> "Game":
        """What was guessed; nothing yet before the first question."""
        from calctui.chapter.quiz import Game

        return self.game or Game()

    def asked(self) -> Self:
        """Ask something of what is open, or go on with a series."""
        return self._facing(self.guessing.ask(self.state))

    def begun(self, section: str, seed: int) -> Self:
        """Begin a series of questions."""
        return self._facing(self.guessing.begin(section, seed))

    def _facing(self, game: "Game") -> Self:
        """Halted, with the picture that a question is about."""
        halted = replace(self.halted(), game=game)
        return halted.shown(game.question.state) if game.question else halted

    def guessed(self, text: str) -> Self:
        """Judge a guess.

        Raises:
            SettingError: it can't be read.
        """
        return replace(self, game=self.guessing.guess(text))

    def resigned(self) -> Self:
        """Leave the question, and the series."""
        return replace(self, game=self.guessing.dropped())

    # Lectures

    def touring(self, tour: "Tour") -> Self:
        """Begin a lecture."""
        return replace(self, tour=tour).at_stop(0)

    def at_stop(self, stop: int) -> Self:
        """Show a stop of the lecture as it is written."""
        assert self.tour is not None, "no lecture is given"
        place = min(max(stop, 0), len(self.tour.stops) - 1)
        halted = replace(self.halted(), stop=place, reading="")
        return halted.shown(self.tour.stops[place].state)

    @property
    def strayed(self) -> bool:
        """Whether what is shown is not the stop as it is written."""
        return self.tour is not None and self.state != self.tour.stops[self.stop].state

    def toured(self, by: int) -> Self:
        """Show the next stop, or the one before; who has strayed comes back to the same one first."""
        return self.at_stop(self.stop if by < 0 and self.strayed else self.stop + by) if self.tour else self

    # Leaving and coming back

    def bookmark(self) -> "Bookmark":
        """Where one is, for those who will ask for it."""
        from calctui.chapter.bookmark import Bookmark
        from calctui.chapter.tour import BUILT_IN

        lecture = (self.tour.source or BUILT_IN) if self.tour else ""
        return Bookmark(command(self.state), self.reading, lecture, self.stop)

    @classmethod
    def resumed(cls, bookmark: "Bookmark") -> "Session":
        """The session that a bookmark was left in.

        Raises:
            SettingError: its picture, its text or its lecture is no longer there.
        """
        from calctui.chapter.document import Link
        from calctui.chapter.links import Place, follow
        from calctui.chapter.tour import BUILT_IN, built_in, load_tour

        session = cls.start(state_of(bookmark.command))
        if bookmark.lecture:
            tour = built_in() if bookmark.lecture == BUILT_IN else load_tour(Path(bookmark.lecture))
            session = session.touring(tour).at_stop(bookmark.stop).shown(session.state)
        if bookmark.reading:
            place = follow(Link(bookmark.reading))
            if not isinstance(place, Place):
                raise SettingError(f"there is no text '{excerpt(bookmark.reading)}' to go on reading")
            session = session.read(place.name)
        return session

    # Text

    def read(self, place: str) -> Self:
        """Open a text; what was open before can be gone back to."""
        if self.reading == place:
            return self
        before = (self.reading.partition("#")[0],) if self.reading else ()
        return replace(self, reading=place, trail=(*self.trail, *before)[-MOST_UNDO:])

    def back(self) -> Self:
        """Go back to the text that led here, or close the text."""
        *trail, before = self.trail or ("",)
        return replace(self, reading=before, trail=tuple(trail))

    def closed(self) -> Self:
        """Close the text."""
        return replace(self, reading="", trail=())

    # Time

    def position(self) -> float:
        """Where the timeline stands, in steps."""
        return self.state.position()

    def at_step(self, step: int) -> Self:
        """Move the timeline to a step."""
        return self.with_state(self.state.at_step(step), undoable=False)

    def stepped(self, by: int) -> Self:
        """Pause, and move the timeline by whole steps."""
        return self.halted().at_step(stepped(self.position(), by))

    def halted(self) -> Self:
        """The same without playing."""
        return replace(self, playback=replace(self.playback, playing=False))

    def toggled(self) -> Self:
        """Play or pause; at the end of the timeline, play from its start."""
        if self.playback.playing:
            return replace(self, playback=replace(self.playback, playing=False, passed=0.0))
        ready = self.at_step(0) if self.position() >= self.state.timeline.steps else self
        return replace(ready, playback=replace(self.playback, playing=True, passed=0.0))

    def advanced(self, seconds: float) -> Self:
        """Let time pass while playing."""
        timeline = self.state.timeline
        step, playback = advance(self.position(), timeline.steps, self.playback, seconds)
        moved = replace(self, playback=playback)
        return moved if step is None else moved.at_step(step)

    def faster(self, by: int) -> Self:
        """Play at the next speed up or down."""
        return replace(self, playback=self.playback.faster(by))


def _alike(old: Explorable, new: Explorable) -> Explorable:
    """A state that writes derivatives as another does: what was chosen once holds for all pictures."""
    if "notation" in old.controls and "notation" in new.controls:
        return new.with_value("notation", old.setting("notation").value)
    return new
