"""A moment of the explorer: what it holds, and how settings change and are changed back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from calctui.explorables.catalogue import Entry, entry
from calctui.explore.controls import Slider
from calctui.explore.explorable import Explorable, Setting
from calctui.explore.timeline import Playback

if TYPE_CHECKING:  # the chapter loads when somebody first asks for it, not before the first picture
    from calctui.chapter.quiz import Game
    from calctui.chapter.tour import Tour

MOST_UNDO = 100
"""Changes that can be taken back."""


@dataclass(frozen=True, kw_only=True)
class Moment:
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

    def halted(self) -> Self:
        """The same without playing."""
        return replace(self, playback=replace(self.playback, playing=False))
