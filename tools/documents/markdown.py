"""Pieces of Markdown as GitHub reads it."""

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `make docs` from the code: don't edit it here. -->"
"""The first line of every page."""


def prose(text: str) -> str:
    """Text in which nothing is markup."""
    return re.sub(r"([\\`*_<|\[\]$])", r"\\\1", text)


def code(text: str) -> str:
    """Text as code, within a paragraph."""
    return f"`{text}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """A bar ends a cell even inside code."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def page(*parts: str) -> str:
    """A page of paragraphs, tables and lists; empty ones are left out."""
    return "\n\n".join(part for part in (MADE, *parts) if part) + "\n"
