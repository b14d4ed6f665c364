"""The chain rule: both sweeps, the derived formula and the sum over all paths must agree, step by step."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import readouts, scene, state

from calctui.explorables.catalogue import load
from calctui.explore.link import read_settings
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate
from calctui.maths.parser import parse
from calctui.scene import Diagram, Scene

PRESETS = [preset.settings for preset in load("chain").presets]


def diagram(shown: Scene) -> Diagram:
    assert isinstance(shown.view, Diagram)
    return shown.view


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Named steps over two or three inputs, tame enough that no value leaves what floats hold well."""
    names = ["w", "x", "y"][: draw(st.integers(2, 3))]
    lines = []
    for place in range(draw(st.integers(1, 5))):
        one, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        form = draw(
            st.sampled_from(["{} + {}", "{} - {}", "{} * {}", "sin({}) + {}", "tanh({} * {})", "{0}^2"])
        )
        lines.append(f"{'abcdu'[place]} = {form.format(one, other)}")
        names.append("abcdu"[place])
    return "; ".join(lines)


@given(program=programs(), place=st.tuples(*[st.sampled_from([-1.5, -0.5, 0.25, 1.0, 2.0])] * 3))
@settings(max_examples=60)
def test_both_sweeps_the_formula_and_the_paths_agree(program: str, place: tuple[float, ...]) -> None:
    formula = parse(program, ())
    values = dict(zip(formula.inputs, place, strict=False))
    at = ", ".join(f"{name}={value}" for name, value in values.items())
    line = f"chain f='{program}' at='{at}'"
    found, out = readouts(line), program.split("; ")[-1].partition(" =")[0]
    for name in formula.inputs:
        truth = float(evaluate(derivative(formula, name), values))
        close = pytest.approx(truth, rel=1e-9, abs=1e-9)
        assert found[f"d{out}_d{name}"] == close
        forward = f"{line} mode=forward wrt={name}"
        assert readouts(forward)[f"d{out}_d{name}"] == close
        ledger = scene(forward).table
        if ledger is not None:
            products = [row[1] for row in ledger.rows if not str(row[0]).startswith("sum")]
            assert len(products) == readouts(forward)["paths"]
            assert np.sum(np.array(products, dtype=float)) == close


def test_the_ledger_lists_paths_products_and_their_sum() -> None:
    """(a + b)(b + 1) at (2, 1): a by 2, b by 2 through c and by 3 through d."""
    table = scene("chain f='c = a + b; d = b + 1; z = c*d' at='a=2, b=1'").table
    assert table is not None
    assert table.columns == ("path", "product")
    assert table.rows == (("a→c→z", 2.0), ("b→c→z", 2.0), ("b→d→z", 3.0), ("sum dz/db", 5.0))
    one = scene("chain f='c = a + b; d = b + 1; z = c*d' at='a=2, b=1' mode=forward wrt=b").table
    assert one is not None
    assert one.rows == table.rows[1:]


def test_paths_are_counted_also_where_they_are_too_many_to_list() -> None:
    doubled = "; ".join(
        ["a = x + x", *(f"{new} = {old} + {old}" for old, new in zip("abc", "bcd", strict=True))]
    )
    assert readouts(f"chain f='{doubled}' at='x=1'")["paths"] == 16
    assert scene(f"chain f='{doubled}' at='x=1'").table is None
    assert readouts(f"chain f='{doubled}' at='x=1'")["dd_dx"] == 16


# Step by step


@pytest.mark.parametrize("preset", PRESETS)
def test_every_step_shows_one_thing_more(preset: str) -> None:
    """A value, a multiplier or, on the way back, the 1 that enters: nothing that was shown goes away."""
    there = read_settings(load("chain")(), preset)
    before: set[tuple[str, str]] = set()
    for step in range(there.timeline.steps + 1):
        picture = diagram(there.with_value("step", step).scene({}))
        known = {
            (box.name, kind) for box in picture.boxes for kind in ("value", "gradient") if getattr(box, kind)
        }
        known |= {(f"{link.start}-{link.stop}", "label") for link in picture.links if link.label}
        assert before <= known
        assert 0 < step < there.timeline.steps or not any(box.lit for box in picture.boxes)
        before = known
    assert all(box.value and box.gradient for box in picture.boxes)


@pytest.mark.parametrize("preset", [each for each in PRESETS if "forward" not in each])
def test_on_the_way_back_one_edge_a_step_is_lit(preset: str) -> None:
    there = read_settings(load("chain")(), preset)
    seen = []
    for step in range(there.timeline.steps):
        picture = diagram(there.with_value("step", step).scene({}))
        seen += [(link.start, link.stop) for link in picture.links if link.backward]
        assert sum(link.backward for link in picture.links) <= 1
    assert sorted(seen) == sorted((link.start, link.stop) for link in picture.links)


@pytest.mark.parametrize("preset", PRESETS)
def test_what_a_sentence_calculates_is_right(preset: str) -> None:
    """Each `p × ∂ = p × q = r` is recalculated from the rounded numbers that are shown."""
    there = read_settings(load("chain")(), preset)
    for step in range(there.timeline.steps + 1):
        sentence = there.with_value("step", step).scene({}).sentence
        for first, second, result in re.findall(r"= (\S+) × (\S+) = ([^\s,;]+)[,;]", sentence):
            assert float(first) * float(second) == pytest.approx(float(result), rel=2e-3)


def test_two_contributions_and_their_sum() -> None:
    line = "chain f='u = x^2; v = 3x; z = u + v' at='x=1' step="
    assert scene(f"{line}7").sentence == (
        "From v back to x: 1 × ∂v/∂x = 1 × 3 = 3, which is dz/dx by this path."
    )
    assert scene(f"{line}8").sentence == (
        "From u back to x: 1 × ∂u/∂x = 1 × 2 = 2; with the 3 from before, dz/dx = 5."
    )
    arrived = {box.name: box.gradient for box in diagram(scene(f"{line}8")).boxes}
    assert arrived["x"] == "3+2=5"


def test_step_and_step_back() -> None:
    there = state("chain step=5")
    assert there.with_value("step", 6).with_value("step", 5).scene({}).sentence == there.scene({}).sentence


# Forward mode


@pytest.mark.parametrize("wrt", ["w", "x", "b", "y"])
def test_forward_from_every_input(wrt: str) -> None:
    """The header's neuron: dL/dg = 3, and g has the slopes x, w and 1."""
    program = "f='g = w*x + b; a = relu(g); L = (a - y)^2' at='w=2, x=1.5, b=-1, y=0.5'"
    line = f"chain {program} mode=forward wrt={wrt}"
    found = readouts(line)
    slopes = {"w": 4.5, "x": 6.0, "b": 3.0, "y": -3.0}
    assert {name: found[f"dL_d{name}"] for name in slopes} == slopes
    assert (found["sweeps"], readouts(f"chain {program}")["sweeps"]) == (4, 1)
    assert scene(line).sentence == (
        f"One sweep from {wrt} gives dL/d{wrt} = {slopes[wrt]:g}; all 4 inputs need 4 such sweeps."
    )
    assert {box.name: box.gradient for box in diagram(scene(line)).boxes}["L"] == f"{slopes[wrt]:g}"


# Overwritten values


@pytest.mark.parametrize(
    ("node", "dw", "sentence"),
    [
        ("g", 28.0, "With g overwritten the way back gives dL/dw = 28, not 24, and dL/dx = 42, not 36."),
        ("a", 24.0, "With a overwritten the way back is right all the same: nothing needs it."),
        ("L", 24.0, "With L overwritten the way back is right all the same: nothing needs it."),
    ],
)  # fmt: skip
def test_an_overwritten_value_spoils_what_needs_it(node: str, dw: float, sentence: str) -> None:
    """a = g² needs g on the way back: 2 · 7 · 2 = 28 with g + 1 in place of g = 6."""
    shown = scene(f"chain overwrite={node}")
    assert readouts(f"chain overwrite={node}")["dL_dw"] == dw
    assert readouts(f"chain overwrite={node}")["value"] == 36
    assert shown.sentence == sentence
    assert shown.table is not None
    assert shown.table.columns == ("path", "should be")
    assert shown.table.rows[0] == ("w→g→a→L", 24.0)


def test_an_exponential_needs_its_own_value() -> None:
    """d(e^x)/dx is the value itself, so spoiling the value spoils the slope."""
    assert readouts("chain f='p = e^x; z = 2p' at='x=0' overwrite=p")["dz_dx"] == 4.0


# The edges


@pytest.mark.parametrize(("f", "value"), [("3", 3.0), ("L = 2*3", 6.0)])
def test_without_an_input(f: str, value: float) -> None:
    for mode in ("reverse", "forward"):
        shown = scene(f"chain f='{f}' mode={mode}")
        found = {each.name: each.value for each in shown.readouts}
        assert found == {"value": value, "sweeps": int(mode == "reverse"), "paths": 0}
        assert shown.sentence == "Without an input there is nothing to differentiate by."
        assert diagram(shown).note


def test_an_input_that_is_the_output() -> None:
    found = readouts("chain f='x' at='x=4'")
    assert (found["value"], found["dx_dx"], found["paths"]) == (4.0, 1.0, 1)


def test_where_there_is_no_value() -> None:
    shown = scene("chain f='u = ln x; z = u^2' at='x=-1' step=1")
    assert shown.sentence == "Forward: u = ln(x) = no number, stored for the way back."
    assert readouts("chain f='u = ln x; z = u^2' at='x=-1'")["value"] == "undefined"


@pytest.mark.parametrize("name", ["lambda", "np", "math", "loss"])
def test_a_step_may_have_a_name_that_python_needs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """z = 2 gelu'(x) is checked against the readout; gelu needs math in the program."""
    for mode in ("reverse", "forward"):
        line = f"chain f='{name} = gelu(x^2); z = 2*{name} + x' at='x=0.7' mode={mode} wrt=x"
        exec(scene(line).code, {})  # noqa: S102 - our own code
        printed = dict(row.split() for row in capsys.readouterr().out.splitlines())
        found = readouts(line)
        assert {key: float(value) for key, value in printed.items()} == pytest.approx(
            {"value": found["value"], "dz_dx": found["dz_dx"]}, rel=1e-12
        )


@pytest.mark.parametrize("step", ["0", "1", "end"])
@pytest.mark.parametrize("f", ["x", "3", "y = x"])
def test_without_an_operation_there_is_still_a_picture(f: str, step: str) -> None:
    shown = scene(f"chain f='{f}' step={step}")
    assert shown.sentence.endswith(".")
    assert isinstance(shown.view, Diagram)
