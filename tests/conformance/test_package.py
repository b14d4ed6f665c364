"""What the package says of itself agrees with itself."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from calctui import __version__

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = dict(
    line.split("==")
    for line in (ROOT / "constraints.txt").read_text("utf-8").lower().splitlines()
    if "==" in line
)
REQUIRED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def test_the_version_stands_in_two_places_and_is_one() -> None:
    assert PROJECT["version"] == __version__


@pytest.mark.parametrize("line", REQUIRED)
def test_every_dependency_is_pinned_within_its_range(line: str) -> None:
    requirement = Requirement(line)
    assert requirement.specifier.contains(PINNED[requirement.name])


def test_the_pythons_that_are_named_are_allowed() -> None:
    named = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if ":: 3." in each]
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert named
    assert all(allowed.contains(version) for version in named)
