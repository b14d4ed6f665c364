"""How the guessing went: as blocks of the chapter's text, and one series question by question."""

from calctui.chapter.document import Document, Items, Span, Tone
from calctui.chapter.quiz.game import Game
from calctui.explorables.catalogue import WHOLE
from calctui.explore.link import command


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


def summary(game: Game) -> tuple[str, str]:
    """How a series went: a title, and a text with every question and what became of it."""
    assert game.series is not None, "no series was played"
    played = game.series
    lines = [f"Best so far: {game.aware().best.of(played.section)} of {len(played.questions)}.", ""]
    for question, verdict in zip(played.questions, played.verdicts, strict=True):
        lines += [f"{'+' if verdict.right else '-'} {question.prompt}", f"  {verdict.sentence}"]
        lines += [f"  {command(question.state)}", ""]
    lines.append(f"The same again: calctui quiz {played.section} --seed {played.seed}")
    about = "the whole chapter" if played.section == WHOLE else f"section {played.section}"
    return f"Ten questions about {about}: {played.right} right", "\n".join(lines)
