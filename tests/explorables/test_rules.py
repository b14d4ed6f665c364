"""Rules: what the tree shows at each step, its table, its checks, in both notations."""

import mpmath
import pytest
from shown import readouts, scene, state

from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Status
from calctui.scene import Outline, Scene, Stack


def outlines(shown: Scene) -> tuple[Outline, Outline]:
    assert isinstance(shown.view, Stack)
    tree, rule = shown.view.views
    assert isinstance(tree, Outline)
    assert isinstance(rule, Outline)
    return tree, rule


def lines(shown: Scene) -> list[str]:
    return [row.cells[0].text for row in outlines(shown)[0].rows]


def test_the_tree_unfolds_and_folds_up() -> None:
    settings = "rules f='3x^2 + 2x' step="
    assert lines(scene(settings + "0")) == ["f′(x) = ?"]
    assert lines(scene(settings + "1")) == ["f′(x) = (3x²)′ + (2x)′"]
    assert lines(scene(settings + "2")) == ["f′(x) = (3x²)′ + (2x)′", "(3x²)′ = 3·(x²)′"]
    assert lines(scene(settings + "3")) == ["f′(x) = (3x²)′ + (2x)′", "(3x²)′ = 6x", "(x²)′ = 2x"]
    whole = ["f′(x) = 6x + 2", "(3x²)′ = 6x", "(x²)′ = 2x", "(2x)′ = 2"]
    assert lines(scene(settings + "4")) == lines(scene(settings + "end")) == whole
    tree, _ = outlines(scene(settings + "end"))
    assert [row.depth for row in tree.rows] == [0, 1, 2, 1]


def test_leibniz_writes_the_same_otherwise() -> None:
    assert lines(scene("rules step=1 notation=leibniz")) == ["df/dx = d/dx(3x²) + d/dx(2x)"]
    assert "df/dx = 6x + 2" in scene("rules notation=leibniz").sentence


def test_the_rule_of_the_step_stands_in_letters() -> None:
    _, rule = outlines(scene("rules f='x^2 sin x' step=1"))
    assert rule.rows[0].cells[0].text == "(u·v)′ = u′·v + u·v′"
    assert readouts("rules f='x^2 sin x' step=1")["rule"] == "product"
    assert readouts("rules f='x^2 sin x' step=0")["rule"] == "none yet"


@pytest.mark.parametrize(
    ("f", "lit"),
    [
        ("3x^2 + 2x", {"power", "sum"}),
        ("x e^x", {"product", "exponential"}),
        ("ln(x)/x", {"quotient", "logarithm"}),
        ("x^5", {"power"}),
    ],
)
def test_the_chapters_rules_in_use_are_lit(f: str, lit: set[str]) -> None:
    table = scene(f"rules f='{f}'").table
    assert table is not None
    seven = [row[0] for row in table.rows[:7]]
    assert seven == ["power", "constant", "sum", "product", "quotient", "exponential", "logarithm"]
    assert {seven[row] for row in table.lit if row < 7} == lit
    nothing = scene(f"rules f='{f}' step=0").table
    assert nothing is not None
    assert nothing.lit == ()


@pytest.mark.parametrize(
    ("f", "x"),
    [("x^2 sin x", 1.3), ("ln(1+e^x)", -2), ("x^x", 2.5), ("(x^2+1)/(x-2)", 0.5), ("atan(2x) x", 1)],
)
def test_the_checks_are_numbers(f: str, x: float) -> None:
    found = readouts(f"rules f='{f}' x={x}")
    functions = {
        "x^2 sin x": lambda x: x**2 * mpmath.sin(x),
        "ln(1+e^x)": lambda x: mpmath.log(1 + mpmath.exp(x)),
        "x^x": lambda x: x**x,
        "(x^2+1)/(x-2)": lambda x: (x**2 + 1) / (x - 2),
        "atan(2x) x": lambda x: x * mpmath.atan(2 * x),
    }
    truth = float(mpmath.diff(functions[f], mpmath.mpf(x)))
    assert found["slope"] == pytest.approx(truth, rel=1e-12)
    assert found["quotient"] == pytest.approx(truth, rel=1e-8)


def agrees(f: str, sympy: str) -> str:
    answer = Answer(Status.FOUND, sympy, sympy, parse(sympy))
    found = state(f"rules f='{f}'").scene({"derivative": answer})
    return str(next(each.value for each in found.readouts if each.name == "agrees"))


def test_a_formula_that_differs_is_told_from_one_that_does_not() -> None:
    assert agrees("3x^2 + 2x", "2(3x + 1)") == "yes"
    assert agrees("3x^2 + 2x", "6x + 2.000001") == "no"
    assert agrees("ln x", "1/x") == "yes"
    assert agrees("ln(x - 50)", "1/(x - 50)") == "yes"
    assert agrees("sqrt(-1-x^2)", "x") == "too few places to compare"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("step=0", "4 steps lead to the slope of f: step forward to see the first rule at work."),
        ("step=1", "Step 1 of 4, sum: the slope of 3x² + 2x is (3x²)′ + (2x)′."),
        ("step=3", "Step 3 of 4, power: the slope of x² is 2x."),
        ("", "4 steps give f′(x) = 6x + 2."),
        ("f='sin x'", "One step gives f′(x) = cos(x)."),
    ],
)
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"rules {settings}").sentence == sentence


def test_at_a_corner_the_numbers_say_that_there_is_no_slope() -> None:
    found = readouts("rules f='relu(2x - 1)' x=0.5")
    assert found["slope"] == found["quotient"] == "undefined"


LONG = "sin(x^2 e^(3x))/(x^2 + 4x cos x)"


def test_a_long_formula_is_broken_and_not_cut() -> None:
    _, rule = outlines(scene(f"rules f='{LONG}'"))
    texts = [row.cells[0].text for row in rule.rows]
    assert max(map(len, texts)) <= 50
    whole = readouts(f"rules f='{LONG}'")["result"]
    shown = "".join("".join(texts[:-2]).split())
    assert shown.count("cos") == whole.count("cos")
    assert shown.endswith("²")


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("1", "Step 1 of 10, quotient: (u/v)′ = (u′·v - u·v′)/v²."),
        ("end", "10 steps give f′(x), a long formula."),
    ],
)
def test_what_is_said_of_a_long_formula(step: str, sentence: str) -> None:
    assert scene(f"rules f='{LONG}' step={step}").sentence == sentence


def test_a_rule_on_nothing_but_x_is_said_once() -> None:
    _, rule = outlines(scene("rules f='x^2 sin x' step=3"))
    assert [row.cells[0].text for row in rule.rows] == ["(sin(x))′ = cos(x)"]


def test_the_check_by_numbers_holds_far_out() -> None:
    found = readouts("rules f='sin(x^2)' x=100")
    assert found["quotient"] == pytest.approx(200 * float(mpmath.cos(10000)), rel=1e-5)
