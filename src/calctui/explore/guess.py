"""What is worth predicting of a picture before it is shown: a readout, and the kind of answer it takes."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["number", "sign", "word", "magnitude", "next"]
"""Its value, its sign, which of a few words it is, its size, or what it will be one timeline step on."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something to predict: readouts by name, and what is asked of each of them."""

    readout: str
    """A name, or a pattern as for files where names depend on the formula: `d*_d*` is dL_dw and dL_dx."""
    kind: Kind = "number"
    ask: str = ""
    """The question, where the label makes no good one; `{}` stands for the label."""
    words: tuple[str, ...] = ()
    """Words that are answers besides those that the presets show."""

    def fits(self, name: str) -> bool:
        """Whether a readout of this name is meant."""
        return fnmatchcase(name, self.readout)
