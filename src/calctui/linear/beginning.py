"""The first thing said: the picture, question or lecture that was asked for."""

from collections.abc import Callable

from calctui.explore.explorable import Explorable
from calctui.export.frame import Frame
from calctui.linear.guessing import begin
from calctui.linear.hearing import ON_KEYS
from calctui.linear.talk import Reply, Talk, reply
from calctui.linear.told import at_stop, notes, opened, question
from calctui.session.opening import Opening
from calctui.session.session import Session


def beginning(opening: Opening, look: Callable[[Explorable], Frame]) -> Reply:
    """The conversation as it begins.

    Raises:
        SettingError: what was left can't be resumed.
    """
    session = Session.resumed(opening.bookmark) if opening.bookmark else Session.start(opening.state)
    talk = Talk(session=session, look=look, kiosk=opening.kiosk)
    if opening.quiz:
        begun = begin(talk, *opening.quiz)
        return reply(begun.talk, *begun.lines, *question(begun.talk))
    if opening.lecture:
        return reply(talk, "You follow a lecture; return comes back to it after trying things.")
    if opening.tour:
        talk = talk.shows(session.touring(opening.tour))
    if tour := talk.session.tour:
        lead = f"Lecture: {tour.title}. forward goes to the next stop; return comes back."
        return reply(at_stop(talk), lead, ON_KEYS, *notes(talk), *opened(talk))
    return reply(talk, *opened(talk))
