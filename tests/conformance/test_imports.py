"""What is loaded when, and what nothing may call: start-up time, and safety, hang on both."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import calctui
from calctui.cli import alone, root
from calctui.maths import symbolic

SYMBOLIC = sorted((Path(calctui.__file__).parent / "maths/symbolic").glob("[!_]*.py"))
SOURCES = sorted(Path(calctui.__file__).parent.rglob("*.py"))


def loaded(program: str, watched: tuple[str, ...]) -> set[str]:
    """Which of the watched packages a fresh interpreter has loaded after a program."""
    report = f"import sys; sys.stderr.write(' '.join(set({watched!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{program}\n{report}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def modules(*packages: str) -> str:
    """A program that imports every module of some packages, but for what runs when it is imported."""
    root = Path(calctui.__file__).parent
    names = []
    for path in SOURCES:
        parts = path.relative_to(root).with_suffix("").parts
        if parts[0] in packages and "symbolic" not in parts:
            names.append(".".join(("calctui", *parts)).removesuffix(".__init__"))
    assert len(names) >= 2 * len(packages)
    return "import " + ", ".join(names)


def test_all_below_the_screen_loads_no_textual_and_no_sympy() -> None:
    program = modules("maths", "scene", "explore", "explorables", "raster", "chapter", "export")
    assert not loaded(f"{program}, calctui.maths.symbolic, calctui.cli", ("sympy", "textual", "rich"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_show_loads_neither_sympy_nor_textual(form: str) -> None:
    """SymPy answers from a process of its own."""
    program = (
        "import sys; from calctui.cli.root import cli\n"
        f"cli.main(['show', 'derivative', '--format', {form!r}], standalone_mode=False)"
    )
    assert not loaded(program, ("sympy", "textual", "rich"))


@pytest.mark.parametrize(
    "program",
    [
        "import calctui.explorables.catalogue",
        "import calctui.tui.app",
        "import calctui.cli.root",
        "import calctui.explore.errors",
        "import calctui.chapter.formula",
        "import calctui.export.share",
        "from calctui.cli.root import cli; cli.main(['--version'], standalone_mode=False)",
    ],
)
def test_what_starts_first_loads_nothing_heavy(program: str) -> None:
    """The first frame stands before NumPy is there."""
    assert not loaded(program, ("numpy", "plotext", "sympy"))


def test_the_first_picture_does_not_wait_for_the_chapter() -> None:
    """Its text, its quiz and Markdown load when somebody first asks for them."""
    program = (
        "import calctui.tui.app\n"
        "from calctui.raster import draw\n"
        "from calctui.session.session import Session\n"
        "draw(Session.start().state.scene({}).view, 80, 24)"
    )
    assert not loaded(program, ("markdown_it", "mdit_py_plugins", "calctui.chapter", "sympy"))


def test_the_conversation_does_without_a_screen() -> None:
    program = "import calctui.linear.run\nfrom calctui.session.session import Session\nSession.start()"
    assert not loaded(program, ("textual", "rich", "sympy", "plotext"))


def test_every_module_can_be_imported_alone() -> None:
    """Each in its own order: a circle of imports shows only from some of its entrances."""
    root = Path(calctui.__file__).parent
    names = [
        ".".join(("calctui", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        for path in SOURCES
        if path.stem != "__main__"
    ]
    # One interpreter for all: between two imports everything of ours is forgotten.
    program = f"""
import importlib, sys
for name in {names!r}:
    for known in [each for each in sys.modules if each.split(".")[0] == "calctui"]:
        del sys.modules[known]
    importlib.import_module(name)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, capture_output=True)


WINDOWS = """
import importlib, importlib.abc, os, select, signal, sys

MISSING = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in MISSING:
            raise ModuleNotFoundError(name)

import asyncio, subprocess, uuid  # which know their Windows, but not this one
sys.meta_path.insert(0, Missing())
for name in MISSING:
    sys.modules.pop(name, None)
for module, names in {
    os: "fork forkpty killpg nice getpgrp tcgetpgrp ttyname geteuid pread pwrite fchmod O_NOFOLLOW O_NOCTTY "
    "O_NONBLOCK O_CLOEXEC",
    select: "poll POLLIN POLLNVAL",
    signal: "SIGHUP SIGQUIT SIGTSTP SIGCONT SIGWINCH SIGALRM pthread_kill",
}.items():
    for name in names.split():
        delattr(module, name)
"""
"""Takes from an interpreter much of what Windows has not."""


def on_windows(program: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", WINDOWS + program], capture_output=True, text=True, check=False
    )


def test_all_but_the_lifeline_can_be_imported_on_windows() -> None:
    packages = [path.name for path in Path(calctui.__file__).parent.iterdir() if path.is_dir()]
    program = modules(*(name for name in packages if not name.startswith("_")))
    assert ", calctui.tui.lifeline" in program
    symbolic = "import " + ", ".join(f"calctui.maths.symbolic.{path.stem}" for path in SYMBOLIC)
    done = on_windows(program.replace(", calctui.tui.lifeline", "") + "\n" + symbolic)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "termios" in on_windows("import calctui.tui.lifeline").stderr


@pytest.mark.parametrize("word", ["--share", "follow"])
def test_sharing_and_following_are_refused_on_windows(word: str, tmp_path: Path) -> None:
    done = on_windows(
        f"sys.argv = ['calctui', {word!r}, {str(tmp_path / 'lecture')!r}]\n"
        "from calctui.cli import main\n"
        "main()"
    )
    assert "sharing and following need Linux or macOS" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 2


def test_the_engine_answers_on_windows() -> None:
    done = on_windows("""
from calctui.maths.parser import parse
from calctui.maths.symbolic import Engine, Question
with Engine() as engine:
    print(engine.answer({"f": Question("derivative", parse("x^2"))}, 20)["f"].plain)
""")
    assert (done.stdout, done.stderr) == ("2*x\n", "")


def test_the_app_is_left_as_on_windows() -> None:
    """Without a lifeline everything that is to run at the end still does."""
    done = on_windows("""
from calctui.tui.running import run
class App:
    return_code = 3
    def run(self):
        pass
print(run(App(), [lambda: 1 / 0, lambda: print("parted")]))
""")
    assert (done.stdout, done.stderr) == ("parted\n3\n", "")


# Read off the source text


def imported(tree: ast.AST) -> set[str]:
    """The top packages that a file imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def called(tree: ast.AST) -> set[str]:
    """The last names of what a file calls: `eval` for `eval(...)` and `x.eval(...)`."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        function.id if isinstance(function, ast.Name) else function.attr
        for function in functions
        if isinstance(function, ast.Name | ast.Attribute)
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_typed_is_ever_run(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    forbidden = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "system"}
    if "re" in imported(tree):
        forbidden.remove("compile")
    assert not called(tree) & forbidden
    assert not imported(tree) & {"pickle", "marshal", "shelve"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_sympy_textual_and_plotext_stay_in_their_places(path: Path) -> None:
    found = imported(ast.parse(path.read_text("utf-8")))
    assert "sympy" not in found or path.parent.name == "symbolic"
    assert not found & {"textual", "rich"} or path.parent.name == "tui"
    assert "plotext" not in found or path.parent.name == "raster"


def test_the_checks_see_what_they_forbid() -> None:
    tree = ast.parse("import sympy.core as s\nfrom rich.text import Text\ns.sympify(eval('1'))")
    assert imported(tree) == {"sympy", "rich"}
    assert called(tree) == {"sympify", "eval"}


def test_the_version_is_told_without_loading_the_commands() -> None:
    program = (
        "import contextlib, sys; sys.argv = ['calctui', '--version']\n"
        "from calctui.cli import main\n"
        "with contextlib.suppress(SystemExit): main()"
    )
    assert not loaded(program, ("click", "calctui.explorables", "numpy"))


def test_those_who_only_know_of_questions_load_no_engine() -> None:
    """It brings sockets and processes, and few commands ask."""
    assert not loaded(
        "from calctui.maths.symbolic import Question", ("calctui.maths.symbolic.engine", "subprocess")
    )
    assert loaded("from calctui.maths.symbolic import Engine", ("subprocess",))
    with pytest.raises(AttributeError, match="no attribute 'Motor'"):
        symbolic.Motor  # noqa: B018


def test_alone_it_starts_without_click() -> None:
    program = (
        "import contextlib, sys; sys.argv = ['calctui']\n"
        "from calctui.cli import main\n"
        "with contextlib.suppress(SystemExit): main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint({{'click', 'calctui.cli.root'}} & set(sys.modules))"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (done.stdout, "is not a terminal" in done.stderr) == ("set()\n", True)


def test_the_words_that_are_commands_are_known_without_click() -> None:
    assert set(root.cli.commands) == alone.COMMANDS
