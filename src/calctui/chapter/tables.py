"""How the columns of a table share a width."""

from collections.abc import Sequence

LEAST = 14
"""Columns of text narrower than this, in more than two, are read like a ladder: better none."""


def shares(rows: Sequence[Sequence[str]], width: int, gap: int) -> list[int] | None:
    """A width for each column, or None where they would be too narrow to be read.

    Every column gets its longest word at least; what is left is shared by how much more each could use.

    Args:
        rows: cells by rows, the header among them; breaking blanks separate words.
        width: columns in all.
        gap: blanks between two columns.
    """
    columns = list(zip(*rows, strict=True))
    whole = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in (cell.split(" "))) for column in columns]
    room = width - gap * (len(columns) - 1)
    if sum(whole) <= room:
        return whole
    least = [max(need, min(full, LEAST)) for need, full in zip(least, whole, strict=True)]
    spare = room - sum(least)
    if spare < 0:
        return None
    wants = [full - need for full, need in zip(whole, least, strict=True)]
    return [need + spare * want // sum(wants) for need, want in zip(least, wants, strict=True)]
