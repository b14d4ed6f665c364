"""The file that makes a picture."""

import inspect

from calctui.explore.explorable import Explorable


def source(state: Explorable) -> tuple[str, str]:
    """The name and the text of the file that makes a picture."""
    module = inspect.getmodule(type(state))
    return f"{state.key()}.py", inspect.getsource(module) if module else ""
