"""Limits from numbers alone: never wrong, and unclear only where they can't tell."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from limit_table import SWINGS, TABLE, UNTOLD, right_or_unclear, sides
from strategies import differentiable

from calctui.maths.evaluate import evaluate
from calctui.maths.expression import Builder, Expression, fixed
from calctui.maths.limits import Behaviour, Limit, Place, Side, approach, confirmed, delta
from calctui.maths.parser import parse
from calctui.maths.symbolic.question import INFINITE, NO_FORMULA, Answer, Status, oscillating

NAN, INF = math.nan, math.inf


def near(text: str, x: float) -> Limit:
    return approach(parse(text), "x", {"x": x})


@pytest.mark.parametrize(("text", "x", "left", "right"), TABLE)
def test_textbook_limits(text: str, x: float, left: float | str, right: float | str) -> None:
    for side, true in sides(near(text, x), left, right):
        assert right_or_unclear(side, true)
        assert (side.behaviour is Behaviour.UNCLEAR) <= (text in UNTOLD)
        if side.behaviour is Behaviour.TENDS and true != 0:
            assert side.digits >= 4
            assert side.error <= 10.0**-side.digits * abs(side.value) * 1.01


@pytest.mark.parametrize(
    ("text", "x", "place", "value", "exists"),
    [
        ("(x^2-4)/(x-2)", 2, Place.HOLE, 4.0, True),
        ("sin(x)/x", 0, Place.HOLE, 1.0, True),
        ("|x|/x", 0, Place.JUMP, NAN, False),
        ("sin(1/x)", 0, Place.OSCILLATION, NAN, False),
        ("1/x", 0, Place.POLE, NAN, False),
        ("e^(1/x)", 0, Place.POLE, NAN, False),
        ("1/x^2", 0, Place.POLE, INF, True),
        ("x sin(1/x)", 0, Place.HOLE, 0.0, True),
        ("floor x", 2, Place.JUMP, NAN, False),
        ("floor x", 2.5, Place.CONTINUOUS, 2.0, True),
        ("cbrt x", 0, Place.CONTINUOUS, 0.0, True),
        ("sign(x)^2", 0, Place.DISPLACED, 1.0, True),
        ("x ln x", 0, Place.EDGE, 0.0, True),
        ("ln x", 0, Place.EDGE, -INF, True),
        ("sqrt(-1-x^2)", 0, Place.NOWHERE, NAN, False),
        ("1/ln|x|", 0, Place.UNCLEAR, NAN, None),
        ("(1-cos(x-π))/sin(x)^2", math.pi, Place.HOLE, 0.5, True),
        ("(x^2-4)/(x-2)", 2.0001, Place.CONTINUOUS, pytest.approx(4.0001, rel=1e-11), True),
    ],
)
def test_what_the_point_is(text: str, x: float, place: Place, value: float, exists: bool | None) -> None:
    limit = near(text, x)
    assert limit.place is place
    assert limit.exists is exists
    assert limit.value == value or (math.isnan(value) and math.isnan(limit.value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("sin(1/x)", -1, 1),
        ("3 + 2cos(1/x^2)", 1, 5),
        ("sin(1/x)^2", 0, 1),
        ("|sin(1/x)|", 0, 1),
        ("sin(ln|x|)", -1, 1),
        ("cos(1/x)/x", -INF, INF),
        ("sin(1/x)^2/|x|", 0, INF),
    ],
)
def test_the_range_of_an_oscillation(text: str, low: float, high: float) -> None:
    for side in (near(text, 0).left, near(text, 0).right):
        assert side.behaviour is Behaviour.OSCILLATES
        assert (side.low, side.high) == pytest.approx((low, high), abs=2e-3)


def test_the_nearest_of_many_breaks_is_found() -> None:
    """|x sin(1/x)| first reaches 0.001 on the way to the first peak of x above it, at about 1/317.5π."""
    found = delta(parse("x sin(1/x)"), "x", {"x": 0.0}, 0.0, 1e-3, 100.0)
    assert found is not None
    assert 1 / (317.6 * math.pi) < found < 1 / (317.4 * math.pi)


@pytest.mark.parametrize(("text", "x"), [("floor(x^2)", 1), ("floor(x^2)", -1), ("ceil(x^2)", 2)])
def test_stairs_have_a_value_at_their_steps(text: str, x: float) -> None:
    assert near(text, x).value_at == x * x


SLOW = [
    ("1/ln({h})^5", 0.0), ("1/ln|ln({h})|", 0.0), ("ln|ln({h})|", INF), ("|ln({h})|^0.1", INF),
    ("({h})^0.1 + ({h})^0.15", 0.0), ("({h})^0.1/(1 + ({h})^0.07)", 0.0), ("({h})^0.1 cos(1/({h}))", 0.0),
    ("e^(-sqrt|ln({h})|)", 0.0), ("sin(ln|ln({h})|)", NAN), ("sin(sqrt|ln({h})|)", NAN), ("({h})^0.05", 0.0),
    ("(2 + sin(1/({h})))*({h})^0.3", 0.0), ("ln({h})/(1 + ln({h}))", 1.0), ("|ln({h})|^(1/ln({h}))", 1.0),
    ("({h})^(1/ln|ln({h})|)", 0.0), ("({h})^0.5 ln({h})", 0.0), ("atan(ln({h}))", -math.pi / 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "true"), SLOW)
@pytest.mark.parametrize(
    ("frame", "scale", "shift"), [("{}", 1, 0), ("5 + {}", 1, 5), ("1 + 1e-8*({})", 1e-8, 1)]
)
def test_slow_functions_deceive_nobody(
    text: str, true: float, frame: str, scale: float, shift: float
) -> None:
    whole = SWINGS if math.isnan(true) else shift + scale * true
    for x in (0.0, 2.0, 0.3, 1e4):
        limit = near(frame.format(text.format(h=f"|x - {x}|")), x)
        assert right_or_unclear(limit.left, whole)
        assert right_or_unclear(limit.right, whole)


ROOTS = st.integers(-6, 6)


@st.composite
def quotients(draw: st.DrawFn) -> tuple[str, int, Fraction | None, int]:
    """A quotient of products of factors, a point, and what cancelling leaves there: its value and order."""
    point = draw(ROOTS)
    above = [*draw(st.lists(ROOTS, max_size=3)), *[point] * draw(st.integers(0, 3))]
    below = [*draw(st.lists(ROOTS, max_size=3)), *[point] * draw(st.integers(1, 3))]
    text = f"({_product(above)})/({_product(below)})"
    order = above.count(point) - below.count(point)
    rest = Fraction(1)
    for root in above:
        rest *= point - root if root != point else 1
    for root in below:
        rest /= point - root if root != point else 1
    return text, point, rest, order


def _product(roots: list[int]) -> str:
    return "*".join(["1", *(f"(x - {root})" if root >= 0 else f"(x + {-root})" for root in roots)])


@given(quotients())
def test_rational_functions_have_the_limit_that_cancelling_leaves(
    case: tuple[str, int, Fraction, int],
) -> None:
    text, point, rest, order = case
    limit = near(text, point)
    if order < 0:
        assert limit.right.value == math.copysign(INF, rest)
        assert limit.left.value == math.copysign(INF, rest) * (-1) ** order
    else:
        assert limit.place is Place.HOLE
        assert limit.value == pytest.approx(float(rest) if order == 0 else 0.0, rel=1e-9, abs=1e-12)


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=5), st.sampled_from([-2.5, 0.3, 1.0, 7.0]))
def test_expanded_polynomials_cancel_too(factors: list[int], point: float) -> None:
    """((x - a) q(x)) / (x - a) with the product worked out: rounding leaves noise around 0/0."""
    a = Fraction(repr(point))
    product = [Fraction(0)] * (len(factors) + 1)
    for power, factor in enumerate(factors):
        product[power + 1] += factor
        product[power] -= factor * a
    above = " + ".join(f"({float(factor)})*x^{power}" for power, factor in enumerate(product))
    limit = near(f"({above})/(x - ({point}))", point)
    true = float(sum(factor * a**power for power, factor in enumerate(factors)))
    for side in (limit.left, limit.right):
        assert side.behaviour in (Behaviour.TENDS, Behaviour.UNCLEAR)
        if side.behaviour is Behaviour.TENDS:
            assert abs(side.value - true) <= side.error + 1e-15 * abs(true)


@settings(max_examples=200)
@given(differentiable(), st.floats(-3, 3).map(lambda x: round(x, 3)))
def test_a_continuous_function_has_its_value_for_a_limit(expression: Expression, x: float) -> None:
    value = float(evaluate(expression, {"x": x}))
    assume(math.isfinite(value))
    limit = approach(expression, "x", {"x": x})
    if limit.place is Place.CONTINUOUS:
        assert limit.value == pytest.approx(value, rel=1e-6, abs=1e-6)
    assert limit.place not in (Place.JUMP, Place.HOLE, Place.OSCILLATION, Place.NOWHERE)


def test_letters_have_the_values_given() -> None:
    limit = approach(parse("(a^x - 1)/x"), "x", {"x": 0.0, "a": 2.0})
    assert limit.value == pytest.approx(math.log(2), rel=1e-8)
    assert approach(parse("a x"), "x", {"x": 2.0, "a": 3.0}).value == 6.0


def test_a_formula_of_hundreds_of_nodes() -> None:
    build = Builder()
    x = term = build.input("x")
    for _ in range(130):
        term = build.apply("sin", build.apply("mul", build.number(1.01), term))
    limit = approach(build.expression([build.apply("div", term, x)]), "x", {"x": 0.0})
    assert limit.value == pytest.approx(1.01**130, rel=1e-10)


@pytest.mark.parametrize(
    ("text", "x", "limit", "epsilon", "furthest", "true"),
    [
        ("(x^2-4)/(x-2)", 2, 4, 0.1, 1, 0.1),
        ("x^2", 2, 4, 0.1, 1, math.sqrt(4.1) - 2),
        ("sqrt x", 0, 0, 0.1, 1, 0.01),
        ("cbrt x", 0, 0, 1e-3, 1, 1e-9),
        ("e^(-1/x^2)", 0, 0, 1e-10, 1, 1 / math.sqrt(10 * math.log(10))),
        ("x sin(1/x)", 0, 0, 0.1, 1, 0.11871967104561879),
        ("x floor(1/x)", 0, 1, 1e-3, 0.01, 1.001e-3),
        ("ln x", 1, 0, 10, 1, -math.expm1(-10)),  # the pole is where the look ends
        ("floor x", 2.5, 2, 0.1, 3, 0.5),
        ("x", 0, 0, 5, 1, 1),
        ("1/x", 1e-3, 1000, 1, 1e-4, 1e-3 - 1 / 1001),
    ],
)
def test_delta(text: str, x: float, limit: float, epsilon: float, furthest: float, true: float) -> None:
    assert delta(parse(text), "x", {"x": x}, limit, epsilon, furthest) == pytest.approx(true, rel=1e-9)


def test_delta_leaves_out_what_rounding_spoils() -> None:
    found = delta(parse("(1-cos x)/x^2"), "x", {"x": 0.0}, 0.5, 1e-3, 2.0)
    assert found is not None
    assert (1 - math.cos(found)) / found**2 == pytest.approx(0.499, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "x", "limit"),
    [
        ("(x^2-4)/(x-2)", 2, 5),
        ("|x|/x", 0, 1),
        ("1/x", 0, 0),
        ("sqrt(-1-x^2)", 0, 0),
        ("1/x^2", 0, INF),
        ("x", 0, NAN),
    ],
)
def test_no_delta(text: str, x: float, limit: float) -> None:
    assert delta(parse(text), "x", {"x": x}, limit, 0.1, 1.0) is None


@settings(max_examples=50)
@given(st.sampled_from(["sin x", "x^3 - x", "e^x", "x cos(3x)"]), st.floats(-2, 2), st.floats(1e-4, 0.5))
def test_delta_is_enough_and_not_too_small(text: str, x: float, epsilon: float) -> None:
    expression = parse(text)
    limit = float(evaluate(expression, {"x": x}))
    found = delta(expression, "x", {"x": x}, limit, epsilon, 1.0)
    assert found is not None

    def off(share: float) -> float:
        return max(
            abs(float(evaluate(expression, {"x": x + side * share * found})) - limit) for side in (-1, 1)
        )

    assert all(off(step / 200) < epsilon * (1 + 1e-9) for step in range(1, 200))
    assert found == 1.0 or off(1 + 1e-6) > epsilon


def found(text: str) -> Answer:
    return Answer(Status.FOUND, text, text, parse(text))


def test_an_exact_answer_sharpens() -> None:
    limit = near("(2^x-3^x)/x", 0)
    sharp = confirmed(limit, found("ln(2/3)"), None)
    assert sharp.left.exact
    assert sharp.left.value == sharp.value == pytest.approx(math.log(2 / 3), rel=1e-15)
    assert sharp.left.digits > limit.left.digits
    assert sharp.right == limit.right


def test_an_exact_answer_settles_what_numbers_cannot_tell() -> None:
    limit = confirmed(near("1/ln|x|", 0), found("0"), found("0"))
    assert (limit.place, limit.value, limit.left.exact) == (Place.HOLE, 0.0, True)
    assert confirmed(near("ln|ln|x||", 0), INFINITE, INFINITE).value == INF
    swings = confirmed(near("sin(1/x)", 0), oscillating("-1", "1"), None)
    assert swings.left.exact
    assert not swings.right.exact


@pytest.mark.parametrize(
    ("text", "x", "answer"),
    [
        ("sin(x)/x", 0, found("2")),
        ("sin(x)/x", 0, found("1.0000001")),
        ("sin(x)/x", 0, INFINITE),
        ("sin(x)/x", 0, oscillating("-1", "1")),
        ("sin(x)/x", 0, NO_FORMULA),
        ("sin(x)/x", 0, found("(1 - cos(1e-9))/1e-18")),
        ("1/x^2", 0, found("5")),
        ("1/x", 0, Answer(Status.FOUND, "-oo", "-∞")),
        ("sin(1/x)", 0, found("0")),
        ("1/ln|x|", 0, found("-1")),
        ("1/ln|x|", 0, INFINITE),
        ("ln|ln|x||", 0, found("3")),
        ("sqrt x", -1, found("0")),
    ],
)
def test_an_answer_against_the_numbers_changes_nothing(text: str, x: float, answer: Answer) -> None:
    limit = near(text, x)
    assert confirmed(limit, None, answer).right == limit.right


def test_the_value_at_the_point_may_differ_by_rounding() -> None:
    limit = confirmed(near("(x^2-4)/(x-2)", 2.0001), found("40001/10000"), found("40001/10000"))
    assert limit.place is Place.CONTINUOUS
    assert limit.value == 4.0001


def test_two_sides_with_the_same_limit_are_no_jump() -> None:
    rough, sharp = Side(Behaviour.TENDS, 1.0, 5, error=1e-5), Side(Behaviour.TENDS, 1.00001, 9, error=1e-9)
    assert Limit(rough, sharp, NAN).value == 1.00001
    assert Limit(rough, sharp, NAN).place is Place.HOLE
    assert Limit(sharp, Side(Behaviour.TENDS, 1.0, 9, error=1e-9), NAN).place is Place.JUMP


def test_letters_become_numbers() -> None:
    expression = parse("g = a*x; g + a + 2")
    numbers = fixed(expression, {"a": 2.0})
    assert numbers.inputs == ("x",)
    assert numbers.text == expression.text
    assert [name for name, _ in numbers.steps] == ["g"]
    assert float(evaluate(numbers, {"x": 3.0})) == float(evaluate(expression, {"x": 3.0, "a": 2.0})) == 10.0
    assert fixed(expression, {}) == expression
