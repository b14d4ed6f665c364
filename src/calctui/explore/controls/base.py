"""What every control has: how a kind of value is typed, written and stepped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Control:
    """What every control has; the subclasses say the rest, and read as `Control.read` does."""

    help: str = ""

    @property
    def kind(self) -> str:
        """The contract's word for this kind of setting."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The value that a text means.

        Raises:
            SettingError: there is none, or it is out of range.
        """
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text that `read` takes back to the same value."""
        raise NotImplementedError

    def step(self, value: Any, by: float) -> Any:
        """The value `by` steps further, kept in range; unchanged where there are no steps."""
        return value

    def kept(self, value: Any) -> Any:
        """The value, or what comes nearest to it, after another setting has changed what is possible."""
        return value

    def ends(self) -> tuple[Any, Any] | None:
        """The lowest and the highest value, or None where there are none."""
        return None

    def parts(self, value: Any) -> tuple[tuple[str, "Control", float], ...]:
        """The numbers that a value is made of, as name, slider and value; none for a single value."""
        return ()

    def with_part(self, value: Any, name: str, part: float) -> Any:
        """The value with one of its numbers changed."""
        raise NotImplementedError

    def describe(self) -> Mapping[str, Any]:
        """What a listing says of it: ranges, choices."""
        return {}
