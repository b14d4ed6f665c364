"""A sweep as a Python program: the forward statements, then one multiplication a line."""

from calctui.explorables.parts.flow import NONE, Flow
from calctui.maths.derive import Term, Terms
from calctui.maths.expression import NUMBER, Expression
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.source import identifier, python_helpers, python_operations
from calctui.scene.numbers import plain


def code(flow: Flow) -> str:
    """The program; it prints the value and every derivative under the name of its readout."""
    helpers = _helpers(flow)
    maths = any("math." in text for text in helpers)
    imports = "import math\n\nimport numpy as np" if maths else "import numpy as np"
    values = [
        f"{identifier(flow.names[place])} = np.float64({plain(_value(flow, place))})" for place in flow.inputs
    ]
    parts = [imports, *("\n" + text for text in helpers), "\n".join(values), "\n".join(_sweep(flow))]
    return "\n\n".join(parts) + "\n"


def _sweep(flow: Flow) -> list[str]:
    """Forward, then back or forward again, then the derivatives printed."""
    texts = python_operations(flow.expression)
    lines = ["# forward", *(f"{identifier(flow.names[place])} = {texts[place]}" for place in flow.order)]
    lines.append(f'print("value", {identifier(flow.output)})')
    if flow.overwritten != NONE and flow.reverse:
        lines += ["", f"{identifier(flow.overwritten)} += 1  # overwritten: no longer what was used"]
    lines += ["", *(_backward(flow) if flow.reverse else _onward(flow)), ""]
    shown = [flow.names[place] for place in flow.inputs if flow.reverse or flow.names[place] == flow.wrt]
    return lines + [f'print("{_slope(flow, name)}", {_slope(flow, name)})' for name in shown]


def _value(flow: Flow, place: int) -> float:
    return float(flow.trace.values[place])


def _backward(flow: Flow) -> list[str]:
    """From the output on, what arrives at each operand; what arrives again is added."""
    lines = ["# backward", f"{_slope(flow, flow.output)} = 1.0"]
    arrived = {flow.expression.output}
    for edge in flow.trace.edges:
        sign = "+=" if edge.operand in arrived else "="
        arrived.add(edge.operand)
        local = _local(flow.expression, flow.names, edge.node, edge.slot)
        operand, node = (_slope(flow, flow.names[place]) for place in (edge.operand, edge.node))
        lines.append(f"{operand} {sign} {node} * {local}")
    missing = [place for place in flow.names if place not in arrived]
    return lines + [f"{_slope(flow, flow.names[place])} = 0.0" for place in missing]


def _onward(flow: Flow) -> list[str]:
    """Every node's derivative by the one input, in the order of the values."""
    lines = ["# forward again, with derivatives"]
    lines += [f"d_{flow.names[place]} = {float(flow.names[place] == flow.wrt)}" for place in flow.inputs]
    for place in flow.order:
        edges = [edge for edge in flow.trace.edges if edge.node == place]
        terms = [
            f"{_local(flow.expression, flow.names, place, edge.slot)} * d_{flow.names[edge.operand]}"
            for edge in edges
        ]
        lines.append(f"d_{flow.names[place]} = {' + '.join(terms) or '0.0'}")
    return [*lines, f"{_slope(flow, flow.wrt)} = d_{flow.output}"]


def _slope(flow: Flow, name: str) -> str:
    return f"d{flow.output}_d{name}"


def _local(expression: Expression, names: dict[int, str], place: int, slot: int) -> str:
    """One partial derivative as source text, in the names of operands and result."""
    terms = Terms()
    node = expression.nodes[place]
    operands = [
        terms.number(expression.nodes[arg].value, expression.nodes[arg].name)
        if expression.nodes[arg].op == NUMBER
        else terms.input(names[arg])
        for arg in node.args
    ]
    partial = PRIMITIVES[node.op].partials[slot](terms, *operands, terms.input(names[place]))
    term = partial if isinstance(partial, Term) else terms.number(partial)
    formula = terms.builder.expression([term.place])
    text = python_operations(formula)[formula.output]
    return text if text.isalnum() else f"({text})"


def _helpers(flow: Flow) -> list[str]:
    """Functions that NumPy does not have, for the values and for the derivatives."""
    found = dict.fromkeys(python_helpers(flow.expression))
    for place in flow.order:
        node = flow.expression.nodes[place]
        for partial in PRIMITIVES[node.op].partials if node.op in PRIMITIVES else ():
            terms = Terms()
            operands = [terms.input(f"u{slot}") for slot in range(len(node.args))]
            term = partial(terms, *operands, terms.input("y"))
            if isinstance(term, Term):
                found |= dict.fromkeys(python_helpers(terms.builder.expression([term.place])))
    return list(found)
