"""Guessing from question to question: what is covered, what is counted, and what a series comes to."""

import pytest
from quiz_states import state

from calctui.chapter.document import Items, text_of
from calctui.chapter.quiz import Game, Question, report
from calctui.explorables.catalogue import WHOLE
from calctui.explore.errors import SettingError

SECANT = state("secant")


def exact(game: Game) -> str:
    question: Question | None = game.question
    assert question is not None
    return question.answer if isinstance(question.answer, str) else repr(question.answer)


def test_a_question_covers_its_picture_until_the_guess() -> None:
    game = Game().ask(SECANT)
    assert game.covers(SECANT)
    assert not game.covers(state("secant h=0.5")), "another state is another picture"
    assert game.told(SECANT) == ""
    guessed = game.guess("9")
    assert not guessed.covers(SECANT)
    assert guessed.told(SECANT) == "Not quite: it is 11; 9 is 18 % off."
    assert guessed.told(state("secant h=0.5")) == ""


def test_what_was_asked_is_not_asked_again_while_there_is_something_else() -> None:
    game, seen = Game(), []
    for _ in range(6):
        game = game.ask(SECANT)
        assert game.question is not None
        seen.append((game.question.readout, game.question.guess.kind))
        game = game.guess(exact(game))
    rounds = len(set(seen))
    assert rounds > 1
    assert len(set(seen[:rounds])) == rounds
    assert set(seen[rounds:]) <= set(seen[:rounds])
    assert str(game.score.total) == "6 of 6 right"


def test_where_nothing_can_be_asked_nothing_is() -> None:
    game = Game().ask(state("hessian view=size n=1e9"))
    assert game.question is None
    assert not game.covers(SECANT)


def test_what_can_t_be_read_leaves_the_question_open() -> None:
    game = Game().ask(SECANT)
    with pytest.raises(SettingError, match="a number is wanted"):
        game.guess("steep")
    assert game.covers(SECANT)


def test_a_series_has_ten_questions_and_a_best_score() -> None:
    game = Game().begin("2.1", 7)
    for place in range(10):
        assert game.series is not None
        assert game.question == game.series.questions[place]
        assert game.prompt.startswith(f"{place + 1}/10 ")
        wrong = place == 3 and not game.question.choices
        game = game.guess("1e300" if wrong else exact(game))
        assert f"{9 - place} to go" in game.standing()
        assert (game.best.of("2.1") is None) == (place < 9), "only a finished series counts"
        game = game if place == 9 else game.ask(SECANT)
    assert game.series is not None
    assert game.series.finished
    assert game.best.of("2.1") == game.series.right
    assert game.score.of("2.1").asked == 10
    assert game.ask(SECANT).series is None, "after a series, single questions again"


def test_a_series_that_is_left_counts_nowhere() -> None:
    game = Game().begin(WHOLE, 1)
    left = game.guess(exact(game)).ask(SECANT).dropped()
    assert left.series is None
    assert left.question is None
    assert left.best.of(WHOLE) is None
    assert left.score.total.asked == 1


def test_the_report_says_nothing_before_anything_was_guessed() -> None:
    assert report(Game()) == ()
    game = Game().ask(SECANT)
    (items,) = report(game.guess(exact(game)))
    assert isinstance(items, Items)
    assert text_of(items.items[0]) == "This session 1 of 1 right (2.1: 1 of 1 right)"
