"""What the words of a command line mean: an explorable with its settings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click

from calctui.explorables.catalogue import names
from calctui.explore.errors import SettingError, excerpt
from calctui.maths.spelling import nearest

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable


def state_of(key: str, words: Sequence[str]) -> "Explorable":
    """An explorable with the settings given as `name=value`.

    Raises:
        SettingError: there is none of this name, or a word can't be read; names the nearest.
    """
    from calctui.explorables.catalogue import load
    from calctui.explore.link import with_settings

    root = cast(click.Group, click.get_current_context().find_root().command)
    if close := nearest(key, root.commands) if key not in names() else "":
        raise SettingError(f"no explorable is called '{excerpt(key)}': did you mean calctui {close}?")
    return with_settings(load(key)(), words)
