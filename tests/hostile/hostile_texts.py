"""Formulas that break things elsewhere, by their numbers in reliability.md, section 7."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

REFUSED: dict[int, tuple[str, ...]] = {
    1: ("", "   ", ";;"),
    2: ("__import__('os').system('id')",),
    3: ("x.__class__",),
    4: ("().__class__.__base__",),
    5: ("lambda x: x",),
    6: ("eval(chr(95))", "exec('1')", "open('/etc/passwd').read()"),
    7: ("x;import os",),
    8: ('f"{x}"', "'x'"),
    9: ("9^9^9^9", "9**9**9"),
    10: ("(9^9)^9^9",),
    11: ("10^400 x",),
    12: ("1e400", "1e-400x"),
    13: ("1" * 31,),
    14: ("7" * 5000,),
    15: ("factorial(1e9)", "gamma(10^6)", "binomial(10^6, 5)"),
    16: ("x!",),
    18: ("x^100000", "(x+1)^1001"),
    20: ("(" * 500,),
    21: ("-" * 45 + "x",),
    22: ("sin(" * 60 + "x" + ")" * 60,),
    23: ("x" + "+x" * 200,),
    24: ("x+" * 500_000,),
    26: ("1/0", "0^-1", "0/0", "x/0"),
    28: ("ln(0)", "ln(-1)", "sqrt(-1)", "asin(2)"),
    30: ("|x", "x|", "||x|", "|x|||x|"),
    31: ("(x", "x)", "()", "x()", "sin", "sin()"),
    32: ("sin(x,2)", "max(x)", "min(1,2,3,4,5,6,7)"),
    33: ("2,5x",),
    34: ("f(x)=x^2", "x==2", "x=2"),
    35: ("x'", "x′", "d/dx x^2"),
    36: ("x<1", "x if x>0 else 0"),
    37: ("rel(x)",),
    38: ("x_1", "x₁"),
    39: ("1.2.3", "1..2"),
    40: ("0x10", "1_000", "3 4", "x2"),
    41: ("5%", "x%2", "x//2"),
    42: ("x\x00", "\x1b[31mx", "x\x9b31m", "\x1b]0;title\x07"),
    43: ("\ud800x",),
    44: ("\u202ex", "x\u200b", "\ufeffx", "x\u0301"),
    45: ("ｘ", "х"),
    46: ("🙂", "x🙂"),
    47: ("∫x dx", "∞", "inf", "nan"),
    49: ("½x", "²x", "x^²", "√"),
    51: ("sin^x x", "relu^-1 x", "sin^2^2 x"),
    52: ("\\frac{x}{2}", "$x^2$", "x^{2}"),
    53: ("x**", "**x", "x^^2", "x***2", "x⋅⋅x"),
    54: ("[red]x[/]", "[@click=app.quit]", "[@click=app.quit]x[/]"),
}  # fmt: skip
"""Each is answered with one line that says what is wrong."""

TAKEN: dict[int, tuple[str, ...]] = {
    17: ("x^x^x^x^x^x",),
    19: ("(x+1)^1000",),
    25: ("gelu(" * 9 + "x" + ")" * 9,),  # equal parts stand once here: nothing doubles
    27: ("1/(x-x)", "tan(pi/2)"),
    29: ("ln x", "sqrt x"),
    34: ("y=x^2",),  # names a step
    38: ("z+1",),  # a letter becomes a slider
    48: ("i", "1j", "I"),
    50: ("x²³",),
    55: ("tan(tan(tan x))",),
    56: ("1/(x^5+x+1)",),
    57: ("1/(x^8+1)",),
    58: ("sin(1000000x)",),
    59: ("tan x", "1/x"),
    60: ("exp(exp(x))", "x^1000"),
    61: ("3",),
}
"""Each has a meaning, and a picture."""

NUMBERS = (
    "nan", "inf", "-inf", "1e308", "-1e308", "1e-320", "10^400", "9" * 401, "1/0", "0/0", "ln(-1)", "", "x",
    "__import__('os').system('id')", "0x10", "1,5", "[red]1[/]", "\x1b[31m1", "\u202e1", "½", "1;2",
    "(" * 500,
)  # fmt: skip
"""None of these is a number that a setting could have."""

_RUNNING = {
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.Popen",
    "pty.spawn",
    "socket.connect",
    "compile",
}
_heard: list[str] = []
_listening = False


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _listening and event in _RUNNING:
        _heard.append(event)


sys.addaudithook(_hear)  # there is no taking it back, so it listens only when it should


@contextlib.contextmanager
def nothing_run() -> Iterator[None]:
    """See that no code is compiled and no program started; what loads late must have been loaded before."""
    global _listening
    _heard.clear()
    _listening = True
    try:
        yield
    finally:
        _listening = False
    assert _heard == []


def shown_safely(text: str) -> bool:
    """Whether a terminal obeys nothing in a text but its line ends."""
    return all(char.isprintable() or char == "\n" for char in text)
