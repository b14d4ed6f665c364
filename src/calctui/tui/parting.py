"""What is to run when the app ends, and the end of an app that no lifeline holds."""

import contextlib
from collections.abc import Callable, Iterable
from typing import Self, TypeAlias

Parting: TypeAlias = Callable[[], object]
"""Something to run when the app ends: its result is ignored, its exceptions are swallowed."""


class Partings:
    """Runs each once, whichever thread comes first."""

    def __init__(self, partings: Iterable[Parting]) -> None:
        self._left = list(partings)

    def run(self) -> None:
        """Run all that have not run yet."""
        with contextlib.suppress(IndexError):
            while True:
                parting = self._left.pop(0)
                with contextlib.suppress(Exception):
                    parting()


class Unheld:
    """In place of a lifeline on Windows, which has neither its signals nor terminals that hang up."""

    signal = 0

    def __init__(self, at_exit: Iterable[Parting]) -> None:
        self._partings = Partings(at_exit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._partings.run()
