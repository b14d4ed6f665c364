"""The chapter's text on the screen: opened by a key, followed by its links, looked up by its words."""

from explorer import press, running, screen_text, session, setting, settle, shows
from textual.pilot import Pilot

from calctui.tui.library import Library
from calctui.tui.reader import Reader

BESIDE = (120, 40)


def reader(pilot: Pilot[None]) -> Reader:
    return pilot.app.screen.query_one("#reader", Reader)


async def test_t_opens_the_text_where_it_speaks_of_the_picture() -> None:
    async with running("taylor", (80, 24)) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "Taylor polynomials")
        assert "┌" not in screen_text(app), "over the stage"
        await shows(pilot, "e^x around 0")  # the picture's sentence stays
        await press(pilot, "t")
        await shows(pilot, "┌")


async def test_beside_the_stage_where_there_is_room() -> None:
    async with running("taylor", BESIDE) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "Taylor polynomials")
        text = screen_text(app)
        assert "┌" in text
        assert "radius" in text, "the readouts too"
        await press(pilot, "left")
        assert setting(app, "order") == 1, "arrows change the picture while one reads"


async def test_a_link_sets_the_stage() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "t", *["down"] * 4, "enter")
        assert setting(app, "rate") == 0.5
        assert session(app).reading == "", "uncovered"
        await shows(pilot, "t brings the text back")
        await press(pilot, "t")
        await shows(pilot, "Training a model")


async def test_beside_the_stage_the_text_stays() -> None:
    async with running("roll", BESIDE) as (app, pilot):
        await press(pilot, "t", *["down"] * 4, "enter", "down", "enter")
        assert setting(app, "step") == 8
        assert session(app).reading == "2.0"
        await press(pilot, "n")
        assert setting(app, "step") == 9


async def test_a_term_opens_the_glossary_and_escape_comes_back() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "t", "down", "enter")
        await shows(pilot, "how wrong a model is")
        assert session(app).section_open == "2.10"
        await press(pilot, "escape")
        await shows(pilot, "2.0 Calculus")
        await press(pilot, "escape")
        await shows(pilot, "┌")


async def test_a_newcomer_finds_why_descent_zig_zags() -> None:
    async with running("", (80, 24)) as (app, pilot):
        await press(pilot, "p", *"zig-zag?")
        await shows(pilot, "Why does gradient descent zig-zag?")
        await press(pilot, "enter")
        await settle(pilot)
        await shows(pilot, "one rate must serve all")
        assert session(app).key == "descent"
        await press(pilot, "t")
        await shows(pilot, "┌")


async def test_the_reference_is_searched_as_one_types() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "8")
        await shows(pilot, "Quick reference")
        await press(pilot, *"jaco")
        await shows(pilot, "Jacobian")
        assert "Taylor" not in screen_text(app)
        await press(pilot, "enter")
        assert session(app).key == "jacobian"
        await shows(pilot, "┌")


async def test_words_that_nothing_speaks_of_are_answered() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "8", *"xyzzy", "enter")
        await shows(pilot, "Nothing here speaks of that")
        assert session(app).key == "roll"
        await press(pilot, "escape")
        await shows(pilot, "Quick reference")
        await press(pilot, "escape")
        await shows(pilot, "┌")


async def test_digits_and_the_question_mark_stay_keys_while_nothing_is_typed() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "8", "9")
        assert session(app).reading == "2.9"
        await press(pilot, "i")
        assert session(app).reading == "2.10"
        await press(pilot, "3")
        assert session(app).key == "gradient"
        await shows(pilot, "┌")
        await press(pilot, "i", "n", "2")
        assert session(app).reading == "2.10", "after a letter, a digit is one too"


async def test_pages_and_ends() -> None:
    async with running("roll", (80, 24)) as (_, pilot):
        await press(pilot, "t", "end")
        assert reader(pilot).share == 1
        await press(pilot, "pageup", "home")
        assert reader(pilot).scroll_offset.y == 0
        await press(pilot, "pagedown")
        assert 0 < reader(pilot).scroll_offset.y < 20
        await press(pilot, "up", "up")


async def test_the_text_is_where_it_was_left() -> None:
    async with running("roll", (80, 24)) as (_, pilot):
        await press(pilot, "t", "pagedown")
        left = reader(pilot).scroll_offset.y
        await press(pilot, "t", "t")
        assert reader(pilot).scroll_offset.y == left


async def test_zoom_hides_the_text_and_a_resize_keeps_it() -> None:
    async with running("roll", BESIDE) as (app, pilot):
        await press(pilot, "t", "z")
        assert not app.screen.query_one(Library).display
        await press(pilot, "z")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen.query_one(Library).display
        assert "┌" not in screen_text(app)
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        await shows(pilot, "2.0 Calculus")


async def test_the_mouse_follows_links() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "t")
        lines = screen_text(app).splitlines()
        row = next(number for number, line in enumerate(lines) if "on a loss curve" in line)
        await pilot.click(offset=(lines[row].index("loss") + 1, row))
        await pilot.pause()
        assert session(app).reading == "2.10#loss"
