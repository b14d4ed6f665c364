"""A matrix as a heat table: numbers in rows and columns, with their size and sign to be seen at a glance."""

from dataclasses import dataclass

from calctui.scene.marks import Floats, Role


@dataclass(frozen=True, eq=False, slots=True)
class Matrix:
    """A view: values of shape (m, n) under column names and beside row names; a NaN is an empty cell.

    How strongly a cell is filled says how large its value is beside the largest, its role which sign it has.
    """

    values: Floats
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row: int | None = None
    column: int | None = None
    """The row and the column that stand out."""
    above: Role = Role.FIRST
    below: Role = Role.SECOND
    """The roles of positive and of negative values."""
    title: str = ""
    note: str = ""
