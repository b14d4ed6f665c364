"""The pages in docs/ that are made from the code, so that they can't fall behind it: `make docs`."""

from collections.abc import Mapping

from documents.keys import keys
from documents.manual import manual
from documents.reference import reference
from documents.rows import rows


def pages() -> Mapping[str, str]:
    """Every page, by the name of its file in docs/."""
    return {"reference.md": reference(), "rows.md": rows(), "keys.md": keys(), "calctui.1": manual()}
