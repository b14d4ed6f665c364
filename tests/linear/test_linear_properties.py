"""Whatever is typed: no line breaks the conversation, and every state is the one that its command opens."""

from dialogue import Dialogue
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load, state_of
from calctui.explore.link import command
from calctui.linear.registry import COMMANDS, KEYS
from calctui.linear.voice import spoken

NAMES = sorted({setting.name for each in CATALOGUE for setting in load(each.key)().settings()})
FORMULAS = ("sin x", "x^2 + y", "k x", "1/0", "x y; x", "3x +", "relu(x)", "|x|", "a = x; a^2")
numbers = st.integers(-20, 200).map(str) | st.floats(-3, 3).map(lambda value: f"{value:.3g}")
values = numbers | st.sampled_from(
    ("+", "-", "+ 10", "- 3", "up", "low", "high", "end", *FORMULAS, "central", "1, 2", "w=1", "x=0, y=1", "")
)
lines = st.one_of(
    st.builds("{} {}".format, st.sampled_from(NAMES), values),
    st.builds("{}={}".format, st.sampled_from(NAMES), values),
    st.sampled_from([name for name in COMMANDS if name not in ("save", "quit", "source", "quiz")]),
    st.sampled_from([key for key in KEYS if key not in "qo"]),
    st.builds("{} {}".format, st.sampled_from(("example", "to", "next", "back", "follow", "stop")), numbers),
    st.builds("open {}".format, st.sampled_from([each.key for each in CATALOGUE])),
    st.builds("{} {}".format, st.sampled_from(("section", "text")), st.sampled_from(list(SECTIONS))),
    st.sampled_from(("quiz 2.4 1", "skip", "say", "minimum", "0", "positive")),
    st.text(max_size=20),
)


@settings(max_examples=60)
@given(st.sampled_from([each.key for each in CATALOGUE]), st.lists(lines, max_size=12))
def test_any_conversation(key: str, typed: list[str]) -> None:
    dialogue = Dialogue(key)
    for line in typed:
        said = dialogue.hear(line)
        state = dialogue.talk.session.state
        assert said, f"nothing is said to {line!r}"
        assert state_of(command(state)) == state
        assert all("\n" not in each and spoken(each).isprintable() for each in said)


@given(st.text())
def test_what_is_spoken_moves_no_cursor_and_draws_nothing(line: str) -> None:
    said = spoken(line)
    assert said.isprintable()
    assert not any("─" <= char <= "◿" or "⠀" <= char <= "⣿" or char in "′″‴" for char in said)


def test_primes_are_words() -> None:
    assert spoken("f′(x) = 6x − 2") == "f prime (x) = 6x - 2"
    assert spoken("f″ and (fg)′") == "f double prime and (fg) prime"
    assert spoken("slope of f′g + fg′") == "slope of f prime g + fg prime"
