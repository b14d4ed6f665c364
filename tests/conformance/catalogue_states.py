"""States of every explorable in the catalogue: none is named here."""

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.export.conformance import states
from calctui.export.conformance.states import Case

__all__ = ["Case", "cases", "defaults", "ends", "presets"]
EXPLORABLES = [load(entry.key) for entry in CATALOGUE]


def defaults() -> list[Case]:
    return [states.default(each) for each in EXPLORABLES]


def presets() -> list[Case]:
    return [case for each in EXPLORABLES for case in states.presets(each)]


def ends() -> list[Case]:
    return [case for each in EXPLORABLES for case in states.ends(each)]


def formulas() -> list[Case]:
    return [case for each in EXPLORABLES for case in states.formulas(each)]


def cases() -> list[Case]:
    return [*defaults(), *presets(), *ends(), *formulas()]
