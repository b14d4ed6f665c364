"""Guessing: questions are asked, and while one is open, a line is its answer."""

from calctui.chapter.quiz import any_seed, summary, write_best
from calctui.explorables.catalogue import WHOLE, of_section
from calctui.explore.errors import SettingError, excerpt
from calctui.linear.talk import Reply, Talk, reply


def guess(talk: Talk, words: str) -> Reply:
    """Ask for a number of the picture, or go on with the series; after its last question, sum it up."""
    session = talk.session
    if session.guessing.series and session.guessing.series.finished:
        title, lines = summary(session.guessing)
        said = (line.strip() for line in lines.split("\n") if line)
        return reply(talk.shows(session.resigned()), f"{title}.", *said)
    asked = session.asked()
    if asked.guessing.question:
        return reply(talk.shows(asked))
    return reply(talk, "There is nothing to guess here: change a setting, or try another example.")


def quiz(talk: Talk, words: str) -> Reply:
    """Begin ten questions: `quiz 2.3`, `quiz all`, or with a seed of their own, `quiz 2.3 7`.

    Raises:
        SettingError: there is no such section, or the seed is no number.
    """
    section, _, seed = (words or WHOLE).partition(" ")
    if section != WHOLE and not of_section(section):
        raise SettingError(f"a quiz is about a section, such as 2.3, or {WHOLE}, not '{excerpt(section)}'")
    seed = seed.strip()
    if seed and not (seed.isascii() and seed.isdecimal() and len(seed) < 20):
        raise SettingError(f"a seed is a whole number, such as 7, not '{excerpt(seed)}'")
    return begin(talk, section, int(seed) if seed else None)


def begin(talk: Talk, section: str, seed: int | None = None) -> Reply:
    """Ask the first of ten questions; without a seed, of any ten."""
    drawn = any_seed() if seed is None else seed
    about = "the whole chapter" if section == WHOLE else f"section {section}"
    return reply(
        talk.shows(talk.session.begun(section, drawn)), f"Ten questions about {about}, of seed {drawn}."
    )


def answer(talk: Talk, text: str) -> Reply:
    """Judge a guess; at the end of a series, keep the best score.

    Raises:
        SettingError: it can't be read.
    """
    session = talk.session.guessed(text)
    series = session.guessing.series
    why = write_best(session.guessing.best) if series and series.finished and not talk.kiosk else ""
    return reply(talk.shows(session), *([f"{why[0].upper()}{why[1:]}."] if why else []))


def skip(talk: Talk, words: str) -> Reply:
    """Leave the question, and the series that it belongs to."""
    game = talk.session.guessing
    if game.question is None or (game.verdict and not game.series):
        return reply(talk, "No question is open.")
    left = f"You left the series. {game.standing()}" if game.series else "You left the question."
    return reply(talk.shows(talk.session.resigned()), left)
