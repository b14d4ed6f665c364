"""A product as numbers and factors, so that like terms can be told and common factors cancelled."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LARGEST, SMALLEST = 1e300, 1e-300
"""Numbers outside are no floats, or soon none."""
FINEST = 100
"""A decimal over something becomes a fraction up to this denominator: 0.5/√x is 1/(2·√x)."""


@dataclass
class Product:
    """over · factors / (under · divisors): numbers, and places in a graph with their whole powers."""

    over: Fraction = Fraction(1)
    under: Fraction = Fraction(1)
    factors: Counter[int] = field(default_factory=Counter)
    divisors: Counter[int] = field(default_factory=Counter)

    @property
    def kind(self) -> object:
        """What like terms have in common: everything but the numbers."""
        return frozenset(self.factors.items()), frozenset(self.divisors.items())

    @property
    def sound(self) -> bool:
        """Whether its numbers are floats, and it does not divide by 0."""
        return bool(self.under) and all(
            not each or SMALLEST < abs(each) < LARGEST for each in (self.over, self.under)
        )

    def plus(self, other: "Product") -> "Product":
        """The sum with a like term."""
        over = self.over * other.under + other.over * self.under
        return Product(over, self.under * other.under, self.factors, self.divisors)

    def reduced(self) -> "Product":
        """The same in lowest terms."""
        common = self.factors & self.divisors  # positive powers only: nothing is cancelled with x⁻¹
        factors, divisors = _without(self.factors, common), _without(self.divisors, common)
        ratio = self.over / self.under
        whole = self.over.denominator == self.under.denominator == 1
        divided = self.under != 1 or bool(divisors)
        if divided and (whole or ratio.denominator <= FINEST) and abs(ratio.numerator) < LARGEST:
            over, under = Fraction(ratio.numerator), Fraction(ratio.denominator)
            return Product(over, under, factors, divisors)
        sign = 1 if self.under > 0 else -1
        return Product(sign * self.over, sign * self.under, factors, divisors)


def _without(powers: Mapping[int, int], common: Mapping[int, int]) -> Counter[int]:
    left = {base: power - common.get(base, 0) for base, power in powers.items()}
    return Counter({base: power for base, power in left.items() if power})
