"""The ball against closed forms: on x² every step multiplies by 1 - 2 · rate."""

import pytest
from shown import plots, readouts, scene, state

from calctui.scene import Arrow, Curve, Plot, Scatter, Scene


@pytest.mark.parametrize("rate", [0.003, 0.1, 0.5, 0.9, 1.0, 1.05])
@pytest.mark.parametrize("step", [0, 1, 2, 7, 60])
def test_on_a_parabola_every_step_multiplies(rate: float, step: int) -> None:
    found = readouts(f"roll start=-1.5 rate={rate} step={step}")
    x = -1.5 * (1 - 2 * rate) ** step
    assert found["x"] == pytest.approx(x, rel=1e-12, abs=1e-15)
    assert found["loss"] == pytest.approx(x * x, rel=1e-12, abs=1e-15)
    assert found["slope"] == pytest.approx(2 * x, rel=1e-12, abs=1e-15)
    assert found["next_x"] == pytest.approx(x * (1 - 2 * rate), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("rate", "word"),
    [("0.003", "creeping"), ("0.1", "converging"), ("0.49", "converging"), ("0.5", "in one step"),
     ("0.51", "converging"), ("0.999", "converging"), ("1", "oscillating"), ("1.001", "diverging"),
     ("10", "diverging")],
)  # fmt: skip
def test_the_verdict_turns_at_the_thresholds(rate: str, word: str) -> None:
    assert readouts(f"roll rate={rate}")["verdict"] == word


@pytest.mark.parametrize("start", ["-2", "2"])
def test_with_two_valleys_the_start_decides(start: str) -> None:
    """x⁴ - 3x² + x has its valleys where 4x³ - 6x + 1 = 0: near -1.301 and 1.131."""
    x = readouts(f"roll f='x^4 - 3x^2 + x' rate=0.02 step=200 start={start}")["x"]
    assert 4 * x**3 - 6 * x + 1 == pytest.approx(0, abs=1e-9)
    assert x * float(start) > 0


def test_a_step_and_a_step_back_come_back_exactly() -> None:
    there = state("roll rate=0.3 step=4")
    assert there.with_value("step", 5).with_value("step", 4).scene({}).readouts == there.scene({}).readouts


def picture(shown: Scene) -> Plot:
    (plot,) = plots(shown.view)
    return plot


def test_the_picture_shows_where_it_was_and_where_it_goes() -> None:
    marks = picture(scene("roll start=2 rate=0.1 step=2")).marks
    (been,) = (mark for mark in marks if isinstance(mark, Scatter))
    assert been.x.tolist() == pytest.approx([2, 1.6, 1.28])
    assert been.y.tolist() == pytest.approx([4, 2.56, 1.6384])
    (arrow,) = (mark for mark in marks if isinstance(mark, Arrow))
    assert (arrow.x0, arrow.x1) == pytest.approx((1.28, 1.024))


@pytest.mark.parametrize("step", range(0, 40, 3))
def test_the_picture_follows_a_ball_that_diverges(step: int) -> None:
    plot = picture(scene(f"roll rate=1.5 step={step}"))
    assert abs(readouts(f"roll rate=1.5 step={step}")["x"]) <= plot.window.x_high
    assert not plot.note
    assert any(isinstance(mark, Curve) for mark in plot.marks)


def test_beyond_a_float_it_says_so() -> None:
    shown = scene("roll rate=10 step=200 f='x^4'")
    assert "too large for a float" in shown.sentence
    assert shown.sentence.endswith("At this rate it diverges.")
    assert "left every window" in picture(shown).note


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("start=2 rate=0.1", "At x = 2 uphill is to the right, so it steps the other way by 0.1 × 4. "
         "At this rate it converges."),
        ("start=-2 rate=1", "At x = -2 uphill is to the left, so it steps the other way by 1 × 4. "
         "At this rate it swings to and fro for ever."),
        ("start=0", "At x = 0 the slope is 0: level ground, nowhere to step. It stays where it is."),
        ("f='ln x' start=-1", "At x = -1 the loss has no slope to read, and the ball stays there."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"roll {settings}").sentence == sentence
