"""What a line means: an answer, a command or the beginning of one, a setting, or a picture's command line."""

from collections.abc import Iterator
from dataclasses import replace

from calctui.explorables.catalogue import CATALOGUE
from calctui.explore.controls import Formula
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import Explorable
from calctui.linear.guessing import answer
from calctui.linear.registry import COMMANDS, KEYS, Command
from calctui.linear.settings import account, change, has, listed, settings_of
from calctui.linear.talk import Reply, Talk, reply
from calctui.linear.told import since
from calctui.maths.spelling import nearest

HELP = "help"
EVERY = "all"
ANSWERING = "A question is open: type your answer. say repeats it, skip leaves it, quit leaves calctui."
MORE_HELP = f"{HELP} and a name tells what it does; {HELP} {EVERY} tells it of every command."
SHORTER = "Names can be shortened to two letters or more."
ON_KEYS = "Where a text speaks of a key, its letter works here too, unless it is a setting; space is play."
_WAITING = (HELP, *(each.name for each in COMMANDS.values() if each.waiting))


def heard(talk: Talk, line: str) -> Reply:
    """The reply to a line, with all that has changed; what can't be done is said, and changes nothing."""
    try:
        done = _understood(talk, line.strip())
    except SettingError as error:
        return reply(talk, f"Not done: {error}.".replace("?.", "?"))
    told = done.lines if done.complete else (*done.lines, *since(talk, done.talk))
    return replace(done, lines=told or ("Nothing changed.",))


def _understood(talk: Talk, line: str) -> Reply:
    first, _, rest = line.partition(" ")
    if not line:
        return COMMANDS["say"].act(talk, "")
    if talk.asking and first.lower() not in _WAITING:
        return answer(talk, line)
    name, equals, value = line.partition("=")
    if equals and has(talk.session.state, name.strip()):
        return change(talk, name.strip(), value or " ") if value.strip() else _emptied(talk, name.strip())
    if command := COMMANDS.get(first.lower()):
        return command.act(talk, rest.strip())
    if first.lower() == HELP:
        return help_with(talk, rest.strip().lower())
    if has(talk.session.state, first):
        return change(talk, first, rest)
    if first == "calctui" or first in _keys():
        return COMMANDS["open"].act(talk, line)
    return _begun(talk, first, rest.strip())


def _emptied(talk: Talk, name: str) -> Reply:
    """`h=` alone: where empty can be read, that is meant."""
    return reply(talk.shows(talk.session.with_text(name, "")))


def _keys() -> set[str]:
    return {each.key for each in CATALOGUE}


def _begun(talk: Talk, word: str, rest: str) -> Reply:
    """The only command that begins so, or has this key; else what may have been meant."""
    if word in KEYS and not rest:
        return KEYS[word].act(talk, "")
    begun = [name for name in (*COMMANDS, HELP) if len(word) > 1 and name.startswith(word.lower())]
    shortest = min(begun, key=len, default="")
    if begun and all(name.startswith(shortest) for name in begun):  # example, and not examples
        return help_with(talk, rest.lower()) if shortest == HELP else COMMANDS[shortest].act(talk, rest)
    if begun:
        raise SettingError(f"'{excerpt(word)}' may be {listed(begun, 'or')}: write more of it")
    raise SettingError(f"nothing is called '{excerpt(word)}': {_meant(talk, word)}")


def _meant(talk: Talk, word: str) -> str:
    names = {setting.name for setting in talk.session.state.settings()}
    close = nearest(word, {*COMMANDS, HELP, *names, *_keys()})
    return f"did you mean {close}?" if close else "help names what can be typed"


def help_with(talk: Talk, word: str) -> Reply:
    """What can be typed, or what one word of it does."""
    if talk.asking:
        return reply(talk, ANSWERING)
    if word in COMMANDS:
        return reply(talk, _explained(COMMANDS[word]))
    if word == EVERY:
        return reply(talk, *map(_explained, COMMANDS.values()))
    if word and has(talk.session.state, word):
        return reply(talk, account(talk.session.state, talk.session.state.setting(word)))
    if word:
        close = nearest(word, COMMANDS)
        raise SettingError(f"there is no help on '{excerpt(word)}': {_instead(close)}")
    names = f"Commands: {', '.join(COMMANDS)}."
    return reply(talk, *_on_settings(talk.session.state), names, MORE_HELP, SHORTER, ON_KEYS)


def _explained(command: Command) -> str:
    return f"{command.usage}: {command.help}"


def _on_settings(state: Explorable) -> Iterator[str]:
    """How settings are changed, by the one that the timeline moves."""
    sweep = state.timeline
    setting = state.at_step(sweep.steps // 2).setting(sweep.setting)
    name, value = setting.name, setting.control.write(setting.value)
    yield f"A setting and a value change the picture: {name} {value}. The name alone tells about the setting."
    yield f"{name} + and {name} - go one step up or down; {name} + 10 goes ten steps."
    yield f"{name} low and {name} high go to the ends of its range, or to the next place worth a name."
    if formula := next((each for each in settings_of(state) if isinstance(each.control, Formula)), None):
        yield f"A formula is typed: {formula.name} sin x. Others: 3x^2, e^x, ln x, sqrt(x), |x|, relu(x)."
        yield "Any other letter of a formula becomes a setting."


def _instead(close: str) -> str:
    return f"did you mean help {close}?" if close else "help alone names what can be typed"
