"""Descent against the update rules of torch.optim, written again here, and against known thresholds."""

import math
from collections.abc import Callable, Sequence

import pytest
from shown import plots, readouts, scene, state

from calctui.explore.link import command, read_settings
from calctui.maths.surfaces import SURFACES
from calctui.scene import Curve, Trail, Wireframe

Pair = tuple[float, float]


def bowl(x: float, y: float) -> Pair:
    """The gradient of x² + 3y²."""
    return 2 * x, 6 * y


def himmelblau(x: float, y: float) -> Pair:
    u, v = x * x + y - 11, x + y * y - 7
    return 4 * x * u + 2 * v, 2 * u + 4 * y * v


def walked(method: str, slope: Callable[[float, float], Pair], start: Pair, rate: float, steps: int) -> Pair:
    """A coordinate at a time, as the documentation of torch.optim has it."""
    place, memory, square = list(start), [0.0, 0.0], [0.0, 0.0]
    for step in range(1, steps + 1):
        for i, g in enumerate(slope(place[0], place[1])):
            place[i] -= rate * moved(method, step, g, i, memory, square)
    return place[0], place[1]


def moved(method: str, step: int, g: float, i: int, memory: list[float], square: list[float]) -> float:
    if method == "gd":
        return g
    if method in ("momentum", "nesterov"):
        memory[i] = 0.9 * memory[i] + g
        return memory[i] if method == "momentum" else g + 0.9 * memory[i]
    if method == "rmsprop":
        square[i] = 0.99 * square[i] + 0.01 * g * g
        return g / (math.sqrt(square[i]) + 1e-8)
    memory[i] = 0.9 * memory[i] + 0.1 * g
    square[i] = 0.999 * square[i] + 0.001 * g * g
    return memory[i] / (1 - 0.9**step) / (math.sqrt(square[i] / (1 - 0.999**step)) + 1e-8)


@pytest.mark.parametrize("method", ["gd", "momentum", "nesterov", "rmsprop", "adam"])
@pytest.mark.parametrize("step", [0, 1, 2, 25])
@pytest.mark.parametrize(
    ("f", "slope", "start", "rate"),
    [("x^2 + 3y^2", bowl, (3.0, 2.0), 0.05), ("himmelblau", himmelblau, (0.5, 0.0), 0.01)],
)
def test_places(
    method: str, step: int, f: str, slope: Callable[[float, float], Pair], start: Pair, rate: float
) -> None:
    line = f"descent f='{f}' start='{start[0]}, {start[1]}' method={method} rate={rate} step={step}"
    found = readouts(line)
    x, y = walked(method, slope, start, rate, step)
    assert (found["x"], found["y"]) == pytest.approx((x, y), rel=1e-9, abs=1e-12)
    assert found["gradient_norm"] == pytest.approx(math.hypot(*slope(x, y)), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("rate", "word"),
    [("0.005", "creeping"), ("0.1", "converging"), ("0.166", "converging"), ("0.17", "zig-zagging"),
     ("0.25", "zig-zagging"), ("0.333", "zig-zagging"), ("0.334", "diverging"), ("1", "diverging")],
)  # fmt: skip
def test_the_verdict_turns_at_the_thresholds_of_the_stretched_bowl(rate: str, word: str) -> None:
    """y is multiplied by 1 - 6 · rate: it flips its sign above 1/6 and grows above 1/3."""
    assert readouts(f"descent rate={rate}")["verdict"] == word


def test_a_rate_of_a_quarter_is_the_fastest() -> None:
    arrivals = {
        rate: readouts(f"descent rate={rate}")["steps_to_tolerance"] for rate in (0.2, 0.23, 0.25, 0.27, 0.3)
    }
    assert all(arrivals[0.25] <= steps for steps in arrivals.values())
    assert arrivals[0.25] == math.ceil(math.log2(1000))  # both coordinates are halved at every step


def test_a_step_and_a_step_back_come_back_exactly() -> None:
    for method in ("gd", "adam", "all"):
        there = state(f"descent method={method} step=12")
        back = there.with_value("step", 13).with_value("step", 12)
        assert back.scene({}).readouts == there.scene({}).readouts


def trails(line: str) -> dict[str, Trail]:
    ground = plots(scene(line).view)[0]
    return {mark.label: mark for mark in ground.marks if isinstance(mark, Trail)}


def test_all_methods_race_from_one_start() -> None:
    line = "descent method=all rate=0.05 step=9"
    found = trails(line)
    assert list(found) == ["gd", "momentum", "nesterov", "rmsprop", "adam", "newton"]
    assert {(trail.x[0], trail.y[0]) for trail in found.values()} == {(3.0, 2.0)}
    for method in list(found)[:-1]:
        x, y = walked(method, bowl, (3.0, 2.0), 0.05, 9)
        assert (found[method].x[-1], found[method].y[-1]) == pytest.approx((x, y))
    table = scene(line).table
    assert table is not None
    losses = {row[0]: row[1] for row in table.rows}
    assert table.lit == (list(losses).index("newton"),)  # which takes full steps in a race
    assert losses["newton"] == 0
    x, y = walked("adam", bowl, (3.0, 2.0), 0.05, 9)
    assert losses["adam"] == pytest.approx(x * x + 3 * y * y)


def test_in_a_race_who_diverges_does_not_take_the_others_out_of_sight() -> None:
    ground = plots(scene("descent method=all rate=0.34 step=60 span=4").view)[0]
    assert abs(trails("descent method=all rate=0.34 step=60")["gd"].y[-1]) > ground.window.y_high
    assert ground.window.y_high < 40


@pytest.mark.parametrize(("rate", "step"), [(0.34, 60), (1, 40), (10, 20), (10, 80)])
def test_the_picture_follows_a_path_that_diverges(rate: float, step: int) -> None:
    line = f"descent rate={rate} step={step}"
    ground, chart = plots(scene(line).view)
    found = readouts(line)
    assert max(abs(found["x"]), abs(found["y"])) <= ground.window.x_high
    assert not ground.note
    (curve,) = (mark for mark in chart.marks if isinstance(mark, Curve))
    expected = [3 * (2 * (1 - 6 * rate) ** k) ** 2 + (3 * (1 - 2 * rate) ** k) ** 2 for k in range(step + 1)]
    assert chart.title == "log10(loss)"
    assert curve.y == pytest.approx([math.log10(loss) for loss in expected], rel=1e-9)


def test_beyond_a_float_it_says_so() -> None:
    shown = scene("descent rate=10 step=200")
    assert readouts("descent rate=10 step=200")["value"] == "inf"
    assert (
        shown.sentence
        == "After 200 steps of gd the point is too far out for a float; at this rate it diverges."
    )
    assert plots(shown.view)[0].note


def test_zero_is_drawn_on_the_floor_of_the_logarithms() -> None:
    """Newton's loss is 0 after one step: its logarithm is none, but the others' must be seen."""
    chart = plots(scene("descent method=all rate=0.1 step=20").view)[1]
    newton = [mark for mark in chart.marks if isinstance(mark, Curve)][-1]
    assert newton.y[1:].tolist() == pytest.approx([math.log10(21) - 16] * 20)
    assert chart.window.y_low < newton.y[-1]


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_goes_by_its_name(name: str) -> None:
    by_name = state(f"descent f='{name}'")
    assert read_settings(state("descent"), command(by_name).partition(" descent")[2]) == by_name
    formula = SURFACES[name].formula
    assert by_name.scene({}).readouts == state(f"descent f='{formula}'").scene({}).readouts


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("step", [0, 5, 30])
def test_the_wireframe_shows_the_path_and_the_floor_under_it(name: str, step: int) -> None:
    surface = SURFACES[name]
    x, y = surface.start
    span = max(map(abs, surface.window))
    line = f"descent f='{name}' start='{x}, {y}' rate={surface.rate} span={span} view=surface step={step}"
    view = scene(line).view.views[0]  # type: ignore[union-attr]
    assert isinstance(view, Wireframe)
    (path,) = view.paths
    assert view.z_low <= path.z.min() + 1e-9 * (view.z_high - view.z_low)
    assert path.z.max() <= view.z_high
    assert view.z.min() >= view.z_low
    assert ((view.z <= view.z_high).mean()) >= 0.5


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("rate=0.25", "After 10 steps of gd the loss is 2.003e-5, at (0.00293, 0.001953); "
         "at this rate it zig-zags, in 10 steps."),
        ("step=1", "After 1 step of gd the loss is 7.68, at (2.4, 0.8); "
         "at this rate it converges, in 28 steps."),
        ("method=newton rate=1 step=0", "After 0 steps of newton the loss is 21, at (3, 2); "
         "at this rate it lands in one step."),
        ("f='ln x' start='-1, 0'", "At (-1, 0) f has no value or no slope: "
         "there is nothing to step against."),
        ("f=himmelblau start='0, 0' method=newton rate=1", "After 10 steps of newton the loss is 181.6, "
         "at (-0.2708, -0.923); at this rate it converges, but uphill, in 3 steps."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"descent {settings}").sentence == sentence


def test_the_arrival_is_the_step_from_which_on_the_slope_stays_small() -> None:
    steps = readouts("descent rate=0.1")["steps_to_tolerance"]
    norms: Sequence[float] = [readouts(f"descent rate=0.1 step={k}")["gradient_norm"] for k in range(60)]
    small = [norm <= norms[0] / 1000 for norm in norms]
    assert small.index(True) == steps
    assert all(small[steps:])
