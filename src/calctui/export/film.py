"""A timeline as the screens that it passes: stage, readouts, sentence, and where it stands."""

from collections.abc import Iterator, Sequence

from calctui.explore.explorable import Explorable
from calctui.explore.timeline import Playback
from calctui.export.drawing import drawn
from calctui.export.frame import PATIENCE, Frame, framed
from calctui.export.readouts import in_letters, in_line, widest
from calctui.export.transport import transport
from calctui.maths.symbolic import Engine
from calctui.raster import Cells, Marker, blank, paste
from calctui.raster.lines import wrapped, written
from calctui.scene import Role

SENTENCE_LINES = 2
"""At least; in narrow films the longest sentence decides."""


def film(state: Explorable, engine: Engine) -> tuple[Frame, ...]:
    """A frame for each step of the timeline. SymPy is asked each question once, and waited for."""
    states = [state.at_step(step) for step in range(state.timeline.steps + 1)]
    questions = dict.fromkeys(question for each in states for question in each.questions().values())
    asked = {str(place): question for place, question in enumerate(questions)}
    said = engine.answer(asked, timeout=PATIENCE * max(len(asked), 1)) if asked else {}
    answers = {question: said[name] for name, question in asked.items()}
    return tuple(
        framed(each, {name: answers[question] for name, question in each.questions().items()})
        for each in states
    )


def screens(
    frames: Sequence[Frame], width: int, height: int, marker: Marker, speed: float
) -> Iterator[Cells]:
    """The screen of each frame, exactly `width` by `height`; nothing in it moves that does not change."""
    readouts = [[in_letters(readout, marker) for readout in frame.scene.readouts] for frame in frames]
    columns = widest(readouts)
    sentences = [wrapped(frame.scene.sentence, width - 2, Role.TITLE, marker) for frame in frames]
    lines = max(SENTENCE_LINES, *map(len, sentences))
    stage = height - lines - 2
    for step, frame in enumerate(frames):
        picture = drawn(frame.state, frame.scene.view, width, stage, marker)
        cells = paste(blank(width, height), picture, 0, 0)
        line = written([in_line(readouts[step], columns, width - 2)], width - 2, 1)
        cells = paste(cells, line, 1, stage)
        cells = paste(cells, written(sentences[step], width - 2, lines), 1, stage + 1)
        below = transport(frame.state, step, Playback(speed=speed), width, 1, marker)
        yield paste(cells, below, 0, height - 1)
