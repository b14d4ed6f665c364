"""The chapter's text: every link opens what it says, and every claim is what the picture shows."""

import re
from collections.abc import Iterator

import pytest

from calctui.chapter.document import Callout, Grid, Heading, Items, Link, links_of, runs, text_of
from calctui.chapter.finding import said
from calctui.chapter.index import index
from calctui.chapter.links import (
    GLOSSARY,
    Picture,
    Place,
    Round,
    anchors,
    claims,
    first_picture,
    follow,
    key_of,
    refuted,
)
from calctui.chapter.texts import document
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, of_section
from calctui.explore.errors import SettingError
from calctui.export.frame import frame
from calctui.maths.symbolic import Engine
from calctui.scene import Readout

LINKS = [(section, link, text) for section in SECTIONS for link, text in links_of(document(section))]
CLAIMS = [each for each in LINKS if each[1].claim]


def named(value: object) -> str | None:
    return value.target if isinstance(value, Link) else value if isinstance(value, str) else None


each_link = pytest.mark.parametrize(("section", "link", "text"), LINKS, ids=named)
each_claim = pytest.mark.parametrize(("section", "link", "text"), CLAIMS, ids=named)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


# Links


@each_link
def test_every_link_opens_something(section: str, link: Link, text: str) -> None:
    assert text.strip()
    match follow(link):
        case Picture(state):
            assert key_of(link) == state.key()
            assert state.scene({}).sentence
        case Place() as place:
            assert not key_of(link)
            assert not place.anchor or place.anchor in anchors(place.section)
            assert (first_picture(place) is not None) == bool(of_section(place.section))
        case Round(about):
            assert about == "all" or of_section(about)


@each_claim
def test_every_claim_is_what_the_picture_shows(section: str, link: Link, text: str, engine: Engine) -> None:
    target = follow(link)
    assert isinstance(target, Picture)
    assert not refuted(claims(link), frame(target.state, engine).scene.readouts)


@each_claim
def test_what_is_claimed_stands_in_the_text(section: str, link: Link, text: str) -> None:
    if table_of(section, link):
        return  # a table names formulas, and its pictures bear them out
    around = next(said([spans]) for block in document(section) for spans in runs(block) if holds(spans, link))
    for value in claims(link).values():
        assert value.lstrip("-") in around, value


def holds(spans: tuple[object, ...], link: Link) -> bool:
    return any(getattr(span, "link", None) is link for span in spans)


def table_of(section: str, link: Link) -> bool:
    return any(
        isinstance(block, Grid) and any(link is found for found, _ in links_of((block,)))
        for block in document(section)
    )


def test_claims_are_checked_to_their_digits() -> None:
    slope = (Readout("slope", 8.0000004, "slope"), Readout("kind", "saddle", "kind"))
    assert not refuted({"slope": "8"}, slope)
    assert not refuted({"slope": "8.0000004"}, slope)
    assert refuted({"slope": "8.0000005"}, slope) == ["slope is 8, not 8.0000005"]
    assert refuted({"slope": "8.1"}, slope)
    assert refuted({"slope": "steep"}, slope)
    assert refuted({"kind": "bowl"}, slope) == ["kind is saddle, not bowl"]
    assert refuted({"height": "1"}, slope) == ["height is not there, not 1"]
    assert not refuted({"slope": "0"}, (Readout("slope", -8e-16, "slope"),))
    assert refuted({"slope": "0"}, (Readout("slope", 1e-6, "slope"),))


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (Link("secnat a=2"), "did you mean secant"),
        (Link("secant q=2"), "no setting 'q'"),
        (Link("#nothing"), "section 2.10 has no heading 'nothing'"),
        (Link("2.3#nothing"), "section 2.3 has no heading"),
        (Link("quiz 2.9"), "a quiz is about a section"),
        (Link("quiz"), "a quiz is about a section"),
        (Link("secant 'a=2"), "a quotation mark is not closed"),
    ],
)
def test_a_link_to_nowhere_says_so(link: Link, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        follow(link)


def test_a_claim_without_a_value_is_none() -> None:
    with pytest.raises(SettingError, match="is no claim"):
        claims(Link("secant", "slope"))


# What the chapter must have


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_every_picture_is_spoken_of_in_its_section(entry: object) -> None:
    linked = {key_of(link) for link, _ in links_of(document(getattr(entry, "section", "")))}
    assert getattr(entry, "key", "") in linked


@pytest.mark.parametrize(("section", "rows"), [("2.1", 7), ("2.1", 3), ("2.3", 3), ("2.7", 3), ("2.8", 16)])
def test_the_tables_of_the_chapter_are_there(section: str, rows: int) -> None:
    assert rows in [len(block.rows) for block in document(section) if isinstance(block, Grid)]


def test_each_row_of_the_reference_opens_a_picture() -> None:
    (table,) = (block for block in document("2.8") if isinstance(block, Grid))
    for row in table.rows:
        (span, *_) = row[0]
        assert span.link
        assert isinstance(follow(span.link), Picture)


@pytest.mark.parametrize(
    "section", [section for section in SECTIONS if of_section(section) and section != "2.6"]
)
def test_every_section_warns_of_something(section: str) -> None:
    assert any(isinstance(block, Callout) for block in document(section))


def test_each_takeaway_is_proved_by_a_picture() -> None:
    takeaways = document("2.9")[2]
    assert isinstance(takeaways, Items)
    assert len(takeaways.items) == 7
    for item in takeaways.items:
        assert any(span.link and key_of(span.link) for span in item)


def test_the_glossary_has_forty_terms_and_each_shows_something() -> None:
    terms = [block for block in document(GLOSSARY) if isinstance(block, Heading) and block.level == 3]
    assert len(terms) >= 40
    names = [text_of(term.spans).casefold() for term in terms]
    assert names == sorted(names)
    assert len({term.anchor for term in terms}) == len(terms)
    blocks = document(GLOSSARY)
    for term in terms:
        entry = blocks[blocks.index(term) + 1]
        assert links_of((entry,)), term.anchor


def test_where_the_printed_chapter_slips_the_text_says_so() -> None:
    for section, words in [
        ("2.1", "it is 1 minus the sigmoid"),
        ("2.2", "hangs dg/dw on x"),
        ("2.5", "so it is three"),
        ("2.6", "prints 0.33278"),
        ("2.7", "rounded it is 1002.408"),
    ]:
        assert words in " ".join(said(runs(block)) for block in document(section)), section


# Finding


def test_the_index_knows_questions_terms_formulas_and_headings() -> None:
    names = {each.name for each in index()}
    assert {"Why does gradient descent zig-zag?", "Zig-zag", "2.7 Descent", "Gradient ∇f"} <= names
    for each in index():
        follow(each.link)
        assert each.about
        assert not re.search(r"[\\$]", each.name + each.about), "TeX is set, not shown"
