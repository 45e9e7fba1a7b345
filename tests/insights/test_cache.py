"""What was asked is remembered until the store changes."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from data.questions import stored_uploads
from insights import cache
from insights.cache import Asked, RememberedAnswers
from loaders import publish
from tests.actors import ANALYST
from tests.pages import shipped

TODAY = date(2026, 11, 22)


@pytest.mark.usefixtures("fresh")
def test_an_answer_is_asked_once_for_each_edition() -> None:
    store = publish.ready()
    first = cache.ask(stored_uploads.uploads)
    assert cache.ask(stored_uploads.uploads) is first
    store.withdraw(ANALYST, shipped.SAMPLE, "a test")
    renewed = cache.ask(stored_uploads.uploads)
    assert renewed is not first
    assert renewed["withdrawn_by"].notna().sum() == 1


@pytest.mark.usefixtures("fresh")
def test_a_day_in_the_past_is_remembered_beside_now() -> None:
    store = publish.ready()
    now = cache.ask(stored_uploads.uploads)
    with store.as_of(date(2020, 1, 1)):
        then = cache.ask(stored_uploads.uploads)
        assert cache.ask(stored_uploads.uploads) is then
    assert cache.ask(stored_uploads.uploads) is now
    assert len(then) < len(now)


@pytest.mark.usefixtures("fresh")
def test_memory_of_answers_does_not_grow_with_editions() -> None:
    store, held = publish.ready(), []
    for number in range(6):
        store.withdraw(ANALYST, shipped.SAMPLE, f"test {number}")
        store.reinstate(ANALYST, shipped.SAMPLE, f"test {number}")
        cache.ask(stored_uploads.uploads)
        held.append((len(cache._answers), cache.bytes_held()))
    counts, sizes = zip(*held[2:], strict=True)
    assert len(set(counts)) == 1
    assert max(sizes) < 1.1 * min(sizes)


def asked(edition: str, argument: object = "") -> Asked:
    return Asked(edition, TODAY, len, argument)


def never() -> str:
    raise AssertionError("this answer is remembered")


def remembers(answers: RememberedAnswers, question: Asked, state: str) -> bool:
    """Whether an answer is kept, asked without changing what is."""
    try:
        answers.answer(question, state, never)
    except AssertionError:
        return False
    return True


def test_answers_of_a_dead_edition_are_gone_and_those_of_the_shown_one_stay() -> None:
    answers = RememberedAnswers()
    for edition in ("1", "2", "3"):
        answers.answer(asked(edition), edition, lambda edition=edition: f"of {edition}")  # type: ignore[misc]
    assert not remembers(answers, asked("1"), "3")
    assert remembers(answers, asked("2"), "3")
    assert remembers(answers, asked("3"), "3")
    assert len(answers) == 2


def test_days_in_the_past_do_not_push_out_what_is_shown_and_go_with_their_edition() -> None:
    answers = RememberedAnswers()
    answers.answer(asked("1"), "1", str)
    for day in range(20):
        answers.answer(asked(f"1 as of {day}"), "1", str)
    assert remembers(answers, asked("1"), "1")
    for edition in ("2", "3"):
        answers.answer(asked(edition), edition, str)
    assert len(answers) == 2


def test_answers_are_bounded_by_their_size_and_those_asked_longest_ago_go() -> None:
    answers = RememberedAnswers(most_bytes=10_000)
    for number in range(9):
        answers.answer(asked("1", number), "1", lambda: "x" * 3_000)
        assert answers.bytes_held() <= 10_000
        assert remembers(answers, asked("1", 0), "1")
    assert remembers(answers, asked("1", 8), "1")
    assert not remembers(answers, asked("1", 5), "1")


def test_a_day_in_the_past_goes_as_a_whole_and_before_what_stands_now() -> None:
    """Its small answers hold what is counted in a large one alone."""
    answers, now = RememberedAnswers(most_bytes=10_000), ("1", TODAY)

    def ask(edition: str, argument: str, size: int) -> None:
        answers.answer(asked(edition, argument), now, lambda: "x" * size)

    ask("1", "kpis", 3_000)
    for day in ("1 as of Monday", "1 as of Tuesday"):
        ask(day, "kpis", 3_000)
        ask(day, "report", 10)
    ask("1 as of Monday", "report", 10)
    ask("1 as of Friday", "kpis", 3_000)
    kept = {(question.edition, question.arguments) for question in answers._answers}
    assert kept == {
        ("1", "kpis"),
        ("1 as of Monday", "kpis"),
        ("1 as of Monday", "report"),
        ("1 as of Friday", "kpis"),
    }


def test_an_answer_that_is_larger_than_the_bound_is_given_and_not_kept() -> None:
    answers = RememberedAnswers(most_bytes=1_000)
    assert answers.answer(asked("1"), "1", lambda: "x" * 2_000) == "x" * 2_000
    assert (len(answers), answers.bytes_held()) == (0, 0)


def test_thirty_who_ask_at_once_have_it_worked_out_once() -> None:
    answers, works, begun = RememberedAnswers(), [], threading.Barrier(30)

    def work() -> str:
        works.append(1)
        time.sleep(0.05)
        return "answer"

    def ask(_: int) -> str:
        begun.wait()
        return answers.answer(asked("1"), "1", work)

    with ThreadPoolExecutor(30) as visitors:
        assert set(visitors.map(ask, range(30))) == {"answer"}
    assert len(works) == 1


def test_different_questions_do_not_wait_for_each_other() -> None:
    answers, both = RememberedAnswers(), threading.Barrier(2, timeout=10)

    def ask(argument: str) -> int:
        return answers.answer(asked("1", argument), "1", both.wait)

    with ThreadPoolExecutor(2) as visitors:
        assert sorted(visitors.map(ask, ("one", "other"))) == [0, 1]


def test_a_failure_is_not_remembered() -> None:
    answers = RememberedAnswers()
    assert not remembers(answers, asked("1"), "1")
    assert answers.answer(asked("1"), "1", lambda: "answer") == "answer"


@pytest.mark.parametrize(
    ("make", "least", "most"),
    [
        (lambda: "x" * 1_000, 1_000, 1_100),
        (lambda: ["x" * 1_000 for _ in range(500)], 500_000, 560_000),
        (lambda: {number: f"{number:1000}" for number in range(500)}, 500_000, 600_000),
        (lambda: pd.DataFrame({"value": [0.0] * 1_000}), 8_000, 9_000),
        (lambda: None, 1, 100),
    ],
)
def test_the_size_of_an_answer_is_about_what_it_takes(
    make: Callable[[], object], least: int, most: int
) -> None:
    assert least <= cache.size_of(make()) <= most


def test_what_many_answers_have_is_counted_where_it_is_the_answer() -> None:
    @cache.shared
    @dataclass(frozen=True)
    class Measure:
        name: str

    measures = [Measure("x" * 1_000) for _ in range(50)]
    assert cache.size_of(measures) > 50_000
    assert cache.size_of({"report": measures, "late": measures}) < 2_000
