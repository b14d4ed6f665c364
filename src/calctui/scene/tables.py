"""A table as lines of text: words as wide as they are, numbers with as many digits as there is room for."""

from calctui.scene.numbers import cell_text
from calctui.scene.scene import Table


def columns(table: Table, width: int, least: int, most: int) -> list[str]:
    """The header and every row, with as many columns from the left as fit into `width`.

    Args:
        table: what to write.
        width: characters in all.
        least: characters that a column of numbers needs, with the blank before it.
        most: characters that it gets where there is room.
    """
    words = [
        max((len(cell) for cell in (row[place] for row in table.rows) if isinstance(cell, str)), default=0)
        for place in range(len(table.columns))
    ]
    needs = [
        max(word, len(name), 0 if word else least - 1) + 1
        for word, name in zip(words, table.columns, strict=True)
    ]
    while len(needs) > 1 and sum(needs) > width:
        needs.pop()
    spare = (width - sum(needs)) // max(sum(not word for word in words[: len(needs)]), 1)
    wide = [
        need if word else min(need + max(spare, 0), most) for need, word in zip(needs, words, strict=False)
    ]
    grid = [table.columns, *table.rows]
    return [
        "".join(cell_text(cell, room - 1).rjust(room) for cell, room in zip(row, wide, strict=False))
        for row in grid
    ]
