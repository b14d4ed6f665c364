"""The pages in docs/ that are made from the code are those that the code makes now, and say what is so."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which

import click
import pytest

from calctui.cli.root import cli
from calctui.explorables.catalogue import CATALOGUE, load, state_of
from documents import pages
from documents.markdown import prose, table
from documents.roff import plain

DOCS = Path(__file__).parents[2] / "docs"
NAMES = ("reference.md", "rows.md", "keys.md", "calctui.1")


@pytest.fixture(scope="module")
def made() -> Mapping[str, str]:
    return pages()


def test_all_pages_are_named_here(made: Mapping[str, str]) -> None:
    assert sorted(made) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_fresh(made: Mapping[str, str], name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == made[name], f"docs/{name} is behind the code: run `make docs`"


@pytest.mark.parametrize(("name", "kinds"), [("reference.md", len(CATALOGUE)), ("rows.md", 15)])
def test_every_command_of_a_page_opens_a_picture(made: Mapping[str, str], name: str, kinds: int) -> None:
    lines = re.findall(r"`(calctui [^`]+)`", made[name])
    lines = [line.replace("\\|", "|") for line in lines if line != "calctui show --format json"]
    assert len({state_of(line).key() for line in lines}) == kinds


def test_the_reference_has_every_setting_readout_and_example(made: Mapping[str, str]) -> None:
    chapters = re.split(r"^### ", made["reference.md"], flags=re.M)[1:]
    assert [each.partition("\n")[0] for each in chapters] == [each.key for each in CATALOGUE]
    for entry, chapter in zip(CATALOGUE, chapters, strict=True):
        state = load(entry.key)()
        names = re.findall(r"^\| `(.+?)` \|", chapter, flags=re.M)
        assert names == [*state.controls, *(readout.name for readout in state.scene({}).readouts)]
        assert chapter.count("\n- ") == len(state.presets)


def test_pages_point_at_files_that_exist() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (DOCS / target).exists(), f"{page.name} points at {target}"


def test_markdown_is_taken_as_text() -> None:
    assert prose("a*b <c> |x|") == r"a\*b \<c> \|x\|"
    assert table(("a", "b"), [("`|x|`", prose("|x|"))]).splitlines()[-1] == r"| `\|x\|` | \|x\| |"


# The man page


def test_troff_reads_nothing_into_text() -> None:
    assert plain(r".a\b 'c' -1 e^x") == r"\&.a\eb \(aqc\(aq \-1 e\(hax"


def test_the_man_page_has_every_option_in_ascii(made: Mapping[str, str]) -> None:
    page = made["calctui.1"]
    assert page.isascii()
    for command in (cli, *cli.commands.values()):
        for option in (each for each in command.params if isinstance(each, click.Option)):
            assert all(name.replace("-", r"\-") in page for name in option.opts)


@pytest.mark.skipif(not which("groff"), reason="groff is not installed")
def test_groff_has_no_complaint(made: Mapping[str, str]) -> None:
    groff = ["groff", "-man", "-Tascii", "-ww"]
    ran = subprocess.run(groff, input=made["calctui.1"], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    text = re.sub(r"\x1b\[[\d;]*m|.\x08", "", ran.stdout)
    assert "calctui secant f='sin x' a=0.5 h=0.1" in text
    assert "\\" not in text.partition("KEYS")[0]
