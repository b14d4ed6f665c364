"""Explorables from outside: a file that somebody names, or an installed package. Nothing else is run."""

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from inspect import getattr_static, getsourcelines
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calctui.explore.errors import SettingError, because, excerpt

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from types import ModuleType

    from calctui.explore.explorable import Explorable
    from calctui.maths.symbolic import Question
    from calctui.scene import Scene

GROUP = "calctui.explorables"
"""The entry points of packages: a name as on the command line, and the class that it stands for."""
GUARDED = ("scene", "timeline", "questions", "programs", "landings", "guessable")
"""What is asked of an explorable long after it was loaded, at settings that nobody has tried."""


class _Afresh(SourceFileLoader):
    """Reads the source each time, and leaves nothing beside it: a cache misses an edit within a second."""

    def path_stats(self, path: Any) -> Mapping[str, Any]:
        """No date to compare a cache with."""
        raise OSError


def from_file(file: Path) -> "tuple[type[Explorable], ...]":
    """The explorables that a file defines, but for those that begin with an underscore. It is run.

    Raises:
        SettingError: it can't be read or run, holds none, or one that can't be shown; says where and why.
    """
    from calctui.explore.explorable import defined_in

    name = excerpt(str(file))
    try:
        path, there = str(file.resolve()), file.is_file()
    except OSError as error:  # its name is too long
        raise SettingError(f"can't read {name}: {because(error)}") from None
    if not there:
        raise SettingError(f"{name} is {'no file' if file.exists() else 'not there'}")
    found = [each for each in defined_in(_run(path, name)) if not each.__name__.startswith("_")]
    if not found:
        raise SettingError(f"{name} holds no explorable: a class that subclasses calctui.explore.Explorable")
    for each in found:
        _admit(each, name)
        each.loaded_from = str(file)
    return tuple(found)


def _run(path: str, name: str) -> "ModuleType":
    spec = spec_from_loader(path, _Afresh(path, path))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[path] = module_from_spec(spec)  # dataclasses look a class's annotations up there
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise SettingError(f"{name}{_line(error, path)}: {what(error)}") from None
    return module


def from_packages() -> "Mapping[str, EntryPoint]":
    """What installed packages offer, by name. None of them is run for it, and the current folder is none."""
    folders = [folder for folder in sys.path if folder not in ("", os.getcwd()) and _offers(Path(folder))]
    if not folders:  # as nearly everywhere, where neither the time nor the memory for what follows is spent
        return {}
    from importlib.metadata import distributions

    points = [each for found in distributions(path=folders) for each in found.entry_points]
    return {each.name: each for each in points if each.group == GROUP}


def _offers(folder: Path) -> bool:
    """Whether a package that is installed in a folder may offer something."""
    try:
        return any(GROUP in file.read_text("utf-8") for file in folder.glob("*-info/entry_points.txt"))
    except (OSError, UnicodeDecodeError):
        return False


def from_package(point: "EntryPoint") -> "type[Explorable]":
    """The explorable that a package offers. The package is run.

    Raises:
        SettingError: it can't be loaded, or is none that can be shown; says which package, and why.
    """
    from calctui.explore.explorable import Explorable

    package = f"the package {excerpt(point.dist.name if point.dist else '')}"
    try:
        found = point.load()
    except (Exception, SystemExit) as error:
        raise SettingError(f"{package} can't load {excerpt(point.value)}: {what(error)}") from None
    if not (isinstance(found, type) and issubclass(found, Explorable)):
        raise SettingError(f"{package} calls {excerpt(point.value)} an explorable, and it is none")
    if found.key() != point.name:
        raise SettingError(f"{package} calls {found.__name__} '{excerpt(point.name)}': it is '{found.key()}'")
    _admit(found, package)
    return found


def _admit(explorable: "type[Explorable]", name: str) -> None:
    """See that it can be shown, and have it say where, should it fail at other settings later.

    Raises:
        SettingError: it can't.
    """
    from calctui.explorables.soundness import fault

    path = sys.modules[explorable.__module__].__file__ or ""
    try:
        why, line = fault(explorable), ""
    except Exception as error:
        why, line = what(error), _line(error, path)
    if why:
        raise SettingError(f"{name}{line or _line_of(explorable)}: {why}")
    for each in GUARDED:
        asked = getattr_static(explorable, each)
        if isinstance(asked, property) and asked.fget:
            setattr(explorable, each, property(_guarded(asked.fget, path)))
        elif callable(asked):
            check = _CHECKED.get(each)
            setattr(explorable, each, _guarded(check(asked) if check else asked, path))


def _guarded(asked: Callable[..., Any], path: str) -> Callable[..., Any]:
    import numpy as np

    @wraps(asked)
    def guarded(*given: Any) -> Any:
        try:
            with np.errstate(all="ignore"):  # a NaN is an answer here, and stderr is the screen
                return asked(*given)
        except SettingError:
            raise
        except Exception as error:
            raise SettingError(f"{excerpt(Path(path).name)}{_line(error, path)}: {what(error)}") from error

    return guarded


def _readable(scene: "Callable[..., Scene]") -> "Callable[..., Scene]":
    """The scene with readouts that every format can carry: no NaN, and no numbers of NumPy's."""

    @wraps(scene)
    def readable(*given: Any) -> "Scene":
        shown = scene(*given)
        readouts = tuple(replace(each, value=_value(each.value)) for each in shown.readouts)
        return replace(shown, readouts=readouts)

    return readable


def _askable(questions: "Callable[..., Mapping[str, Question]]") -> "Callable[..., Mapping[str, Question]]":
    """Questions that can be sent to SymPy: the thread that sends them has nobody to tell what is wrong."""

    @wraps(questions)
    def askable(*given: Any) -> "Mapping[str, Question]":
        from calctui.maths.symbolic.wire import question_data, question_from

        asked = questions(*given)
        for question in asked.values():
            question_from(question_data(question))
        return asked

    return askable


_CHECKED: Mapping[str, Callable[[Any], Callable[..., Any]]] = {"scene": _readable, "questions": _askable}


def _value(value: Any) -> Any:
    import numpy as np

    from calctui.scene.numbers import readout_number

    if isinstance(value, list | tuple | np.ndarray):
        return [_value(each) for each in value]
    if isinstance(value, float | np.floating):
        return readout_number(float(value))
    return value if isinstance(value, str) else int(value)


def what(error: BaseException) -> str:
    """An exception in one line."""
    if isinstance(error, SettingError):
        return str(error)
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {said}".removesuffix(": ")


def _line(error: BaseException, path: str) -> str:
    """Where in a file it happened, or what in it led there."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return f", line {error.lineno}" if error.lineno else ""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename == path]
    return f", line {frames[-1].lineno}" if frames else ""


def _line_of(explorable: "type[Explorable]") -> str:
    try:
        return f", line {getsourcelines(explorable)[1]}"
    except (OSError, TypeError):  # its source is not there
        return ""
