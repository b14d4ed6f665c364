"""Every explorable, by section. A new one is a new file beside this one and a new line here.

Only words stand here: an explorable's file, and NumPy with it, is loaded when it is first opened.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from calctui.explore.errors import SettingError, excerpt
from calctui.maths.spelling import nearest

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue."""

    key: str
    """Its file's name, and its name on the command line."""
    section: str
    title: str


SECTIONS = {
    "2.0": "Overview",
    "2.1": "Derivatives",
    "2.2": "Chain rule",
    "2.3": "Gradient",
    "2.4": "Directions",
    "2.5": "Taylor",
    "2.6": "Integrals",
    "2.7": "Numerics",
    "2.8": "Reference",
    "2.9": "Takeaways",
    "2.10": "See also",
}
"""The chapter's sections, and their titles; the last three are text alone."""

WHOLE = "all"
"""In place of a section: every one of them."""

CATALOGUE = (
    Entry("roll", "2.0", "The ball rolls down"),
    Entry("limits", "2.1", "Limits"),
    Entry("secant", "2.1", "Secant becomes tangent"),
    Entry("derivative", "2.1", "Slope and curvature"),
    Entry("rules", "2.1", "Rules"),
    Entry("activations", "2.1", "Activations"),
    Entry("partials", "2.2", "Partial derivatives"),
    Entry("chain", "2.2", "Chain rule"),
    Entry("network", "2.2", "Network"),
    Entry("gradient", "2.3", "Gradient"),
    Entry("jacobian", "2.3", "Jacobian"),
    Entry("hessian", "2.3", "Hessian"),
    Entry("directional", "2.4", "Every direction"),
    Entry("taylor", "2.5", "Taylor series"),
    Entry("localmodel", "2.5", "Local models"),
    Entry("riemann", "2.6", "Strips"),
    Entry("ftc", "2.6", "Area so far"),
    Entry("montecarlo", "2.6", "Monte Carlo"),
    Entry("expectation", "2.6", "Expectation"),
    Entry("differences", "2.7", "Differences"),
    Entry("logsumexp", "2.7", "Log-sum-exp"),
    Entry("nanclinic", "2.7", "The clinic for NaNs"),
    Entry("autodiff", "2.7", "Three ways"),
    Entry("modes", "2.7", "Two modes"),
    Entry("descent", "2.7", "Descent"),
)

_BY_KEY = {entry.key: entry for entry in CATALOGUE}


def entry(key: str) -> Entry:
    """The line of an explorable.

    Raises:
        SettingError: there is none of this name; names the nearest.
    """
    if key not in _BY_KEY:
        close = nearest(key, _BY_KEY)
        meant = f"did you mean {close}?" if close else "calctui list names them all"
        raise SettingError(f"no explorable is called '{excerpt(key)}': {meant}")
    return _BY_KEY[key]


def of_section(section: str) -> tuple[Entry, ...]:
    """The explorables of a section, in the chapter's order."""
    return tuple(each for each in CATALOGUE if each.section == section)


def section_named(name: str) -> str:
    """A section by its number.

    Raises:
        SettingError: there is none; names the nearest.
    """
    if name not in SECTIONS:
        meant = nearest(name, SECTIONS) or ", ".join(SECTIONS)
        raise SettingError(f"no section is called '{excerpt(name)}': did you mean {meant}?")
    return name


def load(key: str) -> "type[Explorable]":
    """The class of an explorable: the one that its file defines.

    Raises:
        SettingError: there is none of this name.
    """
    from calctui.explore.explorable import Explorable  # brings NumPy: not before something is opened

    module = import_module(f"calctui.explorables.{entry(key).key}")
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Explorable) and each.__module__ == module.__name__
    )


def state_of(line: str) -> "Explorable":
    """The state that a command line opens; it may begin with `calctui` or `calctui show`, as it is copied.

    Raises:
        SettingError: it opens nothing.
    """
    from calctui.explore.link import split, with_settings

    words = split(line)
    for lead in ("calctui", "show"):
        words = words[1:] if words[:1] == [lead] else words
    if not words:
        raise SettingError("a command line needs the name of an explorable")
    return with_settings(load(words[0])(), words[1:])
