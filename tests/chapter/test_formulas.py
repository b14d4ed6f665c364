"""What holds for every formula: shape, letters, width, and what is refused."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.chapter.formula import Letters, display, fitted, inline
from calctui.chapter.formula.symbols import ATOMS
from calctui.raster.lettering import to_ascii

LETTERS = st.sampled_from([str, to_ascii])
ATOM = st.sampled_from([*"abfxyz0123456789", *(f"{name} " for name in ATOMS)])


def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas made of formulas."""
    pair = st.tuples(part, part)
    scripts = st.builds("{}^{{{}}}_{{{}}}".format, ATOM, part, part)
    grids = st.sampled_from(["bmatrix", "pmatrix", "cases"])
    fences = st.sampled_from(["({})", "[{}]", r"\left|{}\right|", r"\left\|{}\right\|", r"\{{{}\}}", "({}]"])
    return st.one_of(
        pair.map("".join),
        st.builds(r"\frac{{{}}}{{{}}}".format, part, part),
        st.builds(r"\sqrt{{{}}}".format, part),
        scripts,
        st.builds(r"{}\sum_{{{}}}^{{{}}} {}".format, ATOM, part, part, part),
        st.builds(r"\int_{{{}}}^{{{}}} {}".format, part, part, part),
        st.builds(lambda fence, body: fence.format(body), fences, part),
        st.builds(r"\begin{{{0}}} {1} & {2} \\ {2} & {1} \end{{{0}}}".format, grids, part, part),
    )


FORMULAS = st.recursive(ATOM, larger, max_leaves=12).filter(
    lambda source: not refusal(source).startswith("nested")
)


def refusal(source: str) -> str:
    """Why a source is refused; empty where it is not."""
    try:
        display(source)
    except ValueError as error:
        return str(error)
    return ""


@given(FORMULAS, LETTERS)
def test_a_block_is_a_rectangle_of_printable_cells(source: str, letters: Letters) -> None:
    for block in (display(source, letters), fitted(source, 20, letters)):
        assert len({len(line) for line in block.lines}) == 1
        assert 0 <= block.base < len(block.lines)
        assert all(line.isprintable() for line in block.lines)
    assert inline(source, letters).isprintable()


@given(FORMULAS)
def test_every_character_takes_one_cell(source: str) -> None:
    for char in "".join([*display(source).lines, inline(source)]):
        assert not unicodedata.combining(char)
        assert unicodedata.east_asian_width(char) not in "WF"
        assert ord(char) < 0x10000


@given(FORMULAS)
def test_plain_letters_are_ascii_and_all_spelled(source: str) -> None:
    text = "".join([*display(source, to_ascii).lines, inline(source, to_ascii)])
    assert text.isascii()
    assert "?" not in text


def signs(text: str) -> Counter[str]:
    """The letters and digits of a text, small ones as what they are."""
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isascii() and char.isalnum())


@given(FORMULAS)
def test_nothing_is_lost(source: str) -> None:
    """Every letter and digit of the source is in the picture and in the line, as often."""
    named = re.sub(r"\\(?:begin|end)\{\w+\}", "", source)
    written = re.sub(r"\\\w+", lambda name: ATOMS[name[0]].text if name[0] in ATOMS else "", named)
    assert signs("".join(display(source).lines)) == signs(written)
    assert signs(inline(source)) == signs(written)


@given(FORMULAS, st.integers(1, 60), LETTERS)
def test_a_formula_keeps_to_its_width_where_there_is_a_way(source: str, width: int, letters: Letters) -> None:
    longest = max(map(len, inline(source, letters).split()), default=0)
    ways = [display(source, letters).width, longest + 2]
    assert fitted(source, width, letters).width <= width or min(ways) > width


@given(FORMULAS)
def test_lines_have_as_many_closing_brackets_as_opening(source: str) -> None:
    text = inline(source)
    opened, closed = (sum(map(text.count, brackets)) for brackets in ("([{", ")]}"))
    assert opened == closed


@given(st.text())
@example("{" * 50)
@example("x" + "^{x" * 50)
def test_what_cannot_be_read_says_where(source: str) -> None:
    assert re.search(r"^$| at column \d+$", refusal(source))


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (r"x + \hat y", r"'\hat' is not known at column 5"),
        ("(x + 1", "'(' is not closed at column 1"),
        (r"a + \left( b)", r"'\left' is not closed at column 5"),
        ("x)", "')' is out of place at column 2"),
        ("a & b", "'&' is out of place at column 3"),
        (r"\frac{a}", r"'\frac' needs a letter or {...} at column 9"),
        (r"\sqrt[3]{x}", r"'\sqrt' needs a letter or {...} at column 6"),
        ("x^2^3", "a second '^' on the same part at column 4"),
        ("^2", "nothing stands before '^' at column 1"),
        ("f''''", "more than three primes; write f^{(4)} at column 2"),
        (r"\begin{array} a \end{array}", "'array' is none of bmatrix, pmatrix, cases at column 1"),
        (r"\begin{bmatrix} a & b \\ c \end{bmatrix}", "rows of different lengths end at column 28"),
        (r"\text{naïve}", "text is plain ASCII, unlike that at column 1"),
        ("x²", "'²' is not known at column 2"),
    ],
)
def test_what_is_not_in_the_subset_is_refused(source: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)) as refused:
        display(source)
    assert str(refused.value) == problem
