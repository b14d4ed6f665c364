"""Build wheel and sdist, install each in a fresh environment, and look whether it works: `make dist-check`.

    python tools/check_dist.py [PYTHON ...]

Without arguments every supported Python on the path is tried. The script's own Python needs `build`.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from shutil import which

from pseudoterminal import PseudoTerminal

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
IN_WHEEL = {
    f"calctui/{name}"
    for name in ("py.typed", "tui/app.tcss", "chapter/text/2.10.md", "chapter/text/lecture.txt")
}
IN_SDIST = {
    "Makefile", "benchmarks/results.py", "docs/calctui.1", "screenshots/secant.svg", "tests/conftest.py",
    "tools/check_dist.py",
}  # fmt: skip
SAYS = {
    ("--version",): "calctui, version ",
    ("list",): "calctui descent method=newton",
    ("show", "secant"): "Halve the gap",
    ("show", "derivative", "--format", "json"): '"formula": "6*x + 2"',
    ("text", "2.8"): "Log-sum-exp",
    ("completion", "bash"): "_calctui_completion",
    ("doctor",): "SymPy",
}
"""What commands answer, among other things; the JSON takes SymPy's process."""
ATTEMPTS = 3


def main(*pythons: str) -> None:
    """Build once, then try each package with each interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        packages = build(Path(folder))
        for python in pythons or filter(works, (f"python{version}" for version in VERSIONS)):
            for package in packages:
                bin_folder = install(python, package, Path(folder))
                try_commands(bin_folder)
                try_screen(bin_folder)
                print(f"{package.name} on {answer(python, '--version')}: installs and works", flush=True)


def works(python: str) -> bool:
    """Whether an interpreter is there, and more than a name that a version manager keeps."""
    return (
        which(python) is not None and not subprocess.run([python, "-c", ""], capture_output=True).returncode
    )


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel, made from the sdist, and the sdist; what must and must not be in them is looked for."""
    subprocess.run([sys.executable, "-m", "build", "-o", folder, ROOT], check=True, stdout=subprocess.DEVNULL)
    wheel, sdist = next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))
    inside = zipfile.ZipFile(wheel).namelist()
    assert not IN_WHEEL - set(inside), f"not in the wheel: {IN_WHEEL - set(inside)}"
    assert any(name.endswith("share/man/man1/calctui.1") for name in inside), "no man page in the wheel"
    strange = [name for name in inside if not name.startswith(("calctui/", "calctui-"))]
    assert not strange, f"in the wheel, but not of the package: {strange}"
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert not IN_SDIST - names, f"not in the sdist: {IN_SDIST - names}"
    return wheel, sdist


def install(python: str, package: Path, folder: Path) -> Path:
    """The folder of programs of a fresh environment with a package in it."""
    home = Path(tempfile.mkdtemp(dir=folder))
    subprocess.run([python, "-m", "venv", home], check=True)
    own = home / "bin"
    answer(
        own / "pip", "install", "-q", "--disable-pip-version-check", "-c", ROOT / "constraints.txt", package
    )
    answer(own / "pip", "check")
    assert (home / "share/man/man1/calctui.1").is_file(), "the man page was not installed"
    return own


def try_commands(own: Path) -> None:
    """What the command line answers; SymPy has a deadline, which a busy machine may miss twice."""
    for words, expected in SAYS.items():
        said = ""
        for _ in range(ATTEMPTS):
            said = said if expected in said else answer(own / "calctui", *words)
        assert expected in said, f"calctui {' '.join(words)} does not say {expected!r}: {said}"


def try_screen(own: Path) -> None:
    """Open the full screen, play, and leave."""
    with PseudoTerminal([str(own / "python"), str(own / "calctui"), "secant"], PYTHONPATH="") as terminal:
        terminal.wait_for(b"1/120", within=30)
        for keys in (b" ", b"q", b"q"):
            terminal.type(keys)
        status = terminal.ended(within=30)
        assert status == 0, f"the explorer ended with status {status}"
        assert terminal.is_restored(), "the terminal was not given back as it was"


def answer(*command: object) -> str:
    """What a command prints, as if this folder were not there.

    Raises:
        CalledProcessError: it fails.
    """
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [str(word) for word in command]
    return subprocess.run(
        words, env=clean, check=True, text=True, stdout=subprocess.PIPE, cwd="/"
    ).stdout.strip()


if __name__ == "__main__":
    main(*sys.argv[1:])
