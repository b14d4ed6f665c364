"""How many bytes a gradient and a Hessian take, and what people know that holds as much."""

from math import log10

from calctui.scene import Glyph, Mark, Plot, Point, Role, Segment, Table, Window
from calctui.scene.numbers import number

BYTES = 4
"""Of one number in single precision."""
PREFIXES = ("", "k", "M", "G", "T", "P", "E", "Z")
MODELS = (2.0, 1e3, 1e6, 1e9)
"""Parameters: a map, a small fit, an early network, a language model."""
LEAST, MOST = 2.0, 1e9
"""Parameters that the picture counts from and to."""
HOLDERS = (
    (1e12, "disks of 1 TB"),
    (1e9, "films of 1 GB"),
    (1e6, "photographs of 1 MB"),
    (1e3, "pages of text"),
)


def size(count: float) -> str:
    """So many numbers as bytes with a prefix: 4 GB."""
    held, place = count * BYTES, 0
    while held >= 1000 and place < len(PREFIXES) - 1:
        held, place = held / 1000, place + 1
    return f"{number(held, 3)} {PREFIXES[place]}B"


def felt(count: float) -> str:
    """The same with what holds as much: 4 EB, 4 million disks of 1 TB."""
    holder = next(((unit, name) for unit, name in HOLDERS if count * BYTES >= unit), None)
    if holder is None:
        return size(count)
    times = count * BYTES / holder[0]
    many = f"{number(times / 1e6, 3)} million" if times >= 1e6 else number(times, 3)
    return f"{size(count)}, {many} {_one(holder[1]) if many == '1' else holder[1]}"


def _one(holders: str) -> str:
    """A disk of 1 TB, of disks of 1 TB."""
    return holders.replace("s of", " of", 1)


def sizes(n: float) -> Table:
    """Gradient and Hessian of models from two parameters to a billion, with that of n lit."""
    models = sorted({*MODELS, n})
    rows = tuple((number(each, 3), size(each), size(each * each)) for each in models)
    return Table(("n", "gradient", "Hessian"), rows, (models.index(n),))


def growth(n: float) -> Plot:
    """Gradient and Hessian in bytes against the parameters, and what holds as much; by powers of ten."""
    low, high = log10(LEAST), log10(MOST)
    marks: list[Mark] = []
    for unit, name in HOLDERS:
        height = log10(unit)
        marks.append(Segment(low, height, high, height, Role.GUIDE, label=_one(name)))
    for power, role, glyph, name in (
        (1, Role.GRADIENT, Glyph.DOT, "gradient"),
        (2, Role.CURVATURE, Glyph.SQUARE, "Hessian"),
    ):
        ends = (low, log10(BYTES) + power * low, high, log10(BYTES) + power * high)
        marks.append(Segment(*ends, role, label=name))
        marks.append(Point(log10(n), log10(BYTES * n**power), role, glyph, size(n**power)))
    window = Window(low, high + 0.6, 0.0, log10(BYTES) + 2 * high + 0.6)
    return Plot(window, tuple(marks), "bytes", "parameters", log_x=True, log_y=True)
