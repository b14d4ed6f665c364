"""How the guessing went, as blocks of the chapter's text."""

from calctui.chapter.document import Document, Items, Span, Tone
from calctui.chapter.quiz.game import Game


def report(game: Game) -> Document:
    """What was right in this session, by section, and the best series; nothing before the first guess."""
    lines = []
    if game.score.total.asked:
        by_section = [f"{section}: {tally}" for section, tally in sorted(game.score.sections.items())]
        lines.append(("This session", f"{game.score.total} ({'; '.join(by_section)})"))
    if game.best.sections:
        best = [f"{section}: {right}" for section, right in sorted(game.best.sections.items())]
        lines.append(("Best of ten", "; ".join(best)))
    items = tuple((Span(name, Tone.STRONG), Span(f" {text}")) for name, text in lines)
    return (Items(items),) if items else ()
