"""Answers are remembered by what was asked, in bounded memory, and worked out by one thread."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from insights.remembered_answers import Asked, RememberedAnswers, working_here

TODAY = date(2026, 11, 22)


def asked(argument: object = "", as_of: date | None = None, today: date = TODAY) -> Asked:
    return Asked(as_of, today, len, (argument,))


@dataclass
class Text:
    """An answer of some length."""

    words: str


def never() -> str:
    raise AssertionError("this answer is remembered")


def remembers(answers: RememberedAnswers, question: Asked, state: str) -> bool:
    """Whether an answer is kept, asked without changing what is."""
    try:
        answers.answer(question, state, never)
    except AssertionError:
        return False
    return True


def test_answers_that_were_not_asked_for_since_some_changes_are_gone() -> None:
    answers = RememberedAnswers()
    for state in ("1", "2", "3", "4"):
        answers.answer(asked(state), state, lambda state=state: f"of {state}")  # type: ignore[misc]
    assert not remembers(answers, asked("1"), "4")
    assert remembers(answers, asked("2"), "4")
    assert len(answers) == 3


def test_answers_of_another_day_are_gone() -> None:
    answers = RememberedAnswers()
    for argument in "ab":
        answers.answer(asked(argument), "1", str)
    answers.answer(asked("a", today=TODAY + timedelta(days=1)), "1", str)
    assert len(answers) == 1


def test_answers_of_the_edition_shown_are_kept_beside_newer_ones_and_counted() -> None:
    """Where the newer one has the same value it is counted once; of too many the former go."""
    answers = RememberedAnswers(most_bytes=10_000)
    answers.show("1")
    texts = {"a": "x" * 2_000, "b": "y" * 2_000}

    def text(name: str) -> str:
        working = working_here.get()
        assert working
        working.reads_otherwise()
        return texts[name]

    def ask_all(edition: str) -> int:
        for name in texts:
            answers.answer(asked(name), edition, partial(text, name))
        return answers.bytes_held() // 1_000

    assert (ask_all("1"), ask_all("2")) == (4, 4)
    texts["a"] = "z" * 2_000
    assert ask_all("3") == 6
    former = answers.of_edition(asked("a"), "1")
    assert former
    assert former.value == "x" * 2_000
    texts["b"] = "z" * 7_000
    assert ask_all("4") == 9
    assert answers.of_edition(asked("a"), "1") is None
    answers.show("4")
    assert answers.bytes_held() // 1_000 == 9


def test_answers_that_grow_are_counted_as_they_are_later() -> None:
    answers = RememberedAnswers(most_bytes=1_000_000)
    for size in (10, 30_000):
        for number in range(100):
            question = asked(f"{size} {number}")
            answers.answer(question, "1", partial(Text, "x" * size))
    held = sum(len(kept.value.words) for kept in answers._answers.values())
    assert held < 1.5 * 1_000_000
    assert answers.bytes_held() <= 1_000_000


def test_days_in_the_past_do_not_push_out_what_is_shown_and_go_with_their_edition() -> None:
    answers = RememberedAnswers()
    answers.answer(asked(), "1", str)
    for day in range(20):
        answers.answer(asked(as_of=date(2020, 1, 1 + day)), "1", str)
    assert remembers(answers, asked(), "1")
    for state in ("2", "3", "4"):
        answers.answer(asked(), state, str)
    assert len(answers) == 1


def test_answers_are_bounded_by_their_size_and_those_asked_longest_ago_go() -> None:
    answers = RememberedAnswers(most_bytes=10_000)
    for number in range(9):
        answers.answer(asked(number), "1", lambda: "x" * 3_000)
        assert answers.bytes_held() <= 10_000
        assert remembers(answers, asked(0), "1")
    assert remembers(answers, asked(8), "1")
    assert not remembers(answers, asked(5), "1")


def test_a_day_in_the_past_goes_as_a_whole_and_before_what_stands_now() -> None:
    """Its small answers hold what is counted in a large one alone."""
    answers = RememberedAnswers(most_bytes=10_000)
    monday, tuesday, friday = (date(2026, 11, day) for day in (16, 17, 20))

    def ask(as_of: date | None, argument: str, size: int) -> None:
        answers.answer(asked(argument, as_of), "1", lambda: "x" * size)

    ask(None, "kpis", 3_000)
    for day in (monday, tuesday):
        ask(day, "kpis", 3_000)
        ask(day, "report", 10)
    ask(monday, "report", 10)
    ask(friday, "kpis", 3_000)
    kept = {(question.as_of, question.arguments) for question in answers._answers}
    assert kept == {
        (None, ("kpis",)),
        (monday, ("kpis",)),
        (monday, ("report",)),
        (friday, ("kpis",)),
    }


def test_an_answer_that_is_larger_than_the_bound_is_given_and_not_kept() -> None:
    answers = RememberedAnswers(most_bytes=1_000)
    assert answers.answer(asked(), "1", lambda: "x" * 2_000).value == "x" * 2_000
    assert (len(answers), answers.bytes_held()) == (0, 0)


def test_thirty_who_ask_at_once_have_it_worked_out_once() -> None:
    answers, works, begun = RememberedAnswers(), [], threading.Barrier(30)

    def work() -> str:
        works.append(1)
        time.sleep(0.05)
        return "answer"

    def ask(_: int) -> str:
        begun.wait()
        return str(answers.answer(asked(), "1", work).value)

    with ThreadPoolExecutor(30) as visitors:
        assert set(visitors.map(ask, range(30))) == {"answer"}
    assert len(works) == 1


def test_different_questions_do_not_wait_for_each_other() -> None:
    answers, both = RememberedAnswers(), threading.Barrier(2, timeout=10)

    def ask(argument: str) -> int:
        return int(answers.answer(asked(argument), "1", both.wait).value)

    with ThreadPoolExecutor(2) as visitors:
        assert sorted(visitors.map(ask, ("one", "other"))) == [0, 1]


def test_a_failure_is_not_remembered() -> None:
    answers = RememberedAnswers()
    assert not remembers(answers, asked(), "1")
    assert answers.answer(asked(), "1", lambda: "answer").value == "answer"
