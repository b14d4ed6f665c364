"""The settings file: what it may say, and one clear line for whatever it may not."""

from pathlib import Path

import pytest
from explorer import explorer, press, session, setting, settle, shows
from textual.keys import _character_to_key

from calctui.explore.errors import SettingError
from calctui.tui.app import CalctuiApp
from calctui.tui.commands import COMMANDS
from calctui.tui.config import LARGEST, Config, config_file, read_config
from calctui.tui.keymap import MODIFIERS, NAMED, as_toml, read_key, with_keys


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_a_file_nothing_is_chosen(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()
    assert read_config(written(tmp_path, "# nothing yet\n")) == Config()
    assert config_file().name == "config.toml"
    assert config_file().parent.name == "calctui"


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    text = """
        theme = "light"
        marker = "block"
        fps = 10
        motion = "none"
        [keys]
        play = "p"
        find = "space"
        step = ["N", "ctrl+right", ";"]
        lower-a-little = "<"
    """
    config = read_config(written(tmp_path, text))
    assert (config.theme, config.marker, config.fps, config.motion) == ("light", "block", 10, "none")
    assert config.keys == {
        "play": ["p"],
        "find": ["space"],
        "step": ["N", "ctrl+right", "semicolon"],
        "lower-a-little": ["less_than_sign"],
    }


REFUSED = {
    'thme = "light"': "'thme' is no option: did you mean theme?",
    "zzz = 1": "'zzz' is no option: there are theme, marker, fps, motion, keys",
    'theme = "lihgt"': "not 'lihgt': did you mean light?",
    "theme = 3": "theme is one of dark, light, contrast, contrast-light, ansi, ansi-light, mono, not 3",
    "theme = true": "not true",
    'marker = "dots"': "marker is one of braille, block, ascii, not 'dots'",
    'motion = "slow"': "motion is one of full, none, not 'slow'",
    'fps = "10"': "fps is a whole number from 1 to 60, not '10'",
    "fps = 0": "from 1 to 60, not 0",
    "fps = 61": "from 1 to 60, not 61",
    "fps = true": "not true",
    "fps = 2.5": "not 2.5",
    'keys = "p"': "keys is a table: [keys]",
    '[keys]\nplya = "p"': "[keys] 'plya' is no command: did you mean play?",
    '[keys]\nzzz = "p"': "[keys] 'zzz' is no command: the list of keys (?)",
    '[keys]\ntheme = "dark"': "[keys] theme is no command but an option: options stand above [keys]",
    '[keys]\nplay = "spcae"': "[keys] play: 'spcae' is no key: did you mean space?",
    '[keys]\nplay = "strg+x"': "[keys] play: 'strg+x' is no key: write p, ?, space",
    '[keys]\nplay = "ctrl+"': "is no key",
    '[keys]\nplay = " "': "is no key",
    "[keys]\nplay = 3": "[keys] play needs a key in quotation marks",
    "[keys]\nplay = []": "[keys] play needs a key",
    "[keys]\nquit = []": "[keys] quit needs a key",
    '[keys]\nquit = ""': "[keys] quit needs a key",
    '[keys]\nplay = "n"': "[keys] n is given to both play and step: give one of them another key",
    '[keys]\nplay = "q"': "[keys] q is given to both play and quit",
    '[keys]\nplay = "?"': "[keys] ? is given to both play and keys",
    '[keys]\nplay = "5"': "[keys] play: 5 opens a section, and can't be given to a command",
    '[keys]\nplay = "ctrl+q"': "ctrl+q always quits",
    '[keys]\nplay = "tab"': "tab moves between the parts of the screen",
    '[keys]\nplay = "ctrl+m"': "terminals send ctrl+m as enter",
    "theme =": "is not TOML: Invalid value (at end of document)",
    'theme = "dark"\ntheme = "dark"': "is not TOML: Cannot overwrite a value",
    "a\x1b[31mb = 1": "is not TOML",
    '"a\\u001b[31m" = 1': "is no option",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_can_not_be_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingError) as error:
        read_config(file)
    said = str(error.value)
    assert said.startswith(f"{file}: ")
    assert REFUSED[text] in said
    assert said.isprintable()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'theme = "dark"\n# \xff\n', "line 2 is not UTF-8"),
        (b"#" * (LARGEST + 1), f"is larger than {LARGEST} bytes"),
        (b"a = " + b"[" * 40_000, "nested too deeply"),
    ],
)
def test_what_is_no_file_of_settings(tmp_path: Path, text: bytes, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        read_config(written(tmp_path, text))


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="can't be read: is a directory"):
        read_config(tmp_path)


# Keys


def test_signs_are_named_as_textual_names_them() -> None:
    signs = [chr(code) for code in range(33, 127) if not chr(code).isdigit()]
    names = [_character_to_key(sign) for sign in signs]
    assert [read_key(sign) for sign in signs] == names
    assert [read_key(name) for name in names] == names
    assert read_key("é") == "é"


def test_keys_with_modifiers() -> None:
    assert read_key("Ctrl+X") == "ctrl+x"
    assert read_key("shift+p") == "P"
    assert read_key("shift+alt+left") == "alt+shift+left"
    assert read_key("f5") == "f5"
    assert list(MODIFIERS) == sorted(MODIFIERS)
    assert [read_key(name) for name in NAMED] == list(NAMED)


def test_commands_have_names_of_their_own() -> None:
    names = [each.name for each in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() and name.islower() for name in names)


def test_the_keys_as_they_are_can_be_read_back(tmp_path: Path) -> None:
    keys = {each.name: list(each.keys) for each in COMMANDS}
    assert read_config(written(tmp_path, as_toml(COMMANDS))).keys == keys
    chosen = with_keys({"play": ["quotation_mark", "backslash"], "find": ["ctrl+f"], "quit": ["Q"]})
    again = read_config(written(tmp_path, as_toml(chosen))).keys
    assert (again["quit"], again["play"]) == (["Q"], ["quotation_mark", "backslash"])


async def test_chosen_keys_are_the_ones_that_work_and_are_shown() -> None:
    chosen = {"play": ["p"], "find": ["ctrl+f"], "raise": ["l"], "notation": ["L"], "keys": ["f1"]}
    app = CalctuiApp(explorer("secant h=0.5").opening, commands=with_keys(chosen))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for text in ("↑↓←l set", "p play", "F1 keys"):
            await shows(pilot, text)
        await press(pilot, "l")
        assert setting(app, "h") == 0.562
        await press(pilot, "right", "question_mark")
        assert setting(app, "h") == 0.562, "the old key does nothing"
        await press(pilot, "p")
        assert session(app).playback.playing
        await press(pilot, "p", "f1")
        await shows(pilot, "p  Play or pause.")
        await press(pilot, "v")
        await shows(pilot, 'play = "p"')
        await press(pilot, "f1")
        await shows(pilot, "F1 keys")
    app.stop_engine()
