"""Named places on curves whose turns are known in closed form."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.landmarks import Feature, Landmark, landmarks
from calctui.maths.parser import parse

LOW, HIGH = -5.0, 5.0
Named = list[tuple[str, float]]


def named(text: str, low: float = LOW, high: float = HIGH) -> Named:
    """What is found at single places, a corner marked by a star."""
    found = landmarks(parse(text), "x", {}, low, high)
    return [(mark.feature + "*" * mark.corner, mark.x) for mark in found if mark.start == mark.stop]


HALF = math.pi / 2
ROOT3 = math.sqrt(3)
KNOWN: list[tuple[str, Named]] = [
    ("x", []),
    ("7", []),
    ("e^x", []),
    ("x²", [("valley", 0)]),
    ("3x² + 2x", [("valley", -1 / 3)]),
    ("1 - (x - 0.1)²", [("peak", 0.1)]),
    ("x³", [("plateau", 0)]),
    ("(x - 1.234)³", [("plateau", 1.234)]),
    ("x⁴", [("valley", 0)]),
    ("x³ - 3x", [("peak", -1), ("inflection", 0), ("valley", 1)]),
    ("x⁴ - 2x²", [("valley", -1), ("inflection", -1 / ROOT3), ("peak", 0), ("inflection", 1 / ROOT3),
    ("valley", 1)]),
    ("sin x", [("inflection", -math.pi), ("valley", -HALF), ("inflection", 0), ("peak", HALF),
               ("inflection", math.pi), ("valley", 3 * HALF), ("peak", -3 * HALF)]),
    ("e^(-x²)", [("inflection", -math.sqrt(0.5)), ("peak", 0), ("inflection", math.sqrt(0.5))]),
    ("x e^x", [("inflection", -2), ("valley", -1)]),
    ("x ln x", [("valley", 1 / math.e)]),
    ("ln(x)/x", [("peak", math.e), ("inflection", math.exp(1.5))]),
    ("x/(1 + x²)", [("inflection", -ROOT3), ("valley", -1), ("inflection", 0), ("peak", 1),
    ("inflection", ROOT3)]),
    ("x^x", [("valley", 1 / math.e)]),
    ("x + 1/x", [("peak", -1), ("valley", 1)]),
    ("1/x", []),
    ("tan x", [("inflection", -math.pi), ("inflection", 0), ("inflection", math.pi)]),
    ("sigmoid x", [("inflection", 0)]),
    ("tanh(x - 0.7)", [("inflection", 0.7)]),
    ("silu x", [("inflection", -2.399357280520), ("valley", -1.278464542761),
    ("inflection", 2.399357280520)]),
    ("gelu x", [("inflection", -math.sqrt(2)), ("valley", -0.751791524694), ("inflection", math.sqrt(2))]),
    ("|x|", [("valley*", 0)]),
    ("2 - |x - 1|", [("peak*", 1)]),
    ("|x² - 1|", [("valley*", -1), ("peak", 0), ("valley*", 1)]),
    ("max(x, -2x + 1)", [("valley*", 1 / 3)]),
    ("min(x², 1) + x²/10", [("valley", 0)]),
    ("√(4 - x²)", [("peak", 0)]),
    ("relu x", []),
    ("floor x", []),
    ("sign x", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_known_places_are_found(text: str, expected: Named) -> None:
    found = named(text)
    expected = sorted(expected, key=lambda place: place[1])
    assert [name for name, _ in found] == [name for name, _ in expected]
    np.testing.assert_allclose([x for _, x in found], [x for _, x in expected], rtol=0, atol=1e-9)


PLATEAUS = [
    ("relu x", [(LOW, 0.0)]), ("relu6 x", [(LOW, 0.0)]), ("hardtanh x", [(LOW, -1.0), (1.0, HIGH)]),
    ("7", [(LOW, HIGH)]), ("max(x², 2)", [(-math.sqrt(2), math.sqrt(2))]), ("min(|x|, 3)", [(LOW, -3.0),
    (3.0, HIGH)]),
    ("step x", [(LOW, 0.0), (0.0, HIGH)]), ("x", []), ("sin x", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stretches"), PLATEAUS)
def test_level_stretches_are_found_from_end_to_end(text: str, stretches: list[tuple[float, float]]) -> None:
    found = landmarks(parse(text), "x", {}, LOW, HIGH)
    ends = [(mark.start, mark.stop) for mark in found if mark.start != mark.stop]
    assert all(mark.feature is Feature.PLATEAU for mark in found if mark.start != mark.stop)
    assert len(ends) == len(stretches)
    for end, true in zip(ends, stretches, strict=True):
        assert end == pytest.approx(true, abs=1e-9)


def test_a_parameter_moves_the_landmarks() -> None:
    parabola = parse("(x - a)² + b")
    for a in (-2.0, 0.125, 3.5):
        assert landmarks(parabola, "x", {"a": a, "b": 1.0}, LOW, HIGH) == (Landmark(Feature.VALLEY, a, a),)


def test_round_places_come_out_round() -> None:
    assert [mark.start for mark in landmarks(parse("x³ - 3x"), "x", {}, -4.7, 5.1)] == [-1.0, 0.0, 1.0]
    assert str(landmarks(parse("x²"), "x", {}, -4.7, 5.1)[0].start) == "0.0"


def test_too_many_turns_are_none() -> None:
    assert landmarks(parse("sin(30x)"), "x", {}, LOW, HIGH) == ()
    assert landmarks(parse("sin(1000000x)"), "x", {}, LOW, HIGH) == ()
    assert len(landmarks(parse("sin 5x"), "x", {}, LOW, HIGH)) == 31


@pytest.mark.parametrize("text", ["√(-1-x²)", "1/(x-x)", "e^(1000+x²)", "x^1000", "e^e^(2x)", "ln(ln(x-4))"])
def test_extreme_functions_say_nothing_on_the_screen(text: str) -> None:
    landmarks(parse(text), "x", {}, LOW, HIGH)  # a warning would fail the test


@given(
    st.floats(-4.9, 4.9),
    st.floats(0.01, 100.0),
    st.sampled_from(["a(x-c)²", "-a(x-c)²", "a|x-c|", "-a|x-c|"]),
)
def test_a_turn_is_found_wherever_it_stands(centre: float, scale: float, text: str) -> None:
    (mark,) = landmarks(parse(text), "x", {"a": scale, "c": centre}, LOW, HIGH)
    assert mark.feature is (Feature.PEAK if text[0] == "-" else Feature.VALLEY)
    assert mark.corner is ("|" in text)
    assert mark.x == pytest.approx(centre, abs=1e-9)


@given(st.floats(-4.9, 4.9), st.floats(0.1, 1.0))
def test_an_inflection_is_found_wherever_it_stands(centre: float, scale: float) -> None:
    (mark,) = landmarks(parse("tanh(a(x - c))"), "x", {"a": scale, "c": centre}, LOW, HIGH)
    assert mark.feature is Feature.INFLECTION
    assert mark.x == pytest.approx(centre, abs=1e-9)
