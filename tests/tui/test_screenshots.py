"""The pictures that README and docs show are those that the app draws; `make screenshots` draws them anew."""

from pathlib import Path

import make  # of the folder with the pictures
import pytest


@pytest.mark.parametrize("name", make.PICTURES)
async def test_a_picture_is_what_the_app_draws(name: str) -> None:
    drawn = await make.take(*make.PICTURES[name], make.PRESSED.get(name, ""))
    assert (make.FOLDER / f"{name}.svg").read_text("utf-8") == drawn, "run `make screenshots`, and look"


def test_no_picture_is_left_of_what_is_gone() -> None:
    there = {path.stem for path in Path(make.FOLDER).glob("*.svg")}
    assert there == {*make.PICTURES, "secant-playing"}  # which `calctui record` films
