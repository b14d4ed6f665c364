"""Text that keeps to its cells: one character a cell, and plain ASCII where nothing else is allowed."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from calctui.raster.marker import Marker

_SPELLED = str.maketrans(
    {
        "′": "'", "·": "*", "×": "*", "÷": "/", "⁄": "/", "−": "-", "–": "-", "—": "-", "‑": "-",
        "→": "->", "←": "<-", "↔": "<->", "↦": "->", "⇒": "=>", "±": "+-", "≈": "~", "∼": "~", "≤": "<=",
        "≥": ">=", "∞": "inf", "√": "sqrt", "∂": "d", "∇": "grad", "∫": "int", "∑": "sum",
        "∏": "prod", "∈": " in ", "∘": "o", "°": "deg", "●": "@", "○": "o", "▲": "^", "▼": "v", "■": "=",
        "◆": "~", "✕": "x", "★": "*", "◎": "O", "□": "#", "↗": "/", "↘": "\\", "↙": "/", "↖": "\\",
        "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "∥": "||", "‖": "=", "∛": "cbrt",
        "▸": ">", "◂": "<", "▾": "v", "▶": ">", "‹": "<", "›": ">", "↑": "^", "↓": "v", "─": "-", "━": "=",
    }
)  # fmt: skip


def lettered(text: str, marker: Marker) -> str:
    """Text as a raster can show it."""
    return to_ascii(text) if marker is Marker.ASCII else one_cell(text)


def one_cell(text: str) -> str:
    """Text in which every character takes exactly one cell: no controls, combining or wide signs."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_single(char) for char in composed if not unicodedata.combining(char))


def to_ascii(text: str) -> str:
    """Mathematics in plain ASCII: x² is x^2, f′ is f', π is pi."""
    if text.isascii() and text.isprintable():
        return text
    raised = groupby(text, key=lambda char: unicodedata.decomposition(char).startswith("<super>"))
    parts = [_raised(_compatible(run)) if up else _compatible(run) for up, run in raised]
    return "".join(_spell(char) for char in "".join(parts).translate(_SPELLED))


def _compatible(run: Iterable[str]) -> str:
    """Characters as the plain ones that Unicode says they stand for.

    To Unicode ≠ is an = with a stroke; without the stroke it would say the opposite.
    """
    return unicodedata.normalize("NFKD", "".join(run).replace("≠", "!="))


def _raised(text: str) -> str:
    """An exponent on the line; in brackets where a sign stands inside it: x^(n-1)."""
    sums = any(sign in text[1:] for sign in "+-−")
    return f"^({text})" if sums else f"^{text}"


def shorten(text: str, room: int, ellipsis: str = "…") -> str:
    """Text of at most `room` characters; what is left out shows as an ellipsis."""
    if len(text) <= room:
        return text
    return text[: max(room - len(ellipsis), 0)].rstrip() + ellipsis if room >= len(ellipsis) else ""


def _single(char: str) -> str:
    if not char.isprintable():
        return " "
    return "?" if unicodedata.east_asian_width(char) in "WF" else char


def _spell(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() else " "
    if unicodedata.combining(char):
        return ""
    name = unicodedata.name(char, "")
    if name.startswith("GREEK "):
        letter = name.split(" WITH ")[0].split()[-1].replace("LAMDA", "LAMBDA")  # as Unicode spells it
        return letter.capitalize() if "CAPITAL" in name else letter.lower()
    return "?"
