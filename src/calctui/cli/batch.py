"""`calctui show --batch`: many frames, a command line in and a JSON object out."""

import json
import sys
from typing import TYPE_CHECKING, Any

from calctui.cli.output import write_out
from calctui.explorables.catalogue import state_of
from calctui.explore.errors import SettingError
from calctui.explore.faults import debugging, fault

if TYPE_CHECKING:
    from calctui.maths.symbolic import Engine


def answer_lines(engine: "Engine") -> None:
    """Answer each line of stdin with one JSON object, an error with an object that holds it."""
    from calctui.export.frame import as_data, frame

    for raw in sys.stdin.buffer:
        line = raw.decode(errors="replace")
        if not line.strip():
            continue
        try:
            answer: Any = as_data(frame(state_of(line), engine))
        except SettingError as error:
            answer = {"error": str(error)}
        except Exception as error:
            if debugging():
                raise
            answer = {"error": f"calctui failed: {fault(error)}"}
        write_out(json.dumps(answer, ensure_ascii=False, allow_nan=False), "json")
