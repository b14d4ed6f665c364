"""Colours stand out from their ground, and those that tell things apart differ for every eye."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from calctui.explore.looks import THEMES
from calctui.raster.lettering import to_ascii
from calctui.raster.palettes import DEFAULT, MONO, PALETTES, SIXTEEN, Palette
from calctui.raster.strokes import GLYPHS
from calctui.scene import Floats, Glyph, Role

SIX = (Role.FIRST, Role.SECOND, Role.THIRD, Role.FOURTH, Role.FIFTH, Role.SIXTH)
EYES = {
    "usual": np.eye(3),
    # Machado, Oliveira and Fernandes (2009), full severity.
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Ottosson (2020).
TO_CONES = np.array(
    [[0.4122215, 0.5363325, 0.0514460], [0.2119035, 0.6806995, 0.1073970], [0.0883025, 0.2817188, 0.6299787]]
)
TO_LAB = np.array(
    [[0.210454, 0.793618, -0.004072], [1.977998, -2.428592, 0.450594], [0.025904, 0.782772, -0.808676]]
)


LEAST_CONTRAST = {
    **{"dark": 4.5, "light": 4.5, "contrast": 7.0, "contrast-light": 7.0, "mono": 7.0},
    **{"ansi": 3.0, "ansi-light": 3.0},
}
"""Of WCAG 2: 4.5 is its AA for text, 7 its AAA, 3 its AA for graphics and large letters."""
LEAST_DISTANCE = {
    **{"dark": 0.1, "light": 0.1, "contrast": 0.1, "contrast-light": 0.1, "ansi": 0.1},
    "ansi-light": 0.06,  # only seven of the sixteen can be read on white
}
"""In Oklab, in which black and white are 1 apart."""
CONSOLE = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""What the Linux console makes of the numbers 0 to 15."""


def as_shown(name: str) -> list[Palette]:
    """A palette as it comes out: the terminal's own colours as xterm has them, and as the console has."""
    palette = PALETTES[name]
    if len(palette.own) < len(SIXTEEN):
        return [palette]
    swapped = dict(zip(SIXTEEN, CONSOLE, strict=True))
    roles = {role: swapped[palette.colour(role)] for role in Role}
    console = replace(palette, ground=swapped[palette.ground], ink=swapped[palette.ink], roles=roles)
    return [palette, console]


def linear(colour: str) -> Floats:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def oklab(colour: str, eye: str) -> Floats:
    lab: Floats = TO_LAB @ np.cbrt(TO_CONES @ np.clip(EYES[eye] @ linear(colour), 0, 1))
    return lab


@pytest.mark.parametrize(("name", "role"), list(product(LEAST_CONTRAST, list(Role)[1:])))
def test_roles_stand_out(name: str, role: Role) -> None:
    for palette in as_shown(name):
        quiet = 0.5 if name in ("dark", "light") and role in (Role.FRAME, Role.GUIDE) else 0.0
        assert contrast(palette.colour(role), palette.ground) >= LEAST_CONTRAST[name] - quiet


@pytest.mark.parametrize(("name", "eye"), list(product(LEAST_DISTANCE, EYES)))
def test_the_six_differ_for_every_eye(name: str, eye: str) -> None:
    for palette in as_shown(name):
        pairs = combinations([oklab(palette.colour(role), eye) for role in SIX], 2)
        assert min(float(np.linalg.norm(one - other)) for one, other in pairs) >= LEAST_DISTANCE[name]


def test_without_colour_every_role_is_in_the_terminals_own_ink() -> None:
    assert {MONO.number(role) for role in Role} == {DEFAULT}
    assert PALETTES.keys() == set(THEMES)
    assert LEAST_DISTANCE.keys() == set(THEMES) - {"mono"}


def test_every_glyph_has_a_sign_of_its_own() -> None:
    assert set(GLYPHS) == set(Glyph)
    for signs in (GLYPHS.values(), map(to_ascii, GLYPHS.values())):
        found = list(signs)
        assert len(set(found)) == len(found)
        assert all(len(sign) == 1 for sign in found)
