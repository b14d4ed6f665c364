"""What a link of the text opens, and whether what it claims is so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from calctui.chapter.document import Block, Heading, Link, links_of
from calctui.chapter.texts import document
from calctui.explorables.catalogue import WHOLE, load, of_section, sections
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import Explorable
from calctui.explore.link import split, with_settings
from calctui.scene import Readout
from calctui.scene.numbers import number, words

GLOSSARY = "2.10"
"""The section whose headings the terms of the text point at."""
ROUNDING = 1e-9
"""What counts as 0 where the text says 0."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A link that sets the stage."""

    state: Explorable


@dataclass(frozen=True, slots=True)
class Place:
    """A link to a heading, or to the beginning of a section."""

    section: str
    anchor: str = ""

    @property
    def name(self) -> str:
        """As links write it: `2.3`, `2.3#jacobian`."""
        return f"{self.section}#{self.anchor}" if self.anchor else self.section


@dataclass(frozen=True, slots=True)
class Round:
    """A link to a round of questions about a section, or about the chapter (`all`)."""

    section: str


Target: TypeAlias = Picture | Place | Round


def follow(link: Link) -> Target:
    """What a link opens.

    Raises:
        SettingError: it opens nothing; one line says why.
    """
    place, _, anchor = link.target.partition("#")
    if not place or place in sections():
        return _place(place or GLOSSARY, anchor)
    key, *settings = split(link.target)
    if key == "quiz":
        return _round(" ".join(settings))
    return Picture(with_settings(load(key)(), settings))


def key_of(link: Link) -> str:
    """The explorable that a link opens, or an empty string for another kind of link."""
    key = link.target.partition(" ")[0]
    return key if key[:1].isalpha() and key != "quiz" else ""


def first_picture(place: Place) -> Explorable | None:
    """The picture that a text opens first below a heading, or None where there is none."""
    if not of_section(place.section):
        return None
    blocks = document(place.section)
    start = next((row for row, block in enumerate(blocks) if is_heading(block, place.anchor)), 0)
    pictures = (follow(link) for link, _ in links_of(blocks[start:]) if key_of(link))
    return next((target.state for target in pictures if isinstance(target, Picture)), None)


def is_heading(block: Block, anchor: str) -> bool:
    """Whether a block is the heading that links call by a name."""
    return isinstance(block, Heading) and block.anchor == anchor


def _place(section: str, anchor: str) -> Place:
    if anchor and anchor not in anchors(section):
        raise SettingError(f"section {section} has no heading '{excerpt(anchor)}'")
    return Place(section, anchor)


def anchors(section: str) -> tuple[str, ...]:
    """The headings of a section, as links call them."""
    return tuple(block.anchor for block in document(section) if isinstance(block, Heading))


def _round(section: str) -> Round:
    if section != WHOLE and not of_section(section):
        raise SettingError(f"a quiz is about a section, such as 2.1, or {WHOLE}, not '{excerpt(section)}'")
    return Round(section)


def claims(link: Link) -> dict[str, str]:
    """What the text says of a picture: values as they are written, by the names of readouts.

    Raises:
        SettingError: a claim is not written `name = value`.
    """
    found = {}
    for part in filter(None, link.claim.split(";")):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise SettingError(f"'{excerpt(part)}' is no claim: write readout = value")
        found[name] = value
    return found


def refuted(claimed: Mapping[str, str], readouts: tuple[Readout, ...]) -> list[str]:
    """The claims that a picture does not bear out, each with what it shows instead.

    A number must be the readout rounded to the digits that are claimed, six at least; where 0 is claimed,
    rounding is forgiven. Words must be the readout's own.
    """
    by_name = {readout.name: readout.value for readout in readouts}
    return [
        f"{name} is {words(by_name[name]) if name in by_name else 'not there'}, not {value}"
        for name, value in claimed.items()
        if name not in by_name or not _bears_out(by_name[name], value)
    ]


def _bears_out(shown: object, claimed: str) -> bool:
    if not isinstance(shown, int | float):
        return isinstance(shown, str) and shown == claimed
    try:
        expected = float(claimed)
    except ValueError:
        return False
    if expected == 0:
        return abs(shown) <= ROUNDING
    digits = max(6, sum(char.isdigit() for char in claimed.lower().partition("e")[0].lstrip("-0.")))
    return number(shown, digits) == number(expected, digits)
