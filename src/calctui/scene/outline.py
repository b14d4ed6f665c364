"""Rows of words and numbers on the stage, as a table or, where rows have a depth, as a tree."""

from dataclasses import dataclass

from calctui.scene.marks import Role


@dataclass(frozen=True, slots=True)
class Cell:
    """One word, formula or number."""

    text: str
    role: Role = Role.TEXT
    marked: int = 0
    """How many characters from the start stand out: the digits that agree. A thin line is set behind them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a cell a column."""

    cells: tuple[Cell, ...]
    depth: int = 0
    """0 for what hangs from nothing; one more than the row that this one hangs from, which stands above."""
    lit: bool = False
    """Whether this is what is happening now; the last such row is in sight where not all of them fit."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A view: rows under named columns. The first column gives way where there is little room."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    """The columns' names, or none."""
    title: str = ""
    numbers: bool = False
    """Whether the cells are numbers, set to the right; words are set to the left."""
    note: str = ""
