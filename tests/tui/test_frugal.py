"""When cells may be sent past Textual's compositor, and what is not kept of what was painted."""

import gc
import weakref
from collections.abc import Iterable

import pytest
from explorer import press, running
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from calctui.tui.diet import Diet


def painted(diet: Diet, size: Size) -> Diet:
    """The same, of a screen that has been painted at a size."""
    blank: list[Iterable[Strip]] = [[Strip.blank(size.width)] for _ in range(size.height)]
    diet.take(LayoutUpdate(blank, Region(0, 0, *size)), size)
    return diet


async def test_cells_are_laid_only_on_a_screen_that_was_painted_at_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between a resize and its painting they would not fit: in a storm of resizes that was a crash."""
    async with running() as (app, _):
        stage, diet = app.query_one("#stage"), Diet(app.console)
        with monkeypatch.context() as patch:
            patch.setattr(app, "_may_write", lambda: True)
            patch.setattr(app, "_diet", painted(diet, Size(40, 10)))
            assert not app.lies_open(stage)
            painted(diet, app.size)
            assert app.lies_open(stage)


async def test_sheets_that_were_closed_are_not_kept() -> None:
    """Textual would keep how a thousand of their widgets were painted."""
    async with running() as (app, pilot):
        painted_as = []
        for _ in range(4):
            await press(pilot, "question_mark")
            painted_as += [weakref.ref(each._styles_cache) for each in app.screen.query("*")]
            await press(pilot, "escape")
        gc.collect()
        kept = sum(each() is not None for each in painted_as)
        assert kept <= len(painted_as) / 4, "the last one may still be on its way out"
