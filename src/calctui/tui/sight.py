"""What is seen of a session: the parts of the screen as cells, pure functions of all that decides them.

So they can be drawn before anybody asks, kept while they may be wanted again, and drawn by another process.
Needs no Textual.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from calctui.explore.explorable import Explorable
from calctui.explore.timeline import Playback
from calctui.export.drawing import drawn
from calctui.export.transport import transport
from calctui.maths.symbolic.question import Answer
from calctui.raster import Cells, Marker
from calctui.raster.lines import wrapped, written
from calctui.scene import Role, Scene
from calctui.session.session import Session
from calctui.tui.panel import panel

if TYPE_CHECKING:  # the chapter loads when somebody first asks for it
    from calctui.chapter.quiz import Question

KEPT = 6
"""Sights whose pictures are kept: what is seen, what was before, and what a key would show next."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """All that decides what is seen, besides the sizes of the parts."""

    state: Explorable
    selected: str
    """The setting under the finger."""
    marker: Marker
    playback: Playback = field(default_factory=Playback)
    answers: tuple[tuple[str, Answer], ...] = ()
    """SymPy's, by the names of the state's questions."""
    asked: "Question | None" = None
    """What covers its answer until somebody has guessed."""
    told: str = ""
    """What is said before the sentence: the verdict on a guess."""
    status: str = ""
    """Where one is besides, for the line with the timeline."""

    @classmethod
    def of(cls, session: Session, answers: Mapping[str, Answer], marker: Marker, status: str = "") -> "Sight":
        """That of a session."""
        state, game = session.state, session.game
        return cls(
            state=state,
            selected=session.selected,
            marker=marker,
            playback=session.playback,
            answers=tuple(answers.items()),
            asked=game.question if game and game.covers(state) else None,
            told=game.told(state) if game else "",
            status=status,
        )

    def scene(self) -> Scene:
        """The scene that is shown."""
        return _scene(self.state, self.answers, self.asked)

    def cells(self, part: str, width: int, height: int) -> Cells:
        """One of `PARTS`."""
        return cells(part, self, self.scene(), width, height)


@lru_cache(maxsize=KEPT)
def _scene(state: Explorable, answers: tuple[tuple[str, Answer], ...], asked: "Question | None") -> Scene:
    scene = state.scene(dict(answers))
    return asked.cover(scene) if asked else scene


def _stage(sight: Sight, scene: Scene, width: int, height: int) -> Cells:
    return drawn(sight.state, scene.view, width, height, sight.marker)


def _sentence(sight: Sight, scene: Scene, width: int, height: int) -> Cells:
    lines = wrapped(f"{sight.told} {scene.sentence}".strip(), width, Role.TITLE, sight.marker)
    if sight.told and len(lines) > height:
        lines = wrapped(sight.told, width, Role.TITLE, sight.marker)
    return written(lines, width, height)


def _panel(sight: Sight, scene: Scene, width: int, height: int) -> Cells:
    return panel(sight.state, sight.selected, scene, width, height, sight.marker)


def _transport(sight: Sight, scene: Scene, width: int, height: int) -> Cells:
    state = sight.state
    return transport(state, state.position(), sight.playback, width, height, sight.marker, sight.status)


_Part: TypeAlias = Callable[[Sight, Scene, int, int], Cells]
PARTS: Mapping[str, _Part] = {
    "stage": _stage, "sentence": _sentence, "panel": _panel, "transport": _transport
}  # fmt: skip
"""How the widgets of these names are drawn, exactly as wide and high as they are."""


@lru_cache(maxsize=KEPT * len(PARTS))
def cells(part: str, sight: Sight, scene: Scene, width: int, height: int) -> Cells:
    """One of `PARTS`; a scene is the same if it is the same object, so a new one is drawn anew."""
    return PARTS[part](sight, scene, width, height)
