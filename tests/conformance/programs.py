"""Programs of ours, run, and what they print."""

import contextlib
import io
import warnings


def run_code(code: str) -> dict[str, float]:
    """What a program prints in lines of a name and a number."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # NumPy's, where f has no value
        exec(compile(code, "snippet", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own code
    lines = [line.rsplit(None, 1) for line in out.getvalue().splitlines()]
    assert lines
    found = {}
    for name, *rest in lines:
        with contextlib.suppress(ValueError):
            found[name] = float(rest[0] if rest else "")
    return found
