"""The chapter's numbers come out of the same code that the command line runs."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calctui.explorables.catalogue import load
from calctui.explore.link import read_settings
from calctui.export.frame import as_data, frame
from calctui.maths.symbolic import Engine

FACTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("facts.toml").read_text("utf-8"))["fact"]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["command"])
def test_a_fact(fact: dict[str, Any], engine: Engine) -> None:
    key, _, settings = fact["command"].partition(" ")
    readouts = as_data(frame(read_settings(load(key)(), settings), engine))["readouts"]
    for name, value in fact["readouts"].items():
        if isinstance(value, str):
            assert readouts[name] == value
        else:
            assert readouts[name] == pytest.approx(value, abs=fact["tolerance"], rel=0)


def test_the_first_preset_is_the_chapters_example() -> None:
    first = {fact["command"].partition(" ")[0]: fact["command"].partition(" ")[2] for fact in FACTS[::-1]}
    for key, settings in first.items():
        preset = load(key).presets[0]
        assert read_settings(load(key)(), preset.settings) == read_settings(load(key)(), settings)


def test_every_fact_says_why_and_checks_something() -> None:
    assert len(FACTS) >= 8
    for fact in FACTS:
        assert set(fact) == {"why", "command", "readouts", "tolerance"}
        assert fact["readouts"]
        assert fact["why"].endswith(".")
