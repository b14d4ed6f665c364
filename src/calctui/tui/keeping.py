"""What is kept on disk: pictures where somebody wants them, and where one left off."""

import sys

from calctui.explore.errors import SettingError, because
from calctui.tui.entry import Verdict
from calctui.tui.themes import own_name
from calctui.tui.together import Together


class Keeping(Together):
    """Writes files, but never in a kiosk."""

    def action_save(self) -> None:
        """Save the picture in a file, whose name's ending says how."""
        if self.session:
            self.open_entry("save as ", f"calctui-{self.session.key}.svg", self._savable, entered=self._save)

    def _savable(self, name: str) -> Verdict:
        from calctui.export.formats import ENDINGS, form_of, path_of

        path = path_of(name)
        try:
            form_of(path)
        except SettingError as error:
            return Verdict(str(error), accepted=False)
        there = "Enter replaces the file that is there; " if path.exists() else ""
        return Verdict(f"{there}by its ending: {' '.join(ENDINGS)}")

    def _save(self, name: str) -> None:
        from calctui.export.formats import SAVED_SIZE, form_of, path_of, written
        from calctui.export.frame import framed

        assert self.session is not None
        path, session = path_of(name), self.session
        theme = own_name(self.current_theme)
        shown = framed(session.state, self.known(session.state.questions()))
        try:
            text = written(shown, form_of(path), SAVED_SIZE, self._marker_name, theme)
            path.write_text(text, encoding="utf-8")
            self._tell(f"Saved {path.name} in {path.absolute().parent}")  # which may be longer than the line
        except OSError as error:
            self._tell(f"Can't write {path.name}: {because(error)} ({path.absolute().parent})")
        except SettingError as error:  # it has changed since it was typed
            self._tell(f"Can't write {path.name}: {error}")

    def remember(self) -> None:
        """Keep where one is, for those who will ask for it; where that can't be done, say why when left."""
        from calctui.chapter.bookmark import write_bookmark

        if self.session is None or self.opening.kiosk:
            return
        try:
            write_bookmark(self.session.bookmark())
        except OSError as error:
            print(f"calctui: where you left off is not kept: {because(error)}", file=sys.__stderr__)
