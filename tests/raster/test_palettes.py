"""Colours stand out from their ground, and those that tell things apart differ for every eye."""

from itertools import combinations

import numpy as np
import pytest

from calctui.raster.lettering import to_ascii
from calctui.raster.palettes import PALETTES, Palette
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
}
# Ottosson (2020).
TO_CONES = np.array(
    [[0.4122215, 0.5363325, 0.0514460], [0.2119035, 0.6806995, 0.1073970], [0.0883025, 0.2817188, 0.6299787]]
)
TO_LAB = np.array(
    [[0.210454, 0.793618, -0.004072], [1.977998, -2.428592, 0.450594], [0.025904, 0.782772, -0.808676]]
)


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


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("role", list(Role)[1:], ids=lambda role: role.name)
def test_roles_stand_out(palette: Palette, role: Role) -> None:
    least = 4.0 if role in (Role.FRAME, Role.GUIDE) else 4.5
    assert contrast(palette.colour(role), palette.ground) >= least


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("eye", EYES)
def test_the_six_differ_for_every_eye(palette: Palette, eye: str) -> None:
    pairs = combinations([oklab(palette.colour(role), eye) for role in SIX], 2)
    assert min(float(np.linalg.norm(one - other)) for one, other in pairs) >= 0.07


def test_every_glyph_has_a_sign_of_its_own() -> None:
    assert set(GLYPHS) == set(Glyph)
    for signs in (GLYPHS.values(), map(to_ascii, GLYPHS.values())):
        found = list(signs)
        assert len(set(found)) == len(found)
        assert all(len(sign) == 1 for sign in found)
