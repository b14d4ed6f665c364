"""The explorer: every command of the registry as an action, and the sheets and files that they open."""

import time
from typing import TYPE_CHECKING, Any

from textual import on

from calctui.explore.errors import SettingError
from calctui.tui.attended import Attended
from calctui.tui.choices import ChoiceLine
from calctui.tui.entry import Verdict
from calctui.tui.terminal import shell_waits
from calctui.tui.themes import OPPOSITES, THEMES, own_name

if TYPE_CHECKING:
    from calctui.session.session import Session

SECOND_Q = 2.0
"""Seconds in which a second q quits."""


class CalctuiApp(Attended):
    """The explorer."""

    _last_q = 0.0

    def begin(self, session: "Session") -> None:
        """Show the first session, ask the first question, begin the lecture, or go on where one left off."""
        opening = self.opening
        with self.contained():
            session = session.resumed(opening.bookmark) if opening.bookmark else session
            session = session.touring(opening.tour) if opening.tour else session
        super().begin(session)
        if opening.quiz:
            self.begin_series(*opening.quiz)

    def action_change(self, by: float) -> None:
        """Step the selected setting."""
        self._do_again(lambda session: session.changed(by))

    def action_page(self, by: int) -> None:
        """Step the selected setting by ten; in a lecture, turn to the next stop or the one before."""
        if self.session and self.session.tour:
            self.action_tour(-by)
        else:
            self.action_change(10 * by)

    def action_move(self, across: int, up: int) -> None:
        """Move the point over the map."""
        self._do_again(lambda session: session.moved(across, up))

    def action_point(self) -> None:
        """Give the arrows to the point on the map, or back to the settings."""
        stage = self.query_one("#stage")
        self.screen.set_focus(self.query_one("#panel") if stage.has_focus else stage)
        self._tell(
            f"The arrows move the point; {self.key('point')} gives them back."
            if not stage.has_focus
            else "The arrows change settings."
        )

    def action_end(self, which: int) -> None:
        """Move the selected setting to its next named place, or to an end of its range."""
        before = self.session
        self._do(lambda session: session.at_end(which))
        if before and before is self.session and before.state.landings(before.selected):
            self._tell(f"There is no peak, valley or inflection further {'right' if which else 'left'}.")

    def action_select(self, by: int) -> None:
        """Select another setting."""
        self._do(lambda session: session.select(by))

    def action_play(self) -> None:
        """Play or pause; where motion is switched off, step."""
        still = self.animation_level == "none"
        self._do(lambda session: session.stepped(1) if still else session.toggled())

    def action_step(self, by: int) -> None:
        """Step forward or back; at the ends of the timeline, say so."""
        at = self.session.position() if self.session else 0.0
        self._do_again(lambda session: session.stepped(by))
        if self.session and self.session.position() == at:
            play = f"{self.key('play')} plays it from the start."
            self._tell("This is the start." if by < 0 else f"This is the end: {play}")

    def action_speed(self, by: int) -> None:
        """Play faster or more slowly."""
        self._do(lambda session: session.faster(by))

    def action_example(self) -> None:
        """Show the next preset and say which."""
        self._do_again(lambda session: session.with_example(session.example + 1))
        if self.session:
            place, presets = self.session.example, self.session.state.presets
            self._tell(f"Example {place + 1} of {len(presets)}: {presets[place].title}")

    def action_view(self) -> None:
        """Show the other view."""
        self._do(lambda session: session.turned("view"))

    def action_notation(self) -> None:
        """Write derivatives the other way."""
        self._do(lambda session: session.turned("notation"))

    def action_reset(self) -> None:
        """Set everything back."""
        self._do(lambda session: session.reset())

    def action_undo(self) -> None:
        """Take the last change back."""
        self._do(lambda session: session.undone())

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self._do(lambda session: session.redone())

    def action_section(self, section: str) -> None:
        """Open a section."""
        self._do(lambda session: session.section(section))

    def action_sibling(self, by: int) -> None:
        """Open the next explorable of the section."""
        self._do(lambda session: session.sibling(by))

    def open_explorable(self, key: str, example: int | None = None) -> None:
        """Open an explorable, at one of its presets if one is named."""
        self._do(lambda session: self.uncovered(session.opened(key)))
        if example is not None:
            self._do(lambda session: session.with_example(example))

    def action_zoom(self) -> None:
        """Leave only picture and sentence, or bring everything back."""
        self.screen.toggle_class("-zoomed")

    def action_formula(self) -> None:
        """Type a formula."""
        if self.session and (name := self.session.formula()):
            self._type(name)

    def action_exact(self) -> None:
        """Type an exact value for the selected setting."""
        if self.session:
            self._type(self.session.selected)

    def _type(self, name: str) -> None:
        assert self.session is not None
        setting = self.session.state.setting(name)
        self.open_entry(
            f"{name} = ", setting.control.write(setting.value), lambda text: self._read(name, text)
        )

    def _read(self, name: str, text: str) -> Verdict:
        """Apply a typed text if it can be read; if not, the last good picture stays."""
        assert self.session is not None
        try:
            self.session = self.session.with_text(name, text)
        except SettingError as error:
            return Verdict(str(error).removeprefix(f"{name}: "), error.column, accepted=False)
        return Verdict(_echo(self.session.state.setting(name).value))

    @on(ChoiceLine.Chosen, "#sections")
    def _section_chosen(self, message: ChoiceLine.Chosen) -> None:
        if self.session and self.session.section_open != message.key:
            self.action_section(message.key)

    @on(ChoiceLine.Chosen, "#explorables")
    def _explorable_chosen(self, message: ChoiceLine.Chosen) -> None:
        self.open_explorable(message.key)

    # Sheets and files

    def action_words(self) -> None:
        """Say the picture in words."""
        from calctui.tui.sheets import in_words

        if self.session and self.scene:
            self.unfold(
                "In words",
                in_words(self.session, self.scene, self.known(self.session.state.questions())),
                "words",
            )

    def action_code(self) -> None:
        """Show and copy the code, in one library after the other."""
        from calctui.explore.libraries import by_library

        if self.session and self.scene:
            programs = by_library(self.session.state, self.scene)
            self.unfold("This picture as Python", programs, "code", copies=True)

    def action_command(self) -> None:
        """Show and copy the command."""
        from calctui.explore.link import command

        if self.session:
            self.unfold(
                "The command that opens this picture", command(self.session.state), "command", copies=True
            )

    def action_source(self) -> None:
        """Show the explorable's file."""
        from calctui.export.source import source

        if self.session:
            title, text = source(self.session.state)
            self.unfold(title, text, "source")

    def action_dark(self) -> None:
        """Change between dark and light."""
        opposite = OPPOSITES.get(own_name(self.current_theme))
        if opposite:
            self.choose_theme(opposite)
        else:
            self._tell(f"This theme has the terminal's own ground; {self.key('palette')} finds other themes.")

    def choose_theme(self, name: str) -> None:
        """Show everything in other colours."""
        self.theme = THEMES[name].name

    def action_palette(self) -> None:
        """Open the command palette."""
        from calctui.tui.finder import Palette

        if not isinstance(self.screen, Palette):
            palette = Palette()
            palette.set_class(self._in_ascii, "-ascii")
            self.push_screen(palette)
            self.call_after_refresh(self.steady)

    def action_help(self) -> None:
        """List the keys."""
        from calctui.tui.sheets import help_pages

        self.unfold("Keys", help_pages(self.commands, kiosk=self.opening.kiosk), "help")

    def action_suspend_process(self) -> None:
        """Go back to the shell, where one waits that can bring calctui back."""
        if shell_waits():
            super().action_suspend_process()  # which returns when the shell says fg
            self.leave_out_time()
        else:
            self._tell("No shell waits here that could bring calctui back.")

    def action_leave(self) -> None:
        """Quit at the second q in a row."""
        now = time.monotonic()
        if now - self._last_q <= SECOND_Q:
            self.exit()
        else:
            self._last_q = now
            self._tell(f"Press {self.key('leave')} again to quit.")


def _echo(value: Any) -> str:
    """How a value was read: a formula in textbook notation."""
    from calctui.maths.expression import Expression
    from calctui.maths.formatting import pretty

    return f"= {pretty(value)}" if isinstance(value, Expression) else ""
