"""The page with the chapter's quick reference: each row, the command that shows it, and its claims."""

from calctui.chapter.document import Grid, Spans, Tone
from calctui.chapter.texts import document
from documents.markdown import code, page, prose, table

SECTION = "2.8"
OPENING = """# Quick reference

The table of section 2.8, which `8` opens in the app. Every row opens a picture that proves it, and what a row
claims of its picture is held against the picture's readouts by the tests."""


def rows() -> str:
    """The page."""
    grid = next(block for block in document(SECTION) if isinstance(block, Grid))
    header = [*map(_text, grid.header), "command", "what its picture shows"]
    return page(OPENING, table(header, (_row(row) for row in grid.rows)))


def _row(row: tuple[Spans, ...]) -> tuple[str, ...]:
    link = next(span.link for spans in row for span in spans if span.link)
    claims = ", ".join(code(claim.strip()) for claim in link.claim.split(";") if claim.strip())
    return (*map(_text, row), code(f"calctui {link.target}"), claims)


def _text(spans: Spans) -> str:
    return "".join(f"${span.text}$" if span.tone is Tone.FORMULA else prose(span.text) for span in spans)
