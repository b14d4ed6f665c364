"""Every explorable, by section. A new one is a new file beside this one and a new line here.

Only words stand here: an explorable's file, and NumPy with it, is loaded when it is first opened. More come
from outside: from files that somebody names, and from installed packages when somebody asks for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from calctui.explore.errors import SettingError, excerpt
from calctui.maths.spelling import nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from pathlib import Path

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

OWN = "own"
"""The section of what comes from outside and names no other."""

_PLACES = (*dict.fromkeys(each.section for each in CATALOGUE), OWN)
"""The sections in which pictures stand."""
_BY_KEY = {entry.key: entry for entry in CATALOGUE}


@dataclass
class _Outside:
    """What was added to the catalogue, and where more is to be had."""

    taken: frozenset[str] = frozenset()
    """Words that are no names: commands."""
    classes: "Mapping[str, type[Explorable]]" = field(default_factory=dict)
    offered: "Mapping[str, EntryPoint] | None" = None
    """By installed packages; None until somebody looks."""

    def add(self, explorable: "type[Explorable]") -> None:
        key, name = explorable.key(), explorable.__name__
        here = f"{excerpt(explorable.loaded_from)}: " if explorable.loaded_from else ""
        if key in _BY_KEY or key in self.classes or key in {OWN, *self.taken}:
            raise SettingError(f"{here}the name {key} is taken: call the class {name} otherwise")
        if (section := explorable.section) not in _PLACES:
            meant = ", ".join(_PLACES)
            raise SettingError(
                f"{here}{name} has the section '{excerpt(str(section))}': it may be one of {meant}"
            )
        self.classes = {**self.classes, key: explorable}  # others may be walking through the old one


_outside = _Outside()


def begin(files: "Sequence[Path]" = (), taken: Iterable[str] = (), packages: bool = True) -> None:
    """Begin with the chapter's own explorables and those in `files`, which are run.

    Args:
        files: Python files that define explorables.
        taken: words that none of them may be called.
        packages: whether those of installed packages may be loaded when somebody asks for them.

    Raises:
        SettingError: a file can't be run, or what is in it can't be shown; says where and why.
    """
    global _outside
    _outside = _Outside(frozenset(taken), offered=None if packages else {})
    for file in dict.fromkeys(files):
        from calctui.explorables.outside import from_file

        for explorable in from_file(file):
            _outside.add(explorable)


def add_packages() -> tuple[str, ...]:
    """Load what installed packages offer; says in a line for each what can't be loaded, and why."""
    faults = []
    for name in _offered():
        try:
            _found(name)
        except SettingError as error:
            faults.append(str(error))
    return tuple(faults)


def _offered() -> "Mapping[str, EntryPoint]":
    """What packages offer, but for what is there already."""
    if _outside.offered is None:
        from calctui.explorables.outside import from_packages

        _outside.offered = from_packages()
    return _outside.offered


def _found(key: str) -> "type[Explorable] | None":
    """An explorable from outside; looks for it among those of packages."""
    if key not in _outside.classes and key in _offered():
        from calctui.explorables.outside import from_package

        _outside.add(from_package(_offered()[key]))
    return _outside.classes.get(key)


def entries() -> tuple[Entry, ...]:
    """All lines: the chapter's, and those that were added."""
    return (*CATALOGUE, *(_line(each) for each in added()))


def _line(explorable: "type[Explorable]") -> Entry:
    return Entry(explorable.key(), explorable.section, explorable.title)


def added() -> "tuple[type[Explorable], ...]":
    """Those from outside that are loaded, in the order in which they came."""
    return tuple(_outside.classes.values())


def names() -> tuple[str, ...]:
    """What can be opened; what packages offer is named, and not loaded."""
    return tuple(dict.fromkeys((*_BY_KEY, *_outside.classes, *_offered())))


def sections() -> Mapping[str, str]:
    """The sections that pictures or texts stand in, and their titles."""
    return {**SECTIONS, **({OWN: "pictures"} if of_section(OWN) else {})}


def entry(key: str) -> Entry:
    """The line of an explorable.

    Raises:
        SettingError: there is none of this name; names the nearest.
    """
    if key in _BY_KEY:
        return _BY_KEY[key]
    if explorable := _found(key):
        return _line(explorable)
    close = nearest(key, names())
    meant = f"did you mean {close}?" if close else "calctui list names them all"
    raise SettingError(f"no explorable is called '{excerpt(key)}': {meant}")


def of_section(section: str) -> tuple[Entry, ...]:
    """The explorables of a section, in the chapter's order, and what was added to it."""
    return tuple(each for each in entries() if each.section == section)


def section_named(name: str) -> str:
    """A section by its number.

    Raises:
        SettingError: there is none; names the nearest.
    """
    known = sections()
    if name not in known:
        meant = nearest(name, known) or ", ".join(known)
        raise SettingError(f"no section is called '{excerpt(name)}': did you mean {meant}?")
    return name


def load(key: str) -> "type[Explorable]":
    """The class of an explorable: the one that its file defines.

    Raises:
        SettingError: there is none of this name.
    """
    if key not in _BY_KEY and (explorable := _found(entry(key).key)):
        return explorable
    from calctui.explore.explorable import defined_in  # brings NumPy: not before something is opened

    return defined_in(import_module(f"calctui.explorables.{key}"))[0]


def state_of(line: str) -> "Explorable":
    """The state that a command line opens; it may begin with `calctui` or `calctui show`, as it is copied.

    A file that it names by `--with` is not run for it: lines come from others, too.

    Raises:
        SettingError: it opens nothing.
    """
    from calctui.explore.link import split, with_settings

    words, file = split(line), ""
    words = words[words[:1] == ["calctui"] :]
    while words[:1] == ["--with"]:
        file, words = " ".join(words[1:2]), words[2:]
    words = words[words[:1] == ["show"] :]
    if not words:
        raise SettingError("a command line needs the name of an explorable")
    if file and words[0] not in names():
        begin_so = f"begin with calctui --with {excerpt(file)}"
        raise SettingError(f"'{excerpt(words[0])}' comes from a file that is not loaded here: {begin_so}")
    return with_settings(load(words[0])(), words[1:])
