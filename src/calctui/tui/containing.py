"""Where an explorable's faults end: its picture says what failed and where, and everything else goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from calctui.explore.errors import SettingError
from calctui.explore.faults import debugging, fault
from calctui.tui.asking import Asking

if TYPE_CHECKING:
    from calctui.raster import Cells, Marker
    from calctui.scene import Scene
    from calctui.tui.canvas import Drawing

ADVICE = "Change a setting, undo, or reset."


class Containing(Asking):
    """Goes on whatever an explorable raises, unless CALCTUI_DEBUG asks for the crash with its traceback."""

    failing = False
    """Whether what is shown now has failed; reset it where something else is shown."""

    @contextmanager
    def contained(self) -> Iterator[None]:
        """What is done inside is left where it fails, which is said."""
        try:
            yield
        except Exception as error:
            self.contain(error)

    def contain(self, error: Exception) -> str:
        """Say in one line what failed, and stop what plays; returns the line. Raises it when debugging."""
        if not self.is_running:  # the widgets go while the clock and SymPy may still tell of something
            return ""
        if debugging():
            raise error
        self.failing = True
        said = isinstance(error, SettingError)  # of what comes from outside, with its file and line
        line = str(error) if said else f"{self.at_fault()} failed: {fault(error)}"
        self.call_later(self.failed, line)
        return line

    def at_fault(self) -> str:
        """The name of what is open."""
        raise NotImplementedError

    def failed(self, line: str) -> None:
        """Stop what plays, and show the line for a moment."""
        raise NotImplementedError

    async def run_action(self, *args: Any, **named: Any) -> bool:
        """Do what a key asks for: what it asks of an explorable may fail."""
        with self.contained():
            return await super().run_action(*args, **named)
        return True

    def guarded(self, drawing: "Drawing", marker: "Marker") -> "Drawing":
        """The same drawing, but where it fails the cells say so."""

        def drawn(width: int, height: int) -> "Cells":
            try:
                return drawing(width, height)
            except Exception as error:
                return _told(f"{self.contain(error)} {ADVICE}", width, height, marker)

        return drawn


def nothing_but(line: str) -> "Scene":
    """A scene without picture and numbers that says why."""
    from calctui.scene import Diagram, Scene

    return Scene(Diagram((), (), note=line), (), ADVICE, f"# {line}\n")


def _told(text: str, width: int, height: int, marker: "Marker") -> "Cells":
    from calctui.raster.lines import wrapped, written
    from calctui.scene import Role

    return written(wrapped(text, width, Role.TITLE, marker), width, height)
