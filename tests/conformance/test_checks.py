"""The checks themselves: each finds its fault, and the example of the documentation has none."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import calctui.explore
from calctui.explorables import catalogue
from calctui.explorables.catalogue import load
from calctui.explorables.outside import from_file
from calctui.explore.explorable import Explorable
from calctui.export.conformance import CHECKS, check_time, examined
from calctui.export.conformance.programs import run_all
from calctui.scene import Plot, Readout, Scene, Stack, Table, Window

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "my_lecture.py"
SOURCE = EXAMPLE.read_text("utf-8")
STATE = load("secant")()
SCENE = STATE.scene({})
EMPTY = Plot(Window(0.0, 1.0, 0.0, 1.0), ())


def said(state: Explorable, scene: Scene) -> list[str]:
    return [what for check in CHECKS for what in check(state, scene)]


def reading(value: Any) -> dict[str, Any]:
    kept = [each for each in SCENE.readouts if each.name != "error"]
    return {"readouts": (*kept, Readout("error", value, "error"))}


FAULTS = {
    "an empty view": ({"view": EMPTY}, "a view shows nothing and does not say why"),
    "one of two": ({"view": Stack((SCENE.view, EMPTY), (1, 1))}, "a view shows nothing"),
    "no readout": ({"readouts": ()}, "there is no readout"),
    "another name": (
        {"readouts": SCENE.readouts[:-1]},
        "slope_secant, derivative, but f_a, f_ah, ",
    ),
    "the same name": ({"readouts": SCENE.readouts + SCENE.readouts[:1]}, "two readouts have the same name"),
    "no name": ({"readouts": (Readout("a b", 1.0, "x"),)}, "'a b' needs a name like a variable's"),
    "no label": ({"readouts": (Readout("a", 1.0, ""),)}, "'a' needs a name like a variable's, and a label"),
    "NumPy's number": (reading(np.float64(3.0)), "the readout error carries a float64"),
    "a truth": (reading(True), "carries a bool"),
    "no number": (reading(float("nan")), "is nan: readout_number() turns that into a word"),
    "minus zero": (reading(-0.0), "is -0.0"),
    "no word": (reading("None"), "says 'None', which is no word for people"),
    "within a list": (reading([1.0, [float("inf")]]), "is inf"),
    "no full stop": ({"sentence": "It goes"}, "ends without a full stop"),
    "no capital": ({"sentence": "it goes."}, "begins with no capital"),
    "two blanks": ({"sentence": "It  goes."}, "two blanks"),
    "a NaN told": ({"sentence": "It is nan."}, "the sentence says 'nan'"),
    "too long": ({"sentence": "Word " * 40 + "end."}, "does not fit into two lines"),
    "a short row": ({"table": Table(("a", "b"), ((1.0,),))}, "not as many cells"),
    "an odd cell": ({"table": Table(("a",), ((np.float64(1.0),),))}, "is no float, int or word"),
    "no such row": (
        {"table": Table(("a",), ((1.0,),), lit=(1,))},
        "a row is lit that the table",
    ),
}


@pytest.mark.parametrize(("change", "what"), FAULTS.values(), ids=FAULTS)
def test_each_fault_of_a_scene_is_found(change: dict[str, Any], what: str) -> None:
    assert not said(STATE, SCENE)
    found = said(STATE, replace(SCENE, **change))
    assert any(what in each for each in found), found


def own(file: Path, source: str = SOURCE) -> type[Explorable]:
    file.write_text(source, "utf-8")
    (found,) = from_file(file)
    return found


def test_the_example_has_none(tmp_path: Path) -> None:
    tried, faults = examined(own(tmp_path / "own.py"))
    assert (tried > 60, faults) == (True, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('print(\'x\', x)', "print('x', x + 1)", "cobweb", "the code prints another x: 1.64"),
        ('print(\'x\', x)', "print('y', x)", "cobweb", "the code prints no readout by its name"),
        ('print(\'x\', x)', "print('x', z)", "cobweb", "the code does not run: NameError: name 'z' is not"),
        ('f"x = 0.1', 'f"import calctui; x = 0.1', "cobweb", "the code speaks of calctui"),
        ("[0.1], ", "[0.1 / (self.n - 7)], ", "cobweb n=7", "own.py, line 22: ZeroDivisionError"),
        ("    def scene", "    def questions(self):\n"
         "        return {} if 1 / (self.n - 7) else {}\n\n    def scene",
         "cobweb n=7", "own.py, line 22: ZeroDivisionError"),
        ("    def scene", "    @property\n    def timeline(self):\n"
         "        return Sweep('n', 0, 60 // (self.n != 7), steps=60)\n\n    def scene",
         "cobweb", "own.py, line 23: ZeroDivisionError"),
        ('Readout("slope"', 'Readout("s" * self.n or "none"', "cobweb n=1", "change their names: x, s,"),
        ('Guess("x", "next")', 'Guess("y")', "cobweb", "a guess asks for y, which is no readout"),
        ('help="how fast it grows"', 'help=""', "cobweb", "r has no help"),
        ('"Chaos"', '"It settles"', "cobweb", "two examples have the same title"),
        ("steps=60", "steps=61", "cobweb", "two steps of the timeline fall together"),
    ],
)  # fmt: skip
def test_each_fault_of_a_file_is_found_where_it_shows(
    tmp_path: Path, old: str, new: str, line: str, what: str
) -> None:
    assert SOURCE.count(old) == 1
    _, faults = examined(own(tmp_path / "own.py", SOURCE.replace(old, new)))
    assert any(each.line == line and what in each.what for each in faults), faults


def test_a_class_without_a_docstring(tmp_path: Path) -> None:
    start = SOURCE.index('    """Feed')
    source = SOURCE[:start] + SOURCE[SOURCE.index("\n", start) + 1 :]
    _, faults = examined(own(tmp_path / "own.py", source))
    assert [each.what for each in faults] == ["the class has no docstring: one sentence about the idea"]


def test_time_that_stands_still_is_found() -> None:
    class Still(type(STATE)):  # type: ignore[misc]
        def with_value(self, name: str, value: Any) -> Any:
            return self

    assert "does not come back" in " ".join(check_time(Still()))


def test_programs_are_run_apart() -> None:
    printed = run_all(
        ["print('x', 1)", "print('no number', 'x')", "1 / 0", "import os; os._exit(0)", "print('y', 2)"]
    )
    assert [dict(each.numbers) for each in printed[:2]] == [{"x": 1.0}, {}]
    assert printed[2].error == "ZeroDivisionError: division by zero"
    assert all("has ended Python" in each.error for each in printed[3:])
    assert len(printed) == 5


@pytest.fixture(autouse=True)
def fresh_catalogue() -> Iterator[None]:
    yield
    catalogue.begin()


def test_everything_that_the_documentation_lists_can_be_imported() -> None:
    text = (EXAMPLE.parents[1] / "own-explorables.md").read_text("utf-8")
    listed = ast.parse(text.split("```python\n")[1].split("```")[0])
    imports = [node for node in listed.body if isinstance(node, ast.ImportFrom)]
    assert len(imports) == len(listed.body) > 10
    for node in imports:
        for alias in node.names:
            assert hasattr(import_module(node.module or ""), alias.name), alias.name
    offered = {alias.name for node in imports if node.module == "calctui.explore" for alias in node.names}
    assert offered == set(calctui.explore.__all__)
