"""Text in columns: nothing is lost, nothing sticks out, and what is looked up is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.chapter.document import Document, Grid, Heading, Paragraph, Span, Tone, links_of, runs, text_of
from calctui.chapter.finding import matching
from calctui.chapter.page import broken, page, text
from calctui.chapter.tables import shares
from calctui.chapter.texts import document
from calctui.explorables.catalogue import SECTIONS
from calctui.raster.lettering import to_ascii

WIDTHS = (34, 40, 52, 76, 84)
words = st.text(alphabet="ab ", max_size=60)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("letters", [str, to_ascii], ids=["unicode", "ascii"])
def test_no_line_sticks_out(section: str, width: int, letters: "type[str]") -> None:
    done = page(document(section), width, letters)
    for line in text(done).split("\n"):
        assert len(line) <= width, line
        assert line.isprintable()
        assert letters is str or line.isascii(), line
    assert "\\" not in text(done), "all TeX is set"


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_link_and_heading_is_where_the_page_says(section: str, width: int) -> None:
    done = page(document(section), width)
    assert [link.target for link in done.links] == [link.target for link, _ in links_of(document(section))]
    for number, row in enumerate(done.rows):
        assert any(piece.link == number for piece in done.lines[row])
        assert not any(piece.link == number for line in done.lines[:row] for piece in line)
    for anchor, row in done.headings.items():
        assert done.lines[row], anchor


@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_of_running_text_is_on_the_page(section: str) -> None:
    for block in document(section):
        if isinstance(block, Paragraph) and Tone.FORMULA not in {span.tone for span in block.spans}:
            expected = text_of(block.spans).split()
            assert text(page((block,), 40)).split() == expected


@given(words, st.integers(1, 30))
def test_lines_are_broken_between_words(text: str, width: int) -> None:
    lines = [text[start:stop] for start, stop in broken(text, width)]
    assert all(0 < len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if all(len(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=6), st.integers(10, 120))
def test_the_columns_of_a_table_share_a_width(rows: list[list[str]], width: int) -> None:
    wide = shares(rows, width, 2)
    longest = [max(max(map(len, cell.split(" "))) for cell in column) for column in zip(*rows, strict=True)]
    if wide is None:
        return
    assert sum(wide) + 2 * (len(wide) - 1) <= width
    assert all(column >= word for column, word in zip(wide, longest, strict=True))


def test_a_table_too_narrow_for_its_columns_is_stacked() -> None:
    cells = tuple((Span(word * 8),) for word in ("one ", "two ", "three "))
    table = Grid(cells, (cells,))
    assert "─" in text(page((table,), 100))
    narrow = text(page((table,), 30)).split("\n")
    assert narrow[0].startswith("one")
    assert any(line.startswith("  two") for line in narrow)


# Looking things up


def rows_found(query: str) -> list[str]:
    return [
        text_of(row[0]) for block in matching(document("2.8"), query) for row in getattr(block, "rows", ())
    ]


def terms_found(query: str) -> list[str]:
    return [text_of(block.spans) for block in matching(document("2.10"), query) if isinstance(block, Heading)]


def test_what_bears_the_word_in_its_name_comes_first() -> None:
    found = rows_found("gradient")
    assert found[0].startswith("Gradient")
    assert len(found) > 2
    assert terms_found("Newton")[0] == "Newton's method"
    assert terms_found("CENTRAL diff") == ["Central difference"]


def test_no_words_find_everything_and_strange_words_nothing() -> None:
    assert matching(document("2.8"), "  ") == document("2.8")
    assert matching(document("2.8"), "xyzzy") == ()
    assert terms_found("xyzzy") == []


@given(st.sampled_from(["2.8", "2.10"]), st.text(max_size=8))
def test_what_is_found_is_part_of_the_whole(section: str, query: str) -> None:
    whole: Document = document(section)
    known = {spans for block in whole for spans in runs(block)}
    assert all(spans in known for block in matching(whole, query) for spans in runs(block))


def test_more_words_find_less() -> None:
    assert set(rows_found("derivative slope")) <= set(rows_found("derivative"))
