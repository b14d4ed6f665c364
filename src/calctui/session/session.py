"""What a person has done so far, as one frozen value: which picture is open, its settings, its playback.

Every command is a pure function from a session to the next; the app only shows the newest.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from calctui.explorables.catalogue import CATALOGUE, load, of_section, state_of
from calctui.explore.controls import Formula
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.explore.timeline import Playback, advance, stepped
from calctui.session.moment import MOST_UNDO, Moment

if TYPE_CHECKING:  # the chapter loads when somebody first asks for it, not before the first picture
    from calctui.chapter.bookmark import Bookmark
    from calctui.chapter.quiz import Game
    from calctui.chapter.tour import Tour


@dataclass(frozen=True, kw_only=True)
class Session(Moment):
    """Where the commands of the explorer lead: pictures, guesses, lectures, text and time."""

    @classmethod
    def start(cls, state: Explorable | None = None) -> "Session":
        """Begin with a state, or with the first explorable of the catalogue."""
        state = state or load(CATALOGUE[0].key)()
        return cls(key=state.key(), states={state.key(): state}).settled()

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
