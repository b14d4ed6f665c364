"""Formulas as a textbook leaves them: numbers first, like terms together, x·x as x², 2x/x² as 2/x.

More than `derive.Terms` tidies, and only what is cheap: nothing is expanded or factored. What is longer
than anybody reads is left as it is, so that the work grows no faster than the formula.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from fractions import Fraction

from calctui.maths.derivation.product import Product
from calctui.maths.derive import Operand, Term, Terms
from calctui.maths.elementary import LN2, LN10, SQRT2, SQRT_2PI
from calctui.maths.expression import INPUT, NUMBER, Builder, Node

MOST = 24
"""Parts of a product or a sum that are put in order."""
LARGEST_POWER = 1000
"""As in `checked`."""
FEW = 6
"""The largest power of a product that is taken apart."""

_MEANT: dict[float, Callable[["Tidy"], Term]] = {
    LN2: lambda m: m.ln(2.0),
    LN10: lambda m: m.ln(10.0),
    SQRT2: lambda m: m.sqrt(2.0),
    SQRT_2PI: lambda m: m.sqrt(2.0 * m.number(math.pi, "pi")),
    2 / math.sqrt(math.pi): lambda m: 2.0 / m.sqrt(m.number(math.pi, "pi")),
}
"""The numbers that the table of primitives works with, as what they stand for."""
_SAME_SIDE = {"mul": (True, True), "div": (True, False), "neg": (True,)}
"""Which operands stay above the line."""


class Tidy(Terms):
    """The algebra of graph terms, tidied as by hand; `atoms` are places that keep their own names."""

    def __init__(self, builder: Builder, wrt: str, atoms: Collection[int]) -> None:
        super().__init__()
        self.builder, self.wrt, self.atoms = builder, wrt, atoms

    def number(self, value: float, name: str = "") -> Term:
        """A number; one of the table's own constants as what it stands for, such as ln(2)."""
        meant = None if name else _MEANT.get(value)
        return meant(self) if meant else super().number(value, name)

    def apply(self, op: str, operands: Sequence[Operand]) -> Term:
        """An operation, tidied."""
        terms = [each if isinstance(each, Term) else self.number(each) for each in operands]
        places = [term.place for term in terms]
        tidied: Term | None = None
        if op in ("add", "sub"):
            tidied = self._sum([(places[1], 1 if op == "add" else -1), (places[0], 1)])
        elif op == "neg" and self._is_sum(places[0]):
            tidied = self._sum([(places[0], -1)])
        elif op in _SAME_SIDE:
            product = self._split(Node(op, tuple(places)))
            tidied = self._written(product.reduced()) if product else None
        elif op == "pow":
            tidied = self._power(*places)
        return super().apply(op, terms) if tidied is None else tidied

    def _is_sum(self, place: int) -> bool:
        return place not in self.atoms and self.builder.nodes[place].op in ("add", "sub")

    def _opaque(self, place: int) -> bool:
        return place in self.atoms or self.builder.nodes[place].op not in _SAME_SIDE

    def _split(self, node: Node) -> Product | None:
        """A product, quotient or opposite as its factors; None where it can't be put in order."""
        product, waiting = Product(), self._operands(node, True, 1)
        product.over *= -1 if node.op == "neg" else 1
        for _ in range(MOST):
            if not waiting:
                return product if product.sound else None
            place, above, times = waiting.pop()
            if not self._opaque(place):
                node = self.builder.nodes[place]
                product.over *= (-1) ** times if node.op == "neg" else 1
                waiting += self._operands(node, above, times)
                continue
            base, power = self._base(place)
            if above or self._opaque(base) or not 0 < power * times <= FEW:
                self._take(product, base, above, power * times)
            else:  # below the line (2x)² is 4x², which may cancel
                waiting.append((base, above, power * times))
        return None

    def _operands(self, node: Node, above: bool, times: int) -> list[tuple[int, bool, int]]:
        """The operands, whether each stands above the line, and its power; the first one last."""
        sides = zip(node.args, _SAME_SIDE[node.op], strict=True)
        return [(arg, above == same, times) for arg, same in sides][::-1]

    def _take(self, product: Product, base: int, above: bool, power: int) -> None:
        """Multiply or divide a product by a power of what is no product itself."""
        node, powers = self.builder.nodes[base], product.factors if above else product.divisors
        if node.op != NUMBER or node.name or not (math.isfinite(node.value) and 0 < power <= FEW):
            powers[base] += power
        elif above:
            product.over *= Fraction(repr(node.value)) ** power
        else:
            product.under *= Fraction(repr(node.value)) ** power

    def _base(self, place: int) -> tuple[int, int]:
        """A whole power as base and exponent; (x²)³ is x⁶."""
        node, power = self.builder.nodes[place], 1
        while node.op == "pow" and place not in self.atoms:
            exponent = _whole(self.builder.nodes[node.args[1]])
            joined = power == 1 or (exponent or 0) > 0 < power
            if exponent is None or not joined or power * exponent > LARGEST_POWER:
                break
            place, power = node.args[0], power * exponent
            node = self.builder.nodes[place]
        return place, power

    def _power(self, base: int, exponent: int) -> Term | None:
        """A whole power of a whole power as one; else None."""
        inner, power = self._base(base)
        more = _whole(self.builder.nodes[exponent])
        if more is None or min(power, more) < 2 or power * more > LARGEST_POWER:
            return None
        return Term(self, self._raised(inner, power * more))

    def _written(self, product: Product) -> Term:
        above = self._row(product.over, product.factors)
        if product.under == 1 and not product.divisors:
            return above
        below = self._row(product.under, product.divisors)
        return Term(self, self.builder.apply("div", above.place, below.place))

    def _row(self, number: Fraction, powers: "Counter[int]") -> Term:
        """The number, constants, letters by the alphabet, powers of the variable and of names, the rest."""
        if not number:
            return super().number(0.0)
        row = [self._raised(base, powers[base]) for base in sorted(powers, key=self._rank)]
        if not row or abs(number) != 1:
            row.insert(0, super().number(float(number)).place)
        elif number < 0:
            row[0] = self.builder.apply("neg", row[0])
        product = row[0]
        for factor in row[1:]:
            product = self.builder.apply("mul", product, factor)
        return Term(self, product)

    def _raised(self, base: int, power: int) -> int:
        return base if power == 1 else self.builder.apply("pow", base, self.builder.number(float(power)))

    def _rank(self, base: int) -> tuple[int, str]:
        node = self.builder.nodes[base]
        if base in self.atoms or (node.op == INPUT and node.name == self.wrt):
            return 2, ""
        if node.op == INPUT:
            return 1, node.name
        return (0 if node.op == NUMBER else 3), ""

    def _sum(self, waiting: list[tuple[int, int]]) -> Term | None:
        """Signed terms, the last first, as one sum; None where there are too many."""
        terms: dict[object, Product] = {}
        for _ in range(MOST):
            if not waiting:
                return self._added([term.reduced() for term in terms.values() if term.over])
            place, sign = waiting.pop()
            if self._is_sum(place):
                node = self.builder.nodes[place]
                waiting += [(node.args[1], sign if node.op == "add" else -sign), (node.args[0], sign)]
            else:
                term = self._term(place)
                term.over *= sign
                terms[term.kind] = terms[term.kind].plus(term) if term.kind in terms else term
        return None

    def _term(self, place: int) -> Product:
        """A term as a product; what can't be split is its own only factor."""
        product: Product | None = Product()
        if not self._opaque(place):
            product = self._split(self.builder.nodes[place])
        elif product:
            base, power = self._base(place)
            self._take(product, base, True, power)
        return product.reduced() if product and product.sound else Product(factors=Counter({place: 1}))

    def _added(self, terms: list[Product]) -> Term | None:
        if not all(term.sound for term in terms):
            return None
        first = next((term for term in terms if term.over > 0), None)
        if first:  # 1 - x rather than -x + 1
            terms = [first, *(term for term in terms if term is not first)]
        total = self._written(terms[0]).place if terms else self.builder.number(0.0)
        for term in terms[1:]:
            op = "add" if term.over > 0 else "sub"
            term.over = abs(term.over)
            total = self.builder.apply(op, total, self._written(term).place)
        return Term(self, total)


def _whole(node: Node) -> int | None:
    """The value of a whole number within reason, else None."""
    plain = node.op == NUMBER and not node.name and node.value.is_integer()
    return int(node.value) if plain and abs(node.value) <= LARGEST_POWER else None
