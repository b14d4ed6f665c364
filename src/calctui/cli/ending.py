"""How every command ends: with its status, and where something went wrong, with one line that says what."""

import sys
from collections.abc import Callable
from typing import Any, NoReturn

from calctui.explore.errors import SettingError, because, one_line
from calctui.explore.faults import debugging, fault


def ended(run: Callable[[], Any]) -> NoReturn:
    """Run a command and exit with what it returns: 2 where it refuses what is asked, 1 for our own fault."""
    try:
        status = run()
    except SettingError as error:
        status = _refused(str(error))
    except OSError as error:  # a full disk; a closed pipe ends quietly, with status 1, by click
        status = _refused(f"can't write: {because(error)}")
    except Exception as error:
        if debugging():
            raise
        print(f"calctui failed: {fault(error)}; CALCTUI_DEBUG=1 shows the traceback", file=sys.stderr)
        status = 1
    sys.exit(status)


def _refused(message: str) -> int:
    print(f"calctui: {one_line(message)}", file=sys.stderr)
    return 2
