"""Reading: the chapter part by part, links by their numbers, and finding things by their names."""

from collections.abc import Iterator
from dataclasses import replace

from calctui.chapter.document import Document, Heading, Link, links_of
from calctui.chapter.finding import said
from calctui.chapter.index import index
from calctui.chapter.links import Picture, Place, Round, first_picture, follow
from calctui.chapter.texts import document
from calctui.explorables.catalogue import CATALOGUE, load, section_named
from calctui.explore.errors import SettingError, excerpt
from calctui.linear.guessing import begin
from calctui.linear.prose import prose
from calctui.linear.talk import Reply, Talk, reply
from calctui.maths.spelling import nearest

MOST = 15
"""Findings that are named; nobody listens to more."""


def read(talk: Talk, words: str) -> Reply:
    """Say the first part of a section's text: of the one that is named, or the picture's."""
    section = section_named(words) if words else talk.session.section_open
    return part(talk, section)


def more(talk: Talk, words: str) -> Reply:
    """Say the next part of the text."""
    section, _, anchor = talk.session.reading.partition("#")
    if not section:
        return read(talk, "")
    following = _after(document(section), anchor)
    if following is None:
        return reply(talk, f"Section {section} ends here. text and a number reads another.")
    return part(talk, f"{section}#{following.anchor}")


def part(talk: Talk, place: str) -> Reply:
    """Say the part of a text that begins at a place: up to the next heading."""
    section, _, anchor = place.partition("#")
    whole = document(section)
    links = tuple(link for link, _ in links_of(whole))
    lines = [*prose(_part(whole, anchor), links), *_onward(whole, anchor)]
    return reply(replace(talk.shows(talk.session.read(place)), links=links), *lines)


def _part(whole: Document, anchor: str) -> Document:
    starts = [row for row, block in enumerate(whole) if isinstance(block, Heading)]
    start = next((row for row in starts if _anchored(whole[row], anchor)), starts[0])
    stop = next((row for row in starts if row > start), len(whole))
    return whole[start:stop]


def _anchored(block: object, anchor: str) -> bool:
    return isinstance(block, Heading) and block.anchor == anchor


def _after(whole: Document, anchor: str) -> Heading | None:
    """The heading that comes next."""
    headings = [block for block in whole if isinstance(block, Heading)]
    here = next((place for place, each in enumerate(headings) if each.anchor == anchor), 0)
    return headings[here + 1] if here + 1 < len(headings) else None


def _onward(whole: Document, anchor: str) -> Iterator[str]:
    if following := _after(whole, anchor):
        yield f"more reads on: {said((following.spans,))}."


def open_link(talk: Talk, words: str) -> Reply:
    """Open what a link of the text, or a finding, speaks of.

    Raises:
        SettingError: there is no link of this number.
    """
    if not talk.links:
        return reply(talk, "No link has been read yet: text and find name some.")
    if not words.isascii() or not words.isdecimal() or not 1 <= int(words[:6]) <= len(talk.links):
        raise SettingError(f"links have numbers from 1 to {len(talk.links)}: write follow 1")
    return target(talk, talk.links[int(words) - 1])


def target(talk: Talk, link: Link) -> Reply:
    """Set the picture, read another text, or begin a series of questions."""
    match follow(link):
        case Picture(state):
            return reply(talk.shows(talk.session.linked(state)))
        case Place() as place:
            if picture := first_picture(place):
                talk = talk.shows(talk.session.linked(picture))
            return part(talk, place.name)
        case Round(section):
            return begin(talk, section)


def find(talk: Talk, words: str) -> Reply:
    """Name the pictures, examples and passages that have all these words in their names, with numbers."""
    wanted = words.casefold().split()
    if not wanted:
        return reply(talk, "Find what? For instance: find newton")
    hits = [hit for hit in _named() if all(word in hit[0].casefold() for word in wanted)]
    if not hits:
        return reply(talk, f"Nothing is called '{excerpt(words)}'.{_meant(words)}")
    lines = [f"{place}. {name}: {about}." for place, (name, about, _) in enumerate(hits[:MOST], 1)]
    left = f"There are {len(hits) - MOST} more: add another word. " if len(hits) > MOST else ""
    found = replace(talk, links=tuple(link for _, _, link in hits[:MOST]))
    return reply(found, *lines, f"{left}Type follow and a number.")


def _meant(words: str) -> str:
    names = {word for name, _, _ in _named() for word in name.casefold().split()}
    close = nearest(words, names)
    return f" Did you mean find {close}?" if close else ""


def _named() -> Iterator[tuple[str, str, Link]]:
    """Everything that has a name."""
    for each in CATALOGUE:
        yield f"{each.title} ({each.key})", f"a picture of section {each.section}", Link(each.key)
        for preset in load(each.key).presets:
            yield f"{each.title}, {preset.title}", "an example", Link(f"{each.key} {preset.settings}")
    for named in index():
        yield named.name, named.about.rstrip("."), named.link
