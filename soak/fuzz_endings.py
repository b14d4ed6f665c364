"""How a case of the fuzz ends."""

from typing import Any, TypeAlias

import numpy as np

ACCEPTED, REFUSED, UNDECIDED = "accepted", "refused", "undecided"
"""Ways to end well; undecided is where a float has too few digits to compare anything."""
Case: TypeAlias = tuple[str, Any]
"""What a message calls the case, and whatever its check needs."""


class Disagreement(AssertionError):
    """Two ways to the same thing that lead elsewhere."""


def require(holds: Any, what: str) -> None:
    """See that something holds.

    Raises:
        Disagreement: it does not.
    """
    if not np.all(holds):
        raise Disagreement(what)
