"""Scores: of this session in memory, and the best of finished series on disk, which nothing depends on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path

from calctui.explore.errors import because
from calctui.explore.files import replace_file

LENGTH = 10
"""Questions of a series: the best score that there is."""
LARGEST = 100_000
"""Bytes of a file that are read: ours has a few hundred."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the questions asked were answered right."""

    right: int = 0
    asked: int = 0

    def __str__(self) -> str:
        return f"{self.right} of {self.asked} right"


@dataclass(frozen=True, slots=True)
class Score:
    """Right answers of this session by section."""

    sections: Mapping[str, Tally] = field(default_factory=dict)

    def counted(self, section: str, right: bool) -> Self:
        """The score after one more answer."""
        old = self.of(section)
        new = Tally(old.right + right, old.asked + 1)
        return replace(self, sections={**self.sections, section: new})

    def of(self, section: str) -> Tally:
        """The score of one section."""
        return self.sections.get(section, Tally())

    @property
    def total(self) -> Tally:
        """The score of all sections together."""
        every = self.sections.values()
        return Tally(sum(each.right for each in every), sum(each.asked for each in every))


@dataclass(frozen=True, slots=True)
class Best:
    """The most right answers in a finished series of ten, by section, or for the whole chapter."""

    sections: Mapping[str, int] = field(default_factory=dict)

    def of(self, section: str) -> int | None:
        """The best of a section, or of all; None before any series was finished."""
        return self.sections.get(section)

    def finished(self, section: str, right: int) -> Self:
        """The best after one more series."""
        return self.merged(type(self)({section: right}))

    def merged(self, other: "Best") -> Self:
        """The better of both, section by section."""
        names = {**self.sections, **other.sections}
        best = {name: max(self.sections.get(name, 0), other.sections.get(name, 0)) for name in names}
        return replace(self, sections=best)


def best_file() -> Path:
    """Where the best scores are kept: `$XDG_DATA_HOME/calctui/scores.json`, or as the system has it."""
    return user_data_path("calctui") / "scores.json"


def read_best() -> Best:
    """The best scores on disk; none where there is no file, or none that can be made sense of."""
    try:
        with best_file().open("rb") as file:
            data = json.loads(file.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return Best()
    return Best(
        {name: right for name, right in data.items() if _sound(name, right)} if _is_dict(data) else {}
    )


def write_best(best: Best) -> str:
    """Keep the best scores beside better ones that are there: nothing to say, or why it can't be done.

    Whoever reads meanwhile, or after a crash, finds the old file whole or the new one.
    """
    try:
        merged = read_best().merged(best)
        replace_file(best_file(), json.dumps(dict(sorted(merged.sections.items()))))
    except OSError as error:
        return f"best scores are not kept: {because(error)}"
    return ""


def _is_dict(data: Any) -> bool:
    return isinstance(data, dict)


def _sound(name: str, right: Any) -> bool:
    """Whether an entry is a score that could have been written here."""
    return type(right) is int and 0 <= right <= LENGTH and name.isprintable()
