"""How the explorer begins: at a picture, with questions or a lecture, where one left off, behind others."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctui.chapter.bookmark import Bookmark
    from calctui.chapter.tour import Tour
    from calctui.explore.explorable import Explorable
    from calctui.export.share import Share, Shared


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What was asked for on the command line."""

    state: "Explorable | None" = None
    quiz: tuple[str, int | None] | None = None
    """Ten questions: about which section, and by which seed."""
    tour: "Tour | None" = None
    bookmark: "Bookmark | None" = None
    share: "Share | None" = None
    """Where others see what is shown here."""
    lecture: "Shared | None" = None
    """What is shown elsewhere, to be followed here."""
    kiosk: bool = False
    """Whether strangers use it: no file is written or asked for, and no shell can be reached."""
