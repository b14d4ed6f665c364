"""Arithmetic in three precisions against 50 digits rounded once, and troubles where they are known to be."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from maths_oracle import MEANINGS, MP, meaning
from strategies import expressions

from calctui.maths.ailments import AILMENTS
from calctui.maths.evaluate import node_values
from calctui.maths.expression import INPUT, NUMBER, Builder
from calctui.maths.floating import (
    PRECISIONS,
    WIDENED,
    Kind,
    first_trouble,
    logsumexp,
    troubles,
    values_in,
)
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES

TYPES = tuple(PRECISIONS.values())
types = pytest.mark.parametrize("dtype", TYPES, ids=PRECISIONS)
Type = type[np.floating[Any]]
SLACK = {np.float16: 1, np.float32: 4, np.float64: 4}
"""Units in the last place that NumPy's own functions may be off."""


def rounded(true: Any, dtype: Type) -> Any:
    """A number of 50 digits in a type, rounded half to even."""
    if not MP.isfinite(true):
        return dtype(float(true))
    if true == 0:
        return dtype(0)
    limits = np.finfo(dtype)
    exponent = max(int(MP.floor(MP.log(abs(true), 2))), int(limits.minexp))
    unit = MP.mpf(2) ** (exponent - limits.nmant)
    nearest = MP.nint(true / unit) * unit
    return dtype(math.copysign(math.inf, nearest)) if abs(nearest) > float(limits.max) else dtype(nearest)


def value(text: str, dtype: Type, **at: float) -> Any:
    expression = parse(text, tuple(at))
    return values_in(expression, at, dtype)[expression.output]


numbers = st.floats(-1e4, 1e4, width=16)


@types
@settings(max_examples=300)
@given(op=st.sampled_from(["add", "sub", "mul", "div", "sqrt"]), u=numbers, v=numbers)
def test_arithmetic_is_rounded_once(op: str, dtype: Type, u: float, v: float) -> None:
    builder = Builder()
    names = ("u", "v")[: PRIMITIVES[op].arity]
    expression = builder.expression([builder.apply(op, *(builder.input(name) for name in names))])
    found = values_in(expression, {"u": u, "v": v}, dtype)[-1]
    true = meaning(op, *(u, v)[: len(names)])
    assume(not MP.isnan(true))
    assert type(found) is dtype
    assert found == rounded(true, dtype)


@types
@settings(max_examples=600)
@given(op=st.sampled_from(sorted(PRIMITIVES)), u=st.floats(-6, 6, width=16), v=st.floats(-3, 3, width=16))
def test_every_operation_is_the_true_value_in_the_type(op: str, dtype: Type, u: float, v: float) -> None:
    builder = Builder()
    names = ("u", "v")[: PRIMITIVES[op].arity]
    expression = builder.expression([builder.apply(op, *(builder.input(name) for name in names))])
    found = values_in(expression, {"u": u, "v": v}, dtype)[-1]
    true = meaning(op, *(u, v)[: len(names)])
    assert type(found) is dtype
    if MP.isnan(true) or MP.isinf(true):  # 0^-1 and ln 0 are infinite here, or undefined
        assert not np.isfinite(found)
        return
    exact = rounded(true, dtype)
    if exact == found:
        return
    unit = float(np.spacing(np.maximum(abs(exact), np.finfo(dtype).tiny)))
    wide = 1 if op in WIDENED and dtype is not np.float64 else SLACK[dtype]
    ill = abs(float(u)) * 1e-15 if op == "gelu" else 0.0  # it divides by √2 first
    assert abs(float(found) - float(exact)) <= max(wide * unit, ill * abs(float(exact)) * 10)


@given(expressions(), st.floats(-5, 5), st.floats(-5, 5))
def test_float64_is_what_evaluate_says_where_it_is_finite(expression: Any, x: float, y: float) -> None:
    at = dict.fromkeys(expression.inputs, 0.5) | {"x": x, "y": y}
    for ours, plain in zip(values_in(expression, at, np.float64), node_values(expression, at), strict=True):
        if not np.isfinite(ours):
            return  # 1/0 is infinite here and has no value there
        np.testing.assert_equal(float(ours), float(plain))


@types
@given(expressions(), st.floats(-5, 5), st.floats(-5, 5))
def test_every_node_has_the_type_and_nothing_warns(dtype: Type, expression: Any, x: float, y: float) -> None:
    at = dict.fromkeys(expression.inputs, 0.5) | {"x": x, "y": y}
    with np.errstate(all="raise"):
        values = values_in(expression, at, dtype)
        found = troubles(expression, at, values)
    assert {type(each) for each in values} == {dtype}
    born = [np.isnan(v) for v in values]
    first = born.index(True) if any(born) else None
    assert first == next((each.node for each in found if each.kind == Kind.NAN), None)
    assert all(not np.isnan(operand) for each in found for operand in each.operands)


def test_arrays_too() -> None:
    expression = parse("2^x + 1")
    found = values_in(expression, {"x": np.array([1.0, 2.0, 30.0])}, np.float16)[-1]
    assert found.dtype == np.float16
    assert found.tolist() == [3.0, 5.0, math.inf]


def test_the_hardware_divides_by_zero() -> None:
    assert value("1/x", np.float64, x=0.0) == math.inf
    assert value("ln x", np.float32, x=0.0) == -math.inf
    assert math.isnan(value("x/x", np.float16, x=0.0))


@pytest.mark.parametrize(
    ("text", "at", "dtype", "kind", "op"),
    [
        ("e^x", {"x": 1000.0}, np.float64, Kind.OVERFLOW, "exp"),
        ("e^x", {"x": 89.0}, np.float32, Kind.OVERFLOW, "exp"),
        ("e^x", {"x": 12.0}, np.float16, Kind.OVERFLOW, "exp"),
        ("x + 1", {"x": 7e4}, np.float16, Kind.OVERFLOW, INPUT),
        ("70000 + x", {"x": 1.0}, np.float16, Kind.OVERFLOW, NUMBER),
        ("x x", {"x": 1e20}, np.float32, Kind.OVERFLOW, "mul"),
        ("e^x", {"x": -1000.0}, np.float64, Kind.UNDERFLOW, "exp"),
        ("ln(sigmoid(x))", {"x": -30.0}, np.float16, Kind.UNDERFLOW, "sigmoid"),
        ("x^2", {"x": 1e-30}, np.float32, Kind.UNDERFLOW, "pow"),
        ("1 + x", {"x": 1e-9}, np.float16, Kind.UNDERFLOW, INPUT),
        ("1/x", {"x": 0.0}, np.float64, Kind.POLE, "div"),
        ("ln x", {"x": 0.0}, np.float64, Kind.POLE, "ln"),
        ("log2(x) + 1", {"x": 0.0}, np.float64, Kind.POLE, "log2"),
        ("x^-2", {"x": 0.0}, np.float64, Kind.POLE, "pow"),
        ("√x", {"x": -1.0}, np.float64, Kind.NAN, "sqrt"),
        ("ln x", {"x": -1.0}, np.float64, Kind.NAN, "ln"),
        ("x/x", {"x": 0.0}, np.float64, Kind.NAN, "div"),
        ("asin(x) + 1", {"x": 2.0}, np.float64, Kind.NAN, "asin"),
    ],
)
def test_the_first_trouble(text: str, at: dict[str, float], dtype: Type, kind: Kind, op: str) -> None:
    expression = parse(text)
    trouble = first_trouble(expression, at, values_in(expression, at, dtype))
    assert trouble is not None
    assert (trouble.kind, trouble.op) == (kind, op)
    assert expression.nodes[trouble.node].op == op


@pytest.mark.parametrize(
    ("text", "x"),
    [("e^x", 700.0), ("x - x", 3.0), ("relu(x)", -5.0), ("ln(x)", 1.0), ("sin(x)", 0.0), ("0 x", 1.0),
     ("floor(x)", 0.5), ("cos(x) - 2", 1.0), ("1/(1 + e^-x)", 0.0), ("max(x, 0)", -1.0), ("x^0", 0.0),
     ("leaky_relu(x, 0)", -1.0), ("step(x)", -2.0), ("acos(x)", 1.0), ("x^3", 0.0)],
)  # fmt: skip
def test_no_trouble(text: str, x: float) -> None:
    expression = parse(text)
    values = values_in(expression, {"x": x}, np.float64)
    assert first_trouble(expression, {"x": x}, values) is None


def test_a_nan_is_born_from_an_overflow() -> None:
    expression = parse("e^x/(1 + e^x)")
    found = troubles(expression, {"x": 100.0}, values_in(expression, {"x": 100.0}, np.float32))
    assert [(each.kind, each.op) for each in found] == [(Kind.OVERFLOW, "exp"), (Kind.NAN, "div")]
    assert found[1].operands == (math.inf, math.inf)


@pytest.mark.parametrize(("text", "x", "lost"), [
    ("(1 - cos x)/x^2", 1e-5, True), ("(1 - cos x)/x^2", 1.0, False), ("√(x^2 + 1) - x", 1e6, True),
    ("x - 1", 1.0000001, False),  # of exact numbers, so that the difference is exact
    ("e^x - 1", 1e-9, True), ("sin(x) + 1", 0.1, False),
])  # fmt: skip
def test_cancellation(text: str, x: float, lost: bool) -> None:
    expression = parse(text)
    values = values_in(expression, {"x": x}, np.float64)
    found = [each.kind for each in troubles(expression, {"x": x}, values)]
    assert found == [Kind.CANCELLATION] * lost
    assert first_trouble(expression, {"x": x}, values) is None


@types
@given(st.lists(st.floats(-2000, 2000), min_size=1, max_size=8))
def test_the_shifted_log_sum_exp_is_true(dtype: Type, x: list[float]) -> None:
    with np.errstate(all="raise"):
        rows = logsumexp(x, dtype)
    exact = [MP.exp(MP.mpf(float(each))) for each in rows.x]
    total = sum(exact)
    epsilon = float(np.finfo(dtype).eps)
    scale = max(1.0, abs(float(rows.maximum)))
    assert float(rows.stable) == pytest.approx(float(MP.log(total)), abs=4 * epsilon * scale)
    true = [float(each / total) for each in exact]
    assert rows.softmax.astype(float) == pytest.approx(true, abs=2 * (len(x) + 2) * epsilon)
    assert {each.dtype for each in (rows.x, rows.sums, rows.softmax, rows.softmax_naive)} == {np.dtype(dtype)}
    assert type(rows.stable) is type(rows.naive) is dtype
    if np.isfinite(rows.naive) and rows.exponentials.min() > 1e3 * np.finfo(dtype).tiny:
        assert float(rows.naive) == pytest.approx(float(rows.stable), abs=12 * epsilon * scale)


def test_the_worked_example_of_the_chapter() -> None:
    rows = logsumexp([1000, 1001, 1002], np.float64)
    assert rows.naive == math.inf
    assert rows.maximum == 1002
    assert rows.stable == pytest.approx(1002.4076059644444, abs=1e-12)
    assert rows.shifted.tolist() == [-2, -1, 0]
    assert rows.shifted_exponentials == pytest.approx([0.1353352832, 0.3678794412, 1])
    assert rows.logarithm == pytest.approx(0.4076059644)
    assert np.isnan(rows.softmax_naive).all()
    assert rows.softmax.sum() == pytest.approx(1)


def test_float16_breaks_at_12() -> None:
    rows = logsumexp([11, 12], np.float16)
    assert np.isfinite(rows.exponentials).tolist() == [True, False]
    assert rows.naive == math.inf
    assert rows.stable == np.float16(12.313)


def test_sums_are_rounded_at_every_step() -> None:
    """2048 + 1 is 2048 in float16: there is no room for the 1, however many follow."""
    rows = logsumexp([math.log(2048), 0, 0, 0, 0], np.float16)
    assert rows.sums.tolist() == [float(rows.sums[0])] * 5
    assert rows.sums[0] > 2000


def test_underflow_makes_the_naive_logarithm_infinite() -> None:
    rows = logsumexp([-1000, -1001], np.float64)
    assert rows.exponentials.tolist() == [0, 0]
    assert rows.naive == -math.inf
    assert rows.stable == pytest.approx(-1000 + math.log1p(math.exp(-1)))


def test_infinities_in_log_sum_exp() -> None:
    assert logsumexp([-math.inf, -math.inf], np.float64).stable == -math.inf
    assert logsumexp([-math.inf, 3], np.float64).stable == 3
    assert logsumexp([1e9, 0], np.float16).stable == math.inf
    with pytest.raises(ValueError, match="at least one"):
        logsumexp([], np.float64)


def _floor_of(dtype: Type) -> Any:
    return MP.mpf(float(np.finfo(dtype).tiny))


CURES: dict[str, Callable[[Any, Type], Any]] = {
    "log(0)": lambda x, dtype: MP.log(max(x, _floor_of(dtype))),
    "0/0": lambda x, dtype: MP.mpf(1) if abs(x) >= _floor_of(dtype) else x / _floor_of(dtype),
    "e^big": lambda x, dtype: MP.log1p(MP.exp(x)),
    "sqrt(negative)": lambda x, dtype: MP.sqrt(max(x, MP.mpf(0))),
    "log(1+tiny)": lambda x, dtype: MP.log1p(x),
    "e^tiny - 1": lambda x, dtype: MP.expm1(x),
}
RANGES = {
    "log(0)": st.floats(0, 1), "0/0": st.floats(-1, 1), "e^big": st.floats(-50, 5000),
    "sqrt(negative)": st.floats(-5, 5), "log(1+tiny)": st.floats(-0.5, 1), "e^tiny - 1": st.floats(-5, 5),
}  # fmt: skip


@types
@pytest.mark.parametrize("name", AILMENTS)
@given(data=st.data())
def test_the_stable_form_is_true_everywhere(name: str, dtype: Type, data: st.DataObject) -> None:
    x = data.draw(RANGES[name] | st.floats(-1e-6, 1e-6).map(abs) | st.just(AILMENTS[name].value))
    with np.errstate(all="raise"):
        naive, stable = AILMENTS[name].values(x, dtype)
    assert type(naive) is type(stable) is dtype
    true = CURES[name](MP.mpf(float(_cast(x, dtype))), dtype)
    limits = np.finfo(dtype)
    least = float(limits.smallest_subnormal)
    assert float(stable) == pytest.approx(float(true), rel=4 * float(limits.eps), abs=2 * least)


def _cast(x: float, dtype: Type) -> Any:
    with np.errstate(all="ignore"):
        return np.float64(x).astype(dtype)


SYMPTOMS = {"log(0)": -math.inf, "0/0": math.nan, "e^big": math.inf, "sqrt(negative)": math.nan}


@types
@pytest.mark.parametrize(("name", "naive"), SYMPTOMS.items())
def test_the_naive_form_shows_its_symptom(name: str, naive: float, dtype: Type) -> None:
    np.testing.assert_equal(float(AILMENTS[name].values(AILMENTS[name].value, dtype)[0]), naive)


@pytest.mark.parametrize("name", ["log(1+tiny)", "e^tiny - 1"])
def test_the_naive_form_loses_its_digits(name: str) -> None:
    naive, stable = AILMENTS[name].values(1e-10, np.float64)
    assert 1e-8 < abs(naive / stable - 1) < 1e-6
    naive, stable = AILMENTS[name].values(1e-10, np.float32)
    assert naive == 0
    assert stable == np.float32(1e-10)


@types
@pytest.mark.parametrize("name", AILMENTS)
def test_the_code_is_what_is_computed(name: str, dtype: Type) -> None:
    ailment = AILMENTS[name]
    for x in (ailment.value, 0.25):
        with np.errstate(all="ignore"):
            written = eval(ailment.code, {"np": np, "x": _cast(x, dtype)})  # noqa: S307  (our own text)
        np.testing.assert_equal(float(written), float(ailment.values(x, dtype)[1]))


def test_every_ailment_is_described() -> None:
    for ailment in AILMENTS.values():
        assert all(
            20 < len(text) < 110 and text.endswith(".")
            for text in (ailment.symptom, ailment.cause, ailment.remedy)
        )


def test_the_table_of_widened_operations_is_of_the_table() -> None:
    assert set(PRIMITIVES) >= WIDENED
    assert set(MEANINGS) == set(PRIMITIVES)
