"""What an explorable owes to whatever shows it, tried at many states: by tests, and by `calctui check`."""

from calctui.export.conformance.checks import CHECKS, check_code, check_time
from calctui.export.conformance.examining import Fault, examined
from calctui.export.conformance.states import Case

__all__ = ["CHECKS", "Case", "Fault", "check_code", "check_time", "examined"]
