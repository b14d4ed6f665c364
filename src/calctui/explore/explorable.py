"""The contract: an explorable is a frozen set of named settings that turns into a Scene.

Its fields are the declaration. From them alone the shell derives sliders, keys, messages, the command
line, listings, playback and tests, once for all explorables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin, get_type_hints

from calctui.explore.controls import Control, Formula, Numbers, Point, Slider
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.spelling import nearest
from calctui.maths.symbolic import LASTING, Answer, Question
from calctui.scene import Scene

PARAMETER = Slider(-10, 10, stride=0.1, help="a letter of the formula")
"""The slider of a letter that is no variable."""
PARAMETER_START = 1.0


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of settings, written as on the command line."""

    title: str
    settings: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a state: its name, its control and its value."""

    name: str
    control: Control
    value: Any
    part_of: str = ""
    """The setting whose value this one is a part of."""


@dataclass(frozen=True, kw_only=True)
class Explorable:
    """Subclass it in one file: fields with their controls, a timeline, presets, guesses, and `scene`."""

    parameters: Numbers = ()
    """The values of the formula's own letters."""

    title: ClassVar[str] = ""
    """What people call one from outside; the chapter's own are named in the catalogue."""
    section: ClassVar[str] = "own"
    """Where one from outside stands: beside the chapter's pictures (`2.5`), or with others of its kind."""
    loaded_from: ClassVar[str] = ""
    """The file that has to be given for it; empty where its name is enough."""
    presets: ClassVar[tuple[Preset, ...]] = ()
    guesses: ClassVar[tuple[Guess, ...]] = ()
    """What is worth predicting of it."""
    cursor: ClassVar[tuple[str, str] | None] = None
    """The settings that move the point on the stage: across, and up."""
    controls: ClassVar[Mapping[str, Control]] = {}
    """The declared settings by name, in the order of the fields; read off the annotations."""

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, include_extras=True)
        annotated = {
            name: get_args(hint)[1:] for name, hint in hints.items() if get_origin(hint) is Annotated
        }
        cls.controls = {
            name: extra
            for name, extras in annotated.items()
            for extra in extras
            if isinstance(extra, Control)
        }

    @property
    def timeline(self) -> Sweep:
        """What playing moves."""
        raise NotImplementedError

    def questions(self) -> Mapping[str, Question]:
        """What it would like SymPy to answer."""
        return {}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The picture at these settings: the same settings and answers, the same picture, forever."""
        raise NotImplementedError

    def programs(self) -> Mapping[str, str]:
        """The computation over other libraries than NumPy, by library; empty where one can't do it.

        They are apart from the scene, which is made for every frame: nobody reads programs while they play.
        """
        return {}

    def landings(self, name: str) -> tuple[float, ...]:
        """Places along a setting that are worth jumping to, in order; none: only its ends are."""
        return ()

    def guessable(self) -> tuple[Guess, ...]:
        """What is worth predicting of this state; override it where a view shows something else."""
        return self.guesses

    @classmethod
    def key(cls) -> str:
        """Its name on the command line: the class's in small letters."""
        return cls.__name__.lower()

    def unanswered(self, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        """The questions without an answer that would stay the same if asked again."""
        lasting = {name for name, answer in answers.items() if answer.status in LASTING}
        return tuple(name for name in self.questions() if name not in lasting)

    # Time

    def position(self) -> float:
        """Where its timeline stands, in steps; between steps for a value that is on none."""
        return self.timeline.position(self.setting(self.timeline.setting).value, self._moved())

    def at_step(self, step: int) -> Self:
        """The state at a step of its timeline."""
        return self.with_value(self.timeline.setting, self.timeline.value(step, self._moved()))

    def _moved(self) -> Slider:
        control = self.control(self.timeline.setting)
        assert isinstance(control, Slider), "a timeline moves a number"
        return control

    # What the shell derives from the declaration

    def control(self, name: str) -> Control:
        """The control of a declared setting; override it where the choices depend on the state."""
        return self.controls[name]

    def settings(self) -> tuple[Setting, ...]:
        """All settings: behind a formula its letters, behind a point or vector its numbers.

        Letters that formulas share stand once, behind the first.
        """
        found: list[Setting] = []
        for name in self.controls:
            control, value = self.control(name), getattr(self, name)
            found.append(Setting(name, control, value))
            found += [Setting(part, slider, number, name) for part, slider, number in control.parts(value)]
            if isinstance(control, Formula):
                found += [Setting(letter, PARAMETER, number) for letter, number in self.parameters]
        return tuple({setting.name: setting for setting in found}.values())

    def adjustable(self) -> tuple[Setting, ...]:
        """The settings that are stepped one by one: a point's numbers, not the point as a whole."""
        every = self.settings()
        wholes = {setting.part_of for setting in every}
        return tuple(setting for setting in every if setting.name not in wholes)

    def setting(self, name: str) -> Setting:
        """One setting by name.

        Raises:
            SettingError: there is none of this name; names the nearest.
        """
        by_name = {setting.name: setting for setting in self.settings()}
        if name not in by_name:
            close = nearest(name, by_name)
            meant = f"did you mean {close}?" if close else f"it has {', '.join(by_name)}"
            raise SettingError(f"{self.key()} has no setting '{excerpt(name)}': {meant}")
        return by_name[name]

    def with_value(self, name: str, value: Any) -> Self:
        """The same state with one setting changed; letters that a new formula shares keep their values."""
        setting = self.setting(name)
        if setting.part_of:
            whole = self.setting(setting.part_of)
            return self.with_value(whole.name, whole.control.with_part(whole.value, name, value))
        if name not in self.controls:
            kept = tuple((letter, value if letter == name else old) for letter, old in self.parameters)
            return replace(self, parameters=kept)
        if isinstance(setting.control, Formula):
            changed, field = replace(self, **{name: value}), setting.control.letters
            return replace(changed, **{field: changed._letters(field)})._repaired()
        if isinstance(setting.control, Point):
            value = self._merged(setting.value, value)
        return replace(self, **{name: value})._repaired()

    def _repaired(self) -> Self:
        """The same with every value that a change of another setting has made impossible put right."""
        values = {name: self.control(name).kept(getattr(self, name)) for name in self.controls}
        return replace(
            self, **{name: value for name, value in values.items() if value != getattr(self, name)}
        )

    def _merged(self, old: Numbers, new: Numbers) -> Numbers:
        """A point with the coordinates that are given in place of its own."""
        given = dict(new)
        names = [name for name, _ in old]
        if strange := next((name for name in given if name not in names), None):
            close = nearest(strange, names)
            meant = f"did you mean {close}?" if close else f"it has {', '.join(names) or 'none'}"
            raise SettingError(f"the formula has no input '{excerpt(strange)}': {meant}")
        return tuple((name, given.get(name, number)) for name, number in old)

    def with_text(self, name: str, text: str) -> Self:
        """The same state with one setting read from a text.

        Raises:
            SettingError: one line that names the setting and says what would be right.
        """
        control = self.setting(name).control
        try:
            return self.with_value(name, control.read(text))
        except SettingError as error:
            raise SettingError(f"{name}: {error}", error.column) from None

    def _letters(self, field: str) -> Numbers:
        """The letters, no variables, of all formulas that keep theirs in a field, as they are or start."""
        letters: dict[str, None] = {}
        for name, control in self.controls.items():
            if isinstance(control, Formula) and control.letters == field:
                inputs = getattr(self, name).inputs
                letters |= dict.fromkeys(letter for letter in inputs if letter not in control.variables)
        if taken := next((letter for letter in letters if letter in self.controls), None):
            raise SettingError(f"'{taken}' is already a setting here: choose another letter")
        known = dict(getattr(self, field))
        return tuple((letter, known.get(letter, PARAMETER_START)) for letter in letters)


def defined_in(module: ModuleType) -> tuple[type[Explorable], ...]:
    """The explorables that a module defines, in their order."""
    classes = [
        each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Explorable)
    ]
    return tuple(dict.fromkeys(each for each in classes if each.__module__ == module.__name__))
