"""Programs over other libraries than NumPy: SymPy's are run, PyTorch's and SciPy's are read.

Neither is installed here; tools/check_programs.py runs theirs where it is.
"""

import ast
from collections.abc import Iterator

import pytest
from catalogue_states import Case, defaults, presets
from programs import run_code

from calctui.explore.libraries import LIBRARIES, by_library
from calctui.explore.link import read_settings
from calctui.scene import Scene

OFFERED = {
    "sympy": "limits derivative rules activations partials gradient jacobian hessian taylor riemann ftc"
    " autodiff",
    "torch": "activations chain gradient jacobian hessian logsumexp autodiff modes descent",
    "scipy": "logsumexp",
}
"""Where the chapter or an engineer would use it."""
IMPORTS = {"sympy": {"sympy"}, "torch": {"torch"}, "scipy": {"numpy", "scipy.special"}}


def having(*libraries: str) -> Iterator[tuple[str, Case, str, Scene]]:
    for case in (*defaults(), *presets()):
        scene = case.state.scene({})
        for library, program in by_library(case.state, scene).items():
            if library in libraries:
                yield library, case, program, scene


ALL = tuple(having(*OFFERED))
each_program = pytest.mark.parametrize(
    ("library", "program", "scene"),
    [(library, program, scene) for library, _, program, scene in ALL],
    ids=[f"{library}-{case.name}" for library, case, _, _ in ALL],
)
each_of_sympy = pytest.mark.parametrize(
    ("program", "scene"),
    [(program, scene) for library, _, program, scene in ALL if library == "sympy"],
    ids=[case.name for library, case, _, _ in ALL if library == "sympy"],
)


@each_of_sympy
def test_a_program_over_sympy_prints_the_readouts(program: str, scene: Scene) -> None:
    printed = run_code(program)
    shown = {each.name: each.value for each in scene.readouts if isinstance(each.value, int | float)}
    assert printed.keys() & {each.name for each in scene.readouts}
    for name in shown.keys() & printed.keys():
        assert printed[name] == pytest.approx(shown[name], rel=1e-9, abs=1e-9), name


@each_program
def test_a_program_needs_its_library_alone(library: str, program: str, scene: Scene) -> None:
    imported = set()
    for node in ast.walk(compile(program, library, "exec", ast.PyCF_ONLY_AST)):
        if isinstance(node, ast.Import):
            imported |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module))
    assert imported == IMPORTS[library]
    assert all(len(line) <= 110 for line in program.splitlines())
    assert program.endswith("\n")
    assert not program.endswith("\n\n")


@each_program
def test_a_program_prints_some_readout_by_name(library: str, program: str, scene: Scene) -> None:
    first = [
        node.args[0]
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    names = {node.value for node in first if isinstance(node, ast.Constant)}
    assert names & {each.name for each in scene.readouts}


def test_every_default_has_the_programs_that_belong_to_it() -> None:
    for library, keys in OFFERED.items():
        have = {case.name for found, case, _, _ in ALL if found == library and case in defaults()}
        assert have == set(keys.split()), library


def test_numpy_comes_first_and_is_there_for_all() -> None:
    for case in defaults():
        scene = case.state.scene({})
        programs = by_library(case.state, scene)
        assert programs["numpy"] == scene.code
        assert list(programs) == [name for name in LIBRARIES if name in programs]


NONE = [
    ("rules f='floor x'", "sympy"),  # SymPy has no derivative of it
    ("taylor f='|x|^3' order=3 x=0.5", "sympy"),  # nor is there a polynomial
    ("taylor f='exp(-1/x^2)' order=10 x=1", "sympy"),  # a series that says nothing of f
    ("ftc f='1/x' a=-1 t=1", "sympy"),  # no area
    ("gradient f='3'", "torch"),  # nothing flows back from a constant
    ("hessian f='relu(x) + y^2' x=0 y=0", "torch"),  # no Hessian at a corner
    ("chain overwrite=g", "torch"),  # PyTorch refuses to go back over it
    ("modes inputs=10 outputs=1000000000", "torch"),  # nobody waits for it
]


@pytest.mark.parametrize(("command", "library"), NONE, ids=[command for command, _ in NONE])
def test_where_a_library_has_no_answer_there_is_no_program(command: str, library: str) -> None:
    key, _, settings = command.partition(" ")
    default = next(case.state for case in defaults() if case.name == key)
    state = read_settings(default, settings)
    assert by_library(default, default.scene({})).get(library), "but there is one by default"
    assert library not in by_library(state, state.scene({}))
