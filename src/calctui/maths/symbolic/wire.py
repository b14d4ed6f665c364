"""How questions and answers cross the pipe: one JSON document a line, lines of limited length.

What crosses is data. Nothing in it is ever evaluated, and what comes back is checked before it is believed.
"""

import json
import math
from dataclasses import dataclass, field
from typing import Any

from calctui.maths.expression import Expression, Node
from calctui.maths.symbolic.question import TOO_LONG, Answer, Direction, Question, Status

LONGEST_REQUEST = 4_000_000
"""Bytes: a graph of 100,000 nodes fits."""
LONGEST_ANSWER = 64_000
"""Bytes; no formula of this length can be read, let alone shown."""


class Garbage(ValueError):
    """What came over the pipe is not what was agreed."""


@dataclass
class Lines:
    """Cuts a stream of bytes into lines, and refuses a line over the limit."""

    limit: int
    _rest: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that `data` completes.

        Raises:
            Garbage: a line is over the limit.
        """
        self._rest += data
        *lines, rest = self._rest.split(b"\n")
        self._rest = rest
        if max(map(len, (*lines, rest))) > self.limit:
            raise Garbage("a line over the limit")
        return [bytes(line) for line in lines]


def pack(message: dict[str, Any]) -> bytes:
    """One message as a line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def unpack(line: bytes) -> dict[str, Any]:
    """The message in a line.

    Raises:
        Garbage: there is none.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Garbage("not a JSON document") from error
    if not isinstance(message, dict):
        raise Garbage("not a message")
    return message


def question_data(question: Question) -> dict[str, Any]:
    """A question as JSON data."""
    return {
        "kind": question.kind,
        "expression": _expression_data(question.expression),
        "wrt": question.wrt,
        "order": question.order,
        "at": question.at,
        "side": question.side,
        "low": question.low,
        "high": question.high,
    }


def question_from(data: dict[str, Any]) -> Question:
    """The question that `question_data` wrote; raises Garbage for anything else."""
    try:
        return Question(
            data["kind"],
            _expression_from(data["expression"]),
            _text(data["wrt"]),
            int(data["order"]),
            _finite(data["at"]),
            _side(data["side"]),
            _finite(data["low"]),
            _finite(data["high"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Garbage("not a question") from error


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer as JSON data."""
    graph = None if answer.expression is None else _expression_data(answer.expression)
    return {
        "status": answer.status.value,
        "plain": answer.plain,
        "pretty": answer.pretty,
        "expression": graph,
        "reason": answer.reason,
    }


def answer_line(answer: Answer) -> bytes:
    """An answer as a line, or one saying that it is too long for one."""
    line = pack(answer_data(answer))
    return line if len(line) <= LONGEST_ANSWER else pack(answer_data(TOO_LONG))


def answer_from(data: dict[str, Any]) -> Answer:
    """The answer that `answer_data` wrote; raises Garbage for anything else."""
    try:
        graph = data["expression"]
        return Answer(
            Status(data["status"]),
            _text(data["plain"]),
            _text(data["pretty"]),
            None if graph is None else _expression_from(graph),
            _text(data["reason"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Garbage("not an answer") from error


def _expression_data(expression: Expression) -> dict[str, Any]:
    nodes = [[node.op, node.args, node.value, node.name] for node in expression.nodes]
    return {"nodes": nodes, "outputs": expression.outputs, "steps": expression.steps}


def _expression_from(data: dict[str, Any]) -> Expression:
    nodes: list[Node] = []
    for op, args, value, name in data["nodes"]:
        nodes.append(Node(_text(op), _places(args, len(nodes)), float(value), _text(name)))
    outputs = _places(data["outputs"], len(nodes))
    steps = tuple((_text(name), _places([place], len(nodes))[0]) for name, place in data["steps"])
    if not outputs:
        raise Garbage("no output")
    return Expression(tuple(nodes), outputs, steps)


def _places(places: list[Any], count: int) -> tuple[int, ...]:
    """Places among the first `count` nodes."""
    if not all(type(place) is int and 0 <= place < count for place in places):
        raise Garbage("a node that is not there")
    return tuple(places)


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise Garbage("not a number")
    return number


def _side(value: Any) -> Direction:
    if value == "+":
        return "+"
    if value == "-":
        return "-"
    raise Garbage("not a side")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Garbage("not a text")
    return value
