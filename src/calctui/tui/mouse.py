"""What the mouse does: choose and change settings, scrub, move the point over a map. Keys do it too."""

from typing import TYPE_CHECKING

from textual import on

from calctui.tui.places import Panel, Place, Stage, Transport
from calctui.tui.playing import Playing

if TYPE_CHECKING:
    from calctui.raster.spots import Spot
    from calctui.session.session import Session
    from calctui.tui.panel import Hit


class Mouse(Playing):
    """A shell whose panel, stage and transport answer to the mouse."""

    _held: "Hit | None" = None
    """The bar that is drawn along, from press to release."""
    _drawing = False
    """Whether the press met something that can be drawn on."""
    _undoable = True
    """Whether the next change can be taken back: of a whole drag, only the first."""

    def _drag(self, session: "Session") -> None:
        """Show what a press or a drag has led to."""
        if self.session and session.state is not self.session.state:
            self._undoable = False
        self.session = session

    # Panel

    def _met(self, x: int, y: int) -> "Hit | None":
        from calctui.tui.panel import touched

        if self.session is None or self.scene is None:
            return None
        size, session = self.query_one("#panel").size, self.session
        return touched(
            session.state, session.selected, self.scene, (size.width, size.height), self._marker(), (x, y)
        )

    @on(Place.Pointed)
    def _pointed(self, message: Place.Pointed) -> None:
        """Do what a press or a drag means there; an explorable's fault in it is said."""
        with self.contained():
            match message.place:
                case Panel():
                    self._on_panel(message)
                case Stage():
                    self._on_stage(message)
                case Transport():
                    self._on_transport(message)

    def _on_panel(self, message: Place.Pointed) -> None:
        """Choose the setting that is pressed, and set it where its choices or its slider are."""
        if message.pressed:
            self._held, self._undoable = self._met(message.x, message.y), True
        held = self._held
        if held is None or self.session is None:
            return
        session = self.session.chosen(held.touch.setting)
        if held.touch.bar:
            self._drag(session.set_at(held.share(message.x), undoable=self._undoable))
        elif message.pressed and held.touch.choice:
            self.session = session.with_value(held.touch.choice)
        elif message.pressed:
            self.session = session.select(1) if held.touch.onward else session

    @on(Panel.Turned)
    def _panel_turned(self, message: Panel.Turned) -> None:
        """Step the setting under the wheel."""
        with self.contained():
            if (met := self._met(message.x, message.y)) and self.session:
                self.session = self.session.chosen(met.touch.setting).changed(message.by)

    # Stage

    def _on_stage(self, message: Place.Pointed) -> None:
        """Move the point of a map to where the mouse is."""
        map_ = self._map()
        if message.pressed:
            self._drawing, self._undoable = map_ is not None and map_.holds(message.x, message.y), True
        if map_ and self._drawing and self.session:
            place = map_.place(message.x, message.y)
            self._drag(self.session.moved_to(place, undoable=self._undoable))

    def _map(self) -> "Spot | None":
        """The plot on the stage in which the cursor's settings are a point's coordinates."""
        from calctui.raster.spots import spots
        from calctui.scene import Point, Role

        if self.session is None or self.scene is None or not self.session.state.cursor:
            return None
        state, size = self.session.state, self.query_one("#stage").size
        here = [state.setting(name).value for name in state.cursor or ()]
        for spot in spots(self.scene.view, size.width, size.height, self._marker()):
            points = [mark for mark in spot.plot.marks if isinstance(mark, Point) and mark.role is Role.POINT]
            if any([point.x, point.y] == here for point in points):
                return spot
        return None

    # Transport

    def _on_transport(self, message: Place.Pointed) -> None:
        """Move the timeline to where the mouse is; its sign plays and pauses."""
        from calctui.export.transport import scrubber, step_at

        if self.session is None:
            return
        width = message.place.size.width
        left, length = scrubber(width)
        if message.pressed:
            self._drawing = left <= message.x < left + length
            if message.x < left:
                self.call_later(self.run_action, "play")
        if self._drawing:
            column = min(max(message.x, left), left + length - 1)
            step = step_at(self.session.state.timeline.steps, column, width)
            self.session = self.session if step is None else self.session.at_step(step)
