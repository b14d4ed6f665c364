"""A program on a pseudo-terminal whose screen can be read, and the explorer on one."""

import codecs
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pseudoterminal import PseudoTerminal

from virtual_terminal import TOKEN, VirtualTerminal

SAYS = (
    *("COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TMUX", "STY", "SSH_CONNECTION"),
    *("COLUMNS", "LINES", "PYTHONIOENCODING", "PYTHONUTF8"),
)
"""Variables that tell of a terminal, and are not to be those of who runs the tests."""
LARGEST = (300, 100)


class Watched(PseudoTerminal):
    """A program, and the screen that it has drawn; of a smaller terminal, its upper left."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        unset = [word for name in SAYS for word in ("-u", name)]
        given = [f"{name}={value}" for name, value in environ.items()]
        super().__init__(["/usr/bin/env", *unset, *given, *command])
        self.resize(*size)
        self.screen = VirtualTerminal(*LARGEST)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._taken, self._rest = 0, ""

    @property
    def rows(self) -> list[str]:
        """What stands in the rows of the terminal."""
        new, self._taken = self.output[self._taken :], len(self.output)
        text = self._rest + self._decoder.decode(new)
        last = text.rfind("\x1b")
        cut = last if last >= 0 and not TOKEN.match(text, last) else len(text)
        self._rest = text[cut:]
        self.screen.feed(text[:cut])
        return self.screen.rows(*self.size)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window as large as this."""
        self.size = columns, rows
        super().resize(columns, rows)

    def shows(self, text: str, within: float = 20) -> None:
        """Read until a text stands on the screen."""
        self.reaches(lambda: text in "\n".join(self.rows), text, within)

    def hides(self, text: str, within: float = 20) -> None:
        """Read until a text stands on the screen no more."""
        self.reaches(lambda: text not in "\n".join(self.rows), f"end of {text}", within)

    def reaches(self, reached: Callable[[], bool], what: str, within: float = 20) -> None:
        """Read until the screen is as it should be; fails with what it is."""
        with self.showing():
            self.read_until(reached, within, what)

    def ended(self, within: float, reading: bool = True) -> int:
        with self.showing():
            return super().ended(within, reading)

    @contextmanager
    def showing(self) -> Iterator[None]:
        """Add what stands on the screen to a failure."""
        try:
            yield
        except AssertionError as error:
            raise AssertionError("\n".join([str(error), *self.rows])) from None


def explorer(environ: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> Watched:
    """The explorer at the secant, on a terminal of which only this is known."""
    return Watched([sys.executable, "-m", "calctui", "secant"], environ, size)
