"""What one does beside looking at pictures: read, look things up, and guess before they are shown."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on

from calctui.explore.errors import SettingError
from calctui.tui.entry import Entry, Verdict
from calctui.tui.mouse import Mouse
from calctui.tui.sheet import Sheet

if TYPE_CHECKING:
    from calctui.chapter.document import Document, Link
    from calctui.session.session import Session
    from calctui.tui.reader import Reader

TAKEAWAYS = "2.9"
"""The section with the quiz."""


class Study(Mouse):
    """Opens texts, links, entries and sheets."""

    _entered: Callable[[str], None] | None = None
    _left: Callable[[], None] | None = None

    # Text

    def action_text(self) -> None:
        """Open the section's text, or close whatever text is open; in a lecture, hide or show its notes."""
        if self.session and self.session.tour and not self.session.reading:
            self.screen.toggle_class("-silent")
            return
        self._do(lambda session: session.closed() if session.reading else session.read(session.section_open))

    def action_glossary(self) -> None:
        """Open the glossary."""
        self._do(lambda session: session.read("2.10"))

    def on_library_back(self) -> None:
        """Go back to the text before."""
        self._do(lambda session: session.back())

    def on_reader_followed(self, message: "Reader.Followed") -> None:
        """Open what a link of the text speaks of."""
        self.open_link(message.link)

    def open_link(self, link: "Link") -> None:
        """Set the stage, open another text with a picture that it speaks of, or begin a series."""
        from calctui.chapter.links import Picture, Place, Round, first_picture, follow

        with self.contained():
            match follow(link):
                case Picture(state):
                    self._do(lambda session: self.uncovered(session.linked(state)))
                    if self.covered:
                        self._tell(f"{self.key('text')} brings the text back.")
                case Place() as place:
                    if picture := first_picture(place):
                        self._do(lambda session: session.linked(picture))
                    self._do(lambda session: session.read(place.name))
                case Round(section):
                    self.begin_series(section)

    def uncovered(self, session: "Session") -> "Session":
        """The session with its picture to be seen: a text that lies over it is closed."""
        return session.closed() if self.covered else session

    def notes(self, section: str) -> "Document":
        """Below the takeaways, how the guessing went."""
        if self.session is None or section != TAKEAWAYS:
            return ()
        from calctui.chapter.quiz import report

        return report(self.session.guessing.aware())

    # Lectures

    def action_tour(self, by: int) -> None:
        """Show the lecture's next stop, or the one before; at its ends, say so."""
        before = self.session
        self._do(lambda session: session.toured(by))
        if before and before == self.session:
            self._tell("This is the last stop." if by > 0 else "This is the first stop.")

    def status(self, session: "Session") -> str:
        """Where in the lecture one is."""
        if session.tour is None:
            return ""
        place = f"stop {session.stop + 1}/{len(session.tour.stops)}"
        return f"{place} (left)" if session.strayed else place

    def open_stop(self, stop: int) -> None:
        """Jump to a stop of the lecture."""
        self._do(lambda session: session.at_stop(stop))

    # Guesses

    def begin_series(self, section: str, seed: int | None = None) -> None:
        """Ask ten questions about a section, or about all; without a seed, any ten."""
        from calctui.chapter.quiz import any_seed

        drawn = any_seed() if seed is None else seed
        self._do(lambda session: session.closed().begun(section, drawn))
        self._question()

    def action_guess(self) -> None:
        """Ask for a number of the picture, or for the next of the series; after its last, sum it up."""
        session = self.session
        if session is None:
            return
        if session.guessing.series and session.guessing.series.finished:
            from calctui.chapter.quiz import summary

            self.unfold(*summary(session.guessing), "guess")
            self.session = session.resigned()
            return
        self._do(lambda session: self.uncovered(session.asked()))
        if self.session and self.session.guessing.question:
            self._question()
        else:
            example = f"another example ({self.key('example')})"
            self._tell(f"There is nothing to guess here: change a setting, or try {example}.")

    def _question(self) -> None:
        from calctui.chapter.quiz import wanted

        if self.session and (question := self.session.guessing.question):
            hint = wanted(question)
            self.open_entry(
                f"{self.session.guessing.prompt} ",
                "",
                lambda text: self._readable(text, hint),
                entered=self._reveal,
                left=self._resign,
            )

    def _readable(self, text: str, hint: str) -> Verdict:
        """Whether a guess can be read; it is judged when it is entered."""
        session = self.session
        if not text or session is None or not session.guessing.covers(session.state):
            return Verdict(hint, accepted=False)
        try:
            session.guessed(text)
        except SettingError as error:
            return Verdict(str(error), error.column, accepted=False)
        return Verdict(hint)

    def _reveal(self, text: str) -> None:
        """Judge what was entered, and say how it goes."""
        if not self._asking:
            return
        assert self.session is not None
        self.session = session = self.session.guessed(text)
        game = session.guessing
        done = game.series is not None and game.series.finished
        onward = "how it went" if done else "the next question"
        self._tell(f"{game.standing()} {self.key('guess')}: {onward}.")
        if done:
            self._keep_best()

    @property
    def _asking(self) -> bool:
        """Whether the question is still about what is shown."""
        return self.session is not None and self.session.guessing.covers(self.session.state)

    def _resign(self) -> None:
        """Drop the question that was left, and the series with it."""
        if self.session and self._asking:
            if self.session.guessing.series:
                self._tell(f"You left the series. {self.session.guessing.standing()}")
            self.session = self.session.resigned()

    def _keep_best(self) -> None:
        """Keep the best scores on disk; where that can't be done, say why and go on."""
        from calctui.chapter.quiz import write_best

        if self.session and not self.opening.kiosk and (why := write_best(self.session.guessing.best)):
            self._tell(f"{why[0].upper()}{why[1:]}.")

    # Entries and sheets

    def open_entry(
        self,
        prompt: str,
        text: str,
        read: Callable[[str], Verdict],
        *,
        entered: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        """Let somebody type where the sentence stood.

        Args:
            prompt: stands before the line.
            text: what stands in it at first.
            read: is given every text as it is typed, and says what becomes of it.
            entered: is given the text that Enter closes.
            left: is called where Escape closes it.
        """

        def read_contained(typed: str) -> Verdict:
            with self.contained():
                return read(typed)
            return Verdict("This can't be shown.", accepted=False)

        self._entered, self._left = entered, left
        self.screen.add_class("-typing")
        self.query_one(Entry).open(prompt, text, read_contained)

    @on(Entry.Closed)
    def _entry_closed(self, message: Entry.Closed) -> None:
        self.screen.remove_class("-typing")
        self.screen.set_focus(self.query_one("#panel"))
        with self.contained():
            if message.entered and self._entered:
                self._entered(message.text)
            elif not message.entered and self._left:
                self._left()

    def unfold(self, title: str, text: str | Mapping[str, str], opener: str, *, copies: bool = False) -> None:
        """Show a sheet of text, of one page or several by name; the key of the command `opener` closes it."""
        pages = {"": text} if isinstance(text, str) else text
        keys = next(each.keys for each in self.commands if each.id == opener)
        sheet = Sheet(title, pages, keys, self.letters, copies=copies)
        sheet.set_class(self._in_ascii, "-ascii")
        self.push_screen(sheet)
