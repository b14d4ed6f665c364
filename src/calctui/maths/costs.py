"""What a derivative costs in elementary operations: as a formula written out, and by a sweep."""

from dataclasses import replace

from calctui.maths.derive import Term, Terms
from calctui.maths.expression import INPUT, NUMBER, Builder, Expression
from calctui.maths.primitives import PRIMITIVES


def composed(expression: Expression, wrt: str, times: int) -> Expression:
    """The expression put into itself in place of its input `wrt`, again and again.

    What is known of one round is shared by the next, so the graph grows by one round at a time.

    Returns:
        A graph of `times` + 1 outputs: the input itself, f(x), f(f(x)) and so on.
    """
    builder = Builder()
    outputs = [builder.input(wrt)]
    for _ in range(times):
        places: list[int] = []
        for node in expression.nodes:
            if node.op == INPUT and node.name == wrt:
                places.append(outputs[-1])
            else:
                places.append(builder.add(replace(node, args=tuple(places[arg] for arg in node.args))))
        outputs.append(places[expression.output])
    return builder.expression(outputs)


def written_out(expression: Expression) -> int:
    """Operations of the last output where shared parts are written, and computed, each time they are used."""
    sizes: list[int] = []
    for node in expression.nodes:
        sizes.append(sum(sizes[arg] for arg in node.args) + bool(node.args))
    return sizes[expression.output]


def shared(expression: Expression) -> int:
    """Operations of the graph, where what is used twice is computed once."""
    return sum(node.op not in (NUMBER, INPUT) for node in expression.nodes)


def swept(expression: Expression, wrt: str) -> int:
    """Operations of one evaluation and one reverse sweep, as `autodiff` makes it, noted down in a graph.

    Local derivatives count with all that they take; products with 0 and 1 and the like do not.
    """
    terms = Terms()
    values = [Term(terms, terms.builder.add(node)) for node in expression.nodes]
    active = expression.depends_on([wrt])
    adjoints = {expression.output: terms.number(1.0)}
    for place in range(expression.output, -1, -1):
        node = expression.nodes[place]
        if place not in adjoints or not node.args:
            continue
        operands = [values[arg] for arg in node.args]
        for arg, partial in zip(node.args, PRIMITIVES[node.op].partials, strict=True):
            if active[arg]:
                flow = adjoints[place] * partial(terms, *operands, values[place])
                adjoints[arg] = adjoints[arg] + flow if arg in adjoints else flow
    wanted = [adjoints[place].place for place in adjoints if expression.nodes[place].name == wrt]
    return shared(terms.builder.expression([values[expression.output].place, *wanted]))
