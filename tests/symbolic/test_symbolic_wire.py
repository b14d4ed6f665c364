"""Only data crosses the pipe, and only what was agreed is believed."""

import json

import pytest
from symbolic_support import derivative, logistic

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.question import UNDEFINED, Answer, Status


def test_a_question_arrives_as_it_was_sent() -> None:
    question = derivative(logistic(3), 2)
    line = wire.pack(wire.question_data(question))
    assert line.count(b"\n") == 1
    assert wire.question_from(wire.unpack(line)) == question


@pytest.mark.parametrize("answer", [UNDEFINED, Answer(Status.FOUND, "2*x", "2⋅x", logistic(1))])
def test_an_answer_arrives_as_it_was_sent(answer: Answer) -> None:
    assert wire.answer_from(json.loads(json.dumps(wire.answer_data(answer)))) == answer


def test_lines_are_cut_wherever_they_arrive() -> None:
    lines = wire.Lines(10)
    assert lines.feed(b"ab") == []
    assert lines.feed(b"c\nd\ne") == [b"abc", b"d"]
    assert lines.feed(b"\n") == [b"e"]


@pytest.mark.parametrize("data", [b"x" * 11, b"x" * 11 + b"\n", b"a\n" + b"x" * 11])
def test_a_line_over_the_limit_is_refused(data: bytes) -> None:
    with pytest.raises(wire.Garbage):
        wire.Lines(10).feed(data)


@pytest.mark.parametrize("line", [b"", b"hello", b"[1]", b"\xff", b"[" * 50_000, b"{}garbage"])
def test_what_is_no_message_is_garbage(line: bytes) -> None:
    with pytest.raises(wire.Garbage):
        wire.unpack(line)


GRAPH = {"nodes": [["input", [], 0.0, "x"], ["sin", [0], 0.0, ""]], "outputs": [1], "steps": []}


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": [["sin", [0], 0.0, ""]]},
        {"nodes": [["input", [], 0.0, "x"], ["sin", [-1], 0.0, ""]]},
        {"nodes": [["input", [], 0.0, "x"], ["sin", ["0"], 0.0, ""]]},
        {"nodes": [[1, [], 0.0, "x"]]},
        {"nodes": 5},
        {"outputs": []},
        {"outputs": [2]},
        {"steps": [["g", 9]]},
    ],
)
def test_a_graph_that_does_not_hold_together_is_garbage(change: dict[str, object]) -> None:
    data = wire.answer_data(UNDEFINED)
    assert wire.answer_from(data | {"expression": GRAPH}).expression is not None
    with pytest.raises(wire.Garbage):
        wire.answer_from(data | {"expression": GRAPH | change})


@pytest.mark.parametrize("change", [{"status": "fine"}, {"plain": 3}, {"reason": None}])
def test_an_answer_of_the_wrong_kind_is_garbage(change: dict[str, object]) -> None:
    with pytest.raises(wire.Garbage):
        wire.answer_from(wire.answer_data(UNDEFINED) | change)
