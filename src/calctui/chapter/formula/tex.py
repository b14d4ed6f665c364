r"""From TeX's notation to the tree: a tokenizer and a reader by recursive descent.

What it reads is what our own pages use. Brackets come in pairs and grow with what they hold, with `\left`
and `\right` or without.
"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from calctui.chapter.formula.symbols import ATOMS, BLACKBOARD, CLOSING, ENVIRONMENTS, OPENING
from calctui.chapter.formula.tree import Atom, Fence, Fraction, Grid, Kind, Node, Root, Row, Script

MAX_NESTING = 10
"""Groups within groups: more than a screen shows, and scripts of scripts are tried in several ways."""

_TOKEN = re.compile(r"\\(?:begin|end|text|operatorname|mathbb)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.|\S", re.DOTALL)
_VERBATIM = re.compile(r"\\(\w+)\s*\{([^{}]*)\}")
_FRACTIONS = {r"\frac", r"\dfrac", r"\tfrac"}
_PLAIN = {r"\mathbf", r"\mathrm"}
_PRIMES = ("", "′", "″", "‴")


class _Token(NamedTuple):
    text: str
    column: int


def read(source: str) -> Row:
    """The tree of a formula.

    Raises:
        ValueError: what is wrong, at which column (from 1).
    """
    return _Reader(source).formula()


def _wrong(problem: str, token: _Token) -> ValueError:
    return ValueError(f"{problem} at column {token.column}")


class _Reader:
    """Reads one formula; an empty token stands at its end."""

    def __init__(self, source: str) -> None:
        self._tokens = [_Token(found.group(), found.start() + 1) for found in _TOKEN.finditer(source)]
        self._tokens.append(_Token("", len(source) + 1))
        self._place = 0
        self._nesting = 0

    def formula(self) -> Row:
        """All of it."""
        row = self._row(())
        if self._ahead.text:
            raise _wrong(f"'{self._ahead.text}' is out of place", self._ahead)
        return row

    @property
    def _ahead(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._ahead
        self._place += bool(token.text)
        return token

    def _row(self, stops: Collection[str]) -> Row:
        """Parts up to one of the stops, or to what only somebody further out can close."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise _wrong("nested too deeply", self._ahead)
        items = []
        while self._ahead.text not in stops and not self._ends():
            items.append(self._scripted())
        self._nesting -= 1
        return Row(tuple(items))

    def _ends(self) -> bool:
        text = self._ahead.text
        return text in {"", "}", "&", r"\\", r"\right", ")", "]", r"\}"} or text.startswith(r"\end")

    def _close(self, stops: Collection[str], opening: _Token) -> _Token:
        token = self._take()
        if token.text not in stops:
            raise _wrong(f"'{opening.text}' is not closed", opening)
        return token

    def _scripted(self) -> Node:
        """A part with what is written above and below it, in either order."""
        base = self._nucleus()
        scripts: dict[str, Node] = {}
        while (token := self._ahead).text in {"^", "_", "'"}:
            side = "under" if token.text == "_" else "over"
            if side in scripts:
                raise _wrong(f"a second '{token.text}' on the same part", token)
            scripts[side] = self._primes() if token.text == "'" else self._argument(self._take())
        if scripts and isinstance(base, Fraction | Root):
            base = Fence("(", base, ")")  # in cells it would seem to belong to a part of them
        return Script(base, **scripts) if scripts else base

    def _primes(self) -> Atom:
        first, count = self._ahead, 0
        while self._ahead.text == "'":
            self._take()
            count += 1
        if count >= len(_PRIMES):
            raise _wrong("more than three primes; write f^{(4)}", first)
        return Atom(_PRIMES[count])

    def _argument(self, owner: _Token) -> Node:
        """A group in braces or a single sign."""
        token = self._take()
        if token.text == "{":
            body = self._row({"}"})
            self._close({"}"}, token)
            return body
        if (atom := _atom(token)) is None:
            raise _wrong(f"'{owner.text}' needs a letter or {{...}}", token)
        return Row((atom,))

    def _nucleus(self) -> Node:
        token = self._ahead
        if token.text == "{":
            return self._argument(token)
        self._take()
        if token.text in OPENING:
            return self._fence(token)
        if token.text == r"\left":
            return self._tall_fence(token)
        if token.text.startswith(r"\begin"):
            return self._grid(token)
        return self._built(token)

    def _fence(self, opening: _Token) -> Fence:
        """A pair of brackets; an interval may be open on one side only."""
        stops = {")", "]"} if opening.text in {"(", "["} else {opening.text.replace("{", "}")}
        body = self._row(stops)
        closing = self._close(stops, opening)
        return Fence(OPENING[opening.text], body, CLOSING[closing.text])

    def _tall_fence(self, opening: _Token) -> Fence:
        """A pair that TeX is told to let grow; a point stands for no bracket."""
        left = self._bracket(OPENING, opening)
        body = self._row(())
        return Fence(left, body, self._bracket(CLOSING, self._close({r"\right"}, opening)))

    def _bracket(self, signs: Mapping[str, str], owner: _Token) -> str:
        token = self._take()
        if token.text not in signs and token.text != ".":
            raise _wrong(f"'{owner.text}' needs a bracket", token)
        return signs.get(token.text, "")

    def _grid(self, opening: _Token) -> Grid:
        name = _verbatim(opening)[1]
        if name not in ENVIRONMENTS:
            raise _wrong(f"'{name}' is none of {', '.join(ENVIRONMENTS)}", opening)
        rows: list[list[Node]] = [[self._row(())]]
        while (sign := self._ahead.text) in {"&", r"\\"}:
            self._take()
            cell = self._row(())
            if sign == "&":
                rows[-1].append(cell)
            else:
                rows.append([cell])
        end = self._close({opening.text.replace("begin", "end")}, opening)
        if len({len(row) for row in rows}) > 1:
            raise _wrong("rows of different lengths end", end)
        left, right = ENVIRONMENTS[name]
        return Grid(left, tuple(map(tuple, rows)), right, centred=name != "cases")

    def _built(self, token: _Token) -> Node:
        """A sign, or a command with what it takes."""
        if token.text in _FRACTIONS:
            return Fraction(self._argument(token), self._argument(token))
        if token.text == r"\sqrt":
            return Root(self._argument(token))
        if token.text in _PLAIN:
            return self._argument(token)
        if token.text in {"^", "_", "'"}:
            raise _wrong(f"nothing stands before '{token.text}'", token)
        if (atom := _atom(token)) is None:
            raise _wrong(f"'{token.text}' is not known", token)
        return atom


def _verbatim(token: _Token) -> tuple[str, str]:
    r"""The command and the text of a token such as `\text{if}`; empty for any other."""
    found = _VERBATIM.fullmatch(token.text)
    return (found[1], " ".join(found[2].split())) if found else ("", "")


def _atom(token: _Token) -> Atom | None:
    """What a token alone stands for."""
    if token.text in ATOMS:
        return ATOMS[token.text]
    command, text = _verbatim(token)
    if not command:
        return Atom(token.text) if token.text.isascii() and token.text.isalnum() else None
    if not (text.isascii() and text.isprintable()):
        raise _wrong("text is plain ASCII, unlike that", token)
    if command == "mathbb":
        return Atom(BLACKBOARD[text]) if text in BLACKBOARD else None
    return Atom(text, Kind.OP if command == "operatorname" else Kind.WORD)
